"""The behaviours that a scenario switches on, with their assumptions. What it does not name is off: no effect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from simulator.scenario.assumption import TAGS, Assumption
from simulator.scenario.defaults import SHIPPED
from simulator.scenario.units import parse_number, parse_share

MAX_LIFT = 1.5  # candidate visits are drawn at this multiple of a customer's own rate


@dataclass(frozen=True, slots=True)
class Enrolment:
    share_12_months: Assumption
    engaged_share: Assumption
    slope_frequency: Assumption
    slope_spend: Assumption
    slope_incentive: Assumption


@dataclass(frozen=True, slots=True)
class GoalGradient:
    lift: Assumption
    shape: Assumption
    pace_bound: Assumption


@dataclass(frozen=True, slots=True)
class Redemption:
    never_share: Assumption
    visit_probability: Assumption
    slope_value: Assumption
    slope_expiry: Assumption


@dataclass(frozen=True, slots=True)
class Attrition:
    reduction: Assumption


@dataclass(frozen=True, slots=True)
class Frequency:
    lift: Assumption


@dataclass(frozen=True, slots=True)
class TopUp:
    probability: Assumption
    reach: Assumption


MECHANISMS: dict[str, type[Any]] = {
    "enrolment": Enrolment,
    "goal_gradient": GoalGradient,
    "redemption": Redemption,
    "attrition": Attrition,
    "frequency": Frequency,
    "top_up": TopUp,
}
SHARED = ("heavy_headroom", "half_benefit")


@dataclass(frozen=True, slots=True)
class Response:
    """Each mechanism's settings, None where it is off, and what all of them share."""

    enrolment: Enrolment | None
    goal_gradient: GoalGradient | None
    redemption: Redemption | None
    attrition: Attrition | None
    frequency: Frequency | None
    top_up: TopUp | None
    heavy_headroom: Assumption
    half_benefit: Assumption
    max_lift: float = MAX_LIFT

    def mechanisms(self) -> list[tuple[str, bool]]:
        """Every mechanism by name, and whether it is on."""
        return [(name, getattr(self, name) is not None) for name in MECHANISMS]

    def assumptions(self) -> Iterator[Assumption]:
        """Every assumption in use."""
        for name in MECHANISMS:
            settings = getattr(self, name)
            if settings is not None:
                yield from (getattr(settings, field.name) for field in fields(settings))
        yield self.heavy_headroom
        yield self.half_benefit


def read_assumption(name: str, written: Any) -> Assumption:
    """A shipped assumption with a scenario's values over it: one value, or `{low, base, high, source, tag, owner}`.

    Raises ValueError, with what to write instead.
    """
    shipped = SHIPPED[name]
    if written is None or written == "default":
        return shipped
    parse = parse_share if shipped.unit == "%" else parse_number
    if not isinstance(written, dict):
        written = {"base": written}
    unknown = set(written) - {"low", "base", "high", "source", "tag", "owner"}
    if unknown:
        raise ValueError(f"`{sorted(unknown)[0]}` is not part of an assumption (low, base, high, source, tag, owner)")
    values: dict[str, float] = {key: parse(written[key]) for key in ("low", "base", "high") if key in written}
    if shipped.unit == "%" and any(not 0 <= value <= 1 for value in values.values()):
        raise ValueError("a share lies between 0% and 100%")
    if any(value < 0 for value in values.values()):
        raise ValueError("the value may not be negative")
    for key in ("source", "tag", "owner"):
        if not isinstance(written.get(key, ""), str):
            raise ValueError(f"`{key}` is a text")
    if written.get("tag", "J") not in TAGS:
        raise ValueError(f"`{written['tag']}` is no tag: {', '.join(f'{tag} ({text})' for tag, text in TAGS.items())}")
    result = replace(
        shipped,
        low=values.get("low", shipped.low),
        base=values.get("base", shipped.base),
        high=values.get("high", shipped.high),
        source=str(written.get("source", "stated in the scenario")),
        tag=written.get("tag", "J"),
        owner=str(written.get("owner", "the scenario's author")),
    )
    if not result.contains_base():
        raise ValueError(
            f"the base {result.base:g} is not between {result.low:g} and {result.high:g}: give low and high too"
        )
    return result
