"""Whether a plan out of a file holds together: an engine writes code from it, and must never meet what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from itertools import chain
from typing import Any, get_args

from fidelang.plan import model
from fidelang.plan.model import Plan
from fidelang.values.calendar import UNITS

# The list of the plan in which a field's positions stand, by record.
PLACES: dict[str, dict[str, str]] = {
    "Event": {"fields": "facts", "log": "logs"},
    "Log": {"wallet": "wallets"},
    "Metric": {"log": "logs"},
    "Streak": {"metric": "metrics"},
    "Counter": {"wallet": "wallets"},
    "Trigger": {"wallet": "wallets"},
    "Expiry": {"activity": "activities"},
    "Aggregate": {"scope": "rules"},
    "Give": {"wallet": "wallets"},
    "Multiply": {"targets": "rules", "wallet": "wallets"},
    "Price": {"wallet": "wallets"},
    "Rule": {"counters": "counters", "stack": "stacks", "sends": "messages", "campaign": "campaigns"},
    "Stack": {"counters": "counters", "rules": "rules"},
    "Budget": {"counter": "counters", "rules": "rules", "messages": "messages"},
    "Message": {"counters": "counters", "campaign": "campaigns"},
    "Campaign": {"audience": "segments"},
    "Carry": {"metric": "metrics"},
    "Goal": {"wallet": "wallets", "metric": "metrics", "rule": "rules"},
}
_SLOTS = {
    "row": "streaks", "metric": "metrics", "balance": "wallets", "segment": "segments", "sum": "aggregates",
}  # fmt: skip
_PLAIN = frozenset({
    "today", "minute", "now", "member.tier", "member.stage", "member.joined", "member.last_order", "basket.total",
    "basket.gross", "basket.shipping", "basket.items", "basket.ordinal",
    "line.amount", "line.quantity", "line.giftcard", "line.price",
    "hand.orders", "hand.spend", "birthday.month", "birthday.day", "birthday.date",
})  # fmt: skip
# What is divided by: the field, or the second half of a ratio.
POSITIVE: dict[str, tuple[str, ...]] = {
    "Plan": ("scale", "largest", "largest_lines"), "Counter": ("scale",), "Wallet": ("worth",),
    "Table": ("denominator",), "Give": ("amount", "step"), "Multiply": ("factor",), "Take": ("share",),
    "Budget": ("alert",), "Variant": ("share",), "Campaign": ("holdout",), "Objective": ("target",),
}  # fmt: skip
TRIGGERS = frozenset({
    "purchase", "event", "birthday", "anniversary", "entering", "leaving", "reaching", "dropping", "every", "before",
    "after",
})  # fmt: skip
_FACT = re.compile(r"(member|basket|line|event)(\.own)?\.(\w+)")


def fault(plan: Plan, slots: Iterable[str], lists: Iterable[int] = ()) -> str | None:
    """What in a plan, or among the slots and lists that its formulas read, cannot be; None where all holds together."""
    if not all(0 <= place < len(plan.lists) for place in lists):
        return f"a formula reads a list, and the plan has {len(plan.lists)} of them"
    return next((problem for problem in chain(_slots(plan, slots), _parts(plan, plan))), None)


def _slots(plan: Plan, slots: Iterable[str]) -> Iterator[str]:
    facts = {(fact.owner, fact.name, fact.builtin) for fact in plan.facts}
    for slot in sorted(slots):
        head, _, tail = slot.partition(":")
        found = _FACT.fullmatch(slot)
        if slot in _PLAIN or (head == "consent" and tail in plan.consents):
            continue
        if found is not None and (found[1], found[3], found[1] != "event" and not found[2]) in facts:
            continue
        if head in _SLOTS and _is_place(tail, len(getattr(plan, _SLOTS[head]))):
            continue
        unit, _, level = tail.partition(":")
        if head == "held" and unit in UNITS and plan.tiers and _is_place(level, len(plan.tiers.tiers)):
            continue
        yield f"`{slot}` is no slot of this plan"


def _is_place(text: str, length: int) -> bool:
    return text.isascii() and text.isdigit() and int(text) < length


def _parts(part: Any, plan: Plan) -> Iterator[str]:
    """What is wrong with a record of the plan and those within it."""
    kind: Any = type(part)
    places, inner = _fields(kind)
    for name, target in places:
        length = len(getattr(plan, target))
        for place in _each(getattr(part, name)):
            if not 0 <= place < length:
                yield f"{kind.__name__}.{name} is {place}, and the plan has {length} {target}"
    for name in POSITIVE.get(kind.__name__, ()):
        value = getattr(part, name)
        if value is not None and (value[1] if isinstance(value, tuple) else value) <= 0:
            yield f"{kind.__name__}.{name} divides by {value}"
    if kind is model.Window and part.unit not in (*UNITS, None):
        yield f"`{part.unit}` is no calendar unit"
    if kind is model.Trigger and part.what not in TRIGGERS:
        yield f"`{part.what}` sets nothing off"
    if kind is model.TextList and not (
        len(part.starts) == len(part.ends)
        and all(0 <= start < end <= len(plan.texts) for start, end in zip(part.starts, part.ends, strict=True))
    ):
        yield "a list holds texts that the plan has not"
    if kind is model.Rule and len(part.caps) != len(part.counters):
        yield f"the rule `{part.name}` has {len(part.counters)} limits and {len(part.caps)} caps"
    if kind in (model.Rule, model.Message) and part.variant is not None:
        variants = () if part.campaign is None else plan.campaigns[part.campaign].variants
        if not 0 <= part.variant < len(variants):
            yield f"`{part.name}` is of a variant that its campaign has not"
    for name in inner:
        for one in _each(getattr(part, name)):
            yield from _parts(one, plan)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


@cache
def _fields(kind: Any) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The fields of a record that are positions, and those that hold records with something to look at."""
    places = tuple(PLACES.get(kind.__name__, {}).items())
    return places, tuple(field.name for field in fields(kind) if any(map(_has_something, _records(field.type))))


def _records(kind: Any) -> list[type]:
    if is_dataclass(kind):
        return [kind] if isinstance(kind, type) else []
    return [record for inner in get_args(kind) for record in _records(inner)]


def _has_something(kind: type) -> bool:
    looked_at = (
        kind in (model.Window, model.Trigger, model.TextList) or kind.__name__ in PLACES or kind.__name__ in POSITIVE
    )
    return looked_at or bool(_fields(kind)[1])
