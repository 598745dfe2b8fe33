"""Arithmetic on days: the start and end of periods around a day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal, NamedTuple

Period = Literal["day", "week", "month", "quarter", "year"]


class Stretch(NamedTuple):
    """A period's first and last day."""

    start: date
    end: date

    def at(self, edge: str) -> date:
        """The day at its `start`, `middle` (the 15th of a month) or `end`."""
        if edge == "middle":
            is_month = 28 <= (self.end - self.start).days + 1 <= 31
            return self.start + (timedelta(days=14) if is_month else (self.end - self.start) // 2)
        return self.start if edge == "start" else self.end


def months_on(day: date, months: int) -> date:
    """The same day some months later, or the month's last day where it has no such day."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def month_of(year: int, month: int) -> Stretch:
    """A month."""
    return Stretch(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def quarter_of(year: int, quarter: int) -> Stretch:
    """A quarter, 1 to 4."""
    return Stretch(date(year, 3 * quarter - 2, 1), month_of(year, 3 * quarter).end)


def period_of(day: date, period: Period, shift: int) -> Stretch:
    """The period a day is in, or the one `shift` further on."""
    if period == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        return Stretch(monday, monday + timedelta(days=6))
    if period == "month":
        there = months_on(day.replace(day=1), shift)
        return month_of(there.year, there.month)
    if period == "quarter":
        there = months_on(day.replace(day=1), 3 * shift)
        return quarter_of(there.year, (there.month + 2) // 3)
    if period == "year":
        return Stretch(date(day.year + shift, 1, 1), date(day.year + shift, 12, 31))
    there = day + timedelta(days=shift)
    return Stretch(there, there)


def named_month(day: date, month: int, shift: int | None) -> Stretch:
    """A month by name: this one or the next so named; with shift 1 the next, with -1 this or the last one."""
    year = day.year
    if shift is not None and shift < 0:
        year -= month > day.month
    elif month < day.month or (shift == 1 and month == day.month):
        year += 1
    return month_of(year, month)


def named_quarter(day: date, quarter: int) -> Stretch:
    """A quarter by number: this year's unless it is over."""
    there = quarter_of(day.year, quarter)
    return there if there.end >= day else quarter_of(day.year + 1, quarter)


def weekday(day: date, wanted: int, shift: int | None) -> date:
    """The next such weekday after a day, or with shift -1 the last one before it."""
    if shift is not None and shift < 0:
        return day - timedelta(days=(day.weekday() - wanted - 1) % 7 + 1)
    return day + timedelta(days=(wanted - day.weekday() - 1) % 7 + 1)


def on_day(day: date, wanted: int, month: int, year: int | None, past: bool) -> date | None:
    """A day and month: in the year said, else the next, or the last one if it is spoken of as past."""
    years = (year,) if year else (day.year, day.year - 1 if past else day.year + 1)
    for each in years:
        if wanted > monthrange(each, month)[1]:
            continue
        there = date(each, month, wanted)
        if year or (there <= day if past else there >= day):
            return there
    return None


def on_day_of_month(day: date, wanted: int) -> date | None:
    """The next day with this number in its month."""
    for months in (0, 1, 2):
        there = months_on(day.replace(day=1), months)
        if wanted <= monthrange(there.year, there.month)[1] and there.replace(day=wanted) >= day:
            return there.replace(day=wanted)
    return None


def later(day: date, unit: str, count: float) -> date | None:
    """A day some seconds to years on."""
    months = {"month": 1, "year": 12}.get(unit)
    if months is not None and count == int(count):
        return months_on(day, months * int(count))
    days = {"second": 1 / 86400, "minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30.4, "year": 365.2}.get(unit)
    return day + timedelta(days=round(days * count)) if days is not None else None
