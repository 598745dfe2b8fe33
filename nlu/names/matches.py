"""What a stretch of a message could name, before anything is decided."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from nlu.names.grammar import ARTICLE
from nlu.names.walk import Kind, Word


class Match(NamedTuple):
    """Words `first` to `last` may name `terms` (best first). `size` counts the words matched, `whole` if that is a whole name."""

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


def merged(matches: Sequence[Match], words: Sequence[Word]) -> list[Match]:
    """Matches in text order, where two names of the same term that stand side by side ("smartphone Lumo X") are one."""
    kept: list[Match] = []
    for match in matches:
        last = kept[-1] if kept else None
        if last is not None and last.terms[0] in match.terms and side_by_side(words[last.last + 1 : match.first]):
            shared = tuple(term for term in match.terms if term in last.terms)
            kept[-1] = last._replace(
                last=match.last, terms=shared, size=last.size + match.size, score=max(last.score, match.score)
            )
        else:
            kept.append(match)
    return kept


def side_by_side(between: Sequence[Word]) -> bool:
    """Whether nothing but a preposition parts two matches."""
    return len(between) < 3 and all(word.kind is Kind.FUNCTION and not word.flags & ARTICLE for word in between)


def _merged(matches: Iterable[Match]) -> Collection[Match]:
    merged: dict[tuple[int, int], Match] = {}
    for match in matches:
        known = merged.get(match[:2])
        if known is None or (match.size, match.score) > (known.size, known.score):
            merged[match[:2]] = match
    return merged.values()
