"""Names said in part or in another order: the words that tell one term from all others suffice."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from nlu.names.entries import AND_STEM, Name
from nlu.names.grammar import ARTICLE, DETERMINER, FUNCTION, HEAD, ONTO, TIER, UNIT
from nlu.names.matches import Match
from nlu.names.walk import Kind, Word

FREQUENT = 400
"""Names that share a word; a word of more tells nothing by itself."""
MANY = 4
"""Terms among which a person can still be asked to choose."""
_ROUNDS = 3


class PartialNames:
    """Names by each of their words, weighted by how rare it is among the terms."""

    def __init__(self, names: Sequence[Name], flags: Mapping[str, int], common: Collection[str]) -> None:
        self._names, self._flags, self._common = names, flags, common
        holders: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for part in set(name.stems):
                if part != AND_STEM:
                    holders.setdefault(part, []).append(place)
        terms = 1 + max((name.term for name in names), default=0)
        self._weight = {part: math.log(1 + terms / len({names[place].term for place in places})) for part, places in holders.items()}
        for name in names:
            for part, word in zip(name.stems, name.words, strict=True):
                if part in self._weight:
                    self._weight[part] = min(self._weight[part], self._weight[part] * self._worth(word)) if self._worth(word) < 1 else self._weight[part]
        self._holders: dict[str, Collection[int]] = {part: frozenset(p) if len(p) > 8 else tuple(p) for part, p in holders.items()}
        self._total = [sum(self._weight.get(part, 0.0) for part in name.stems) or 1.0 for name in names]

    def _worth(self, word: str) -> float:
        flags = self._flags.get(word, 0)
        if word[0].isdigit():
            return 0.3
        if flags & UNIT:
            return 0.25
        return 0.35 if flags & HEAD else 0.6 if flags & TIER or word in self._common else 1.0
