"""A member of whom a mapping tells everything, as the state that they would have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine.missing import demand
from fidelang.kernel import InvalidInput, doors
from fidelang.plan import Plan
from fidelang.state import State

if TYPE_CHECKING:
    from fidelang.engine.program import Program


def state_of(program: Program, member: Mapping[str, Any], day: int) -> State:
    """The state of a member by a mapping that must tell everything that the program reads."""
    doors.mapping(member, "member")
    demand(program.plan, member)
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
