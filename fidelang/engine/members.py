"""A member's mapping, as JSON and stories name things, put into a state."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from fidelang.catalogue import METRICS
from fidelang.kernel import InvalidInput, doors
from fidelang.kernel.primitives import DAYS_HELD
from fidelang.plan import Plan
from fidelang.plan.bounds import LARGEST_DAY
from fidelang.plan.model import Lapse, Window
from fidelang.state import State
from fidelang.values import UNITS, shown

METRIC = re.compile(
    rf"(?:earned (?P<wallet>\w+)|(?P<name>{'|'.join(metric.name for metric in METRICS)}))"
    r"(?: over (?P<count>[0-9]{1,4}) (?P<unit>day|week|month|year)s?"
    rf"| this (?P<this>{'|'.join(UNITS)}))?"
)
HELD = re.compile(r"(?P<unit>day|month|year)s as (?P<tier>\w+)")
STREAK = re.compile(
    r"(?P<unit>day|week|month|quarter|year)s in a row"
    r"(?: of (?P<least>[0-9]{1,12}(?:\.[0-9]{1,4})?) (?P<currency>[A-Z]{3}))?"
)
BIRTHDAY = re.compile(r"(?:(?P<year>[0-9]{4})|-)-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
OWN = frozenset({"id", "joined", "tier", "stage", "last_order", "birthday", "consents", "balance", "campaigns"})


def balance(plan: Plan, state: State, wallet: int, day: int) -> int:
    """Points that can be spent on a day, less those owed; not what only points that come back will pay (row 123)."""
    owed = state.debt[wallet] if plan.wallets[wallet].debt_allowed else 0
    return sum(lot.left for lot in state.lots[wallet] if lot.available <= day) - owed


def metric_key(key: str) -> tuple[str | None, str | None, Window] | None:
    """(metric, wallet, window) of `orders over 12 months`, `earned stars this year`; None for another name."""
    match = METRIC.fullmatch(key)
    if match is None:
        return None
    if match["this"]:
        window = Window("this", None, match["this"])
    elif match["count"]:
        count, unit = int(match["count"]), match["unit"]
        months = {"month": count, "year": 12 * count}.get(unit, 0)
        window = Window("over", Lapse(months, {"day": count, "week": 7 * count}.get(unit, 0)))
    else:
        window = Window("ever")
    return match["name"], match["wallet"], window


def metric_position(plan: Plan, key: str) -> int | None:
    """The plan's metric of a key; None if the program does not read it. Raises InvalidInput for no metric at all."""
    found = metric_key(key)
    if found is None:
        raise InvalidInput("unknown_fact", f"the program knows no `{key}`", (key,))
    name, wallet, window = found
    for position, metric in enumerate(plan.metrics):
        log = plan.logs[metric.log]
        same = plan.wallets[log.wallet].name == wallet if log.wallet is not None else log.name == name
        if same and metric.window == window:
            return position
    return None


def streak_key(key: str) -> tuple[str, str | None] | None:
    """(unit, least spend) of `weeks in a row`, `weeks in a row of 20 EUR`; None for another name."""
    match = STREAK.fullmatch(key)
    return None if match is None else (match["unit"], match["least"])


def streak_position(plan: Plan, key: str) -> int | None:
    """The plan's streak of a key; None if the program does not read it."""
    match = STREAK.fullmatch(key)
    if match is None or (match["currency"] or plan.currency) != plan.currency:
        return None
    for position, streak in enumerate(plan.streaks):
        metric = plan.metrics[streak.metric]
        least = 1 if match["least"] is None else doors.money(match["least"], plan.decimals, key)
        log = "orders" if match["least"] is None else "spend"
        if (metric.window.unit, plan.logs[metric.log].name, streak.least) == (match["unit"], log, least):
            return position
    return None


def put_fact(plan: Plan, state: State, key: str, value: Any) -> bool:
    """A fact of the program's own about the member; False if there is no such fact."""
    fact = next((one for one in plan.facts if one.owner == "member" and one.name == key), None)
    if fact is None:
        return False
    readers: dict[str, Callable[[], Any]] = {
        "number": lambda: doors.number(value, fact.decimals, key),
        "money": lambda: doors.money(value, plan.decimals, key),
        "text": lambda: doors.text(value, key),
        "flag": lambda: doors.flag(value, key),
        "one_of": lambda: doors.one_of(value, {name: at for at, name in enumerate(fact.values)}, key),
    }
    read = readers.get(fact.kind, lambda: doors.date(value, key))
    state.facts = {**state.facts, key: read()}
    return True


def put_birthday(state: State, value: Any) -> None:
    """A birthday told of, as `birthday_of` reads it."""
    state.birthday = birthday_of(value)


def birthday_of(value: Any) -> tuple[int, int, int] | None:
    """(year or 0, month, day) of `1990-05-01`, `--05-01` without the year, a date object, or such a triple."""
    if value is None:
        return None
    if isinstance(value, tuple) and len(value) == 3 and all(type(part) is int for part in value):
        year, month, day = value
        value = f"{year:04}-{month:02}-{day:02}" if year else f"--{month:02}-{day:02}"
    if hasattr(value, "toordinal"):
        value = value.isoformat()[:10]
    match = BIRTHDAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise InvalidInput("fact_type", f"{shown(value)} is not a date like 1990-05-01 or --05-01", ("birthday",))
    doors.date(f"{match['year'] or 2000}-{match['month']}-{match['day']}", "birthday")
    return int(match["year"] or 0), int(match["month"]), int(match["day"])


def put_held(plan: Plan, state: State, key: str, value: Any) -> bool:
    """`years as gold`; False if the key says nothing of the kind."""
    match = HELD.fullmatch(key)
    if match is None or plan.tiers is None:
        return False
    level = next((at for at, tier in enumerate(plan.tiers.tiers) if tier.name == match["tier"]), None)
    if level is None:
        raise InvalidInput("unknown_fact", f"there is no tier `{match['tier']}`", (key,))
    days = doors.number(value, 0, key) * DAYS_HELD[match["unit"]]
    if not 0 <= days <= LARGEST_DAY:
        raise InvalidInput("fact_type", f"{value!r} is no time that a tier can have been held", (key,))
    state.held_days[level] = days
    return True


def metric_value(plan: Plan, position: int, value: Any, key: str) -> int:
    log = plan.logs[plan.metrics[position].log]
    if log.wallet is not None:
        found = doors.number(value, plan.wallets[log.wallet].decimals, key)
    else:
        found = doors.money(value, plan.decimals, key) if log.name == "spend" else doors.number(value, 0, key)
    if found < 0:  # absent, too: what was counted of a member is known
        raise InvalidInput("fact_type", f"`{key}` counts what happened: it is 0 or more", (key,))
    return found


def consents_of(plan: Plan, value: Any) -> frozenset[str]:
    names = [value] if isinstance(value, str) else value or ()
    if not isinstance(names, list | tuple | set | frozenset):
        raise InvalidInput("fact_type", f"{value!r} is not a list of consents", ("consents",))
    for name in names:
        if name not in plan.consents:
            raise InvalidInput("unknown_fact", f"the program asks for no consent `{name}`", ("consents",))
    return frozenset(names)


def campaigns_of(plan: Plan, value: Any) -> dict[int, int]:
    """Campaigns by position from `{"winter": "in"}`: in, holdout, or the name of a variant."""
    names = {one.name: at for at, one in enumerate(plan.campaigns)}
    found = {}
    for name, drawn in doors.mapping(value or {}, "campaigns").items():
        if name not in names:
            raise InvalidInput("unknown_fact", f"the program has no campaign `{name}`", ("campaigns", str(name)))
        drawable = draws_of(plan, names[name])
        if not isinstance(drawn, str) or drawn not in drawable:
            raise InvalidInput("fact_type", f"{drawn!r} is none of {', '.join(drawable)}", ("campaigns", str(name)))
        found[names[name]] = drawable[drawn]
    return found


def draws_of(plan: Plan, position: int) -> dict[str, int]:
    """What a member can have drawn on entering a campaign, by its word, as a state holds it."""
    campaign = plan.campaigns[position]
    variants = {one.name: 2 + at for at, one in enumerate(campaign.variants)}
    return ({"holdout": 0} if campaign.holdout[0] else {}) | (variants or {"in": 1})
