"""Words one or two slips of the pen apart, found without comparing each with each."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import combinations

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

SHORTEST, LONG, LONGEST = 4, 9, 40
"""Letters of a word: fewer are never corrected, from `LONG` on two slips are allowed, more than `LONGEST` are no word."""
_PREFIX = 7
"""Slips are looked up by the beginning of a word, which keeps the table small."""
_MOST = 300
"""Candidates compared for one word; only hostile or senseless catalogues have more."""


class Slips:
    """Words by what is left when letters of their beginning are dropped (two for long words): near words share such a rest."""

    def __init__(self, words: Collection[str]) -> None:
        self._words = [word for word in words if SHORTEST <= len(word) <= LONGEST and word.isalpha()]
        keys: list[int] = []
        owners: list[int] = []
        for place, word in enumerate(self._words):
            rests = [hash(rest) for rest in _rests(word, _allowed(word))]
            keys += rests
            owners += [place] * len(rests)
        order = np.argsort(np.array(keys, np.int64), kind="stable")
        self._keys, self._owners = np.array(keys, np.int64)[order], np.array(owners, np.int32)[order]

    def of(self, word: str) -> list[tuple[int, str]]:
        """Words of the vocabulary that slips make into this one, with their number."""
        rests = np.array([hash(rest) for rest in _rests(word, 2 if len(word) >= LONG - 2 else 1)], np.int64)
        low = np.searchsorted(self._keys, rests, "left")
        high = np.searchsorted(self._keys, rests, "right")
        owners: set[int] = set()
        for at in np.flatnonzero(high > low):
            owners.update(self._owners[low[at] : min(high[at], low[at] + _MOST)].tolist())
        near = [self._words[place] for place in sorted(owners)[:_MOST]]
        found = extract(word, near, scorer=OSA.distance, score_cutoff=2, limit=None)
        return [(int(distance), name) for name, distance, _ in found if 0 < distance <= _allowed(name)]


def _allowed(word: str) -> int:
    return 2 if len(word) >= LONG else 1


def _rests(word: str, slips: int) -> Iterator[str]:
    head = word[:_PREFIX]
    yield head
    for at in range(len(head)):
        yield head[:at] + head[at + 1 :]
    if slips > 1:
        for one, two in combinations(range(len(head)), 2):
            yield head[:one] + head[one + 1 : two] + head[two + 1 :]
