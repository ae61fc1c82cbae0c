"""Who asks for a reward, and when."""

from __future__ import annotations

import math


def redemption_probability(
    visit_probability: float, value_ratio: float, near_expiry: bool, slope_value: float, slope_expiry: float
) -> float:
    """Probability that a member asks for a reward at a visit where one is affordable.

    expit(b0 + b1 ln(value / least value) + b2 [points near their last day]), with b0 the logit of
    `visit_probability`, which is the probability for the least reward far from expiry. `value_ratio` >= 1.
    Never-redeemers are set apart before: for them it is 0. The slopes are judgements.
    """
    if visit_probability <= 0.0:
        return 0.0
    if visit_probability >= 1.0:
        return 1.0
    score = math.log(visit_probability / (1.0 - visit_probability)) + slope_value * math.log(value_ratio)
    if near_expiry:
        score += slope_expiry
    return 1.0 / (1.0 + math.exp(-score))
