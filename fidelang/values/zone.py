"""Instants as (day, minute) local to a program's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from fidelang.values.decimals import shown

Moment = tuple[int, int]

# Days on which anything may happen: the calendar goes a century on, so that no expiry or review runs off its end.
FIRST_DAY = date(2, 1, 1).toordinal()
LAST_DAY = date(9899, 12, 31).toordinal()

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def day_of(text: str) -> int:
    """The day of `2027-05-03`. Raises ValueError for a date that does not exist."""
    if not _DAY.fullmatch(text):  # fromisoformat takes weeks such as 2027-W18-1, too
        raise ValueError(f"{shown(text)} is not a date")
    return date.fromisoformat(text).toordinal()


def day_text(day: int) -> str:
    return date.fromordinal(day).isoformat()


def moment_of(value: object, zone: ZoneInfo) -> Moment:
    """(day, minute of the day) of an ISO text, a datetime or a ready pair.

    A time with an offset is converted to `zone`; one without is local there: in the hour that a clock change
    skips it moves forward by the gap, in the hour it repeats the first pass is meant. A date alone is noon.
    Raises ValueError.
    """
    if type(value) is tuple and len(value) == 2 and type(value[0]) is int and type(value[1]) is int:
        day, minute = value
    elif isinstance(value, str) and len(value) == 10:
        day, minute = day_of(value), 720
    else:
        local = _local(value, zone)
        day, minute = local.toordinal(), local.hour * 60 + local.minute
    if not (FIRST_DAY <= day <= LAST_DAY and 0 <= minute < 1440):
        raise ValueError(f"{shown(value)} is not a day of the years 2 to 9899 and a minute of it")
    return day, minute


def _local(value: object, zone: ZoneInfo) -> datetime:
    if isinstance(value, str):
        if not _SHAPE.fullmatch(value):
            raise ValueError(f"{shown(value)} is not a date and time like 2027-05-03T10:00")
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        raise ValueError(f"{shown(value)} is not a date and time")
    if value.tzinfo is None:
        value = value.replace(tzinfo=zone, fold=0)
    try:
        return value.astimezone(UTC).astimezone(zone)  # by way of UTC, a time that the clock skips moves past the gap
    except OverflowError:
        raise ValueError(f"{value} is at the end of the calendar") from None
