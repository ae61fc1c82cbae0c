"""Streaks on the engine's face: no midnight on which one breaks is slept through, and a till must tell them."""

from __future__ import annotations

from datetime import date

import pytest

import fidelang
from fidelang.engine import InvalidInput
from fidelang.kernel.primitives import in_a_row
from fidelang.state import ABSENT, State

HEADER = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\nwallet pts { worth 0.01 EUR }\n'
TEXT = (
    HEADER
    + """
lifecycle { stage new  stage weekly when weeks in a row >= 2  stage monthly when months in a row of 30 EUR >= 2 }
segment lately { when quarters in a row >= 1 }
tiers { review every month  tier plain  tier steady when weeks in a row >= 3 }
earn lost { on leaving weekly or leaving monthly  give 5 pts }
"""
)


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_member_woken_when_due_loses_a_streak_on_the_day_that_one_who_lives_day_by_day_does() -> None:
    program = fidelang.compile_text(TEXT)
    purchases = {day(f"2027-{text}"): price for text, price in (
        ("01-05", 10_00), ("01-12", 30_00), ("01-20", 10_00), ("02-25", 30_00), ("03-01", 40_00), ("03-31", 5_00),
        ("07-15", 1_00),
    )}  # fmt: skip
    lives: list[list[tuple[str, str]]] = []
    ends, midnights = [], []
    for daily in (True, False):
        state, shared = program.new_state("m", day("2027-01-01")), program.new_shared()
        moves, ran = [], 0
        for today in range(day("2027-01-02"), day("2028-06-01")):
            outcomes = []
            if daily or program.next_due(state) <= today:
                outcomes.append(program.midnight(state, today, shared))
                program.apply(state, shared, outcomes[-1])
                ran += 1
            if today in purchases:
                basket = {"at": (today, 600), "lines": [{"amount": purchases[today]}]}
                outcomes.append(program.purchase(state, basket, shared))
                program.apply(state, shared, outcomes[-1])
            moves += [(date.fromordinal(today).isoformat(), move.to) for one in outcomes for move in one.moves]
        lives.append(moves)
        ends.append({slot: getattr(state, slot) for slot in State.__slots__ if slot != "clock"})
        midnights.append(ran)
    assert lives[0] == lives[1]
    assert ends[0] == ends[1]
    assert [one for one in lives[0] if one[1] in ("new", "weekly", "monthly")] == [
        ("2027-01-12", "weekly"),
        ("2027-02-01", "new"),  # the week of 25 January has no order
        ("2027-02-25", "monthly"),  # 40.00 in January, 30.00 in February
        ("2027-05-01", "new"),  # nothing in April
    ]
    assert midnights[1] < midnights[0] / 2  # each Monday may break one


def test_a_till_must_tell_the_streaks_that_the_program_reads() -> None:
    program = fidelang.compile_text(HEADER + "earn s { when weeks in a row of 20 EUR >= 3  give 5 pts }")
    basket = {"at": "2027-05-03T10:00", "lines": [{"price": "20.00"}]}
    assert "member.weeks in a row of 20.00 EUR" in program.plan.requires
    with pytest.raises(InvalidInput, match=r"`weeks in a row of 20\.00 EUR` is not given"):
        program.evaluate({"spend this week": "0.00"}, basket, None)
    told = {"spend this week": "0.00", "weeks in a row of 20 EUR": 2}
    assert program.evaluate(told, basket, None).points == {"pts": 5}
    assert program.evaluate(told | {"spend this week": "20.00"}, basket, None).points == {}


def test_a_streak_goes_back_as_far_as_the_calendar_or_to_what_was_told() -> None:
    never = (ABSENT, 0)
    assert in_a_row([(day, 1) for day in range(1, 20)], [], never, "day", 1, 20) == 19
    assert in_a_row([], [], never, "week", 1, 1) == 0
    assert in_a_row([(8, 1), (9, -1)], [], never, "day", 1, 9) == 1
    assert in_a_row([(8, 1), (8, -1)], [], never, "day", 1, 9) == 0
    assert in_a_row([(1, 1), (2, 1), (3, 1)], [], (2, 7), "day", 1, 4) == 9
    assert in_a_row([(1, 1), (2, 1), (3, 1)], [(3, 1)], (4, 7), "day", 1, 4) == 7
