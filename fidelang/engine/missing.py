"""What a member's mapping leaves out of what the rules read, all of it at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fidelang.engine import members
from fidelang.kernel import InvalidInput, doors
from fidelang.plan import Plan
from fidelang.plan.names import metric_name, streak_name


def demand(plan: Plan, member: Mapping[str, Any]) -> None:
    """Raise InvalidInput (`missing`) for the first that is left out; its help names the others."""
    found = list(_missing(plan, member))
    if found:
        name, reader, where = found[0]
        others = ", ".join(f"`{other}`" for other, _, _ in found[1:])
        help = f"not given either: {others}" if others else ""
        raise InvalidInput("missing", f"`{name}` is not given, and {reader}", ("member", where), help)


def _missing(plan: Plan, member: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Name, who reads it, and the key under which it belongs: metrics, streaks, balances."""
    told = {members.metric_position(plan, key) for key in member if members.metric_key(key) is not None}
    for position in range(len(plan.metrics)):
        if position not in told:
            name = metric_name(plan, position)
            streaks = [streak_name(plan, at) for at, one in enumerate(plan.streaks) if one.metric == position]
            yield name, f"`{streaks[0]}` counts from it" if streaks else "the program reads it", name
    rows = {members.streak_position(plan, key) for key in member}
    for position in range(len(plan.streaks)):
        if position not in rows:
            name = streak_name(plan, position)
            yield name, "the program reads it", name
    balances = doors.mapping(member.get("balance") or {}, "member", "balance")
    for name in plan.requires:
        if name.startswith("balance ") and name[8:] not in balances:
            yield name, "the program reads it", "balance"
