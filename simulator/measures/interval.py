"""Student's t over replications: one replication, one observation, however many customers it holds."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # replications under which no interval is given
_LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95% interval; low and high are None under five observations."""

    mean: float
    low: float | None
    high: float | None


def interval(observations: Sequence[float]) -> Interval:
    """Mean of independent observations with its 95% t interval."""
    count = len(observations)
    mean = math.fsum(observations) / count
    if count < FEWEST:
        return Interval(mean, None, None)
    variance = math.fsum((value - mean) ** 2 for value in observations) / (count - 1)
    half = t_quantile((1 + _LEVEL) / 2, count - 1) * math.sqrt(variance / count)
    return Interval(mean, mean - half, mean + half)


def t_quantile(probability: float, freedom: int) -> float:
    """The quantile of Student's t above one half, by bisection of its distribution.

    >>> round(t_quantile(0.975, 19), 6)
    2.093024
    """
    low, high = 0.0, 1000.0
    for _ in range(200):
        middle = (low + high) / 2
        if 1 - _incomplete_beta(freedom / (freedom + middle * middle), freedom / 2, 0.5) / 2 < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (modified Lentz)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(1 - x)) / a
    tiny = 1e-300
    c, d = 1.0, 1 / max(abs(1 - (a + b) * x / (a + 1)), tiny)
    result = d
    for m in range(1, 300):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / (1 + numerator * d or tiny)
            c = 1 + numerator / c or tiny
            result *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return front * result
