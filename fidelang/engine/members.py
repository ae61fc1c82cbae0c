"""A member's mapping, as JSON and stories name things, put into a state."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from fidelang.kernel import InvalidInput, doors
from fidelang.plan import Plan
from fidelang.plan.model import Lapse, Window
from fidelang.state import State
from fidelang.values import shown

_METRIC = re.compile(
    r"(?:earned (?P<wallet>\w+)|(?P<name>orders|spend|units|referrals|reviews|visits))"
    r"(?: over (?P<count>[0-9]{1,4}) (?P<unit>day|week|month|year)s?"
    r"| this (?P<this>day|week|month|quarter|year|membership year))?"
)
_HELD = re.compile(r"(?P<unit>day|month|year)s as (?P<tier>\w+)")
_DAYS = {"day": 1, "month": 30, "year": 365}
_BIRTHDAY = re.compile(r"(?:(?P<year>[0-9]{4})|-)-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
OWN = frozenset({"id", "joined", "tier", "stage", "last_order", "birthday", "consents", "balance"})


def metric_key(key: str) -> tuple[str | None, str | None, Window] | None:
    """(metric, wallet, window) of `orders over 12 months`, `earned stars this year`; None for another name."""
    match = _METRIC.fullmatch(key)
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
    """`1990-05-01`, `--05-01` without the year, a date object, or (year or 0, month, day)."""
    if value is None:
        state.birthday = None
        return
    if isinstance(value, tuple):
        state.birthday = value
        return
    if hasattr(value, "toordinal"):
        value = value.isoformat()[:10]
    match = _BIRTHDAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise InvalidInput("fact_type", f"{shown(value)} is not a date like 1990-05-01 or --05-01", ("birthday",))
    doors.date(f"{match['year'] or 2000}-{match['month']}-{match['day']}", "birthday")
    year, month, day = int(match["year"] or 0), int(match["month"]), int(match["day"])
    state.birthday = (year, month, day)


def put_held(plan: Plan, state: State, key: str, value: Any) -> bool:
    """`years as gold`; False if the key says nothing of the kind."""
    match = _HELD.fullmatch(key)
    if match is None or plan.tiers is None:
        return False
    level = next((at for at, tier in enumerate(plan.tiers.tiers) if tier.name == match["tier"]), None)
    if level is None:
        raise InvalidInput("unknown_fact", f"there is no tier `{match['tier']}`", (key,))
    state.held_days[level] = doors.number(value, 0, key) * _DAYS[match["unit"]]
    return True


def metric_value(plan: Plan, position: int, value: Any, key: str) -> int:
    metric = plan.metrics[position]
    log = plan.logs[metric.log]
    if log.wallet is not None:
        return doors.number(value, plan.wallets[log.wallet].decimals, key)
    return doors.money(value, plan.decimals, key) if log.name == "spend" else doors.number(value, 0, key)


def consents_of(plan: Plan, value: Any) -> frozenset[str]:
    names = [value] if isinstance(value, str) else list(value or ())
    for name in names:
        if name not in plan.consents:
            raise InvalidInput("unknown_fact", f"the program asks for no consent `{name}`", ("consents",))
    return frozenset(names)


def as_mapping(value: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InvalidInput("fact_type", f"`{key}` names wallets with their points", (key,))
    return value
