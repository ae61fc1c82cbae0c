"""Who joins: heavier, bigger buyers join sooner, which is why members always look better than non-members."""

from __future__ import annotations

import math
from collections.abc import Sequence


def enrolment_probability(
    intercept: float,
    log_rate: float,
    log_spend: float,
    incentive: float,
    slope_frequency: float,
    slope_spend: float,
    slope_incentive: float,
) -> float:
    """Probability of joining at one visit: expit(a0 + a1 ln(rate/median) + a2 ln(spend/median) + a3 incentive).

    `log_rate` and `log_spend` are natural logarithms of the customer's own rate and mean basket over the
    population's medians; `incentive` is what joining gives at once, in percent of a year's spend.
    Sources of the slopes: Leenheer et al. 2007, Meyer-Waarden 2008 (heavier buyers enrol earlier).
    """
    score = intercept + slope_frequency * log_rate + slope_spend * log_spend + slope_incentive * incentive
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    odds = math.exp(score)
    return odds / (1.0 + odds)


def calibrate_intercept(
    share: float,
    customers: Sequence[tuple[float, float, float]],
    slope_frequency: float,
    slope_spend: float,
) -> float:
    """The intercept a0 at which `share` of active customers have joined after a year, by bisection.

    `customers` are (visits expected in their first year while active, log_rate, log_spend); incentives are left
    out, so that a program that gives more at joining enrols more, not the same. A customer with n visits has
    joined with probability 1 - (1 - p)^n. Returns -inf for a share of 0: nobody joins.
    """
    if share <= 0 or not customers:
        return -math.inf
    low, high = -20.0, 20.0
    for _ in range(60):
        middle = (low + high) / 2
        joined = math.fsum(
            1.0 - (1.0 - enrolment_probability(middle, rate, spend, 0.0, slope_frequency, slope_spend, 0.0)) ** visits
            for visits, rate, spend in customers
        )
        if joined < share * len(customers):
            low = middle
        else:
            high = middle
    return (low + high) / 2
