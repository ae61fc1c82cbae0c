"""Fees of the program and of its tiers: when they fall due [138, 141]. They move no points and are no discount."""

from __future__ import annotations

from datetime import date

from tests.reference import dates
from tests.reference.instant import Instant
from tests.reference.program import start_of, stop_of


def _ask(instant: Instant, tier: str | None) -> None:
    program, now = instant.program, (instant.day, instant.minute)
    if tier not in program.fees:
        return
    if program.first is not None and now < start_of(program.first):
        return
    if program.last is not None and now >= stop_of(program.last):
        return
    instant.outcome.fees.append((tier, program.fees[tier][0]))


def on_joining(instant: Instant, tier_is_told: bool) -> None:
    _ask(instant, None)
    if instant.program.levels and not tier_is_told:
        _ask(instant, instant.program.levels[0])


def on_taking_up(instant: Instant) -> None:
    """The tier that a move has just led to."""
    assert instant.member is not None
    _ask(instant, instant.program.levels[instant.member.tier])


def at_midnight(instant: Instant) -> None:
    member, program = instant.member, instant.program
    assert member is not None
    if None in program.fees and _due(instant.day, program.fees[None][1], member.joined, member.joined):
        _ask(instant, None)
    if program.levels:
        tier = program.levels[member.tier]
        since = max(member.tier_since, member.joined)
        if tier in program.fees and _due(instant.day, program.fees[tier][1], since, member.joined):
            _ask(instant, tier)


def _due(day: date, unit: str, since: date, joined: date) -> bool:
    """Whether a fee first due on `since` is due again: each year from then on, or at the start of each unit."""
    if day <= since:
        return False
    if unit == "year":
        return dates.feast(day.year, since.month, since.day) == day
    return dates.period_start(day, unit, joined) == day
