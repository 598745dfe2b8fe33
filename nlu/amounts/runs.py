"""Runs of number words and figures that stand together, before it is decided what number (or numbers) they make."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple, cast

from nlu.amounts.atoms import Atom, Atoms
from nlu.amounts.phrases import Phrases, names
from nlu.amounts.tokens import Tokens

Link = Literal["glue", "space", "and"]
_LONGEST_RUN = 24
_USUAL_PARTS = (2, 3, 4, 5, 8, 16)
"""3/4 is a fraction, 9/10 use against a limit or a mark."""


class Piece(NamedTuple):
    """An atom, the tokens it covers and how it is linked to the piece before it."""

    atom: Atom
    first: int
    last: int
    link: Link


class Runs:
    """Finds the runs of one language."""

    def __init__(self, atoms: Atoms, source: Mapping[str, Any], common: Mapping[str, Any]) -> None:
        numbers = source["numbers"]
        self.atoms = atoms
        self.joiners = frozenset(names(numbers["and"]))
        over = [(name, Atom("over", Decimal(0), plural=False)) for name in names(numbers["over"])]
        over_any = [(name, Atom("over", Decimal(0), plural=True)) for name in names(numbers["over_any"])]
        self._over = Phrases((*over_any, *over))
        self._of = frozenset(names(source["of"]))
        self._minor = frozenset(name for listed in source["minor"].values() for name in names(listed))
        self._magnitudes = dict(_scales(common["magnitudes"]))
        self._glued_magnitudes = dict(_scales(common["glued_magnitudes"]))
        self._upper_magnitudes = dict(_scales(common["upper_magnitudes"]))

    def starts(self, tokens: Tokens, index: int) -> bool:
        """Whether a number may start here."""
        if index >= len(tokens):
            return False
        word = tokens.words[index]
        known = index in tokens.figures or word in self.atoms.words or _is_vulgar(word)
        return known or bool(self.atoms.of(word)) or self._elided(tokens, index) is not None

    def at(self, tokens: Tokens, start: int) -> list[Piece]:
        """The run that starts at a token; empty if none does."""
        pieces: list[Piece] = []
        here, link = start, cast(Link | None, None)
        while here < len(tokens) and len(pieces) < _LONGEST_RUN:
            found = [] if self._cents(tokens, here, pieces) else self._pieces(tokens, here, link or _link(tokens, here), pieces)
            if found:
                pieces.extend(found)
                here, link = found[-1].last, None
            elif pieces and link is None and tokens.words[here] in self.joiners and self.starts(tokens, here + 1):
                here, link = here + 1, "and"
            elif pieces and link is None and (self._hyphen(tokens, here) or self._of_many(tokens, here, pieces[-1])):
                here, link = here + 1, "glue" if tokens.words[here] == "-" else "space"
            else:
                break
        return pieces

    def _hyphen(self, tokens: Tokens, here: int) -> bool:
        """ "sixty - one": a loose hyphen between two number words."""
        between = tokens.words[here] == "-" and tokens.is_word(here - 1) and tokens.is_word(here + 1)
        return between and self.starts(tokens, here + 1)

    def _of_many(self, tokens: Tokens, here: int, before: Piece) -> bool:
        """ "one third of a million", "un paio di migliaia", "a couple of hundred"."""
        if before.atom.role not in ("part", "lot") or tokens.words[here] not in self._of:
            return False
        roles = [atom.role for word in tokens.words[here + 1 : here + 3] for atom in self.atoms.of(word)]
        many = ("scale", "lot", "hundred")
        return roles[:1] != [] and (roles[0] in many or (roles[0] in ("one", "article") and roles[1:] != [] and roles[1] in many))

    def _cents(self, tokens: Tokens, here: int, before: list[Piece]) -> bool:
        """ "20 cents" are no hundreds, "venti centesimi" no hundredths."""
        if not before or tokens.words[here] not in self._minor:
            return False
        return before[-1].atom.role == "figure" or any(atom.role == "part" for atom in self.atoms.of(tokens.words[here]))

    def _pieces(self, tokens: Tokens, here: int, link: Link, before: list[Piece]) -> list[Piece]:
        word = tokens.words[here]
        if here in tokens.figures:
            return self._figure(tokens, here, link)
        pair = self._pair(tokens, here)
        if pair:
            return [Piece(pair, here, here + 2, link)]
        if _is_vulgar(word):
            fraction = Fraction(unicodedata.numeric(word)).limit_denominator(10)
            return [Piece(Atom("vulgar", Decimal(fraction.numerator) / fraction.denominator), here, here + 1, link)]
        if before and before[-1].atom.role == "figure" and (scale := self._magnitude(tokens, here)):
            return [Piece(scale, here, here + 1, "glue")]
        over = self._over.at(tokens.words, here) if before else None
        if over and self.starts(tokens, over[1]):
            return [Piece(over[0], here, over[1], link)]
        elided = self._elided(tokens, here)
        atoms = (elided,) if elided else self.atoms.of(word)
        return [Piece(atom, here, here + 1, link if i == 0 else "glue") for i, atom in enumerate(atoms)]

    def _elided(self, tokens: Tokens, index: int) -> Atom | None:
        """ "vent'anni": what is otherwise only a part of a word."""
        atom = self.atoms.elided.get(tokens.words[index])
        return atom if atom and tokens.folded.plain[tokens.ends[index] : tokens.ends[index] + 1] == "'" else None

    def _figure(self, tokens: Tokens, here: int, link: Link) -> list[Piece]:
        value = tokens.figures[here]
        figure = Piece(Atom("figure", value), here, here + 1, link)
        under = tokens.figures.get(here + 2)
        slashed = under is not None and tokens.words[here + 1] == "/" and tokens.words[here + 3 : here + 4] != ["/"]
        if slashed and under is not None and 0 < value < under and (value == 1 or under in _USUAL_PARTS) and value == int(value):
            return [figure, Piece(Atom("part", under, fraction=True), here + 1, here + 3, "glue")]
        return [figure]

    def _magnitude(self, tokens: Tokens, here: int) -> Atom | None:
        word = tokens.words[here]
        if word in self._magnitudes:
            return self._magnitudes[word]
        if word in self._glued_magnitudes and tokens.touching(here):
            return self._glued_magnitudes[word]
        if word in self._upper_magnitudes and (tokens.cased(here, here + 1).isupper() or _beside_money(tokens, here)):
            return self._upper_magnitudes[word]
        return None

    def _pair(self, tokens: Tokens, index: int) -> Atom | None:
        return self.atoms.pairs.get((tokens.words[index], tokens.words[index + 1])) if index + 1 < len(tokens) else None


def _scales(source: Mapping[int, str]) -> list[tuple[str, Atom]]:
    return [(name, Atom("scale", Decimal(value), bare=False)) for value, listed in source.items() for name in names(listed)]


def _link(tokens: Tokens, index: int) -> Link:
    between = tokens.folded.plain[tokens.ends[index - 1] : tokens.starts[index]] if index else " "
    return "glue" if between in ("", "-") else "space"


def _is_vulgar(word: str) -> bool:
    return len(word) == 1 and not word.isascii() and "¼" <= word <= "⅞" and unicodedata.category(word) == "No"


def _beside_money(tokens: Tokens, index: int) -> bool:
    around = tokens.words[max(index - 3, 0) : index + 2]
    return any(len(word) == 1 and unicodedata.category(word) == "Sc" for word in around)
