"""Triggers that come back to a move or an expiry, and wallets that a calendar empties: no midnight is slept through."""

from __future__ import annotations

from datetime import date

import fidelang
from fidelang.state import State

TEXT = """
program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }
wallet pts { worth 0.01 EUR  expire after 20 days }
wallet miles { worth 0.01 EUR  expire on every quarter }
wallet stars { worth 0.01 EUR  expire on 1 week after anniversary }
lifecycle { stage new  stage active when member.orders over 30 days >= 1 }
earn base { give 1 pts per 1 EUR  limit 20 pts per line }
earn both { give 3 miles }
earn third { give 4 stars }
earn back { on 10 days after leaving active  give 2 miles }
earn sorry { on 5 days after expiry of pts  give 1 miles }
"""


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_a_member_woken_when_due_ends_as_one_who_lives_day_by_day() -> None:
    program = fidelang.compile_text(TEXT)
    purchases = (day("2027-01-05"), day("2027-02-20"), day("2027-06-30"))
    lives: list[list[tuple[str, str, int]]] = []
    ends, midnights = [], []
    for daily in (True, False):
        state, shared = program.new_state("m", day("2026-03-10")), program.new_shared()
        state.clock = day("2027-01-01")
        given, ran = [], 0
        for today in range(day("2027-01-02"), day("2028-01-01")):
            outcomes = []
            if daily or program.next_due(state) <= today:
                outcomes.append(program.midnight(state, today, shared))
                program.apply(state, shared, outcomes[-1])
                ran += 1
            if today in purchases:
                outcomes.append(program.purchase(state, {"at": (today, 600), "lines": [{"amount": 50_00}]}, shared))
                program.apply(state, shared, outcomes[-1])
            found = [(award.rule, award.points) for one in outcomes for award in one.awards]
            given += [(date.fromordinal(today).isoformat(), *one) for one in found]
            found = [(wallet, -points) for one in outcomes for wallet, points in one.expired.items()]
            given += [(date.fromordinal(today).isoformat(), *one) for one in found]
        lives.append(given)
        ends.append({slot: getattr(state, slot) for slot in State.__slots__ if slot != "clock"})
        midnights.append(ran)
    assert lives[0] == lives[1]
    assert ends[0] == ends[1]
    assert [one for one in lives[0] if one[0] < "2027-04-03"] == [
        ("2027-01-05", "base", 20), ("2027-01-05", "both", 3), ("2027-01-05", "third", 4),
        ("2027-01-26", "pts", -20),
        ("2027-01-30", "sorry", 1),  # five days after 25 January, their last good day
        ("2027-02-15", "back", 2),  # left on 5 February
        ("2027-02-20", "base", 20), ("2027-02-20", "both", 3), ("2027-02-20", "third", 4),
        ("2027-03-13", "pts", -20),
        ("2027-03-17", "sorry", 1), ("2027-03-17", "stars", -8),
        ("2027-04-01", "miles", -10),
        ("2027-04-02", "back", 2),
    ]  # fmt: skip
    assert midnights[1] < midnights[0] / 5
