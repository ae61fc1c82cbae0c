"""The money of a projection, against examples worked by hand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from simulator.finance import Account, Gain, break_even_lift, net_present_value, payback_month, provision

AMOUNT = st.integers(0, 10**9)
ACCOUNTS = st.builds(Account, *[AMOUNT] * 8)

# 30% margin; 134 points left at 0.01 EUR, four fifths of them spent
NONE = Account(list_sales=200_00, cost_of_goods=140_00)
PROGRAM = Account(
    list_sales=240_00,
    cost_of_goods=168_00,
    discounts=6_00,
    messages=4,
    fixed=3_00,
    provision=provision(134, Fraction(80, 100), Fraction(1)),
)


def test_the_worked_example_to_the_cent() -> None:
    gain = Gain(PROGRAM, NONE)
    assert NONE.profit == 60_00
    assert PROGRAM.provision == 1_07
    assert PROGRAM.profit == 61_89
    assert (gain.incremental_margin, gain.program_cost, gain.net_gain) == (12_00, 10_11, 1_89)
    assert gain.roi == Fraction(189, 1011)
    assert f"{float(gain.roi):.1%}" == "18.7%"


@given(ACCOUNTS)
def test_gross_and_net_presentations_end_at_the_same_profit(account: Account) -> None:
    assert account.profit == account.profit_from_net_sales


@given(ACCOUNTS, ACCOUNTS)
def test_net_gain_is_the_difference_of_profits_to_the_cent(program: Account, none: Account) -> None:
    assert Gain(program, none).net_gain == program.profit - none.profit


def test_roi_is_undefined_where_the_program_costs_nothing() -> None:
    assert Gain(NONE, NONE).roi is None


def test_roi_is_undefined_where_fees_pay_for_the_program_and_more() -> None:
    paid = Gain(replace(NONE, fees=1_00, discounts=99), NONE)
    assert (paid.program_cost, paid.net_gain) == (-1, 1)
    assert paid.roi is None
    assert Gain(replace(NONE, fees=1_00, discounts=1_01), NONE).roi == -1


def test_provision_rounds_half_up_and_owes_nothing_on_a_debt() -> None:
    assert provision(1, Fraction(1, 2), Fraction(1)) == 1
    assert provision(1, Fraction(49, 100), Fraction(1)) == 0
    assert provision(-50, Fraction(1), Fraction(1)) == 0
    assert provision(200, Fraction(3, 4), Fraction(1, 2)) == 75


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 10**6))
def test_at_the_break_even_lift_the_program_pays_exactly(sales: int, cost: int, given_away: int, fixed: int) -> None:
    none = Account(list_sales=sales, cost_of_goods=cost)
    mechanical = Account(list_sales=sales, cost_of_goods=cost, discounts=given_away, fixed=fixed)
    lift = break_even_lift(none, mechanical)
    if none.margin <= given_away:
        assert lift is None
    else:
        assert lift is not None
        assert lift * none.margin == given_away * (1 + lift) + fixed


def test_payback_is_the_month_after_which_the_sum_never_falls_below_zero() -> None:
    assert payback_month([-100, 60, 60]) == 3
    assert payback_month([10, -20, 30, -5]) == 3
    assert payback_month([10, -20, 5]) is None
    assert payback_month([0, 0]) == 1


def test_npv_discounts_each_month_from_the_launch_on() -> None:
    assert net_present_value([-100_00, *[0] * 11, 110_00], Fraction(10, 100)) == 0
    assert net_present_value([5_00, 5_00], Fraction(0)) == 10_00
    assert net_present_value([0, 100_00], Fraction(21, 100)) == 98_42  # 100 / 1.21^(1/12) = 98.424…
