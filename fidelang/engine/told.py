"""A member of whom a mapping tells everything, as the state that they would have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine import members
from fidelang.kernel import InvalidInput, doors
from fidelang.plan import Plan
from fidelang.plan.names import metric_name, streak_name
from fidelang.state import State

if TYPE_CHECKING:
    from fidelang.engine.program import Program


def state_of(program: Program, member: Mapping[str, Any], day: int) -> State:
    """The state of a member by a mapping that must tell everything that the program reads."""
    doors.mapping(member, "member")
    given = {members.metric_position(program.plan, key) for key in member if members.metric_key(key) is not None}
    for position in range(len(program.plan.metrics)):
        if position not in given:
            name = metric_name(program.plan, position)
            needing = [
                streak_name(program.plan, at) for at, one in enumerate(program.plan.streaks) if one.metric == position
            ]
            reader = f"`{needing[0]}` counts from it" if needing else "the program reads it"
            raise InvalidInput("missing", f"`{name}` is not given, and {reader}", ("member", name))
    streaks = {members.streak_position(program.plan, key) for key in member}
    for position in range(len(program.plan.streaks)):
        if position not in streaks:
            name = streak_name(program.plan, position)
            raise InvalidInput("missing", f"`{name}` is not given, and the program reads it", ("member", name))
    balances = doors.mapping(member.get("balance") or {}, "member", "balance")
    for name in program.plan.requires:
        if name.startswith("balance ") and name[8:] not in balances:
            raise InvalidInput("missing", f"`{name}` is not given, and the program reads it", ("member", "balance"))
    try:
        joined = doors.date(member["joined"], "joined") if member.get("joined") is not None else day
    except InvalidInput as problem:
        raise problem.within("member") from None
    state = program.new_state(str(member.get("id", "member")), joined)
    program.set_member(state, {key: value for key, value in member.items() if key not in ("id", "joined")}, day)
    if member.get("id") is None:
        _drawn_by_nobody(program.plan, state, member.get("campaigns") or {})
    return state


def _drawn_by_nobody(plan: Plan, state: State, told: Mapping[str, Any]) -> None:
    """Raise for a campaign entered by lot where neither the lot nor the id that draws it is told."""
    for campaign, drawn in zip(plan.campaigns, state.campaigns, strict=True):
        if campaign.draws and drawn >= 0 and campaign.name not in told:
            message = f"`id` is not given, and the campaign `{campaign.name}` draws by it"
            raise InvalidInput("missing", message, ("member", "id"), "give the member's `id`, or `campaigns`")
