"""An amount shared out over lines: all shares, and those of some lines alone, are the same shares."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest

from fidelang.kernel.primitives import less, share_of
from fidelang.values import spread
from fidelang.values.sharing import FEW

SMALL = [weights for count in (1, 2, 3, 4) for weights in product(range(4), repeat=count) if sum(weights)]


def by_hand(amount: int, weights: tuple[int, ...]) -> list[int]:
    """Floors, then one each by greatest remainder, ties to the earlier line: as row 16 says it."""
    exact = [Fraction(amount * weight, sum(weights)) for weight in weights]
    shares = [int(one) for one in exact]
    order = sorted(range(len(weights)), key=lambda j: (shares[j] - exact[j], j))
    for j in order[: amount - sum(shares)]:
        shares[j] += 1
    return shares


def test_shares_are_those_of_the_largest_remainder() -> None:
    for weights in SMALL:
        for amount in range(1, sum(weights) + 1):
            assert spread(amount, weights) == by_hand(amount, weights), (amount, weights)


def test_many_remainders_are_sorted_and_ties_stay_with_the_earlier_line() -> None:
    weights = [3] * 40
    shares = spread(61, weights)
    assert shares == [2] * 21 + [1] * 19
    assert shares.count(2) > FEW  # else they would have been picked one after the other
    weights = [1, 2, 3] * 12
    assert spread(71, weights) == by_hand(71, tuple(weights))


def test_the_share_of_some_lines_is_the_sum_of_their_shares() -> None:
    for weights in SMALL:
        for amount in range(1, sum(weights) + 1):
            shares = spread(amount, weights)
            for count in range(len(weights) + 1):
                for lines in combinations(range(len(weights)), count):
                    found = share_of(lines, amount, weights, sum(weights))
                    assert found == sum(shares[j] for j in lines), (lines, amount, weights)


@pytest.mark.parametrize("weights", [(0, 0), (0, 0, 0)])
def test_weights_of_nothing_share_nothing(weights: tuple[int, ...]) -> None:
    assert spread(5, weights) == [0] * len(weights)


def test_lines_are_left_with_what_they_do_not_bear() -> None:
    assert less([10, 20, 30], 7, [10, 20, 30]) == [9, 18, 26]
