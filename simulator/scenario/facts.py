"""How a fact is spread over a population: a share of yes, or values with their shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.scenario.units import parse_share

Value = str | bool


@dataclass(frozen=True, slots=True)
class Distribution:
    """Values and where each ends on the way from 0 to 1."""

    values: tuple[Value, ...]
    bounds: tuple[float, ...]

    def at(self, uniform_number: float) -> Value:
        """The value that a number in (0, 1) falls on."""
        for value, bound in zip(self.values, self.bounds, strict=True):
            if uniform_number < bound:
                return value
        return self.values[-1]


def parse_distribution(value: Any) -> Distribution:
    """`20%` is a flag; `{wine: 30%, bread: 70%}` a value; `[a]` or `a` always the same.

    >>> parse_distribution({"a": "25%", "b": "75%"}).at(0.5)
    'b'
    """
    if isinstance(value, Distribution):
        return value
    if isinstance(value, bool):
        return Distribution((value,), (1.0,))
    if isinstance(value, dict):
        if not value:
            raise ValueError("a spread of values needs at least one, as in `{small: 60%, large: 40%}`")
        shares = [parse_share(share) for share in value.values()]
        if any(share < 0 for share in shares) or abs(sum(shares) - 1) > 1e-9:
            raise ValueError(f"the shares add up to {sum(shares) * 100:.4g}%, not 100%")
        bounds, reached = [], 0.0
        for share in shares:
            reached += share
            bounds.append(reached)
        return Distribution(tuple(str(key) for key in value), (*bounds[:-1], 1.0))
    if isinstance(value, str) and value.strip().endswith("%"):
        share = parse_share(value)
        if not 0 <= share <= 1:
            raise ValueError(f"`{value}` is not between 0% and 100%")
        return Distribution((True, False), (share, 1.0))
    if isinstance(value, str):
        return Distribution((value,), (1.0,))
    raise ValueError("write a share of yes (20%), one value, or values with shares ({small: 60%, large: 40%})")
