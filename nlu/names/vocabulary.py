"""The words of all names: which of them a word of a message stands for, misspelt, inflected or cut short as it may be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations
from typing import NamedTuple

import numpy as np
from rapidfuzz.distance import OSA

from nlu.names.forms import agrees, stem

SHORTEST, LONG, LONGEST = 4, 9, 40
"""Letters of a word: fewer are never corrected, from `LONG` on two slips are allowed, more than `LONGEST` are no word."""
_PREFIX = 7
"""Slips are looked up by the beginning of a word, which keeps the table small."""
_MOST = 300
"""Candidates compared for one word; only hostile or senseless catalogues have more."""


class Form(NamedTuple):
    """A word of a name that a word of the message stands for; `quality` is 1 when it is written just so."""

    word: str
    stem: str
    quality: float


class Vocabulary:
    """Words of names with their stems; built once."""

    def __init__(self, words: Iterable[str], common: Collection[str]) -> None:
        self._common = common
        self._exact = {word: Form(word, stem(word), 1.0) for word in words}
        self._by_stem: dict[str, list[str]] = {}
        for form in self._exact.values():
            self._by_stem.setdefault(form.stem, []).append(form.word)
        self._sorted = sorted(word for word in self._exact if len(word) > SHORTEST)
        self._slips = _Slips({shape for form in self._exact.values() for shape in (form.word, form.stem)})

    def known(self, word: str) -> Form | None:
        """The form for a folded word written as in a name or inflected."""
        form = self._exact.get(word)
        if form is None and (same := self._by_stem.get(stem(word))):
            near = next((name for name in same if agrees(word, name)), None)
            form = Form(near, stem(near), 0.97) if near else None
        return form

    def guessed(self, word: str) -> Form | None:
        """The form for a folded word nobody knows: one slip of the pen away, or cut short."""
        if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word in self._common:
            return None
        return self._misspelt(word) or self._cut_short(word)

    def _misspelt(self, word: str) -> Form | None:
        shapes = {word, stem(word)} if len(word) > 5 else {word}
        found = [slip for shape in shapes if len(shape) >= SHORTEST for slip in self._slips.of(shape)]
        if not found:
            return None
        distance, shape = min(found, key=lambda slip: (slip[0], slip[1][0] != word[0], abs(len(slip[1]) - len(word)), slip[1]))
        name = shape if shape in self._exact else self._by_stem[shape][0]
        if len(name) < SHORTEST or (len(name) < 6 and name[0] != word[0]):
            return None
        return Form(name, stem(name), 0.9 - 0.08 * distance - (0.1 if len(name) < 5 else 0))

    def _cut_short(self, word: str) -> Form | None:
        """The only word that begins so, whatever its ending; at least two letters must be missing."""
        place = bisect_left(self._sorted, word)
        begun = self._sorted[place : place + 6]
        longer = [name for name in begun if name.startswith(word) and len(name) >= len(word) + 2]
        stems = {stem(name) for name in longer}
        if len(stems) != 1 or len(longer) > 5 or len(word) < 0.35 * len(longer[0]):
            return None
        return Form(longer[0], stems.pop(), 0.7)


class _Slips:
    """Words by what is left when letters of their beginning are dropped (two for long words): near words share such a rest."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = [word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
        pairs = [(hash(rest), place) for place, word in enumerate(self._words) for rest in _rests(word, _allowed(word))]
        keys = np.fromiter((key for key, _ in pairs), np.int64, len(pairs))
        owners = np.fromiter((place for _, place in pairs), np.int32, len(pairs))
        order = np.argsort(keys, kind="stable")
        self._keys, self._owners = keys[order], owners[order]

    def of(self, word: str) -> list[tuple[int, str]]:
        """Words of the vocabulary that slips make into this one, with their number."""
        rests = np.fromiter((hash(rest) for rest in _rests(word, 2 if len(word) >= LONG - 2 else 1)), np.int64)
        low = np.searchsorted(self._keys, rests, "left")
        high = np.searchsorted(self._keys, rests, "right")
        hit = np.flatnonzero(high > low)
        if not len(hit):
            return []
        owners = {int(owner) for at in hit for owner in self._owners[low[at] : min(high[at], low[at] + _MOST)]}
        near = ((OSA.distance(word, name, score_cutoff=limit), name, limit) for name in map(self._words.__getitem__, sorted(owners)[:_MOST]) for limit in (_allowed(name),))
        return [(distance, name) for distance, name, limit in near if 0 < distance <= limit]


def _allowed(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _rests(word: str, slips: int) -> Iterator[str]:
    head = word[:_PREFIX]
    yield head
    for dropped in range(1, slips + 1):
        for places in combinations(range(len(head)), dropped):
            kept = head
            for place in reversed(places):
                kept = kept[:place] + kept[place + 1 :]
            yield kept
