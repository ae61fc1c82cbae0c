"""What comes back of an order, and the basket of what is kept."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from fidelang.engine import InvalidInput
from fidelang.engine.returns.kept import come_back, kept_basket, quantities
from fidelang.kernel.frames import columns
from fidelang.state import ABSENT, OrderRecord
from tests.unit.engine.returns.shop import Shop, compiled, line

PROGRAM = compiled(
    """wallet pts { worth 0.01 EUR  expire never }
facts line { litres: number decimals 2   deposit: money   organic: flag }
earn base { give 1 pts per 1 EUR }
earn fuel { on lines where line.organic or line.deposit >= 1 EUR   give 1 pts per 1 of line.litres }"""
)


def record(*lines: dict[str, Any]) -> OrderRecord:
    return Shop(PROGRAM).buy("it", *lines)


def kept(order: OrderRecord, back: tuple[int, ...]) -> dict[str, Any]:
    basket, _ = kept_basket(PROGRAM.plan, order, back)
    return dict(zip(columns(PROGRAM.plan), basket, strict=True))


def test_quantities_are_those_that_were_sold_in_thousandths() -> None:
    assert quantities(PROGRAM.plan, record(line(10_00, "2"), line(3_00, "1.25"))) == (2000, 1250)


def test_a_step_adds_to_what_came_back_before() -> None:
    order = record(line(10_00, "3"), line(3_00, "1.25"))
    assert come_back(PROGRAM.plan, order, {"1": "2", 2: "0.250"}) == (2000, 250)
    assert come_back(PROGRAM.plan, order, None) == (3000, 1250)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ({"3": "1"}, "there is no line 3 in the order `it`, which has lines 1 to 2"),
        ({"0": "1"}, "there is no line 0"),
        ({"-1": "1"}, "there is no line -1"),
        ({"one": "1"}, "there is no line one"),
        ({"1": "4"}, "line 1: 4 come back, and 3 of it is kept"),
        ({"2": "1.251"}, "line 2: 1.251 come back, and 1.25 of it is kept"),
        ({"1": "0"}, "line 1: the quantity 0 is not above zero"),
        ({"1": "-1"}, "line 1: the quantity -1 is not above zero"),
        ({"1": "0.5"}, "line 1: 0.5 comes back, and it was sold by the piece"),
        ({"2": "0.0001"}, "line 2: 0.0001 has more than 3 decimals"),
        ({"1": None}, "line 1: how much of it comes back is missing"),
        ({"1": 1.5}, "line 1: 1.5 is not an exact number"),
        ({}, "no line of the order `it` comes back"),
    ],
)
def test_what_the_order_does_not_hold_is_refused(lines: dict[Any, Any], why: str) -> None:
    order = record(line(10_00, "3"), line(3_00, "1.25"))
    with pytest.raises(InvalidInput) as found:
        come_back(PROGRAM.plan, order, lines)
    assert found.value.slug == "return_refused"
    assert why in found.value.message


def test_a_line_kept_in_part_is_its_price_times_what_is_kept_rounded_half_up() -> None:
    order = record({"price": "1.245", "quantity": "2.5"})  # 3.1125, so 3.11
    basket = kept(order, (500,))
    assert (basket["Q"], basket["U"], basket["G"]) == ([2000], [2], [2_49])
    assert kept(order, (1500,))["G"] == [1_25]  # 1.245


def test_a_line_told_by_an_amount_that_does_not_divide_takes_its_share_of_it() -> None:
    order = record({"amount": "10.00", "quantity": "3"})
    assert kept(order, (0,))["P"] == [ABSENT]
    assert (kept(order, (1000,))["G"], kept(order, (2000,))["G"]) == ([6_67], [3_33])


def test_lines_that_are_gone_are_left_out_and_the_others_keep_their_places() -> None:
    order = record(line(10_00, litres="4.00"), line(5_00, organic=True), line(2_00, "2", giftcard=True))
    basket, places = kept_basket(PROGRAM.plan, order, (1000, 0, 1000))
    held = dict(zip(columns(PROGRAM.plan), basket, strict=True))
    assert places == [1, 2]
    assert (held["n"], held["G"], held["K"], held["v_line_own_organic"]) == (2, [5_00, 2_00], [0, 1], [1, 0])


def test_a_number_takes_its_exact_share_and_an_amount_its_share_in_minor_units() -> None:
    order = record(line(5_00, "3", litres="10.00", deposit="5.00"), line(5_00, "3"))
    held = kept(order, (1000, 2000))
    assert held["v_line_own_litres"] == [Fraction(2000, 3), ABSENT]
    assert held["v_line_own_deposit"] == [3_33, ABSENT]
    whole = kept(record(line(5_00, "2", litres="3.00")), (1000,))["v_line_own_litres"]
    assert whole == [150]
    assert type(whole[0]) is int
