"""Dates said in words or figures, resolved against the day of the message."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, cast

from nlu.amounts.days import Period, Stretch, month_of, named_month, named_quarter, on_day, period_of, quarter_of, weekday
from nlu.amounts.drafts import Draft
from nlu.amounts.phrases import Phrases, listed, names, valued
from nlu.amounts.tokens import Tokens

_FIGURES = re.compile(r"[0-9]+")


class _Word(NamedTuple):
    kind: str
    """`name` or `short` of a month, `weekday`, or `week`, `quarter` … for a period by its common name."""
    value: int = 0


class Dates:
    """The dates of one language. A date's `value` is in days from today, as are the ends of a period, `low` and `high`."""

    def __init__(self, source: Mapping[str, Any], stop: frozenset[str]) -> None:
        self._days = Phrases(valued(source["days"]))
        self._quarters = dict(valued(source["quarters"]))
        self._words = Phrases(
            (
                *((name, _Word("name", value)) for name, value in valued(source["months"])),
                *((name, _Word("short", value)) for name, value in valued(source["short_months"])),
                *((name, _Word("weekday", value)) for name, value in valued(source["weekdays"])),
                *((name, _Word(period)) for period, said in source["periods"].items() for name in names(said)),
            )
        )
        self._shifts = Phrases((name, shift) for said, shift in source["shifts"].items() for name in names(said))
        self._edges = Phrases((name, edge) for edge, said in source["edges"].items() for name in names(said))
        self.of, self._stop = frozenset(names(source["of"])), stop
        self.since, self._cues = listed(source["since"]), listed(source["cues"])
        self._years, self._day_before = listed(source["years"]), listed(source["day_before"])
        self._unsure = frozenset(names(source["unsure"]))
        self._american_first = bool(source["month_first"])
        tables = (self._days, self._words, self._shifts, self._edges)
        self._starts = frozenset((*self._quarters, *(start for table in tables for start in table.starts())))

    def find(self, tokens: Tokens, today: date) -> list[Draft]:
        """The dates that need no number beside them, and those in figures."""
        found: list[Draft] = []
        here = 0
        while here < len(tokens):
            word = tokens.words[here]
            draft = self._at(tokens, here, today) if word in self._starts or "0" <= word[0] <= "9" else None
            if draft:
                found.append(draft)
            here = draft.last if draft else here + 1
        return found

    def is_weekday(self, tokens: Tokens, draft: Draft) -> bool:
        """Whether a date was said as a day of the week."""
        word = self._words.before(tokens.words, draft.last) if draft.kind == "date" else None
        return word is not None and word[0].kind == "weekday"

    def quarter_after(self, tokens: Tokens, end: int) -> int | None:
        """Where the word for a quarter of the year ends, if it stands here."""
        word = self._words.at(tokens.words, end)
        return word[1] if word and word[0].kind == "quarter" else None

    def _at(self, tokens: Tokens, here: int, today: date) -> Draft | None:
        word = tokens.words[here]
        if word not in self._starts:
            return self._figures(tokens, here, today) if here not in tokens.figures else self._short_or_year(tokens, here, today)
        if day := self._days.at(tokens.words, here):
            return exactly(today, period_of(today, "day", day[0]).start, here, day[1])
        if word in self._quarters:
            year = self._year(tokens, here + 1)
            if word in self._unsure and year is None and not self._cues.before(tokens.words, here):
                return None
            stretch = quarter_of(year, self._quarters[word]) if year else named_quarter(today, self._quarters[word])
            return whole(today, stretch, "quarter", here, here + (2 if year else 1))
        return self._period(tokens, here, today)

    def _period(self, tokens: Tokens, here: int, today: date) -> Draft | None:
        """An edge ("end of"), a shift ("next") before or after, and a month, weekday or period."""
        words, at = tokens.words, here
        edge = self._edges.at(words, at)
        at = self._past_of(tokens, edge[1]) if edge else at
        shift = self._shifts.at(words, at)
        named = self._words.at(words, shift[1] if shift else at)
        if named is None:
            return None
        word, end = named
        if shift is None and (shift := self._shifts.at(words, end)):
            end = shift[1]
        year = self._year(tokens, end) if word.kind in ("name", "short") else None
        if not self._sure(tokens, here, named[1], word, bool(edge or shift)):
            return None
        moved = shift[0] if shift else -1 if self.since.before(words, here) and word.kind in ("name", "weekday") else None
        return _resolved(today, word, moved, edge[0] if edge else None, year, (here, end + (1 if year else 0)))

    def _past_of(self, tokens: Tokens, at: int) -> int:
        for _ in range(2):
            at += at < len(tokens) and tokens.words[at] in self.of
        return at

    def _sure(self, tokens: Tokens, first: int, end: int, word: _Word, moved: bool) -> bool:
        if word.kind == "weekday" or moved:
            return True
        figure = first - 1 in tokens.figures or first - 2 in tokens.figures
        beside = (figure and tokens.figures.get(first - 1, Decimal(1)) <= 31) or self._year(tokens, end) is not None
        if word.kind == "short":
            return beside
        if word.kind != "name":
            return False
        cue = beside or end in tokens.figures or self._cues.before(tokens.words, first) is not None
        return cue or tokens.words[end - 1] not in self._unsure

    def _year(self, tokens: Tokens, at: int) -> int | None:
        value = tokens.figures.get(at)
        return int(value) if value is not None and len(tokens.words[at]) == 4 and is_year(value) else None

    def _short_or_year(self, tokens: Tokens, here: int, today: date) -> Draft | None:
        """ "il 15/01" and "nel 2026"."""
        year = self._year(tokens, here)
        noun = tokens.is_word(here + 1) and tokens.words[here + 1] not in self._stop
        if year and not noun and self._years.before(tokens.words, here):
            return whole(today, period_of(date(year, 1, 1), "year", 0), "year", here, here + 1)
        first, second = tokens.figures.get(here), tokens.figures.get(here + 2)
        if first is None or second is None or tokens.words[here + 1] != "/" or not self._day_before.before(tokens.words, here):
            return None
        day, month = (second, first) if second > 12 >= first else (first, second)
        if not (1 <= day <= 31 and 1 <= month <= 12 and int(day) == day and int(month) == month):
            return None
        there = on_day(today, int(day), int(month), None, past=False)
        return exactly(today, there, here, here + 3) if there else None

    def _figures(self, tokens: Tokens, here: int, today: date) -> Draft | None:
        """15/01/2026 or 2026-01-15; the American order only where no other makes sense."""
        numbers = [int(each) for each in _FIGURES.findall(tokens.words[here])]
        if len(numbers) != 3:
            return None
        day, month, year = numbers[::-1] if numbers[0] > 31 else numbers
        if self._american_first and month > 12:
            day, month = month, day
        try:
            return exactly(today, date(year, month, day), here, here + 1)
        except ValueError:
            return None


def is_year(value: Decimal) -> bool:
    """Whether a number could be a year that somebody speaks of."""
    return 1900 <= value <= 2100 and value == int(value)


def exactly(today: date, there: date, first: int, last: int) -> Draft:
    """A day."""
    return Draft("date", Decimal((there - today).days), first, last, unit="day", date=there)


def whole(today: date, stretch: Stretch, unit: str, first: int, last: int) -> Draft:
    """A period, by its first day."""
    draft = Draft("date", Decimal((stretch.start - today).days), first, last, unit=unit, date=stretch.start)
    draft.low, draft.high = draft.value, Decimal((stretch.end - today).days)
    return draft


def _resolved(today: date, word: _Word, shift: int | None, edge: str | None, year: int | None, span: tuple[int, int]) -> Draft:
    if word.kind == "weekday":
        return exactly(today, weekday(today, word.value, shift), *span)
    if word.kind in ("name", "short"):
        unit, stretch = "month", month_of(year, word.value) if year else named_month(today, word.value, shift)
    else:
        unit, stretch = word.kind, period_of(today, cast(Period, word.kind), shift or 0)
        if edge and shift is None and stretch.at(edge) < today:
            stretch = period_of(today, cast(Period, word.kind), 1)
    if edge:
        return exactly(today, stretch.at(edge), *span)
    draft = whole(today, stretch, unit, *span)
    draft.year = year
    return draft
