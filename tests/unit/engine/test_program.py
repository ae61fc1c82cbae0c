"""The engine's face: pure, strict at its door, never in the way of a sale."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fidelang
from fidelang.engine import InvalidInput, Program
from fidelang.state import Event, OrderRecord, Shared, State

TEXT = """
program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01  largest basket 1_000 EUR lines 20 }
wallet pts { worth 0.01 EUR  pending 2 days  expire after 20 days of inactivity }
lifecycle { stage new  stage regular when member.orders over 30 days >= 2  stage away when days since member.last_order > 9 }
tiers by member.spend over 30 days { review every week  keep 10 days  tier bronze  tier silver from 50 EUR }
earn base { give 1 pts per 1 EUR }
earn back { on entering away  give 7 pts  limit once per member per month }
earn monthly { on every month  give 3 pts }
earn shared { when basket.total >= 20 EUR  give 5 pts  limit 3 times per program }
offer cut { when basket.total >= 100 EUR  take 5 EUR off basket }
"""
DAY = date(2027, 3, 1).toordinal()


@pytest.fixture(scope="module")
def program() -> Program:
    return fidelang.compile_text(TEXT)


def basket(day: int, price: int = 30_00) -> dict[str, Any]:
    return {"at": (day, 600), "lines": [{"price": price, "quantity": 1}]}


def seen(state: State) -> dict[str, Any]:
    return {slot: deepcopy(getattr(state, slot)) for slot in State.__slots__}


def test_a_purchase_changes_neither_member_nor_shared_state(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    before, counters = seen(state), deepcopy(shared.counters)
    outcome = program.purchase(state, basket(DAY), shared)
    assert outcome.points == {"pts": 35}
    assert seen(state) == before
    assert shared.counters == counters
    program.apply(state, shared, outcome)
    assert seen(state) != before
    assert shared.counters != counters


def test_midnights_that_are_skipped_would_have_done_nothing(program: Program) -> None:
    """A member lived day by day ends as one who is only woken when `next_due` says so."""
    daily, woken = program.new_state("m", DAY), program.new_state("m", DAY)
    shares: tuple[Shared, Shared] = program.new_shared(), program.new_shared()
    skipped = 0
    for day in range(DAY, DAY + 120):
        if day > DAY:
            skipped += program.next_due(woken) > day
            program.apply(daily, shares[0], program.midnight(daily, day, shares[0]))
            program.advance(woken, day, shares[1])
        if day - DAY in (0, 4, 5, 31, 70):
            for state, shared in zip((daily, woken), shares, strict=True):
                program.apply(state, shared, program.purchase(state, basket(day), shared))
        assert seen(daily) == seen(woken), date.fromordinal(day)
    assert skipped > 40


def test_the_parts_of_a_ledger_always_add_up(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    for day in (DAY, DAY + 3, DAY + 60):
        program.advance(state, day, shared)
        program.apply(state, shared, program.purchase(state, basket(day), shared))
        book = program.ledger(state)["pts"]
        assert book.issued + book.adjusted + book.debt == (
            book.available + book.pending + book.redeemed + book.expired + book.reversed
        )
    assert program.ledger(state)["pts"].expired > 0


def test_money_is_an_integer_of_minor_units_or_an_exact_text(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    for price in (30_00, "30.00", Decimal("30.00")):
        assert program.purchase(state, basket(DAY, price), shared).total == 30_00  # type: ignore[arg-type]
    with pytest.raises(InvalidInput):
        program.purchase(state, basket(DAY, 30.0), shared)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        ({"lines": []}, "no_lines"),
        ({"lines": [{"price": -1, "quantity": 1}]}, "negative_price"),
        ({"lines": [{"price": 1, "quantity": 0}]}, "quantity_not_positive"),
        ({"lines": [{"price": 2_000_00, "quantity": 1}]}, "basket_too_large"),
        ({"lines": [{"price": 1, "quantity": 1}] * 21}, "too_many_lines"),
        ({"lines": [{"price": 1, "quantity": 1, "colour": "red"}]}, "unknown_fact"),
        ({"lines": [{"price": True, "quantity": 1}]}, "fact_type"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(program: Program, change: dict[str, Any], slug: str) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    with pytest.raises(InvalidInput) as refused:
        program.purchase(state, {**basket(DAY), **change}, shared)
    assert refused.value.slug == slug


def test_a_till_is_told_what_to_supply_and_a_sale_goes_on_without(program: Program) -> None:
    shared = program.new_shared()
    with pytest.raises(InvalidInput, match="over 30 days") as refused:
        program.evaluate({"joined": "2027-01-01"}, basket(DAY), shared)
    assert refused.value.slug == "missing"
    with pytest.raises(InvalidInput, match="budgets, stock and program limits"):
        program.evaluate({"joined": "2027-01-01"}, basket(DAY), None)
    rescued = program.evaluate({"joined": "2027-01-01"}, basket(DAY), shared, on_error="no_award")
    assert (rescued.points, rescued.discount) == ({}, 0)


def test_a_basket_of_nobody_gets_offers_and_earns_nothing(program: Program) -> None:
    outcome = program.evaluate(None, basket(DAY, 120_00), program.new_shared())
    assert (outcome.points, outcome.discount, outcome.total) == ({}, 5_00, 115_00)
    assert {reason.code for reason in outcome.skipped} == {"no_member"}


def test_both_frames_give_the_same_outcome(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    one = program.purchase(state, basket(DAY), shared, frame="dict")
    other = program.purchase(state, basket(DAY), shared, frame="one_text")
    assert one.to_json() == other.to_json()
    assert one.effects == other.effects
    assert program.kernel("dict").text != program.kernel("one_text").text


def test_the_past_cannot_be_bought_in(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    program.advance(state, DAY + 10, shared)
    with pytest.raises(InvalidInput) as refused:
        program.purchase(state, basket(DAY + 9), shared)
    assert refused.value.slug == "back_in_time"


def test_a_state_holds_an_opaque_id_and_no_name(program: Program) -> None:
    """Row 93: what a caller may tell of a person is what the program declares, and nothing else is kept."""
    with pytest.raises(InvalidInput):
        program.new_state("m", DAY, {"name": "Ada Lovelace"})
    with pytest.raises(InvalidInput):
        program.set_member(program.new_state("m", DAY), {"email": "ada@example.org"}, DAY)
    held = repr(seen(program.new_state("opaque-7", DAY, {"birthday": "1990-05-01"}, ["marketing"])))
    assert "opaque-7" in held


def test_events_of_the_closed_set_go_where_they_belong(program: Program) -> None:
    state, shared = program.new_state("m", DAY), program.new_shared()
    bought = program.handle(state, Event("o1", "m", (DAY, 600), "purchase", basket(DAY)), shared)
    assert bought.to_json() == program.purchase(state, basket(DAY), shared).to_json()
    month = date(2027, 4, 1).toordinal()
    assert program.handle(state, Event("t", "m", (month, 0), "tick"), shared).points == {"pts": 3}
    assert program.handle(state, Event("r", "m", (DAY, 0), "occur", {"name": "referral"}), shared).points == {}
    with pytest.raises(InvalidInput, match="`merge` do not run yet"):
        program.handle(state, Event("x", "m", (DAY, 0), "merge"), shared)


def test_the_record_of_an_order_holds_what_was_read_and_stays_small(program: Program) -> None:
    state, shared = program.new_state("opaque-7", DAY), program.new_shared()
    order = {"at": (DAY, 600), "lines": [{"price": 10_00 + n, "quantity": 2} for n in range(5)]}
    outcome = program.purchase(state, order, shared)
    record = program.order_record("o1", state, order, shared, outcome)
    assert OrderRecord.from_json(record.to_json()) == record
    assert len(record.to_json()) < 1_200
    assert (record.program, record.metrics, record.tier) == (program.plan.hash, (0, 0), 0)
    program.apply(state, shared, outcome)
    later = program.order_record("o2", state, order, shared, program.purchase(state, order, shared))
    assert later.metrics != record.metrics
    assert later.shared != record.shared


def test_a_refused_line_is_told_by_its_place(program: Program) -> None:
    """Row 7."""
    lines = [{"price": 1_00, "quantity": 1}, {"price": -1, "quantity": 1}]
    with pytest.raises(InvalidInput) as refused:
        program.purchase(program.new_state("m", DAY), {"at": (DAY, 600), "lines": lines}, program.new_shared())
    assert (refused.value.slug, refused.value.where) == ("negative_price", ("basket", "lines", 1, "price"))


def test_a_reason_names_the_fact_that_is_not_known() -> None:
    """Row 10."""
    program = fidelang.compile_text(
        'program "P" { currency EUR  timezone "Europe/Paris" }\nwallet pts { worth 0.01 EUR }\n'
        "facts member { children: number }\nearn family { when not (member.children >= 1)  give 5 pts }"
    )
    outcome = program.purchase(program.new_state("m", DAY), basket(DAY), program.new_shared())
    assert outcome.explain() == ["member.children is not known"]


def test_fixed_days_stay_and_inactivity_follows_the_program_that_runs() -> None:
    """Row 56: a lot posted by the order's program keeps its day; the deadline of inactivity is the current program's."""
    head = 'program "P" { currency EUR  timezone "Europe/Paris" }\nearn a { give 1 fixed per 1 EUR }\nearn b { give 1 idle per 1 EUR }\n'
    wallets = "wallet fixed {{ worth 0.01 EUR  expire after {0} days }}\nwallet idle {{ worth 0.01 EUR  expire after {0} days of inactivity }}"
    old, new = (fidelang.compile_text(head + wallets.format(days)) for days in (10, 40))
    state, shared = old.new_state("m", DAY), old.new_shared()
    old.apply(state, shared, old.purchase(state, basket(DAY), shared))
    new.advance(state, DAY + 10, shared)
    assert {name: book.available for name, book in new.ledger(state).items()} == {"fixed": 30, "idle": 30}
    new.advance(state, DAY + 11, shared)
    assert {name: book.available for name, book in new.ledger(state).items()} == {"fixed": 0, "idle": 30}
    new.advance(state, DAY + 40, shared)
    assert new.ledger(state)["idle"].available == 30
    new.advance(state, DAY + 41, shared)
    assert new.ledger(state)["idle"].expired == 30


def test_an_alert_belongs_to_the_outcome_that_reaches_it() -> None:
    """Row 44: two tills that race both see it, and the one whose commit is lost evaluates again without."""
    program = fidelang.compile_text(
        'program "P" { currency EUR  timezone "Europe/Paris" }\nwallet pts { worth 0.01 EUR }\n'
        "earn base { give 1 pts per 1 EUR }\nbudget pool { cap 1 EUR per year  covers base  alert at 25% }"
    )
    state, shared = program.new_state("m", DAY), program.new_shared()
    one, other = (program.purchase(state, basket(DAY), shared) for _ in range(2))
    assert one.alerts == other.alerts == ("pool",)
    assert one.to_json()["alerts"] == ["pool"]
    program.apply(state, shared, one)
    again = program.purchase(state, basket(DAY), shared)
    assert again.alerts == ()
    assert "alerts" not in again.to_json()


def test_what_a_mapping_leaves_out_is_named_all_at_once() -> None:
    program = fidelang.compile_text(
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
        "wallet pts { worth 0.01 EUR }\nearn a { when member.orders over 12 months >= 2  give 5 pts }\n"
        "earn b { when weeks in a row >= 2  give 5 pts }\nreward five { price 500 pts  take 5 EUR off basket }"
    )
    basket = {"at": "2027-05-03T10:00", "lines": [{"price": "1.00"}]}
    with pytest.raises(InvalidInput, match="`orders over 12 months` is not given, and the program reads it") as refused:
        program.evaluate({}, basket, program.new_shared())
    assert refused.value.help == "not given either: `orders this week`, `weeks in a row`, `balance pts`"
    told = {"orders over 12 months": 1, "orders this week": 0, "weeks in a row": 0}
    with pytest.raises(InvalidInput, match="`balance pts` is not given") as refused:
        program.evaluate(told, basket, program.new_shared())
    assert (refused.value.help, refused.value.where) == ("", ("member", "balance"))
