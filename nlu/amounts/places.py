"""Amounts that were read earlier, found again among the tokens."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from nlu.amounts.phrases import Phrases
from nlu.amounts.tokens import Tokens
from nlu.reading import Amount

_CLAUSE_ENDS = frozenset(".,;:!?\n")
_FARTHEST = 12


class Placed(NamedTuple):
    """An amount and the tokens it covers."""

    amount: Amount
    first: int
    last: int


def placed(tokens: Tokens, amounts: Iterable[Amount]) -> list[Placed]:
    """The amounts with their tokens; those that lie outside the text that was read are left out."""
    found = []
    for amount in amounts:
        start, end = (_folded(tokens, offset) for offset in amount.span)
        first, last = bisect_right(tokens.starts, start) - 1, bisect_left(tokens.starts, end)
        if 0 <= first < last and tokens.ends[first] > start:
            found.append(Placed(amount, first, last))
    return found


def near(tokens: Tokens, phrases: Phrases[bool], first: int, last: int) -> tuple[int, int] | None:
    """The first of some phrases that stands between two places, not past the end of a clause."""
    for index in range(max(first, 0), min(last, len(tokens))):
        found = phrases.at(tokens.words, index)
        if found and found[1] <= last:
            return index, found[1]
    return None


def clause(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Where the clause around some tokens starts and ends, as far as anyone looks."""
    earliest, latest = max(first - _FARTHEST, 0), min(last + _FARTHEST, len(tokens))
    start = next((i + 1 for i in range(first - 1, earliest - 1, -1) if tokens.words[i] in _CLAUSE_ENDS), earliest)
    end = next((i for i in range(last, latest) if tokens.words[i] in _CLAUSE_ENDS), latest)
    return start, end


def denied(tokens: Tokens, words: frozenset[str], first: int, reach: int) -> bool:
    """Whether one of some words stands shortly before, in the same clause."""
    start = max(clause(tokens, first, first)[0], first - reach)
    return not words.isdisjoint(tokens.words[start:first])


def _folded(tokens: Tokens, offset: int) -> int:
    origin: Sequence[int] | None = tokens.folded.origin
    return offset if origin is None else bisect_left(origin, offset)
