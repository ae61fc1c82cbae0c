"""What the member received scales every effect: no benefit, exactly no effect."""

from __future__ import annotations


def response(benefit: int, spend: int, half_benefit: float) -> float:
    """The share of an effect that a benefit buys: w = v / (v + v½), with v = benefit / net spend.

    `benefit` and `spend` are minor units over the last 12 months: benefit is points issued at their worth,
    discounts of offers and gifts at cost, less the fees that the member paid (points spent are not counted again,
    so that a goal pulls before its first reward). `half_benefit` is v½, the benefit in spend at which half of an effect
    is reached.
    Returns a number in [0, 1); exactly 0.0 without benefit or without spend.

    The shape is a judgement: without it attrition and frequency would not depend on how much the rules give,
    and the stingiest program would always win.
    """
    if benefit <= 0 or spend <= 0:
        return 0.0
    value = benefit / spend
    return value / (value + half_benefit)
