"""What makes an amount vague: "circa", "or so", and ranges from one amount to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from nlu.amounts.drafts import Draft
from nlu.amounts.phrases import Phrases, listed, names
from nlu.amounts.tokens import Tokens

_WIDEST = 1000
"""A range's ends do not differ by more than this factor: "1-2000" on a form is not a range of amounts."""
_NEAR = Decimal("2.5")


class _Range(NamedTuple):
    opens: Phrases[bool] | None
    joins: frozenset[str]
    near: bool


class Hedges:
    """The hedges of one language."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        self._before, self._after = (listed(source["approximate"][side]) for side in ("before", "after"))
        self._ranges = [
            _Range(listed(each["open"]) if each["open"] else None, frozenset(names(each["join"])), "near" in each)
            for each in source["ranges"]
        ]

    def vague_before(self, tokens: Tokens, first: int) -> bool:
        """Whether an approximating phrase stands right before a token."""
        return self._before.before(tokens.words, first) is not None

    def approximate(self, tokens: Tokens, draft: Draft) -> None:
        """Marks an amount that is said to be about right."""
        if self.vague_before(tokens, draft.first) or self._after.at(tokens.words, draft.last):
            draft.approximate = True

    def opened(self, tokens: Tokens, first: int, joiner: str) -> bool:
        """Whether "between" or the like stands before, so that "and" joins the ends of a range."""
        return any(r.opens is not None and joiner in r.joins and r.opens.before(tokens.words, first) for r in self._ranges)

    def ranged(self, tokens: Tokens, drafts: Iterable[Draft]) -> list[Draft]:
        """The amounts with the two ends of every range made one."""
        done: list[Draft] = []
        for draft in drafts:
            whole = self._range(tokens, done[-1], draft) if done else None
            if whole:
                done[-1] = whole
            else:
                done.append(draft)
        return done

    def _range(self, tokens: Tokens, low: Draft, high: Draft) -> Draft | None:
        if not self._joined(tokens, low, high) or not _alike(low, high):
            return None
        unit = high if low.plain else low
        least = low.value * high.scale if low.scale == 1 and low.value * high.scale < high.value else low.value
        if not 0 <= least < high.value or high.value > max(least, Decimal("0.01")) * _WIDEST:
            return None
        whole = Draft(unit.kind, (least + high.value) / 2, low.first, high.last, unit.unit, unit.currency)
        whole.low, whole.high = least, high.value
        whole.per, whole.each = high.per or low.per, high.each or low.each
        whole.approximate = low.approximate or high.approximate
        return whole

    def _joined(self, tokens: Tokens, low: Draft, high: Draft) -> bool:
        between = " ".join(tokens.words[low.last : high.first])
        if between == "-" and tokens.words[high.last : high.last + 1] == ["-"]:
            return False
        is_near = high.value / high.scale <= low.value * _NEAR
        return any(
            between in each.joins
            and (is_near or not each.near)
            and (each.opens is None or each.opens.before(tokens.words, low.first) is not None)
            for each in self._ranges
        )


def _alike(low: Draft, high: Draft) -> bool:
    if low.low is not None or high.low is not None or "date" in (low.kind, high.kind) or "ordinal" in (low.kind, high.kind):
        return False
    if low.plain or high.plain:
        return not (low.per or low.each)
    return (low.kind, low.unit, low.currency) == (high.kind, high.unit, high.currency)


def in_order(drafts: Sequence[Draft]) -> list[Draft]:
    """The amounts by place."""
    return sorted(drafts, key=lambda draft: draft.first)
