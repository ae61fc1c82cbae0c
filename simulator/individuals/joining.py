"""Enrolment at the till: who joins at which visit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.behaviour import calibrate_intercept, enrolment_probability

if TYPE_CHECKING:
    from simulator.population import Customer, Population
    from simulator.scenario import Enrolment

_YEAR = 365.0


class Joining:
    """Probabilities of joining, one a person, the same at each of their visits."""

    def __init__(self, population: Population, settings: Enrolment | None) -> None:
        self._settings = settings
        self._median_rate = population.median_rate
        self._median_spend = population.median_spend
        self._intercept = -math.inf
        if settings is not None:
            self._intercept = calibrate_intercept(
                settings.share_12_months.base,
                [(customer.rate, customer.death_rate, *self._logs(customer)) for customer in population.customers],
                settings.slope_frequency.base,
                settings.slope_spend.base,
            )

    def _logs(self, customer: Customer) -> tuple[float, float]:
        return math.log(customer.rate / self._median_rate), math.log(customer.mean_spend / self._median_spend)

    def probability(self, customer: Customer, gift: int) -> float:
        """`gift` is what joining gives at once, in thousandths of a minor unit: it is the incentive, in percent of what
        the person spends in a year at their own rate."""
        settings = self._settings
        if settings is None or self._intercept == -math.inf:
            return 0.0
        log_rate, log_spend = self._logs(customer)
        spent = customer.rate * _YEAR * customer.mean_spend
        incentive = 100.0 * gift / 1000.0 / spent if spent > 0 else 0.0
        return enrolment_probability(
            self._intercept,
            log_rate,
            log_spend,
            incentive,
            settings.slope_frequency.base,
            settings.slope_spend.base,
            settings.slope_incentive.base,
        )
