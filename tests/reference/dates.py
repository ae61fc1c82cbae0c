"""Days, months that clamp, calendar units. A day is a datetime.date."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Lapse:
    """A duration: months first, then days."""

    months: int
    days: int


def lapse(count: int, unit: str) -> Lapse:
    return {
        "day": Lapse(0, count),
        "week": Lapse(0, 7 * count),
        "month": Lapse(count, 0),
        "year": Lapse(12 * count, 0),
    }[unit]


def add_months(day: date, months: int) -> date:
    """Clamps from the original day [50]."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < 1:
        return date.min
    if year > 9999:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def later(day: date, by: Lapse, sign: int = 1) -> date:
    try:
        return add_months(day, sign * by.months) + timedelta(days=sign * by.days)
    except OverflowError:
        return date.max if sign > 0 else date.min


def feast(year: int, month: int, day: int) -> date:
    """A yearly day; 29 February is kept on the 28th in other years [53]."""
    return date(year, month, 28 if (month, day) == (2, 29) and monthrange(year, 2)[1] == 28 else day)


def period_start(day: date, unit: str, joined: date) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "month":
        return day.replace(day=1)
    if unit == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    if unit == "year":
        return date(day.year, 1, 1)
    start = feast(day.year, joined.month, joined.day)  # a membership year [38]
    return start if start <= day else feast(day.year - 1, joined.month, joined.day)


def period_end(day: date, unit: str, joined: date) -> date:
    start = period_start(day, unit, joined)
    if unit == "day":
        return start
    if unit == "week":
        return start + timedelta(days=6)
    if unit == "membership year":
        return feast(start.year + 1, joined.month, joined.day) - timedelta(days=1)
    return add_months(start, {"month": 1, "quarter": 3, "year": 12}[unit]) - timedelta(days=1)


def whole(unit: str, start: date, end: date) -> int:
    """Whole days, months or years from start to end; negative where the end is before."""
    if unit == "day":
        return (end - start).days
    if end < start:
        return -whole(unit, end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months if unit == "month" else months // 12
