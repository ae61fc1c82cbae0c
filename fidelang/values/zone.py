"""Instants as (day, minute) local to a program's zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from fidelang.values.decimals import shown

Moment = tuple[int, int]

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
    if isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value):
        day, minute = value
        if not (1 <= day <= date.max.toordinal() and 0 <= minute < 1440):
            raise ValueError(f"{shown(value)} is not a day and a minute")
        return day, minute
    if isinstance(value, str):
        if not _SHAPE.fullmatch(value):
            raise ValueError(f"{shown(value)} is not a date and time like 2027-05-03T10:00")
        if len(value) == 10:
            return day_of(value), 720
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        raise ValueError(f"{shown(value)} is not a date and time")
    try:
        local = _local(value, zone)
    except OverflowError:  # an offset leads out of the calendar
        raise ValueError(f"{value.isoformat()} is outside the years 1 to 9999") from None
    return local.toordinal(), local.hour * 60 + local.minute


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    if value.tzinfo is not None:
        return value.astimezone(zone)
    local = value.replace(tzinfo=zone, fold=0)
    gap = local.utcoffset() != local.astimezone(UTC).astimezone(zone).utcoffset()
    # the wall clock skips this time: shown as it stands after the jump
    return (local.astimezone(UTC) + timedelta()).astimezone(zone) if gap else local
