"""Net gain month by month: when it pays back, and what it is worth today."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction


def payback_month(gains: Sequence[int]) -> int | None:
    """The first month (from 1) from which the cumulative net gain stays at or above 0 to the horizon, else None.

    >>> payback_month([-100, 60, 60]), payback_month([5, -10, 20]), payback_month([5, -10])
    (3, 3, None)
    """
    reached = 0
    since: int | None = None
    for month, gain in enumerate(gains, start=1):
        reached += gain
        if reached < 0:
            since = None
        elif since is None:
            since = month
    return since


def net_present_value(gains: Sequence[int], rate: Fraction) -> int:
    """Sum of net gain of month m × (1 + rate)^(−m/12), launch at m = 0, rounded half up to the minor unit.

    `rate` is yearly. Powers are decimals of 40 digits, so that no float rounds them.
    """
    with localcontext() as context:
        context.prec = 40
        yearly = 1 + Decimal(rate.numerator) / Decimal(rate.denominator)
        total = sum(
            (Decimal(gain) * yearly ** (Decimal(-month) / 12) for month, gain in enumerate(gains)), start=Decimal(0)
        )
        return int((total + Decimal("0.5")).to_integral_value(rounding="ROUND_FLOOR"))
