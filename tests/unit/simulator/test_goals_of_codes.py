"""A reward by which points buy points of another wallet, such as a code for a discount, is worth what it gives."""

from __future__ import annotations

from pathlib import Path

from simulator.individuals import run_arm
from simulator.individuals.rules import RuleBook
from simulator.population import draw_population
from tests.unit.simulator.projection import HEADER, program, scenario

CODES = (
    HEADER
    + """
wallet points { worth 0.0285 EUR   expire never }
wallet codes { worth 3 EUR   decimals 1   expire never }
earn base { give 1 points per 1 EUR }
reward code { price 65 points   give 1 codes }
reward half { price 40 points   give 0.5 codes }
reward mug  { price 65 points   gift "Mug"   cost 2.50 EUR }
reward pay  { price 0.5 codes   take 1.50 EUR off basket }
"""
)


def test_points_that_buy_a_code_are_worth_what_the_code_is() -> None:
    rules = RuleBook.of(program(CODES).plan, 40_00, 10_00)
    assert {goal.rule: (goal.price, goal.value) for goal in rules.rewards} == {
        "code": (65, 3_00),
        "half": (40, 1_50),
        "mug": (65, 2_50),
        "pay": (5, 1_50),
    }


def test_members_buy_a_code_where_it_is_worth_more_than_a_gift_of_the_same_price(tmp_path: Path) -> None:
    settings = scenario(tmp_path)
    without_half = CODES.replace("reward half { price 40 points   give 0.5 codes }", "")
    books = run_arm(draw_population(settings, 0), settings, program(without_half))
    assert {"code", "pay"} <= books.applied
    assert "mug" not in books.applied
