"""Dated versions of a rule: rules of one name, one after the other in the plan; at most one stands (row 135)."""

from __future__ import annotations

from typing import NamedTuple

from fidelang.plan.model import Plan


class Stand(NamedTuple):
    """The instants, half-open, in which a version speaks for its rule; None: no bound on that side."""

    start: int | None
    stop: int | None


def versions(plan: Plan, position: int) -> range:
    """Positions of all versions of the rule at a position, itself among them, by their dates."""
    name, first, end = plan.rules[position].name, position, position + 1
    while first > 0 and plan.rules[first - 1].name == name:
        first -= 1
    while end < len(plan.rules) and plan.rules[end].name == name:
        end += 1
    return range(first, end)


def stand(plan: Plan, position: int) -> Stand:
    """When a version speaks: from the end of the one before to its own end. A time that no version has is thus told by
    the next to come, what is after them all by the last."""
    same = versions(plan, position)
    start = plan.rules[position - 1].stop if position > same.start else None
    stop = plan.rules[position].stop if position < same.stop - 1 else None
    return Stand(start, stop)


def standing(plan: Plan, name: str, instant: int) -> int | None:
    """Position of the version of a rule that speaks at an instant (day × 1440 + minute); None if there is no such
    rule."""
    found = None
    for position, rule in enumerate(plan.rules):
        if rule.name == name:
            found = position
            if rule.stop is None or instant < rule.stop:
                break
    return found
