"""What is wrong with a text that should be a state, and the kinds of things that stand in one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fidelang.plan import Plan
from fidelang.state.member import ABSENT, Lot
from fidelang.state.records import frozen


class StateFault(ValueError):
    """A text that is no state of this plan. `where`: its place, a path such as `members.anna.state.lots`, or a
    character."""

    def __init__(self, message: str, where: str = "", help: str = "") -> None:
        super().__init__(message, where, help)
        self.message, self.where, self.help = message, where, help


def whole(value: Any, where: str, low: int | None = None, high: int | None = None, absent: bool = False) -> int:
    """An integer from `low` to `high`, both included; where `absent` is allowed, "not known", too."""
    if type(value) is not int:
        raise StateFault(f"{type(value).__name__} where int should stand", where)
    if absent and value == ABSENT:
        return value
    if (low is not None and value < low) or (high is not None and value > high):
        asked = f"from {low} to {high}" if high is not None and low is not None else f"of at least {low}"
        raise StateFault(f"{value} where a number {asked} should stand", where)
    return value


def texts(value: Any, where: str) -> str:
    if type(value) is not str:
        raise StateFault(f"{type(value).__name__} where str should stand", where)
    return value


def listed(value: Any, where: str, length: int | None = None) -> list[Any]:
    """A list, of that length where one is given."""
    if not isinstance(value, list):
        raise StateFault("a list stands here", where)
    if length is not None and len(value) != length:
        raise StateFault(f"{len(value)} values where {length} should stand", where)
    return value


def pairs(value: Any, where: str) -> tuple[tuple[int, int], ...]:
    found = frozen(listed(value, where))
    if not all(isinstance(one, tuple) and len(one) == 2 and all(type(part) is int for part in one) for one in found):
        raise StateFault("pairs of integers stand here", where)
    return tuple(found)


def lot_of(value: Any, where: str) -> Lot:
    parts = frozen(listed(value, where))
    whole_parts = (*parts[:5], *parts[6:])
    if len(parts) != len(Lot._fields) or not all(type(one) is int for one in whole_parts):
        raise StateFault("this is no lot", where)
    if not isinstance(parts[5], tuple) or not all(type(one) is int for one in parts[5]):
        raise StateFault("this is no lot", where)
    return Lot(*parts)


def facts_of(value: Any, plan: Plan, where: str) -> dict[str, Any]:
    """A member's facts by name: a text or none, else an integer."""
    kinds: Mapping[str, str] = {one.name: one.kind for one in plan.facts if one.owner == "member" and not one.builtin}
    found: dict[str, Any] = {}
    for one in listed(value, where):
        name, fact = listed(one, where, 2)
        if not isinstance(name, str) or name not in kinds:
            raise StateFault("it has a fact that the program does not know", where)
        text = kinds[name] == "text"
        if not (fact is None or type(fact) is str if text else type(fact) is int):
            raise StateFault(f"`{name}` is not of its kind", where)
        found[name] = fact
    return found


def birthday_of(value: Any, where: str) -> tuple[int, int, int] | None:
    """(year or 0, month, day)."""
    if value is None:
        return None
    year, month, day = (whole(part, where) for part in listed(value, where, 3))
    if not (0 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= 31):
        raise StateFault("this is no birthday", where)
    return year, month, day
