"""Variables of the emitted text: the name of each slot, and how a member's slots are read into theirs."""

from __future__ import annotations

import re

from fidelang.plan import model
from fidelang.state import ABSENT

_PLAIN = {"today": "day", "minute": "minute", "now": "now"}


def variable(slot: str) -> str:
    """The variable of a slot; a line's slots are lists read at `j`."""
    plain = _PLAIN.get(slot)
    if plain is not None:
        return plain
    if slot == "line.amount":
        return "A[j]"
    if slot == "line.quantity":
        return "Q[j]"
    if slot == "line.price":
        return "P[j]"
    if slot == "line.giftcard":
        return "K[j]"
    name = "v_" + re.sub(r"[^0-9a-zA-Z_]", lambda found: "_" if found[0] in ".:" else f"x{ord(found[0]):x}", slot)
    return f"{name}[j]" if slot.startswith("line.") else name


def of_purchase(slot: str) -> bool:
    """Whether a basket, its lines or an event supply it, and not the member."""
    return slot in _PLAIN or (slot.startswith(("basket.", "line.", "event.", "sum:")) and slot != "basket.ordinal")


def start_of(window: model.Window, day: str, member: bool = True) -> str:
    """The first day of a window up to `day`. Without a member a membership year is a calendar year."""
    if window.kind == "this":
        if window.unit != "membership year":
            return f"period_start({day}, {window.unit!r})"
        return f"period_start({day}, {window.unit!r}, S.joined)" if member else f"period_start({day}, 'year')"
    if window.lapse is not None:
        return f"shift({day}, {-window.lapse.months}, {-window.lapse.days})"
    return "0"


def member_read(slot: str, plan: model.Plan, day: str = "day", last_period: bool = False) -> str:
    """The expression of a member's slot over the state `S`. `last_period`: calendar windows are those of the day
    before (row 49)."""
    head, _, tail = slot.partition(":")
    match head:
        case "metric":
            return metric(int(tail), plan, day, last_period)
        case "row":
            return row(int(tail), plan, day, last_period)
        case "hand.orders" | "hand.spend":
            return "0"  # nothing is at hand but at a till
        case "basket.ordinal":
            return f"{metric(_ever(plan, 'orders'), plan, day, False)} + 1"
        case "balance":
            return balance(int(tail), plan, day)
        case "held":
            unit, _, level = tail.partition(":")
            return f"held({unit!r}, S.held_from[{int(level)}], S.held_days[{int(level)}], {day})"
        case "segment":
            return f"S.segments[{int(tail)}]"
        case "consent":
            return f"{tail!r} in S.consents"
        case "member.tier":
            return "S.tier"
        case "member.stage":
            return "S.stage"
        case "member.joined":
            return "S.joined"
        case "member.last_order":
            return "S.last_order"
        case "birthday.month":
            return f"S.birthday[1] if {knows_birthday(plan)} else {ABSENT}"
        case "birthday.day":
            return f"S.birthday[2] if {knows_birthday(plan)} else {ABSENT}"
        case "birthday.date":
            return f"feast_in(*S.birthday) if {knows_birthday(plan)} and S.birthday[0] else {ABSENT}"
    name = slot.removeprefix("member.own.")
    fact = next(one for one in plan.facts if one.owner == "member" and one.name == name)
    missing = 0 if fact.kind == "flag" else ABSENT
    value = f"S.facts.get({name!r}, {missing})"
    if fact.kind == "text":
        value = f"text_code(TEXTS, fresh, S.facts.get({name!r}))"
    return value if fact.consent is None else f"{value} if {fact.consent!r} in S.consents else {missing}"


def knows_birthday(plan: model.Plan) -> str:
    """Whether the birthday of `S` may be read: told and, where the program asks for it, consented to (row 145)."""
    consent = next((one.consent for one in plan.facts if one.owner == "member" and one.name == "birthday"), None)
    return "S.birthday" if consent is None else f"(S.birthday and {consent!r} in S.consents)"


def balance(wallet: int, plan: model.Plan, day: str) -> str:
    """Points that can be spent on a day; a debt cannot (row 123)."""
    owed = f" - S.debt[{wallet}]" if plan.wallets[wallet].debt_allowed else ""
    return f"available(S.lots[{wallet}], {day}){owed}"


def metric(position: int, plan: model.Plan, day: str, last_period: bool) -> str:
    one = plan.metrics[position]
    given = f"S.given[{position}]"
    if plan.logs[one.log].name == "categories":
        until = f"{day} - 1" if last_period and one.window.kind == "this" else day
        start = start_of(one.window, until)
        return f"distinct(S.logs[{one.log}], {start}) + (since({given}, {start}) if {given} else 0)"
    if one.window.kind == "ever":
        return f"S.totals[{one.log}] + (since({given}, 0) if {given} else 0)"
    until = f"{day} - 1" if last_period and one.window.kind == "this" else day
    start = start_of(one.window, until)
    return f"since(S.logs[{one.log}], {start}) + (since({given}, {start}) if {given} else 0)"


def row(position: int, plan: model.Plan, day: str, last_period: bool) -> str:
    """Units in a row before that of a day."""
    streak = plan.streaks[position]
    metric = plan.metrics[streak.metric]
    until = f"{day} - 1" if last_period else day
    given = f"S.given[{streak.metric}], S.rows[{position}]"
    return f"in_a_row(S.logs[{metric.log}], {given}, {metric.window.unit!r}, {streak.least}, {until})"


def _ever(plan: model.Plan, log: str) -> int:
    return next(
        at for at, one in enumerate(plan.metrics) if one.window.kind == "ever" and plan.logs[one.log].name == log
    )
