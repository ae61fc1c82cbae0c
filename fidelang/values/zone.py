"""Instants as (day, minute) local to a program's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Moment = tuple[int, int]

_SHAPE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)


def day_of(text: str) -> int:
    """The day of `2027-05-03`. Raises ValueError for a date that does not exist."""
    if len(text) != 10:
        raise ValueError(f"{text!r} is not a date")
    return date.fromisoformat(text).toordinal()


def day_text(day: int) -> str:
    return date.fromordinal(day).isoformat()


def moment_of(value: object, zone: ZoneInfo) -> Moment:
    """(day, minute of the day) of an ISO text, a datetime or a ready pair.

    A time with an offset is converted to `zone`; one without is local there: in the hour that a clock change
    skips it moves forward by the gap, in the hour it repeats the first pass is meant. A date alone is noon.
    Raises ValueError.
    """
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        day, minute = value
        if not (1 <= day <= date.max.toordinal() and 0 <= minute < 1440):
            raise ValueError(f"{value!r} is not a day and a minute")
        return day, minute
    if isinstance(value, str):
        if not _SHAPE.fullmatch(value):
            raise ValueError(f"{value!r} is not a date and time like 2027-05-03T10:00")
        if len(value) == 10:
            return day_of(value), 720
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        raise ValueError(f"{value!r} is not a date and time")
    if value.tzinfo is not None:
        local = value.astimezone(zone)
    else:
        local = value.replace(tzinfo=zone, fold=0)
        gap = local.utcoffset() != local.astimezone(UTC).astimezone(zone).utcoffset()
        if gap:  # the wall clock skips this time: shown as it stands after the jump
            local = (local.astimezone(UTC) + timedelta()).astimezone(zone)
    return local.toordinal(), local.hour * 60 + local.minute
