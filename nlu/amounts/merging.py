"""Dates made of a number and something beside it: "15 gennaio", "January 15th, 2026", "in 3 weeks", "third quarter"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from nlu.amounts.dates import Dates, exactly, is_year, whole
from nlu.amounts.days import Stretch, later, named_quarter, on_day, on_day_of_month
from nlu.amounts.drafts import Draft
from nlu.amounts.phrases import listed
from nlu.amounts.tokens import Tokens


class Merging:
    """Puts numbers and dates together, for one language."""

    def __init__(self, source: Mapping[str, Any], dates: Dates, stop: frozenset[str]) -> None:
        self._dates, self._stop = dates, stop
        self._ahead, self._deadline = listed(source["ahead"]), listed(source["deadline"])
        self._alone, self._of_month = listed(source["alone_before"]), listed(source["of_month"])
        self._month_first = bool(source["month_first"])

    def merged(self, tokens: Tokens, drafts: Sequence[Draft], today: date) -> list[Draft]:
        """The drafts with every date whole."""
        done: list[Draft] = []
        for draft in drafts:
            pair = self._pair(tokens, done[-1], draft, today) if done else None
            if pair:
                done[-1] = pair
            else:
                done.append(draft)
        return [self._single(tokens, draft, today) or draft for draft in done]

    def _pair(self, tokens: Tokens, left: Draft, right: Draft, today: date) -> Draft | None:
        between = tokens.words[left.last : right.first]
        if left.word and left.kind == "date" and is_year(right.value) and between in ([], [","]):
            return self._with_year(tokens, left, right, today)
        if (
            not between
            and self._dates.is_weekday(tokens, left)
            and right.digits
            and _is_day(right)
            and not self._counts(tokens, right)
        ):
            there = on_day_of_month(today, int(right.value))
            return exactly(today, there, left.first, right.last) if there else None
        if between and not (len(between) == 1 and between[0] in self._dates.of):
            return None
        if _is_month(right) and (both := _days_range(left)) and right.date:
            return self._days(left, right, both, today)
        if _is_day(left) and _is_month(right):
            return self._day(tokens, left, right, left, today)
        if self._month_first and not between and _is_month(left) and _is_day(right) and not self._counts(tokens, right):
            return self._day(tokens, left, left, right, today)
        if left.kind == "date" and left.unit == "day" and right.kind == "date" and right.unit == "day" and not between:
            return replace(right, first=left.first)
        return None

    def _day(self, tokens: Tokens, first: Draft, month: Draft, day: Draft, today: date) -> Draft | None:
        past = self._dates.since.before(tokens.words, first.first) is not None
        number = month.date.month if month.date else 1
        there = on_day(today, int(day.value), number, month.year, past)
        if there is None:
            return None
        draft = exactly(today, there, first.first, max(month.last, day.last))
        draft.word = month.year is None
        return draft

    def _days(self, left: Draft, month: Draft, days: tuple[int, int], today: date) -> Draft | None:
        """ "dal 10 al 15 marzo": by its first day."""
        number = month.date.month if month.date else 1
        first, last = (on_day(today, day, number, month.year, past=False) for day in days)
        return whole(today, Stretch(first, last), "day", left.first, month.last) if first and last else None

    def _with_year(self, tokens: Tokens, left: Draft, right: Draft, today: date) -> Draft | None:
        if left.date is None or not right.plain or self._counts(tokens, right):
            return None
        there = on_day(today, left.date.day, left.date.month, int(right.value), past=False)
        return exactly(today, there, left.first, right.last) if there else None

    def _single(self, tokens: Tokens, draft: Draft, today: date) -> Draft | None:
        if draft.kind == "duration" and draft.low is None and not (draft.per or draft.each):
            return self._offset(tokens, draft, today)
        if draft.kind == "ordinal" and draft.value <= 4 and (end := self._dates.quarter_after(tokens, draft.last)):
            return whole(today, named_quarter(today, int(draft.value)), "quarter", draft.first, end)
        of_month = self._of_month.at(tokens.words, draft.last)
        alone = self._alone.before(tokens.words, draft.first) and not self._counts(tokens, draft)
        if not draft.digits or not _is_day(draft) or not (alone or of_month):
            return None
        there = on_day_of_month(today, int(draft.value))
        return exactly(today, there, draft.first, of_month[1] if of_month else draft.last) if there else None

    def _offset(self, tokens: Tokens, draft: Draft, today: date) -> Draft | None:
        """A duration from now: "in 3 weeks". Of "entro 3 settimane" the first word stays outside."""
        ahead = self._ahead.before(tokens.words, draft.first)
        if ahead is None and self._deadline.before(tokens.words, draft.first) is None:
            return None
        try:
            there = later(today, draft.unit or "", float(draft.value))
        except (OverflowError, ValueError):
            return None
        if there is None:
            return None
        return replace(exactly(today, there, ahead[1] if ahead else draft.first, draft.last), approximate=draft.approximate)

    def _counts(self, tokens: Tokens, draft: Draft) -> bool:
        """Whether a thing that is counted follows."""
        return tokens.is_word(draft.last) and tokens.words[draft.last] not in self._stop


def _is_day(draft: Draft) -> bool:
    plain = draft.plain or draft.kind == "ordinal"
    return plain and 1 <= draft.value <= 31 and draft.value == int(draft.value) and not (draft.per or draft.each)


def _days_range(draft: Draft) -> tuple[int, int] | None:
    if draft.kind != "number" or draft.unit is not None or draft.low is None or draft.high is None:
        return None
    low, high = int(draft.low), int(draft.high)
    return (low, high) if 1 <= low < high <= 31 else None


def _is_month(draft: Draft) -> bool:
    return draft.kind == "date" and draft.unit == "month" and draft.low is not None
