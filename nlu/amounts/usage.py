"""Use against a limit: "5 su 5 utenti", "9,5 Go sur 10", "95 % full", "quasi pieno"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from nlu.amounts.finder import Finder
from nlu.amounts.phrases import Phrases, listed, names
from nlu.amounts.places import Placed, clause, denied, near
from nlu.amounts.tokens import Tokens
from nlu.reading import Usage

RATIOS = {"above": 1.1, "near": 0.9, "at": 1.0}
"""What is known when only words say how full: stand-ins, never to be shown as figures."""
_FEW = 5
_REACH = 5


class _Found(NamedTuple):
    used: Decimal | None
    cap: Decimal | None
    ratio: float | None
    first: int
    last: int
    nouns: tuple[int, ...] = ()
    """Tokens that may name the metric, the likeliest first."""


class Usages:
    """The usage phrases of one language."""

    def __init__(self, source: Mapping[str, Any], finder: Finder, stop: frozenset[str]) -> None:
        weak = frozenset(names(source["weak_over"]))
        self._over = Phrases((name, name not in weak) for name in names(source["over"]))
        self._own, self._of = frozenset(names(source["own"])), frozenset(names(source["of"]))
        self._links = frozenset(names(source["links"]))
        self._reached = frozenset(names(source["reached"]))
        self._full, self._guarded = listed(source["full"]), frozenset(names(source["guard"]))
        self._levels = [(ratio, listed(source[level])) for level, ratio in RATIOS.items()]
        self._starts = frozenset(word for _, phrases in self._levels for word in phrases.starts())
        self._nouns = frozenset(names(source["near_nouns"]))
        self._negative = frozenset(names(source["negative"]))
        self._singular = tuple(_endings(source["singular"]))
        self._finder, self._stop = finder, stop

    def read(self, tokens: Tokens, amounts: Sequence[Placed]) -> list[Usage]:
        """The usages of a message, in order."""
        found: list[_Found] = [each for pair in pairwise(amounts) if (each := self._pair(tokens, *pair))]
        found += [each for amount in amounts if (each := self._fraction(tokens, amount) or self._percent(tokens, amount))]
        found += self._phrases(tokens, found)
        named = [(each, self._metric(tokens, each)) for each in sorted(found, key=lambda each: each.first)]
        return [
            Usage(metric, each.used, each.cap, each.ratio, tokens.span(each.first, each.last))
            for each, metric in named
            if metric or "/" not in tokens.words[each.first : each.last]
        ]

    def _pair(self, tokens: Tokens, used: Placed, cap: Placed) -> _Found | None:
        """Two numbers with "of" between: "40 users out of 50", "45 dei 50 posti"."""
        for at in range(used.last, min(used.last + 4, cap.first)):
            over = self._over.at(tokens.words, at)
            if over is None:
                continue
            counted = tuple(range(used.last, at))
            mine = self._own.issuperset(tokens.words[over[1] : cap.first])
            if over[1] > cap.first or not mine or (counted and not over[0]) or not _comparable(used, cap):
                return None
            last = self._noun_end(tokens, cap.last)
            nouns = (*counted[::-1], *range(last - 1, cap.last - 1, -1), *_units(cap, used), used.first - 1, used.first - 2)
            return self._likely(tokens, _Found(used.amount.value, cap.amount.value, None, used.first, last, nouns))
        return None

    def _fraction(self, tokens: Tokens, placed: Placed) -> _Found | None:
        """ "8 su 10" or "9/10 seats", which were read as one number."""
        over = self._inner(tokens, placed) if placed.amount.kind == "number" and placed.amount.unit is None else None
        if over is None:
            return None
        left, right = (self._finder.find(tokens.part(*ends)) for ends in ((placed.first, over[0]), (over[1], placed.last)))
        if len(left) != 1 or len(right) != 1:
            return None
        last = self._noun_end(tokens, placed.last)
        nouns = (*range(last - 1, placed.last - 1, -1), placed.first - 1, placed.first - 2)
        return self._likely(tokens, _Found(left[0].value, right[0].value, None, placed.first, last, nouns))

    def _inner(self, tokens: Tokens, placed: Placed) -> tuple[int, int] | None:
        for at in range(placed.first + 1, placed.last - 1):
            over = self._over.at(tokens.words, at)
            if over and over[1] < placed.last:
                return at, over[1]
        return None

    def _likely(self, tokens: Tokens, found: _Found) -> _Found | None:
        """Small fractions of something that has no limit are no usage: "one out of three customers"."""
        if found.used is None or found.cap is None or found.cap <= 0 or found.used < 0:
            return None
        limited = any(0 <= i < len(tokens) and tokens.words[i] in self._nouns for i in found.nouns)
        return found if limited or found.cap >= _FEW or found.used == found.cap else None

    def _percent(self, tokens: Tokens, placed: Placed) -> _Found | None:
        amount = placed.amount
        if amount.kind != "percent" or amount.low is not None or not 0 < amount.value <= 200:
            return None
        start, end = clause(tokens, placed.first, placed.last)
        full = near(tokens, self._full, max(start, placed.first - _REACH), min(end, placed.last + _REACH))
        full = full or self._share(tokens, placed)
        if full is None or denied(tokens, self._negative, min(placed.first, full[0]), 3):
            return None
        first, last = min(placed.first, full[0]), max(placed.last, full[1])
        return _Found(None, None, float(amount.value / 100), first, last, self._around(tokens, first, last, placed))

    def _share(self, tokens: Tokens, placed: Placed) -> tuple[int, int] | None:
        """ "al 98% dello spazio": a share of what has a limit, reached."""
        here = placed.last
        while here < min(len(tokens), placed.last + 3) and tokens.words[here] in self._of | self._own:
            here += 1
        reached = placed.first > 0 and tokens.words[placed.first - 1] in self._reached
        return (placed.first, here + 1) if reached and here < len(tokens) and tokens.words[here] in self._nouns else None

    def _phrases(self, tokens: Tokens, known: Sequence[_Found]) -> list[_Found]:
        """ "quasi pieno", "we hit the cap", "over quota"."""
        found: list[_Found] = []
        here = 0
        while here < len(tokens):
            level = self._level(tokens, here) if tokens.words[here] in self._starts else None
            if level is None:
                here += 1
                continue
            ratio, end = level
            if not any(each.first < end and here < each.last for each in known):
                found.append(_Found(None, None, ratio, here, end, self._around(tokens, here, end, None)))
            here = end
        return found

    def _level(self, tokens: Tokens, here: int) -> tuple[float, int] | None:
        for ratio, phrases in self._levels:
            found = phrases.at(tokens.words, here)
            if found is None or denied(tokens, self._negative, here, 4):
                continue
            around = tokens.words[max(here - _REACH, 0) : found[1] + _REACH]
            if tokens.words[here] in self._guarded and self._nouns.isdisjoint(around):
                continue
            return ratio, found[1]
        return None

    def _around(self, tokens: Tokens, first: int, last: int, placed: Placed | None) -> tuple[int, ...]:
        """The words near by that may name the metric: those that are known to have limits first."""
        start, end = clause(tokens, first, last)
        covered = range(placed.first, placed.last) if placed else range(0)
        earlier = range(first - 1, max(start, first - _REACH) - 1, -1)
        places = [*earlier, *range(first, last), *range(last, min(end, last + _REACH))]
        limited = [i for i in places if tokens.words[i] in self._nouns]
        subject = next((i for i in earlier if tokens.words[i] not in self._links and i not in covered), -1)
        after = (
            [last + 1] if last < end and tokens.words[last] in self._of else [last] if tokens.words[last - 1] in self._of else []
        )
        return (*limited, subject, *after)

    def _noun_end(self, tokens: Tokens, end: int) -> int:
        """Where the noun after a number ends, perhaps after "of"."""
        at = end + (end < len(tokens) and tokens.words[end] in self._of)
        return at + 1 if self._finder.is_noun(tokens, at) else end

    def _metric(self, tokens: Tokens, found: _Found) -> str | None:
        for index in found.nouns:
            if self._finder.is_noun(tokens, index) and self._full.exact([tokens.words[index]]) is None:
                return self._singularised(tokens.cased(index, index + 1).lower())
        return None

    def _singularised(self, noun: str) -> str:
        for plural, singular in self._singular:
            if noun.endswith(plural):
                return noun.removesuffix(plural) + singular
        return noun


def _endings(listed: str) -> Iterator[tuple[str, str]]:
    for entry in listed.split(","):
        plural, _, singular = entry.strip().partition(" ")
        yield plural, singular


def _comparable(used: Placed, cap: Placed) -> bool:
    kinds = used.amount.kind == cap.amount.kind == "number"
    ranges = used.amount.low is not None or cap.amount.low is not None
    same = used.amount.unit is None or cap.amount.unit is None or used.amount.unit == cap.amount.unit
    return kinds and not ranges and same and not (used.amount.per or used.amount.each)


def _units(*amounts: Placed) -> tuple[int, ...]:
    return tuple(each.last - 1 for each in amounts if each.amount.unit)
