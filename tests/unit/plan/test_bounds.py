"""The proof against 63 bits looks at every formula of a plan, and no door lets more through than it assumes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fidelang
from fidelang.facade import check_text
from fidelang.plan import Formula, model, walk
from fidelang.plan.bounds import Bounds

HEAD = """
program "P" { currency EUR  timezone "Europe/Paris"  largest basket 1_000 EUR lines 20 HEADER }
wallet pts { worth 0.01 EUR  WALLET }
facts member { a: number  b: number }
facts line { a: number  b: number }
earn base { give 1 pts per 1 EUR }
"""
WIDE = "member.a * member.b > 1"  # 10^24


def told(text: str, header: str = "", wallet: str = "") -> list[tuple[str, str]]:
    diagnostics = check_text(HEAD.replace("HEADER", header).replace("WALLET", wallet) + text).diagnostics
    return [(one.slug, one.message.split(":")[0]) for one in diagnostics if one.is_error]


@pytest.mark.parametrize(
    ("text", "header", "wallet", "name"),
    [
        (f"earn wide {{ when {WIDE}  give 1 pts }}", "", "", "wide"),
        (f"stack s {{ pick best  when {WIDE} }}  earn one {{ give 1 pts  stack s }}", "", "", "s"),
        (f'message m {{ on signup  by email  consent marketing  when {WIDE}  text "x" }}', "", "", "m"),
        (f"segment s {{ when {WIDE} }}", "", "", "s"),
        (f"lifecycle {{ stage a  stage b when {WIDE} }}", "", "", "b"),
        (f"tiers {{ tier low  tier high when {WIDE} }}", "", "", "high"),
        (f"tiers {{ tier low  tier high lifetime when {WIDE} }}", "", "", "high"),
        ("", "exclude lines where line.a * line.b > 1", "", "P"),
        ("", "", f"expire after 1 month unless {WIDE}", "pts"),
        ("earn wide { give pts by member.a * member.b { to 1: 1, above: 2 } }", "", "", "wide"),
        ("earn wide { multiply base by member.a * member.b { to 1: 1, above: 2 } }", "", "", "wide"),
        ("offer wide { take 1 EUR off lines where line.a * line.b > 1 }", "", "", "wide"),
        ("earn wide { when amount of lines where (line.a * line.b > 1) > 1 EUR  give 1 pts }", "", "", "P"),
    ],
)
def test_a_number_that_may_leave_63_bits_is_refused_wherever_it_is_read(
    text: str, header: str, wallet: str, name: str
) -> None:
    assert told(text, header, wallet) == [("unsupported", f"numbers of `{name}` may need 81 bits, 64 are kept")]


def test_every_formula_of_a_plan_is_walked() -> None:
    """A field that holds formulas otherwise than alone would be passed over."""
    page = Path(model.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r"^    \w+: (.*Formula.*?)(?: = None)?$", page, re.M)) == {"Formula", "Formula | None"}
    assert (Formula, Formula | None) == walk._FORMULA


@pytest.mark.parametrize(
    ("currency", "price", "held"), [("EUR", "1000000.4999", 10_000_004_999), ("JPY", "1000000.4999", 10_000_004_999)]
)
def test_the_dearest_price_that_a_door_lets_through_is_within_what_is_assumed(
    currency: str, price: str, held: int
) -> None:
    """A thousandth of an article, at a thousand times the largest basket."""
    program = fidelang.compile_text(
        HEAD.replace("HEADER", "").replace("WALLET", "").replace("EUR", currency).replace("0.01", "1")
    )
    encode = program.kernel("one_text").encode
    assert encode is not None
    prices = encode({"lines": [{"price": price, "quantity": "0.001"}]})[4]
    assert prices == [held]
    assert held <= Bounds(program.plan).slot("line.price") < 2 * held


def test_average_baskets_are_not_refused() -> None:
    assert told("segment big { when member.spend / member.orders >= 100 EUR }") == []


def test_a_slot_that_nobody_knows_has_no_bound() -> None:
    """A new reading must say how great it may be; none is let through as small."""
    program = fidelang.compile_text(HEAD.replace("HEADER", "").replace("WALLET", ""))
    bounds = Bounds(program.plan)
    for slot in ("moon:0", "member.own.moon", "line.moon", "hand.moon"):
        with pytest.raises(ValueError, match=f"no bound is known for the slot `{slot}`"):
            bounds.slot(slot)
    assert bounds.slot("row:0") == 3_652_059
    assert bounds.slot("hand.spend") == 1_000_00
