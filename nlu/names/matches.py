"""What a stretch of a message could name, before anything is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple


class Match(NamedTuple):
    """Words `first` to `last` may name `terms` (best first). `size` counts the words matched; `whole` if they are a whole name."""

    first: int
    last: int
    terms: tuple[int, ...]
    score: float
    size: int
    whole: bool = True
    cue: int = 0


def best(matches: Iterable[Match]) -> list[Match]:
    """Matches that do not overlap, longest and best first, in text order; those of the same words become one."""
    taken: set[int] = set()
    chosen: list[Match] = []
    for match in sorted(_merged(matches), key=lambda m: (-m.size - 0.5 * m.whole, -m.score, m.first)):
        stretch = range(match.first, match.last + 1)
        if taken.isdisjoint(stretch):
            taken.update(stretch)
            chosen.append(match)
    return sorted(chosen)


def _merged(matches: Iterable[Match]) -> Collection[Match]:
    merged: dict[tuple[int, int], Match] = {}
    for match in matches:
        known = merged.get(match[:2])
        if known is None or (match.size, match.score) > (known.size, known.score):
            merged[match[:2]] = match
    return merged.values()
