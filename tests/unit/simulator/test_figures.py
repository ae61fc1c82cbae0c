"""Figures of a projection as people read them."""

from functools import partial

from simulator.report.figures import amount, percent, points_of_percent, with_interval
from simulator.result import Contrast


def contrast(difference: float | str, low: float | str | None, high: float | str | None) -> Contrast:
    return Contrast(
        arm="program", against="none", indicator="x", difference=difference, low=low, high=high, kind="monte_carlo"
    )


def euros(value: str | float) -> str:
    return f"{amount(value, signed=True)} EUR"


def test_an_interval_of_money_names_its_currency_once() -> None:
    assert with_interval(contrast("-5.00", "-6.00", "1234.50"), euros) == "-5.00 EUR  (-6.00 to +1,234.50 EUR)"


def test_an_interval_of_shares_keeps_each_sign() -> None:
    assert with_interval(contrast(0.083, 0.076, 0.091), percent) == "8.3%  (7.6% to 9.1%)"


def test_a_difference_of_rates_is_not_called_points_like_those_of_a_wallet() -> None:
    assert points_of_percent(0.0042) == "+0.42 pp"
    assert with_interval(contrast(0.0042, 0.001, 0.007), points_of_percent) == "+0.42 pp  (+0.10 to +0.70 pp)"


def test_without_bounds_only_the_difference_is_told() -> None:
    assert with_interval(contrast("5.00", None, None), partial(amount, signed=True)) == "+5.00"
