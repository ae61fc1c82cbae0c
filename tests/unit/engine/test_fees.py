"""Fees and carried surplus on the engine's face: what joining costs, and no midnight of theirs is slept through."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import fidelang
from fidelang.engine import Fee
from fidelang.state import State

TEXT = """
program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01  fee 60 EUR per year }
wallet pts { worth 0.01 EUR }
tiers by member.spend this quarter {
  review every quarter  carry surplus up to 40 EUR
  tier plain fee 1 EUR per month
  tier gold from 50 EUR fee 12.50 EUR per year
  tier top from 500 EUR fee 5 EUR per membership year
}
segment carried { when member.spend this quarter >= 30 EUR }
earn base { give 1 pts per 1 EUR }
"""
JOINED = date(2028, 2, 29).toordinal()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def test_joining_owes_the_fee_of_the_program_and_of_the_lowest_tier() -> None:
    program = fidelang.compile_text(TEXT)
    state = program.new_state("m", JOINED)
    before = {slot: deepcopy(getattr(state, slot)) for slot in State.__slots__}
    outcome = program.join(state, (JOINED, 600))
    assert outcome.fees == (Fee(None, 60_00), Fee("plain", 1_00))
    assert outcome.effects == [("fee", -1, 60_00, JOINED), ("fee", 0, 1_00, JOINED)]
    assert outcome.to_json()["fees"] == [{"tier": None, "amount": "60.00"}, {"tier": "plain", "amount": "1.00"}]
    program.apply(state, program.new_shared(), outcome)
    assert {slot: getattr(state, slot) for slot in State.__slots__} == before
    assert program.join(state, (JOINED, 600), tier_told=True).fees == (Fee(None, 60_00),)
    assert program.join(state, (day("2026-12-31"), 1439)).fees == ()


def test_a_basket_without_a_fee_says_nothing_of_fees() -> None:
    program = fidelang.compile_text(TEXT)
    basket = {"at": (JOINED, 600), "lines": [{"price": "10.00"}]}
    assert "fees" not in program.purchase(program.new_state("m", JOINED), basket, program.new_shared()).to_json()


def test_a_member_woken_when_due_owes_and_carries_what_one_who_lives_day_by_day_does() -> None:
    program = fidelang.compile_text(TEXT)
    purchases = {day("2028-03-10"): 80_00, day("2028-05-02"): 45_00, day("2028-11-11"): 700_00}
    lives: list[list[tuple[int, Fee]]] = []
    states = []
    midnights = []
    for daily in (True, False):
        state, shared = program.new_state("m", JOINED), program.new_shared()
        fees = [(JOINED, fee) for fee in program.join(state, (JOINED, 600)).fees]
        ran = 0
        for today in range(JOINED, day("2030-06-01")):
            if today > JOINED and (daily or program.next_due(state) <= today):
                outcome = program.midnight(state, today, shared)
                program.apply(state, shared, outcome)
                fees += [(today, fee) for fee in outcome.fees]
                ran += 1
            if today in purchases:
                outcome = program.purchase(state, {"at": (today, 600), "lines": [{"amount": purchases[today]}]}, shared)
                program.apply(state, shared, outcome)
                fees += [(today, fee) for fee in outcome.fees]
        lives.append(fees)
        states.append({slot: getattr(state, slot) for slot in State.__slots__ if slot != "clock"})
        midnights.append(ran)
    assert lives[0] == lives[1]
    assert states[0] == states[1]
    assert states[0]["given"][0] == [
        (day("2028-04-01"), 30_00),  # 80.00 less 50.00
        (day("2028-07-01"), 25_00),  # 30.00 carried and 45.00, less 50.00
        (day("2029-01-01"), 40_00),  # 200.00 above top, 40.00 at most
    ]
    assert [(date.fromordinal(when).isoformat(), fee.amount) for when, fee in lives[0] if fee.tier == "gold"] == [
        ("2028-03-10", 12_50)  # lost on 1 October, before its year was over
    ]
    assert (date(2029, 2, 28).toordinal(), Fee(None, 60_00)) in lives[0]
    assert midnights[1] < midnights[0] / 5
