"""No value gets past the engine's door that its arithmetic is not proved for, and none ends in a traceback."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import fidelang
from fidelang.engine import InvalidInput, Program

TEXT = """
program "P" { currency EUR  timezone "Europe/Paris"  largest basket 1_000 EUR lines 20 }
wallet pts { worth 0.01 EUR  expire after 12 months at end of quarter }
facts member { since: date }
event survey { on_day: date }
tiers by member.spend over 12 months { review every membership year  keep until end of next year  tier bronze  tier gold from 50 EUR }
segment kept { when years as gold >= 1 }
earn base { give 1 pts per 1 EUR  when days since member.since >= 1 }
earn feast { on 30 days before birthday  give 1 pts }
reward five { price 500 pts  take 5 EUR off basket }
"""
DAY = date(2027, 3, 1).toordinal()
LINE = {"price": "10.00"}
MEMBER = {"spend over 12 months": "0.00", "balance": {"pts": 0}}


@pytest.fixture(scope="module")
def program() -> Program:
    return fidelang.compile_text(TEXT)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"lines": 5}, "basket.lines"),
        ({"lines": "x"}, "basket.lines"),
        ({"lines": [5]}, "basket.lines.0"),
        ({"redeem": 5}, "basket.redeem"),
        ({"redeem": {"name": "five"}}, "basket.redeem"),
        ({"at": (DAY, 1440)}, "basket.at"),
        ({"at": (10**9, 0)}, "basket.at"),
        ({"at": "9999-12-31T23:50"}, "basket.at"),
        ({"at": "9999-12-31T23:50-12:00"}, "basket.at"),
        ({"at": "0001-01-01T00:10+12:00"}, "basket.at"),
        ({"at": None}, "basket.at"),
        ({"lines": [{"price": Decimal("1E-999999999")}]}, "basket.lines.0.price"),
    ],
)
def test_a_basket_that_cannot_be_right_is_refused_at_its_place(
    program: Program, change: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        program.evaluate(MEMBER, {"at": (DAY, 600), "lines": [LINE], **change}, program.new_shared())
    assert ".".join(map(str, caught.value.where)) == where


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"since": 10**9}, "member.since"),
        ({"since": 0}, "member.since"),
        ({"birthday": (0, 13, 1)}, "member.birthday"),
        ({"years as gold": -1}, "member.years as gold"),
        ({"years as gold": 10_006}, "member.years as gold"),
        ({"spend over 12 months": "-0.01"}, "member.spend over 12 months"),
        ({"spend over 12 months": None}, "member.spend over 12 months"),
        ({"balance": 5}, "member.balance"),
        ({"consents": 5}, "member.consents"),
    ],
)
def test_a_member_who_cannot_be_right_is_refused_at_its_place(
    program: Program, change: dict[str, Any], where: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        program.evaluate({**MEMBER, **change}, {"at": (DAY, 600), "lines": [LINE]}, program.new_shared())
    assert ".".join(map(str, caught.value.where)) == where


@pytest.mark.parametrize("what", ["basket", "member", "event"])
def test_what_is_no_mapping_is_refused(program: Program, what: str) -> None:
    anything: Any = 5
    bought = {"at": (DAY, 600), "lines": [LINE]}
    calls = {
        "basket": lambda: program.evaluate(MEMBER, anything, program.new_shared()),
        "member": lambda: program.evaluate(anything, bought, program.new_shared()),
        "event": lambda: program.react(program.new_state("m", DAY), anything, program.new_shared()),
    }
    with pytest.raises(InvalidInput) as caught:
        calls[what]()
    assert caught.value.where == (what,)


def test_a_day_of_an_event_is_one_of_the_calendar(program: Program) -> None:
    with pytest.raises(InvalidInput) as caught:
        program.react(
            program.new_state("m", DAY), {"name": "survey", "at": (DAY, 0), "on_day": 10**9}, program.new_shared()
        )
    assert caught.value.where == ("event", "on_day")


@pytest.mark.parametrize("day", [date(2, 1, 1), date(9899, 12, 31)])
def test_the_first_and_the_last_day_are_lived_like_any_other(program: Program, day: date) -> None:
    shared = program.new_shared()
    state = program.new_state("m", day.toordinal(), {"birthday": "--02-29", "since": "0001-01-01"})
    for minute in (0, 1439):
        outcome = program.purchase(state, {"at": (day.toordinal(), minute), "lines": [{"price": "60.00"}]}, shared)
        program.apply(state, shared, outcome)
        assert outcome.points == {"pts": 60}
    assert program.tier_until(state) is not None
    program.advance(state, day.toordinal() + 400, shared)
    assert program.ledger(state)["pts"].issued == 122  # twice, 30 days before 28 February
