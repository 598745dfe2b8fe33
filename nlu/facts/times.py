"""Durations and dates as a sales note means them: since when a customer, when bought, until when needed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta

from nlu.facts.rulebook import common
from nlu.reading import Amount
from nlu.tokens import fold

_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 30.44, "quarter": 91.31, "year": 365.25}
_LONGEST = 80 * 366
"""Nobody has been a customer for longer, and no deadline is farther."""


def days(amount: Amount) -> float | None:
    """A duration in days; None when it is no duration or its unit is unknown."""
    unit = _DAYS.get((amount.unit or "").removesuffix("s"))
    return float(amount.value) * unit if amount.kind == "duration" and unit and 0 < amount.value < _LONGEST else None


def since(amount: Amount, at: datetime | None) -> int | None:
    """Whole days since a duration began ("three weeks") or a date or year was ("since March", "dal 2019"); at least a day."""
    if amount.kind == "duration":
        length = days(amount)
        return round(length) if length is not None and 1 <= length <= _LONGEST else None
    start = _date(amount, at)
    return (at.date() - start).days if start and at and 0 <= (at.date() - start).days <= _LONGEST else None


def past(amount: Amount, at: datetime | None) -> str | None:
    """The day something happened, in ISO form: a duration ago, or the last such date."""
    if at is None:
        return None
    if amount.kind == "duration":
        length = days(amount)
        return (at.date() - timedelta(days=round(length))).isoformat() if length is not None and length <= _LONGEST else None
    day = _date(amount, at) if amount.kind == "date" and amount.unit != "year" else None
    return day.isoformat() if day else None


def due(amount: Amount, at: datetime | None, *, within: bool) -> str | None:
    """The day something is needed by, in ISO form; with `within`, a month or week counts to its last day."""
    day = amount.date
    if within and at and amount.high is not None and 0 <= amount.high <= _LONGEST:
        day = at.date() + timedelta(days=int(amount.high))
    return day.isoformat() if day and (at is None or day >= at.date()) else None


def moment(name: str, today: date) -> date:
    """The next such day, by the ids of the lists called `moments`: `12-25`, or the end of the week, month, quarter or year."""
    if name == "week-end":
        return today + timedelta(days=6 - today.weekday())
    if name == "quarter-end":
        return _month_end(today.year, (today.month + 2) // 3 * 3)
    if name == "month-end":
        return _month_end(today.year, today.month)
    month, day = (12, 31) if name == "year-end" else map(int, name.split("-"))
    this_year = date(today.year, month, day)
    return this_year if this_year >= today else date(today.year + 1, month, day)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _date(amount: Amount, at: datetime | None) -> date | None:
    """The date, moved back where it was taken for one to come: a week for a weekday, else a year."""
    if at is None:
        return None
    today = at.date()
    day = amount.date
    if amount.unit == "year" and amount.low is not None and amount.high is not None:
        day = today + timedelta(days=int(amount.low + amount.high) // 2)  # "since 2019": the middle of that year
    if day is None or day <= today:
        return day
    weekday = not common("weekdays").isdisjoint(re.findall(r"\w+", fold(amount.text)))
    if not weekday and amount.unit != "month" and not re.search(r"\d", amount.text):
        return None  # "tomorrow"
    back = day - timedelta(days=7 if weekday and day - today <= timedelta(days=7) else 365)
    return back if back <= today else None
