"""A base as a file: canonical JSON, with the hash of the plan that it was kept under and a sum over all of it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fidelang.plan import Plan
from fidelang.state.base import Base, Kept
from fidelang.state.effects import told_value
from fidelang.state.faults import StateFault, birthday_of, facts_of, listed, lot_of, pairs, texts, whole
from fidelang.state.member import State, new_member
from fidelang.state.orders import record_of
from fidelang.state.records import OrderRecord, frozen
from fidelang.state.shared import Shared

FORMAT = 1
KIND = "fidelang state"
_PARTS = {"day", "file", "format", "members", "plan", "program", "refused", "seen", "shared", "sum"}
_BY_NAME = ("facts", "consents")


def to_text(base: Base, plan: Plan) -> str:
    """The text of a base: the same base, the same bytes."""
    found: dict[str, Any] = {
        "file": KIND,
        "format": FORMAT,
        "program": plan.name,
        "plan": plan.hash,
        "day": base.day,
        "members": {name: _member(kept) for name, kept in base.members.items()},
        "shared": base.shared.counters,
        "refused": base.refused,
        "seen": base.seen,
    }
    return _canonical(found | {"sum": _sum(found)}) + "\n"


def from_text(text: str, plan: Plan) -> Base:
    """The base that `to_text` wrote under this plan. Raises StateFault."""
    try:
        found = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip())
        message = "the file ends in the middle: it was cut off" if cut else f"this is not JSON: {error.msg}"
        raise StateFault(message, f"character {error.pos + 1}") from None
    except (ValueError, RecursionError) as error:
        raise StateFault(f"this is not JSON of a state: {str(error)[:80]}") from None
    if not isinstance(found, dict) or found.get("file") != KIND:
        raise StateFault("this is no state of fidelang", help="give a file that `fidelang replay --out` wrote")
    if found.get("format") != FORMAT:
        raise StateFault(f"its format is not {FORMAT}, the one that is read here", "format")
    if found.get("plan") != plan.hash:
        raise StateFault(
            f"this is a state of another program, or of another version of it: {str(found.get('program'))[:60]!r}",
            "plan",
            "replay from the first event on under this program, or use the program that the state was kept under",
        )
    if found.keys() != _PARTS:
        wrong = sorted(found.keys() ^ _PARTS)[0]
        raise StateFault("a part is missing or unknown", wrong)
    kept_sum = found.pop("sum")
    base = _base(found, plan)
    if kept_sum != _sum(found):
        raise StateFault("the file was changed since it was written", "sum", "use the file as it was written")
    return base


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no integer")


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _sum(value: Any) -> str:
    return hashlib.sha256(_canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


# ------------------------------------------------------------ out


def _member(kept: Kept) -> dict[str, Any]:
    orders = {
        name: {slot: getattr(record, slot) for slot in OrderRecord.__slots__} for name, record in kept.orders.items()
    }
    state = {slot: getattr(kept.state, slot) for slot in State.__slots__}
    for slot in _BY_NAME:
        state[slot] = told_value(slot, state[slot])
    state["keys"] = sorted(([key, day] for key, day in kept.state.keys.items()), key=_canonical)
    return {"events": kept.events, "latest": kept.latest, "orders": orders, "state": state}


# ------------------------------------------------------------ in


def _base(found: dict[str, Any], plan: Plan) -> Base:
    _like(found["day"], 0, "day")
    for part, each in (("members", {}), ("refused", ""), ("seen", "")):
        _like(found[part], {}, part)
        for name, value in found[part].items():
            _like(value, each, f"{part}.{name}")
    shared = Shared([pairs(uses, f"shared.{at}") for at, uses in enumerate(listed(found["shared"], "shared"))])
    if len(shared.counters) != len(plan.counters):
        raise StateFault("it has not the counters of this program", "shared")
    members = {name: _kept(name, value, plan) for name, value in found["members"].items()}
    return Base(shared, found["day"], members, dict(found["refused"]), dict(found["seen"]))


def _kept(name: str, value: dict[str, Any], plan: Plan) -> Kept:
    place = f"members.{name}"
    if value.keys() != {"events", "latest", "orders", "state"}:
        raise StateFault("a member has events, latest, orders and state", place)
    latest = pairs([value["latest"]], f"{place}.latest")[0]
    _like(value["orders"], {}, f"{place}.orders")
    orders = {}
    for order, record in value["orders"].items():
        orders[order] = record_of(record, plan, name, order, f"{place}.orders.{order}")
    _like(value["events"], {}, f"{place}.events")
    events = {one: texts(digest, f"{place}.events.{one}") for one, digest in value["events"].items()}
    return Kept(_state(name, value["state"], plan, f"{place}.state"), latest, orders, events)


def _state(name: str, value: Any, plan: Plan, place: str) -> State:
    if not isinstance(value, dict) or value.keys() != set(State.__slots__):
        raise StateFault("a state has not these columns", place)
    state = new_member(plan, name, 1)
    for slot, column in value.items():
        where = f"{place}.{slot}"
        if slot == "keys":
            keys = [frozen(one) for one in listed(column, where)]
            if not all(isinstance(one, tuple) and len(one) == 2 and type(one[1]) is int for one in keys):
                raise StateFault("keys are pairs of a key and a day", where)
            if not all(_plain(key) for key, _ in keys):
                raise StateFault("a key is made of texts and integers", where)
            state.keys = dict(keys)
        elif slot == "facts":
            state.facts = facts_of(column, plan, where)
        elif slot == "consents":
            state.consents = frozenset(texts(one, where) for one in listed(column, where))
        elif slot == "birthday":
            state.birthday = birthday_of(column, where)
        elif slot == "lots":
            state.lots = [[lot_of(one, where) for one in listed(lots, where)] for lots in listed(column, where)]
        elif slot in ("logs", "given"):
            setattr(state, slot, [list(pairs(log, where)) for log in listed(column, where)])
        elif slot == "rows":
            state.rows = list(pairs(column, where))
        elif slot == "counters":
            state.counters = [pairs(uses, where) for uses in listed(column, where)]
        else:
            _like(column, getattr(state, slot), where)
            setattr(state, slot, column)
    _check(state, plan, name, place)
    return state


def _check(state: State, plan: Plan, name: str, place: str) -> None:
    """Columns of this plan's lengths, and every wallet's points accounted for."""
    blank = new_member(plan, name, 1)
    for slot in State.__slots__:
        fixed = slot not in ("keys", "facts", "consents", "orders", "birthday")
        if fixed and isinstance(getattr(blank, slot), list) and len(getattr(blank, slot)) != len(getattr(state, slot)):
            raise StateFault("it has not the length that this program needs", f"{place}.{slot}")
    for at, wallet in enumerate(plan.wallets):
        held = sum(lot.left for lot in state.lots[at])
        came = state.issued[at] + state.adjusted[at] + state.debt[at]
        if came != held + state.redeemed[at] + state.expired[at] + state.reversed[at]:
            raise StateFault(f"the points of the wallet `{wallet.name}` do not add up", f"{place}.lots")
    for slot, low, high in (
        ("tier", 0, max(len(state.held_days) - 1, 0)), ("lifetime", -1, len(state.held_days) - 1),
        ("stage", 0, max(len(plan.stages) - 1, 0)), ("next_lot", 1, None),
    ):  # fmt: skip
        whole(getattr(state, slot), f"{place}.{slot}", low, high)
    for inside in state.segments:
        whole(inside, f"{place}.segments", 0, 1)
    for campaign, drawn in zip(plan.campaigns, state.campaigns, strict=True):
        whole(drawn, f"{place}.campaigns", -1, 1 + len(campaign.variants))
    if state.member != name:
        raise StateFault("it is another member's", f"{place}.member")


def _plain(key: Any) -> bool:
    return all(map(_plain, key)) if isinstance(key, tuple) else key is None or type(key) in (str, int)


def _like(value: Any, model: Any, where: str) -> None:
    """Raise unless `value` is of the kind of `model`; lists hold what the model's do, integers if it is empty."""
    if type(value) is not type(model):
        raise StateFault(f"{type(value).__name__} where {type(model).__name__} should stand", where)
    for at, one in enumerate(value if isinstance(model, list) else ()):
        if model and isinstance(model[0], list):
            for inner in listed(one, where):
                _like(inner, 0, f"{where}.{at}")
        else:
            _like(one, 0, f"{where}.{at}")
