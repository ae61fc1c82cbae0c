"""Who joins: heavier, bigger buyers join sooner, which is why members always look better than non-members."""

from __future__ import annotations

import math
from collections.abc import Sequence

_YEAR = 365.0  # days
_PRECISE = 1e-9  # of the intercept: far below what moves one joining decision in a thousand million


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
    return _expit(intercept + slope_frequency * log_rate + slope_spend * log_spend + slope_incentive * incentive)


def joined_within(days: float, probability: float, rate: float, death_rate: float) -> float:
    """Probability of having joined within so many days of the first visit, at `probability` a visit.

    Visits after the first come at `rate` a day while the customer lives, and lives end at `death_rate` a day, so
    that joining ends a wait at the rate rate · p, death at death_rate: 1 − (1 − p) · P(not joined on later visits).
    """
    joining = rate * probability
    ends = joining + death_rate
    still_waiting = math.exp(-ends * days)
    never = still_waiting if ends <= 0 else still_waiting + death_rate / ends * (1.0 - still_waiting)
    return 1.0 - (1.0 - probability) * never


def calibrate_intercept(
    share: float,
    customers: Sequence[tuple[float, float, float, float]],
    slope_frequency: float,
    slope_spend: float,
) -> float:
    """The intercept a0 at which `share` of the customers have joined a year after their first visit, by bisection.

    `customers` are (visits a day, death rate a day, log_rate, log_spend); incentives are left out, so that a program
    that gives more at joining enrols more, not the same. Returns -inf for a share of 0: nobody joins.
    """
    if share <= 0 or not customers:
        return -math.inf
    scored = [
        (rate, death_rate, slope_frequency * log_rate + slope_spend * log_spend)
        for rate, death_rate, log_rate, log_spend in customers
    ]
    low, high = -20.0, 20.0
    while high - low > _PRECISE:
        middle = (low + high) / 2
        joined = math.fsum(
            joined_within(_YEAR, _expit(middle + score), rate, death_rate) for rate, death_rate, score in scored
        )
        if joined < share * len(scored):
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _expit(score: float) -> float:
    if score >= 0:
        return 1.0 / (1.0 + math.exp(-score))
    odds = math.exp(score)
    return odds / (1.0 + odds)
