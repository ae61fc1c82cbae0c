"""Campaigns at the engine's face: who draws what, what may be told, and that nothing is changed by looking.

Of program "P" and campaign "winter", ada has u 0.7658 (variants 0.3022), leo 0.4070 (0.0729), pia 0.3794, kim 0.2897
(0.6426): see tests/conformance/i_campaigns.yaml.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest

import fidelang
from fidelang.engine import InvalidInput, Program
from fidelang.kernel.shapes.campaigns import threshold
from fidelang.plan import from_json, to_json
from fidelang.plan.names import facts_read
from fidelang.state import State

HEAD = """
program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }
wallet pts { worth 0.01 EUR }
segment lapsed { when days since member.last_order > 30 }
"""
WINTER = """
campaign winter {
  from 2027-06-01 to 2027-06-30
  for lapsed
  holdout 40%
  variant a 50% { earn flat { give 300 pts } }
  variant b 50% { earn rate { give 3% as pts } }
}
"""
HELLO = """
campaign winter {
  from 2027-06-01 to 2027-06-30  holdout 40%
  budget 4 EUR
  earn hello { on entering winter  give 7 pts }
  message hi { by email  on entering winter  cost 1 EUR  text "Hello" }
}
"""
JUNE = date(2027, 6, 3).toordinal()


@pytest.fixture(scope="module")
def winter() -> Program:
    return fidelang.compile_text(HEAD + WINTER)


@pytest.fixture(scope="module")
def hello() -> Program:
    return fidelang.compile_text(HEAD + HELLO)


def basket(day: int) -> dict[str, Any]:
    return {"at": (day, 600), "lines": [{"price": 40_00}]}


def seen(state: State) -> dict[str, Any]:
    return {slot: deepcopy(getattr(state, slot)) for slot in State.__slots__}


def lapsed(**told: Any) -> dict[str, Any]:
    return {"id": "leo", "joined": "2026-01-01", "last_order": "2027-03-01"} | told


# ------------------------------------------------------------ who enters


def test_midnights_that_are_skipped_let_nobody_in_later_than_day_by_day(winter: Program) -> None:
    """A member lived day by day enters on the same day as one who is only woken when `next_due` says so."""
    for last_order in ("2027-01-10", "2027-05-02", "2027-05-12", "2027-06-29", None):
        daily, woken = (winter.new_state("leo", JUNE - 100) for _ in range(2))
        shares = winter.new_shared(), winter.new_shared()
        for state in (daily, woken):
            winter.set_member(state, {"last_order": last_order} if last_order else {}, JUNE - 100)
        entered = {}
        for day in range(JUNE - 99, JUNE + 60):
            winter.apply(daily, shares[0], winter.midnight(daily, day, shares[0]))
            winter.advance(woken, day, shares[1])
            assert seen(daily) == seen(woken), date.fromordinal(day)
            if winter.campaigns(daily):
                entered.setdefault(last_order, day)
        days = {"2027-01-10": JUNE - 2, "2027-05-02": JUNE - 1, "2027-05-12": JUNE + 9}
        assert entered == ({last_order: days[last_order]} if last_order in days else {})


def test_a_member_who_joins_while_a_campaign_runs_is_in_it_and_gets_no_welcome(hello: Program) -> None:
    state, shared = hello.new_state("leo", JUNE), hello.new_shared()
    assert hello.campaigns(state) == {"winter": "in"}
    assert hello.advance(state, JUNE + 40, shared) == []
    assert hello.ledger(state)["pts"].issued == 0


def test_who_is_in_gets_the_welcome_once_and_the_budget_pays_it(hello: Program) -> None:
    state, shared = hello.new_state("leo", JUNE - 20), hello.new_shared()
    (outcome,) = hello.advance(state, JUNE + 40, shared)
    assert outcome.day == JUNE - 2
    assert outcome.points == {"pts": 7}
    assert [sent.message for sent in outcome.messages] == ["hi"]
    assert outcome.moves == ()
    plan = hello.plan
    assert shared.counters[plan.budgets[0].counter] == ((0, 107 * plan.scale),)  # 0.07 and 1.00 EUR


def test_the_holdout_is_written_down_and_nothing_else_happens(hello: Program) -> None:
    state, shared = hello.new_state("pia", JUNE - 20), hello.new_shared()
    (outcome,) = hello.advance(state, JUNE + 40, shared)
    assert outcome.effects == [("move", "campaign", 0, 0, JUNE - 2)]
    assert hello.campaigns(state) == {"winter": "holdout"}


def test_a_copy_of_a_state_shares_no_campaigns(winter: Program) -> None:
    state = winter.new_state("leo", JUNE)
    other = state.copy()
    other.campaigns[0] = 2
    assert state.campaigns == [-1]


def test_an_evaluation_that_lets_a_member_in_changes_no_state() -> None:
    program = fidelang.compile_text(
        HEAD + "segment big { when member.spend >= 30 EUR }  campaign c { for big  earn thanks { give 1 pts } }"
    )
    state, shared = program.new_state("leo", JUNE), program.new_shared()
    before = seen(state)
    outcome = program.purchase(state, basket(JUNE), shared)
    assert ("move", "campaign", 0, 1, JUNE) in outcome.effects
    assert seen(state) == before
    program.apply(state, shared, outcome)
    assert program.campaigns(state) == {"c": "in"}


# ------------------------------------------------------------ what may be told


def test_an_id_draws_and_what_is_told_goes_before_the_draw(winter: Program) -> None:
    def codes(member: dict[str, Any]) -> dict[str, str]:
        outcome = winter.evaluate(member, basket(JUNE), None)
        return {one.rule: one.code for one in outcome.skipped} | {award.rule: "given" for award in outcome.awards}

    assert codes(lapsed()) == {"flat": "given", "rate": "variant"}
    assert codes(lapsed(campaigns={"winter": "b"})) == {"flat": "variant", "rate": "given"}
    assert codes(lapsed(campaigns={"winter": "holdout"})) == {"flat": "holdout", "rate": "holdout"}
    # who entered elsewhere, and is no longer lapsed, is in
    back = lapsed(campaigns={"winter": "b"}, last_order="2027-06-02")
    assert codes(back) == {"flat": "variant", "rate": "given"}
    assert codes(lapsed(last_order="2027-06-02")) == {"flat": "audience", "rate": "audience"}


@pytest.mark.parametrize(
    ("told", "slug", "place"),
    [
        ({"spring": "in"}, "unknown_fact", ("member", "campaigns", "spring")),
        ({"winter": "in"}, "fact_type", ("member", "campaigns", "winter")),  # one of a, b or the holdout
        ({"winter": 1}, "fact_type", ("member", "campaigns", "winter")),
        ({"winter": ["a"]}, "fact_type", ("member", "campaigns", "winter")),
        (["winter"], "fact_type", ("member", "campaigns")),
    ],
)
def test_what_nobody_can_have_drawn_is_refused(winter: Program, told: Any, slug: str, place: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput) as refused:
        winter.evaluate(lapsed(campaigns=told), basket(JUNE), None)
    assert (refused.value.slug, refused.value.where) == (slug, place)


def test_where_an_id_would_draw_it_must_be_told(winter: Program) -> None:
    nobody = {"joined": "2026-01-01", "last_order": "2027-03-01"}
    with pytest.raises(InvalidInput, match="`id` is not given, and the campaign `winter` draws by it") as refused:
        winter.evaluate(nobody, basket(JUNE), None)
    assert (refused.value.slug, refused.value.where) == ("missing", ("member", "id"))
    assert winter.evaluate(nobody | {"campaigns": {"winter": "a"}}, basket(JUNE), None).points == {"pts": 300}
    assert winter.evaluate(nobody | {"last_order": "2027-06-02"}, basket(JUNE), None).points == {}
    assert winter.evaluate(nobody, basket(JUNE + 60), None).points == {}


def test_what_a_caller_tells_of_campaigns_is_named_and_no_scenario_is_asked_for_it(winter: Program) -> None:
    assert {"member.id", "member.campaigns"} <= set(winter.plan.requires)
    assert not {"member.id", "member.campaigns"} & set(facts_read(winter.plan))


def test_a_member_told_of_later_enters_now_and_is_welcomed(hello: Program) -> None:
    state, shared = hello.new_state("pia", JUNE - 60), hello.new_shared()
    hello.set_member(state, {}, JUNE - 60)
    outcome = hello.set_member(state, {"campaigns": {"winter": "in"}}, JUNE, shared)
    assert hello.campaigns(state) == {"winter": "in"}
    assert outcome.points == {"pts": 7}
    assert hello.set_member(state, {"campaigns": {"winter": "in"}}, JUNE, shared).points == {}


def test_a_member_keeps_their_id(winter: Program) -> None:
    state = winter.new_state("leo", JUNE)
    winter.set_member(state, {"id": "leo"}, JUNE)
    with pytest.raises(InvalidInput, match="a member keeps the id that they joined with"):
        winter.set_member(state, {"id": "pia"}, JUNE)


def test_an_id_of_half_a_letter_draws_like_any_other(winter: Program) -> None:
    assert winter.evaluate(lapsed(id="\ud800"), basket(JUNE), None).total == 40_00


# ------------------------------------------------------------ the plan and the reasons


def test_a_plan_with_campaigns_comes_back_from_its_file(winter: Program) -> None:
    assert from_json(to_json(winter.plan)) == winter.plan


def test_a_campaigns_reason_says_whom_it_is_for(winter: Program) -> None:
    def why(**told: Any) -> list[tuple[str, str | None]]:
        outcome = winter.evaluate(lapsed(**told), basket(JUNE), None)
        return list(zip(outcome.explain(), [one.needed for one in outcome.skipped], strict=True))

    assert why(last_order="2027-06-02")[0] == (
        "the member has not entered the campaign `winter`, which is for `lapsed`",
        "lapsed",
    )
    assert why(id="pia")[0] == ("the campaign `winter` keeps this member out, to measure what it brings", None)
    assert why() == [("it is for variant `b` of `winter`; the member has another", "b")]


def test_a_draw_is_the_share_of_a_hash_to_the_last_digit() -> None:
    text = """
    campaign c {
      holdout 12.5%
      variant a 33.3% { earn one { give 1 pts } }  variant b 33.3% { earn two { give 2 pts } }
      variant c 33.4% { earn three { give 3 pts } }
    }"""
    program = fidelang.compile_text(HEAD + text)

    def drawn(member: str) -> str:
        def u(*more: str) -> Fraction:
            key = "\0".join(("P", "c", member, *more)).encode()
            return Fraction(int.from_bytes(sha256(key).digest()[:8], "big"), 2**64)

        if u() < Fraction(1, 8):
            return "holdout"
        return "a" if u("variant") < Fraction(333, 1000) else "b" if u("variant") < Fraction(666, 1000) else "c"

    members = [f"m{at}" for at in range(2000)]
    found = [program.campaigns(program.new_state(member, JUNE))["c"] for member in members]
    assert found == [drawn(member) for member in members]
    assert set(found) == {"holdout", "a", "b", "c"}


@pytest.mark.parametrize(("share", "below", "at"), [((1, 2), 2**63 - 1, 2**63), ((1, 3), 2**64 // 3, 2**64 // 3 + 1)])
def test_a_share_is_reached_at_its_exact_place(share: tuple[int, int], below: int, at: int) -> None:
    assert below < threshold(share) <= at
    assert threshold((1, 1)) == 2**64
