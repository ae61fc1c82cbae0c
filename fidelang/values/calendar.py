"""Days as integers (`date.toordinal()`), and the calendar over them: months that clamp, periods, windows, feasts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "year", "membership year"]

FOREVER = date.max.toordinal()
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year", "membership year")


@lru_cache(maxsize=65536)
def parts(day: int) -> tuple[int, int, int]:
    """(year, month, day of the month)."""
    when = date.fromordinal(day)
    return when.year, when.month, when.day


def ordinal(year: int, month: int, day: int) -> int:
    return date(year, month, day).toordinal()


@lru_cache(maxsize=65536)
def add_months(day: int, months: int) -> int:
    """The same day `months` later (or earlier), clamped to the month's end: 31 January + 1 is 28 February."""
    year, month, dom = parts(day)
    index = year * 12 + month - 1 + months
    if not 12 <= index < 9999 * 12 + 12:
        return FOREVER if months > 0 else 1
    year, month = divmod(index, 12)
    return ordinal(year, month + 1, min(dom, monthrange(year, month + 1)[1]))


def shifted(day: int, count: int, unit: str) -> int:
    """`day` plus `count` days, weeks, months or years (count may be negative)."""
    if unit == "day":
        return min(day + count, FOREVER)
    if unit == "week":
        return min(day + 7 * count, FOREVER)
    return add_months(day, count if unit == "month" else 12 * count)


def weekday(day: int) -> int:
    """0 for Monday."""
    return (day + 6) % 7


@lru_cache(maxsize=65536)
def period_start(day: int, unit: str, joined: int = 0) -> int:
    """First day of the period that holds `day`; weeks start on Monday, membership years on the day of joining."""
    year, month, _ = parts(day)
    if unit == "day":
        return day
    if unit == "week":
        return day - weekday(day)
    if unit == "month":
        return ordinal(year, month, 1)
    if unit == "quarter":
        return ordinal(year, (month - 1) // 3 * 3 + 1, 1)
    if unit == "year":
        return ordinal(year, 1, 1)
    start = feast_in(year, *parts(joined)[1:])
    return start if start <= day else feast_in(year - 1, *parts(joined)[1:])


@lru_cache(maxsize=65536)
def period_end(day: int, unit: str, joined: int = 0) -> int:
    """Last day of the period that holds `day`."""
    start = period_start(day, unit, joined)
    if unit == "day":
        return day
    if unit == "week":
        return start + 6
    if unit == "membership year":
        return feast_in(parts(start)[0] + 1, *parts(joined)[1:]) - 1
    return add_months(start, {"month": 1, "quarter": 3, "year": 12}[unit]) - 1


@lru_cache(maxsize=65536)
def feast_in(year: int, month: int, day: int) -> int:
    """The day of a birthday or anniversary in a year; 29 February is kept on the 28th in other years."""
    if not 1 <= year <= 9999:
        return FOREVER if year > 9999 else 1
    if month == 2 and day == 29 and monthrange(year, 2)[1] == 28:
        day = 28
    return ordinal(year, month, day)


def latest_feast(day: int, month: int, dom: int) -> int:
    """The latest yearly feast up to and including `day`."""
    year = parts(day)[0]
    feast = feast_in(year, month, dom)
    return feast if feast <= day else feast_in(year - 1, month, dom)


def next_feast(day: int, month: int, dom: int) -> int:
    """The next yearly feast from `day` on, that day included."""
    year = parts(day)[0]
    feast = feast_in(year, month, dom)
    return feast if feast >= day else feast_in(year + 1, month, dom)


def elapsed(unit: str, start: int, end: int) -> int:
    """Whole days, months or years from `start` to `end`; negative when `end` is before."""
    if unit == "day":
        return end - start
    if end < start:
        return -elapsed(unit, end, start)
    first, last = parts(start), parts(end)
    months = (last[0] - first[0]) * 12 + last[1] - first[1]
    if add_months(start, months) > end:
        months -= 1
    return months if unit == "month" else months // 12


def next_day_of_year(day: int, dom: int, month: int, of_next_year: bool) -> int:
    """`28 february of next year`, or the next 31 January, that day included."""
    year = parts(day)[0]
    if of_next_year:
        return feast_in(year + 1, month, dom)
    return next_feast(day, month, dom)
