"""Change over time: "+200 %", "doubled", "passati da 5 a 20 utenti", "in crescita"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from nlu.amounts.folding import fold
from nlu.amounts.phrases import Phrases, expand, listed, names, valued
from nlu.amounts.places import Placed, clause, denied, near
from nlu.amounts.tokens import Tokens
from nlu.reading import Growth

_LARGEST = Decimal(1_000_000)
_REACH = 5
_NEAR = 3


class Growths:
    """The growth phrases of one language."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._up, self._down, self._trend = (listed(source[key]) for key in ("up", "down", "trend"))
        self._times = Phrases(valued(source["times"]))
        self._accented = dict(_accented(source["accented"]))
        self._by, self._fold, self._from = listed(source["by"]), listed(source["fold"]), listed(source["from"])
        self._to = frozenset(names(source["to"]))
        self._hire, self._hired, self._hires = (listed(source[key]) for key in ("hire", "hired", "hires"))
        self._more = listed(source["more"])
        self._not_hired = frozenset(names(source["not_hired"]))
        self._starts = frozenset(
            (*self._trend.starts(), *self._times.starts(), *self._hire.starts(), *self._hires.starts(), *self._accented)
        )
        self._negative = frozenset(names(source["negative"]))

    def read(self, tokens: Tokens, amounts: Sequence[Placed]) -> Growth | None:
        """The growth told in a message: the first with a factor, else the first direction."""
        told = sorted(self._told(tokens, amounts), key=lambda each: each[1])
        for factor, first, last in told:
            if factor is None or 0 < factor < _LARGEST:
                return Growth(None if factor is None else float(factor), tokens.span(first, last))
        for here in self._places(tokens):
            trend = self._trend.at(tokens.words, here) or self._hires.at(tokens.words, here) or self._hiring(tokens, here)
            if trend and not denied(tokens, self._negative, here, 3):
                return Growth(None, tokens.span(here, trend[1]), _count(amounts, here, trend[1]))
        return None

    def _hiring(self, tokens: Tokens, here: int) -> tuple[bool, int] | None:
        """ "Prende due stagisti", "ne prendono altri sei": a verb of hiring and, shortly after, whom or how many more."""
        verb = self._hire.at(tokens.words, here)
        end = min(verb[1] + _NEAR, len(tokens)) if verb else 0
        whom = near(tokens, self._hired, verb[1], end) or near(tokens, self._more, verb[1], end) if verb else None
        if verb is None or whom is None or not self._not_hired.isdisjoint(tokens.words[verb[1] : whom[0]]):
            return None
        return True, whom[1]

    def _told(self, tokens: Tokens, amounts: Sequence[Placed]) -> Iterator[tuple[Decimal, int, int]]:
        for here in self._places(tokens):
            times = self._times.at(tokens.words, here) or self._accent(tokens, here)
            if times and not denied(tokens, self._negative, here, 4):
                yield Decimal(times[0]), here, times[1]
        for placed in amounts:
            if found := self._percent(tokens, placed) or self._multiple(tokens, placed) or self._range(tokens, placed):
                yield found
        for left, right in pairwise(amounts):
            if found := self._fall(tokens, left, right):
                yield found

    def _places(self, tokens: Tokens) -> list[int]:
        return [here for here, word in enumerate(tokens.words) if word in self._starts]

    def _accent(self, tokens: Tokens, here: int) -> tuple[int, int] | None:
        """ "doublé" but not "double": only the accent tells them apart."""
        word = tokens.words[here]
        if word not in self._accented:
            return None
        wanted, times = self._accented[word]
        return (times, here + 1) if tokens.cased(here, here + 1).lower() == wanted else None

    def _percent(self, tokens: Tokens, placed: Placed) -> tuple[Decimal, int, int] | None:
        amount = placed.amount
        if amount.kind != "percent":
            return None
        change = amount.value / 100
        if tokens.words[placed.first] == "+":
            return 1 + change, placed.first, placed.last
        for phrases, sign in ((self._up, 1), (self._down, -1)):
            cue = self._cue(tokens, phrases, placed.first, placed.last)
            if cue:
                return 1 + sign * abs(change), min(cue[0], placed.first), max(cue[1], placed.last)
        return None

    def _multiple(self, tokens: Tokens, placed: Placed) -> tuple[Decimal, int, int] | None:
        """ "multiplié par 3", "grew 3x"."""
        amount = placed.amount
        if amount.kind != "number" or amount.value <= 0:
            return None
        if by := self._by.before(tokens.words, placed.first):
            return amount.value, by[1], placed.last
        fold_ = self._fold.at(tokens.words, placed.last)
        cue = self._cue(tokens, self._up, placed.first, placed.first) if fold_ else None
        return (amount.value, cue[0], fold_[1]) if fold_ and cue else None

    def _range(self, tokens: Tokens, placed: Placed) -> tuple[Decimal, int, int] | None:
        """ "went from 10 to 40", which was read as a range."""
        amount = placed.amount
        if not amount.low or not amount.high or self._from.before(tokens.words, placed.first) is None:
            return None
        cue = self._cue(tokens, self._up, placed.first, placed.first)
        return (amount.high / amount.low, cue[0], placed.last) if cue else None

    def _fall(self, tokens: Tokens, left: Placed, right: Placed) -> tuple[Decimal, int, int] | None:
        between = " ".join(tokens.words[left.last : right.first])
        same = left.amount.kind == right.amount.kind in ("number", "money") and left.amount.value > right.amount.value >= 0
        if not same or between not in self._to or self._from.before(tokens.words, left.first) is None:
            return None
        cue = self._cue(tokens, self._up, left.first, left.first) or self._cue(tokens, self._down, left.first, left.first)
        return (right.amount.value / left.amount.value, cue[0], right.last) if cue else None

    def _cue(self, tokens: Tokens, phrases: Phrases[bool], first: int, last: int) -> tuple[int, int] | None:
        """A word of growth shortly before, or right after, in the same clause and not denied."""
        start, end = clause(tokens, first, last)
        before = near(tokens, phrases, max(start, first - _REACH), first)
        found = before or (near(tokens, phrases, last, min(end, last + 3)) if last > first else None)
        return None if found is None or denied(tokens, self._negative, found[0], 3) else found


def _count(amounts: Sequence[Placed], first: int, last: int) -> Decimal | None:
    """The whole number in, or right after, a stretch of tokens."""
    inside = (each.amount for each in amounts if first <= each.first and each.last <= last + 1)
    return next((amount.value for amount in inside if amount.kind == "number" and amount.value == int(amount.value)), None)


def _accented(source: str) -> Iterator[tuple[str, tuple[str, int]]]:
    for entry in source.split(",") if source else ():
        name, value = entry.rsplit(None, 1)
        for each in expand(name.strip()):
            yield fold(each).plain, (each, int(value))
