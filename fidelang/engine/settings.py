"""Telling a state about its member: history at the start, changes later (rows 86, 112)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fidelang.engine import alerts, members
from fidelang.engine.outcome import Outcome
from fidelang.kernel import Found, InvalidInput, doors
from fidelang.state import ABSENT, Effect, Shared, State, apply_effect
from fidelang.values import shown

if TYPE_CHECKING:
    from fidelang.engine.program import Program


def put(program: Program, state: State, settings: Mapping[str, Any], day: int, shared: Shared) -> Outcome:
    """Put `settings` into `state`. All are read before the first is put, so that a mistake changes nothing."""
    trial, pool = state.copy(), shared.copy()
    outcome = _put(program, trial, settings, day, pool)
    shared.counters = pool.counters
    for slot in State.__slots__:
        setattr(state, slot, getattr(trial, slot))
    return outcome


def _put(program: Program, state: State, settings: Mapping[str, Any], day: int, shared: Shared) -> Outcome:
    plan, kernel = program.plan, program.kernel()
    found, log = Found(), list[Effect]()
    first = state.told == ABSENT
    state.told = day
    told = dict(settings)
    joined = told.pop("joined", None)
    if joined is not None:
        state.joined = doors.date(joined, "joined")
    if "birthday" in told:
        members.put_birthday(state, told.pop("birthday"))
    if "consents" in told:
        state.consents = members.consents_of(plan, told.pop("consents"))
    if "last_order" in told:
        state.last_order = doors.date(told.pop("last_order"), "last_order")
        state.orders = [] if state.last_order == ABSENT else [state.last_order]
    for wallet, points in doors.mapping(told.pop("balance", None) or {}, "balance").items():
        _balance(program, state, log, wallet, points, day)
    tier = told.pop("tier", None)
    stage = told.pop("stage", None)
    campaigns = members.campaigns_of(plan, told.pop("campaigns", None))
    if str(told.pop("id", state.member)) != state.member:
        raise InvalidInput("fact_type", "a member keeps the id that they joined with", ("id",))
    streaks = {key: told.pop(key) for key in list(told) if members.streak_key(key) is not None}
    for key, value in told.items():
        if members.put_fact(plan, state, key, value) or members.put_held(plan, state, key, value):
            continue
        position = members.metric_position(plan, key)
        if position is not None:
            amount = members.metric_value(plan, position, value, key)
            now = kernel.metrics(state, day)[position]
            state.given = [log[:] for log in state.given]
            state.given[position].append((day, amount - now))
    for key, value in streaks.items():
        _streak(program, state, key, value, day)
    if tier is not None:
        _tier(program, state, log, found, tier, day, first)
    _campaigns(state, campaigns, log, found, day, first)
    if first:
        program._derive(state, day)
        if stage is not None:
            state.stage = _position([one.name for one in plan.stages], stage, "stage")
    elif found.moves:
        moves, found.moves = found.moves, []
        watched = alerts.watch(plan, state, shared)
        kernel.moved(state, shared, log, found, day, 0, moves)
        found.alerts = alerts.reached(plan, watched, log, day, state.joined)
    return Outcome(plan, found, log, day, 0, {}, [], None, None)


def _position(names: list[str], name: Any, what: str) -> int:
    if name not in names:
        raise InvalidInput("fact_type", f"{shown(name)} is no {what}; there are {', '.join(names) or 'none'}", (what,))
    return names.index(name)


def _streak(program: Program, state: State, key: str, value: object, day: int) -> None:
    """A streak is told as it is read: the unit at hand is one of its units if it has an order already (row 153)."""
    units = doors.number(value, 0, key)
    position = members.streak_position(program.plan, key)
    if position is None:
        return
    streak = program.plan.streaks[position]
    units -= program.kernel().metrics(state, day)[streak.metric] >= streak.least
    if units < 0:
        raise InvalidInput(
            "fact_type", f"`{key}` counts what happened: it is less than what is known of the member", (key,)
        )
    state.rows = [*state.rows[:position], (day, units), *state.rows[position + 1 :]]


def _balance(program: Program, state: State, log: list[Effect], wallet: str, points: Any, day: int) -> None:
    plan = program.plan
    names = [one.name for one in plan.wallets]
    if wallet not in names:
        raise InvalidInput("unknown_fact", f"there is no wallet `{wallet}`", ("balance", wallet))
    at = names.index(wallet)
    try:
        wanted = doors.number(points, plan.wallets[at].decimals, wallet)
    except InvalidInput as problem:
        raise problem.within("balance") from None
    if wanted < 0:
        raise InvalidInput("fact_type", "a balance is not below zero", ("balance", wallet))
    have = members.balance(plan, state, at, day)
    if wanted != have:
        fixed, soft = program.kernel().days[at](state, day, day)  # a given balance can be spent at once
        effect = ("adjust", at, day, wanted - have, max(fixed, day), soft)
        log.append(effect)
        apply_effect(state, None, effect)
        if state.debt[at] and plan.wallets[at].debt_allowed:
            program.kernel().pay[at](state, None, log, day)


def _tier(program: Program, state: State, log: list[Effect], found: Found, tier: Any, day: int, first: bool) -> None:
    """A told tier counts as reached at this instant; a later one is a real move."""
    plan = program.plan
    levels = [one.name for one in plan.tiers.tiers] if plan.tiers is not None else []
    level = _position(levels, tier, "tier")
    until = program.kernel().kept(state, day)
    if first:
        state.tier, state.tier_since, state.tier_until = level, day, until
        for at in range(len(levels)):
            state.held_from[at] = day if at <= level else ABSENT
        return
    if level == state.tier:
        return
    effect = ("move", "tier", state.tier, level, day, until)
    found.moves.append(("tier", state.tier, level))
    log.append(effect)
    apply_effect(state, None, effect)
    program.kernel().taken_up(state, log, found, day, 0)


def _campaigns(state: State, told: Mapping[int, int], log: list[Effect], found: Found, day: int, first: bool) -> None:
    """What a member entered elsewhere. At first it is history, and nothing else was entered before this day (row 129);
    later a campaign that was not entered is entered now."""
    if first:
        state.campaigns = [told.get(at, -1) for at in range(len(state.campaigns))]
        return
    for at, drawn in told.items():
        if drawn == state.campaigns[at]:
            continue
        if state.campaigns[at] < 0 < drawn:
            found.moves.append(("campaign", at, drawn))
        effect = ("move", "campaign", at, drawn, day)
        log.append(effect)
        apply_effect(state, None, effect)
