"""Sequences of words written as data ("ho|abbiamo gia? preso"), found in one walk over a message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nlu.tokens import fold

BORDERS = ("", ",")
"""Signs in a message that end a clause; a pattern asks for one, or the end, with "$"."""
GAP = 3
"""Words that "…" may stand for."""


class Hit(NamedTuple):
    """Words `start` to `end` (exclusive) match what was written for `value`."""

    start: int
    end: int
    value: int


class Element(NamedTuple):
    """One place of a pattern. `words` empty is a gap; `prefixes` are beginnings of words."""

    words: frozenset[str]
    prefixes: tuple[str, ...]
    optional: bool

    def fits(self, word: str) -> bool:
        """Whether the word may stand here."""
        return word in self.words or (bool(self.prefixes) and word.startswith(self.prefixes))


class Patterns:
    """Many patterns, each with a value, looked up by their first word."""

    def __init__(self, lines: Iterable[tuple[str, int]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[Element, ...], int]]] = {}
        for line, value in lines:
            first, *rest = (_element(part) for part in line.split())
            for word in first.words:
                self._by_first.setdefault(word, []).append((tuple(rest), value))

    def find(self, words: Sequence[str]) -> list[Hit]:
        """All matches, the longest at each place, none inside a longer one; an empty word is a border that nothing crosses."""
        hits: list[Hit] = []
        for start, word in enumerate(words):
            known = self._by_first.get(word)
            if known:
                hits += _longest([Hit(start, end, value) for rest, value in known if (end := _match(rest, words, start + 1))])
        if len(hits) < 2:
            return hits
        return [hit for hit in hits if not any(_inside(hit, other) for other in hits)]


def _longest(hits: list[Hit]) -> list[Hit]:
    """The longest of hits that start together, one for each value."""
    furthest = max((hit.end for hit in hits), default=0)
    return list({hit.value: hit for hit in hits if hit.end == furthest}.values())


def _inside(hit: Hit, other: Hit) -> bool:
    return other.start <= hit.start and hit.end <= other.end and other.end - other.start > hit.end - hit.start


def _match(rest: Sequence[Element], words: Sequence[str], place: int) -> int:
    """Where the match ends, or 0."""
    for index, element in enumerate(rest):
        if not element.words and not element.prefixes:
            return _after_gap(rest[index + 1 :], words, place)
        if "$" in element.words:
            if place < len(words) and words[place] not in BORDERS:
                return 0
        elif place < len(words) and element.fits(words[place]):
            place += 1
        elif not element.optional:
            return 0
    return place


def _after_gap(rest: Sequence[Element], words: Sequence[str], place: int) -> int:
    for skipped in range(GAP + 1):
        if place + skipped > len(words) or (skipped and not words[place + skipped - 1]):
            return 0
        if end := _match(rest, words, place + skipped):
            return end
    return 0


def _element(part: str) -> Element:
    if part == "…":
        return Element(frozenset(), (), False)
    optional = part.endswith("?")
    words = [fold(word) for word in part.removesuffix("?").split("|")]
    return Element(frozenset(w for w in words if not w.endswith("*")), tuple(w[:-1] for w in words if w.endswith("*")), optional)
