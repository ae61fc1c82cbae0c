"""What a reason of time shows: when the rule is for, and when it was."""

from __future__ import annotations

from fidelang.plan.model import Rule
from fidelang.values import day_text, weekday

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MINUTES = 1440


def when_shown(rule: Rule, code: str, day: int, minute: int) -> tuple[str | None, str | None]:
    """(needed, actual) of other_day, other_hour, too_early and too_late; (None, None) of any other code."""
    if code == "other_day" and rule.dates:
        return ", ".join(day_text(date) for date in rule.dates), day_text(day)
    if code == "other_day":
        return ", ".join(_WEEKDAYS[each] for each in rule.weekdays), _WEEKDAYS[weekday(day)]
    if code == "other_hour" and rule.hours is not None:
        return " to ".join(_clock(each) for each in rule.hours), _clock(minute)
    if code == "too_early" and rule.start is not None:
        return day_text(rule.start // _MINUTES), day_text(day)
    if code == "too_late" and rule.stop is not None:
        return day_text((rule.stop - 1) // _MINUTES), day_text(day)
    return None, None


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
