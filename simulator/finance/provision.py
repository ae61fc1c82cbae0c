"""What points not yet spent will cost."""

from __future__ import annotations

from fractions import Fraction


def provision(outstanding: int, expected_redemption: Fraction, worth: Fraction) -> int:
    """Points outstanding × expected redemption × worth, rounded half up to the minor unit.

    `outstanding` counts units of the wallet, debt taken off; `worth` is minor units a unit; the expected redemption
    is the share of outstanding points that will be spent. 0 where nothing is outstanding.

    >>> provision(134, Fraction(80, 100), Fraction(1))
    107
    """
    value = max(0, outstanding) * expected_redemption * worth
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)
