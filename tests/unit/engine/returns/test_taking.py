"""A return as a whole: pure, refused where it cannot be right, told from the record alone where no state is at hand."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import pytest

from fidelang.engine import InvalidInput, Program, TakenBack
from fidelang.state import Event, State
from tests.unit.engine.returns.shop import DAY, NOON, Shop, compiled, line

CLUB = """wallet pts { worth 0.01 EUR  debt allowed  expire after 12 months }
tiers by member.spend over 12 months { review every month  tier low  tier high from 40 EUR }
earn base { give 1 pts per 1 EUR }
earn twice { when basket.total >= 40 EUR  multiply base by 2 }
offer cut { when basket.total >= 50 EUR  take 5 EUR off basket }
earn sorry { on dropping to low  give 3 pts }"""


@pytest.fixture(scope="module")
def program() -> Program:
    return compiled(CLUB)


def seen(state: State) -> dict[str, object]:
    return {slot: deepcopy(getattr(state, slot)) for slot in State.__slots__}


def test_a_return_changes_nothing_until_it_is_applied(program: Program) -> None:
    shop = Shop(program)
    order = shop.buy("it", line(30_00), line(25_00))
    before, pool = seen(shop.state), deepcopy(shop.shared.counters)
    outcome = program.take_back(order, {2: 1}, state=shop.state, shared=shop.shared, at=(DAY, NOON))
    assert (seen(shop.state), shop.shared.counters) == (before, pool)
    assert (outcome.taken_back, outcome.refund, outcome.refund_full) == ({"pts": 70}, 20_00, 22_73)
    assert order.back == (0, 0)
    assert outcome.record.back == (0, 1000)


def test_it_moves_no_tier_and_the_next_review_sees_the_corrected_spend(program: Program) -> None:
    shop = Shop(program)
    shop.buy("it", line(30_00), line(25_00))
    assert shop.state.tier == 1
    outcome = shop.bring_back("it", {2: 1}, day=DAY + 1)
    assert (outcome.moves, outcome.points, shop.state.tier) == ((), {}, 1)
    first_of_april = DAY + 31
    later = program.advance(shop.state, first_of_april, shop.shared)
    assert (shop.state.tier, [one.points for one in later]) == (0, [{"pts": 3}])


def test_the_midnight_after_a_return_is_never_skipped() -> None:
    shop = Shop(
        compiled(
            "wallet pts { expire never }\nlifecycle { stage new  stage old when member.orders >= 1 }\nearn a { give 1 pts }"
        )
    )
    shop.buy("it", line(5_00))
    shop.program.advance(shop.state, DAY + 5, shop.shared)
    assert shop.program.next_due(shop.state) > DAY + 100
    shop.bring_back("it", day=DAY + 5)
    assert (shop.program.next_due(shop.state), shop.state.stage) == (DAY + 6, 1)
    shop.program.advance(shop.state, DAY + 6, shop.shared)
    assert shop.state.stage == 0


def test_without_a_state_the_record_alone_says_what_is_claimed_and_refunded(program: Program) -> None:
    shop = Shop(program)
    order = shop.buy("it", line(30_00), line(25_00))
    alone = program.take_back(order, {2: 1}, state=None, shared=None, at=(DAY + 40, NOON))
    assert (alone.taken_back, alone.refund, alone.refund_full, alone.effects) == ({"pts": 70}, 20_00, 22_73, [])
    rest = program.take_back(alone.record, None, state=None, shared=None, at=(DAY + 40, NOON))
    assert (rest.taken_back, rest.refund) == ({"pts": 30}, 30_00)


@pytest.mark.parametrize(
    ("change", "at", "why"),
    [
        ({"program": "another"}, DAY, "was made under another program"),
        ({"member": ""}, DAY, "is nobody's: no card was shown"),
        ({"member": "n"}, DAY, "is not this member's"),
        ({"minute": NOON + 1}, DAY, "this is before the order `it` was made"),
        ({"day": DAY + 1}, DAY, "this is before the order `it` was made"),
        ({"day": DAY - 9}, DAY - 1, "this is before the member's latest day"),
    ],
)
def test_what_cannot_be_returned_is_refused(program: Program, change: dict[str, object], at: int, why: str) -> None:
    shop = Shop(program)
    order = shop.buy("it", line(30_00))
    with pytest.raises(InvalidInput, match="return") as found:
        program.take_back(replace(order, **change), state=shop.state, shared=shop.shared, at=(at, NOON))  # type: ignore[arg-type]
    assert found.value.slug == "return_refused"
    assert why in found.value.message


def test_an_order_comes_back_once(program: Program) -> None:
    shop = Shop(program)
    shop.buy("it", line(30_00))
    shop.bring_back("it")
    with pytest.raises(InvalidInput, match="nothing of the order `it` is kept any more"):
        shop.bring_back("it")


def test_a_basket_of_nobody_has_a_record_that_cannot_be_returned(program: Program) -> None:
    shared = program.new_shared()
    basket = {"at": (DAY, NOON), "lines": [line(30_00)]}
    record = program.order_record("it", None, basket, shared, program.evaluate(None, basket, shared))
    with pytest.raises(InvalidInput, match="nobody's"):
        program.take_back(record, state=program.new_state("m", DAY), shared=shared, at=(DAY, NOON))


def test_a_return_is_an_event_like_others(program: Program) -> None:
    shop = Shop(program)
    order = shop.buy("it", line(30_00), line(25_00))
    payload = {"order": order, "lines": {"2": "1"}}
    outcome = program.handle(shop.state, Event("r1", "m", (DAY, NOON), "return", payload), shop.shared)
    assert isinstance(outcome, TakenBack)
    assert outcome.to_json() == {
        "taken_back": {"pts": 70}, "price_back": {"pts": 0}, "expired": {}, "refund": "20.00", "refund_full": "22.73",
        "withheld": "0.00", "gifts_back": [],
    }  # fmt: skip
    with pytest.raises(InvalidInput, match="brings the record of its order"):
        program.handle(shop.state, Event("r2", "m", (DAY, NOON), "return", {"order": "it"}), shop.shared)


def test_reversed_points_and_debts_stand_in_the_ledger(program: Program) -> None:
    shop = Shop(program)
    shop.buy("it", line(30_00), line(25_00))
    shop.state.lots[0] = [shop.state.lots[0][0]._replace(left=20)]
    shop.state.redeemed[0] += 80
    shop.bring_back("it")
    ledger = program.ledger(shop.state)["pts"]
    assert (ledger.issued, ledger.redeemed, ledger.reversed, ledger.available, ledger.debt) == (100, 80, 100, 0, 80)
