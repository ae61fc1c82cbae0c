"""Days as integers, as in `fidelang.values.calendar`, without a date object. Units are numbers: see `UNIT`."""

from __future__ import annotations

UNIT = {"day": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "membership year": 5}
ABSENT = -4611686018427387904
FOREVER = 3652059


def parts(day: int) -> tuple[int, int, int]:
    """(year, month, day of the month), counted in eras of 400 years from 1 March of year 0."""
    z = day + 305
    era = z // 146097
    rest = z - era * 146097
    year = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    left = rest - (365 * year + year // 4 - year // 100)
    month = (5 * left + 2) // 153
    dom = left - (153 * month + 2) // 5 + 1
    year += era * 400
    if month < 10:
        return year, month + 3, dom
    return year + 1, month - 9, dom


def ordinal(year: int, month: int, dom: int) -> int:
    """The inverse of `parts`."""
    if month > 2:
        month -= 3
    else:
        month += 9
        year -= 1
    era = year // 400
    of_era = year - era * 400
    return era * 146097 + of_era * 365 + of_era // 4 - of_era // 100 + (153 * month + 2) // 5 + dom - 306


def month_length(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month == 4 or month == 6 or month == 9 or month == 11 else 31


def add_months(day: int, months: int) -> int:
    year, month, dom = parts(day)
    index = year * 12 + month - 1 + months
    if index < 12 or index >= 9999 * 12 + 12:
        return FOREVER if months > 0 else 1
    year = index // 12
    month = index - year * 12 + 1
    return ordinal(year, month, min(dom, month_length(year, month)))


def shift(day: int, months: int, days: int) -> int:
    if day == ABSENT:
        return ABSENT
    moved = add_months(day, months) + days if months != 0 else day + days
    return min(max(moved, 1), FOREVER)


def feast_in(year: int, month: int, dom: int) -> int:
    if year < 1:
        return 1
    if year > 9999:
        return FOREVER
    return ordinal(year, month, min(dom, month_length(year, month)))


def period_start(day: int, unit: int, joined: int) -> int:
    if unit == 0:
        return day
    if unit == 1:
        return day - (day + 6) % 7
    year, month, _ = parts(day)
    if unit == 2:
        return ordinal(year, month, 1)
    if unit == 3:
        return ordinal(year, (month - 1) // 3 * 3 + 1, 1)
    if unit == 4:
        return ordinal(year, 1, 1)
    _, of_month, of_dom = parts(joined)
    start = feast_in(year, of_month, of_dom)
    return start if start <= day else feast_in(year - 1, of_month, of_dom)


def period_end(day: int, unit: int, joined: int) -> int:
    start = period_start(day, unit, joined)
    if unit == 0:
        return day
    if unit == 1:
        return start + 6
    if unit == 5:
        year, _, _ = parts(start)
        _, of_month, of_dom = parts(joined)
        return feast_in(year + 1, of_month, of_dom) - 1
    return add_months(start, 1 if unit == 2 else 3 if unit == 3 else 12) - 1


def latest_feast(day: int, month: int, dom: int) -> int:
    year, _, _ = parts(day)
    feast = feast_in(year, month, dom)
    return feast if feast <= day else feast_in(year - 1, month, dom)


def next_feast(day: int, month: int, dom: int) -> int:
    year, _, _ = parts(day)
    feast = feast_in(year, month, dom)
    return feast if feast >= day else feast_in(year + 1, month, dom)


def months_between(start: int, end: int) -> int:
    year, month, _ = parts(start)
    last_year, last_month, _ = parts(end)
    months = (last_year - year) * 12 + last_month - month
    if add_months(start, months) > end:
        months -= 1
    return months


def elapsed(unit: int, start: int, end: int) -> int:
    if unit == 0:
        return end - start
    if end < start:
        months = months_between(end, start)
        return -(months if unit == 2 else months // 12)
    months = months_between(start, end)
    return months if unit == 2 else months // 12


def next_day_of_year(day: int, dom: int, month: int, of_next_year: int) -> int:
    if of_next_year:
        year, _, _ = parts(day)
        return feast_in(year + 1, month, dom)
    return next_feast(day, month, dom)


def shifted_feast(day: int, month: int, dom: int, months: int, days: int) -> int:
    year, _, _ = parts(day)
    reach = abs(months) // 12 + abs(days) // 365 + 1
    for candidate in range(max(1, year - reach), year + reach + 1):
        if shift(feast_in(candidate, month, dom), months, days) == day:
            return candidate
    return 0


def next_shifted_feast(first: int, month: int, dom: int, months: int, days: int) -> int:
    year, _, _ = parts(first)
    reach = abs(months) // 12 + abs(days) // 365 + 2
    found = FOREVER
    for candidate in range(max(1, year - reach), year + reach + 1):
        moved = shift(feast_in(candidate, month, dom), months, days)
        if moved >= first and moved < found:
            found = moved
    return found


def deadline(start: int, months: int, days: int, unit: int, available_from: int) -> int:
    """`unit` below 0: none."""
    last = shift(start, months, days)
    if unit >= 0:
        last = period_end(last, unit, 0) if last < FOREVER else FOREVER
    return max(last, available_from)


def held(unit: int, since_day: int, before: int, today: int) -> int:
    days = before + (today - since_day if since_day != ABSENT else 0)
    return days // (1 if unit == 0 else 30 if unit == 2 else 365)
