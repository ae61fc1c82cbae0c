"""Test blocks as data: the same names and exact texts that `eval` and the conformance cases use."""

from fractions import Fraction

import pytest

from fidelang.semantics import Analysis, check
from fidelang.source import SourceFile, Sources
from fidelang.syntax import parse
from fidelang.trials.blocks import step_of
from fidelang.trials.settings import decimal

PROGRAM = """
program "P" { currency EUR  timezone "Europe/Paris" }
let dear = 12.50 EUR
wallet stars { worth 0.01 EUR  decimals 1 }
facts line { organic: flag  litres: number decimals 3 }
facts member { size: one of [small, large] }
event survey { score: number }
tiers by member.spend over 12 months { tier bronze  tier gold from 500 EUR }
earn base { give 1 stars per 1 EUR }
reward five { price 5 stars  take 5 EUR off basket }
test "all that a story can say" {
STORY
}
"""


def steps(story: str) -> list[object]:
    source = SourceFile("p.fid", PROGRAM.replace("STORY", story))
    tree, problems = parse(source)
    assert tree is not None, problems
    analysis, found = check(tree, Sources(source))
    assert isinstance(analysis, Analysis)
    assert [each.message for each in found if each.is_error] == []
    return [step_of(analysis, node) for node in analysis.tests[0].steps]


def test_member_settings_keep_the_names_of_metrics_with_their_windows() -> None:
    assert steps(
        """member { joined: 2027-01-10, birthday: --05-01, consent: marketing, tier: gold, size: large,
                    orders over 12 months: 4, spend this year: 1_620 EUR, orders over 1 month: 2,
                    balance stars: 4.5, earned stars over 12 months: 496, years as gold: 3 }"""
    ) == [
        {
            "member": {
                "joined": "2027-01-10",
                "birthday": "--05-01",
                "consents": ["marketing"],
                "tier": "gold",
                "size": "large",
                "orders over 12 months": "4",
                "spend this year": "1620.00",
                "orders over 1 month": "2",
                "balance": {"stars": "4.5"},
                "earned stars over 12 months": "496",
                "years as gold": "3",
            }
        }
    ]


def test_a_basket_has_its_lines_in_order_and_money_with_its_decimals() -> None:
    assert steps(
        """basket first { at: 2027-01-10T11:00, channel: web, shipping: 4.9 EUR, redeem: [five, five],
             line { category: "wine", price: 20 EUR, quantity: 2, organic: yes },
             line { price: dear, litres: 30.5, giftcard: no }, line { price: 1.2345 EUR } }"""
    ) == [
        {
            "basket": {
                "name": "first",
                "at": "2027-01-10T11:00",
                "channel": "web",
                "shipping": "4.90",
                "redeem": ["five", "five"],
                "lines": [
                    {"category": "wine", "price": "20.00", "quantity": "2", "organic": True},
                    {"price": "12.50", "litres": "30.5", "giftcard": False},
                    {"price": "1.2345"},
                ],
            }
        }
    ]


def test_events_and_waits_keep_their_fields_and_dates() -> None:
    assert steps("event survey { at: 2027-05-03T09:05, score: 9 } on 2027-06-01 event signup") == [
        {"event": {"name": "survey", "at": "2027-05-03T09:05", "score": "9"}},
        {"on": "2027-06-01"},
        {"event": {"name": "signup"}},
    ]


@pytest.mark.parametrize(
    ("value", "least", "text"),
    [
        (Fraction(5, 2), 0, "2.5"),
        (Fraction(5, 2), 2, "2.50"),
        (Fraction(-5), 0, "-5"),
        (Fraction(-1, 20), 0, "-0.05"),
        (Fraction(0), 2, "0.00"),
        (Fraction(1, 3), 0, "0." + "3" * 18),
    ],
)
def test_decimal_texts_are_exact(value: Fraction, least: int, text: str) -> None:
    assert decimal(value, least) == text
