"""Dated versions of a rule, where a story of the conformance suite does not look."""

from __future__ import annotations

from datetime import date

import pytest

import fidelang
from fidelang.engine import Program
from fidelang.plan.versions import Stand, stand, standing, versions
from fidelang.state import Event

HEAD = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\nwallet pts { worth 0.01 EUR  expire never }\n'
JUNE, JULY, AUGUST = (date(2027, month, 1).toordinal() for month in (6, 7, 8))


def program(rules: str) -> Program:
    return fidelang.compile_text(HEAD + rules)


THREE = """
earn a { give 1 pts }
earn b { from 2027-08-01  give 3 pts }
earn b { until 2027-05-31  give 1 pts }
earn b { from 2027-06-01T12:00 to 2027-06-30  give 2 pts }
earn b_2 { give 1 pts }
"""


def test_versions_stand_in_the_plan_by_their_dates_and_each_speaks_until_it_is_over() -> None:
    plan = program(THREE).plan
    assert [rule.name for rule in plan.rules] == ["a", "b", "b", "b", "b_2"]
    assert [rule.give and rule.give.amount for rule in plan.rules[1:4]] == [(1, 1), (2, 1), (3, 1)]
    assert [list(versions(plan, at)) for at in range(5)] == [[0], [1, 2, 3], [1, 2, 3], [1, 2, 3], [4]]
    assert [stand(plan, at) for at in range(5)] == [
        Stand(None, None), Stand(None, JUNE * 1440), Stand(JUNE * 1440, JULY * 1440), Stand(JULY * 1440, None),
        Stand(None, None),
    ]  # fmt: skip
    assert [standing(plan, "b", at) for at in (0, JUNE * 1440 - 1, JUNE * 1440, JULY * 1440, 1 << 40)] == [
        1,
        1,
        2,
        3,
        3,
    ]
    assert standing(plan, "c", 0) is None


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("2027-06-01T10:00", "the rule starts on 2027-06-01"),
        ("2027-07-10T10:00", "the rule starts on 2027-08-01"),
    ],
)
def test_a_time_that_no_version_has_is_explained_by_the_next_to_come(at: str, sentence: str) -> None:
    outcome = program(THREE).evaluate({"joined": "2027-01-01"}, {"at": at, "lines": [{"price": "5.00"}]}, None)
    assert [(reason.rule, reason.code) for reason in outcome.skipped] == [("b", "too_early")]
    assert outcome.explain() == [sentence]


def test_a_birthday_is_had_once_a_year_whatever_the_version() -> None:
    run = program("""
    facts member { birthday: date }
    earn cake { until 2027-06-15  on birthday  give 5 pts }
    earn cake { from 2027-06-16   on birthday  give 7 pts }
    """)
    shared = run.new_shared()
    state = run.new_state("m", date(2027, 1, 1).toordinal(), {"birthday": "1990-06-10"})
    state.clock = state.joined
    run.advance(state, date(2027, 6, 12).toordinal(), shared)
    assert run.ledger(state)["pts"].available == 5
    run.set_member(state, {"birthday": "1990-06-20"}, date(2027, 6, 12).toordinal())
    run.advance(state, date(2027, 12, 31).toordinal(), shared)
    assert run.ledger(state)["pts"].available == 5
    run.advance(state, date(2028, 12, 31).toordinal(), shared)
    assert run.ledger(state)["pts"].available == 12


def test_a_version_that_has_not_its_turn_tells_nothing_of_its_stack() -> None:
    run = program("""
    stack s { pick best }
    offer one { until 2027-06-30  take 1 EUR off basket  stack s }
    offer one { from 2027-07-01   take 2 EUR off basket  stack s }
    offer two { take 3 EUR off basket  stack s }
    """)
    for at in ("2027-06-30T10:00", "2027-07-01T10:00"):
        outcome = run.evaluate(None, {"at": at, "lines": [{"price": "50.00"}]}, None)
        assert [(one.rule, one.amount) for one in outcome.discounts] == [("two", 300)]
        assert [(reason.rule, reason.code) for reason in outcome.skipped] == [("one", "stack")]


def test_a_reward_asked_for_away_from_the_till_is_the_version_of_the_moment() -> None:
    run = program("""
    earn hello { on signup  give 100 pts }
    reward cup { until 2027-06-30  price 10 pts  gift "Cup"  cost 1 EUR }
    reward cup { from 2027-07-01   price 30 pts  gift "Mug"  cost 2 EUR }
    """)
    shared, state = run.new_shared(), run.new_state("m", date(2027, 1, 1).toordinal())
    run.apply(state, shared, run.react(state, {"name": "signup", "at": (JUNE, 0)}, shared))
    for day, gift, left in ((JUNE + 29, "Cup", 90), (JULY, "Mug", 60)):
        outcome = run.handle(state, Event(f"e{day}", "m", (day, 600), "redeem", {"reward": "cup"}), shared)
        assert [one.what for one in outcome.gifts] == [gift]
        run.apply(state, shared, outcome)
        assert run.ledger(state)["pts"].available == left


def test_a_percent_reward_is_taken_once_by_the_version_of_the_moment_and_automatic_ones_too() -> None:
    run = program("""
    reward less { until 2027-06-30  take 10% off basket  limit once per member per day }
    reward less { from 2027-07-01   take 20% off basket  limit once per member per day }
    reward bag  { until 2027-06-30  on purchase  gift "Bag"   cost 1 EUR  limit once per member per day }
    reward bag  { from 2027-07-01   on purchase  gift "Sack"  cost 1 EUR  limit once per member per day }
    """)
    for at, amount, gift in (("2027-06-30T10:00", 1000, "Bag"), ("2027-07-01T10:00", 2000, "Sack")):
        basket = {"at": at, "redeem": ["less"], "lines": [{"price": "100.00"}]}
        outcome = run.evaluate({"joined": "2027-01-01"}, basket, None)
        assert [(one.rule, one.amount) for one in outcome.discounts] == [("less", amount)]
        assert [one.what for one in outcome.gifts] == [gift]
        assert outcome.refused == ()


def test_limits_share_a_counter_only_where_they_count_the_same() -> None:
    plan = program(
        """
    earn a { until 2027-06-30  give 1 pts per 1 EUR  limit 5 pts per member per month  limit once per member per day }
    earn a { from 2027-07-01   give 1 pts per 1 EUR  limit twice per member per day  limit 9 pts per member per month }
    earn b { give 1 pts per 1 EUR  limit 5 pts per member per month }
    """.replace("twice", "2 times")
    ).plan
    assert [(rule.counters, rule.caps) for rule in plan.rules] == [((0, 1), (5, 1)), ((1, 0), (2, 9)), ((2,), (5,))]
    assert [counter.cap for counter in plan.counters] == [9, 2, 5]
