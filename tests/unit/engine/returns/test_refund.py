"""The money of a return: the usual refund, the fuller one, and what is withheld."""

from __future__ import annotations

import pytest

from fidelang.engine.returns.rating import Rated
from fidelang.engine.returns.refund import Refund, paid_on, refund, uncovered, worth_of
from tests.unit.engine.returns.shop import compiled


def test_what_was_paid_on_a_part_of_a_line_is_its_net_less_the_share_kept_rounded_half_up() -> None:
    whole = Rated((10_01, 3_00))
    assert paid_on(whole, (2000, 1000), (1000, 0)) == 10_01 - 5_01
    assert paid_on(whole, (2000, 1000), (2000, 1000)) == 13_01
    assert paid_on(whole, (2000, 1000), (0, 0)) == 0


@pytest.mark.parametrize(
    ("kept", "refunded", "missing", "expected"),
    [
        (80_00, 0, 0, Refund(16_00, 32_00, 0, 16_00)),  # the kept goods lose their discount
        (60_00, 0, 0, Refund(32_00, 32_00, 0, 32_00)),  # never more than was paid on what came back
        (99_00, 0, 0, Refund(0, 32_00, 0, 0)),  # never below zero
        (80_00, 0, 5_00, Refund(11_00, 32_00, 5_00, 11_00)),
        (80_00, 0, 20_00, Refund(0, 32_00, 16_00, 0)),  # never more than the refund
        (80_00, 10_00, 0, Refund(6_00, 32_00, 0, 16_00)),  # only what is due more
        (80_00, 18_00, 0, Refund(0, 32_00, 0, 18_00)),  # what was paid is not asked for again
    ],
)
def test_a_step_refunds_what_is_due_more(kept: int, refunded: int, missing: int, expected: Refund) -> None:
    whole = Rated((64_00, 32_00))
    assert refund(whole, Rated((kept, 0)), (1000, 1000), (0, 0), (0, 1000), refunded, missing) == expected


def test_the_fuller_refund_is_of_this_step_alone() -> None:
    whole = Rated((64_00, 32_00))
    assert refund(whole, Rated((0, 0)), (1000, 1000), (0, 1000), (1000, 1000), 16_00, 0) == Refund(
        80_00, 64_00, 0, 96_00
    )


def test_missing_points_are_worth_their_wallets_worth_rounded_half_up_each() -> None:
    program = compiled(
        """wallet a { worth 0.005 EUR  expire never }
wallet b { worth 0.02 EUR  expire never }
wallet nights { status  expire never }
earn base { give 1 a per 1 EUR }"""
    )
    assert worth_of(program.plan, (60, 0, 9), (7, 0, 0)) == 34  # 33.5
    assert worth_of(program.plan, (1, 3, 9), (0, 0, 0)) == 1 + 6


def test_what_no_refund_covers_is_in_whole_points_wallet_by_wallet() -> None:
    program = compiled(
        """wallet a { worth 0.005 EUR  expire never }
wallet b { worth 0.02 EUR  expire never }
wallet nights { status  expire never }
earn base { give 1 a per 1 EUR }"""
    )
    missing, unpaid = (61, 10, 9), (6, 0, 0)  # 33.5 and 20 cents: 34 + 20
    assert uncovered(program.plan, missing, unpaid, 54) == []
    assert uncovered(program.plan, missing, unpaid, 50) == [(0, 7)]  # 60 of `a` for the 30 that `b` leaves
    assert uncovered(program.plan, missing, unpaid, 5) == [(0, 67), (1, 8)]
    assert uncovered(program.plan, missing, unpaid, 0) == [(0, 67), (1, 10)]
