"""Finds the numbers of a message: in figures and words, signed, whole."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nlu.amounts.atoms import Atoms
from nlu.amounts.hedges import Hedges
from nlu.amounts.numerals import Composer, Number
from nlu.amounts.phrases import listed, valued
from nlu.amounts.runs import Runs
from nlu.amounts.tokens import Tokens

_MOST = 100
"""Numbers read in a message."""
_SIGN_AFTER = frozenset("([:=$€£,;\n")


class Finder:
    """The numbers of one language."""

    def __init__(self, source: Mapping[str, Any], common: Mapping[str, Any], hedges: Hedges, stop: frozenset[str]) -> None:
        numbers = source["numbers"]
        self._runs = Runs(Atoms(numbers), source, common)
        self._composer = Composer(frozenset(value for _, value in valued(_counted(numbers["and_after_tens"]))))
        self._negative, self._not_negative = listed(numbers["negative"]), listed(numbers["not_negative"])
        self._hedges, self._stop = hedges, stop

    def find(self, tokens: Tokens) -> list[Number]:
        """The numbers among the tokens."""
        found: list[Number] = []
        here = 0
        while here < len(tokens) and len(found) < _MOST:
            number = self._at(tokens, here)
            if number:
                found.append(number)
                here = number.last
            else:
                here += 1
        return found

    def is_noun(self, tokens: Tokens, index: int) -> bool:
        """Whether a word with a meaning of its own stands here."""
        return tokens.is_word(index) and tokens.words[index] not in self._stop

    def _at(self, tokens: Tokens, here: int) -> Number | None:
        if not self._runs.starts(tokens, here):
            return None
        run = self._runs.at(tokens, here)
        if not run:
            return None
        number = self._composer.first(run, over=not self.is_noun(tokens, run[-1].last))
        if number is None:
            return None
        if number.nth is not None and self.is_noun(tokens, number.last):
            number.value, number.ordinal = number.nth, True
        return self._signed(tokens, number)

    def _signed(self, tokens: Tokens, number: Number) -> Number:
        first = number.first
        before = tokens.words[first - 1] if first else ""
        if before in ("-", "+") and tokens.touching(first) and self._free(tokens, first - 1):
            return self._with_sign(number, first - 1, negative=before == "-")
        negative = self._negative.before(tokens.words, first)
        if negative is None or self._not_negative.before(tokens.words, first) or self._hedges.vague_before(tokens, first):
            return number
        return number if negative[1] - 1 in tokens.figures else self._with_sign(number, negative[1], negative=True)

    def _with_sign(self, number: Number, first: int, *, negative: bool) -> Number:
        number.value = -number.value if negative else number.value
        number.first, number.word = first, False
        return number

    def _free(self, tokens: Tokens, sign: int) -> bool:
        """Whether a sign belongs to the number after it and joins nothing."""
        return not tokens.touching(sign) or tokens.words[sign - 1] in _SIGN_AFTER or tokens.words[sign - 1] == tokens.words[sign]


def _counted(listed: str) -> str:
    return ", ".join(f"n {value}" for value in listed.split(",")) if listed else ""
