"""What a caller must supply so that the program can be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from fidelang.plan import model
from fidelang.plan.names import metric_name


def requires(plan: model.Plan) -> model.Plan:
    """The plan with `requires`: names as JSON gives them, of facts, metrics, balances, counters that it reads."""
    read = set(slots_of(plan))
    names: set[str] = set()
    for slot in read:
        head, _, tail = slot.partition(":")
        if head == "metric":
            names.add("member." + metric_name(plan, int(tail)))
        elif head == "balance":
            names.add(f"balance {plan.wallets[int(tail)].name}")
        elif head == "held" and plan.tiers is not None:
            unit, _, level = tail.partition(":")
            names.add(f"member.{unit}s as {plan.tiers.tiers[int(level)].name}")
        elif head == "basket.ordinal":
            names.add("member.orders")
        elif head.split(".")[0] in ("birthday",):
            names.add("member.birthday")
        elif head.startswith(("member.", "basket.", "line.")) and head not in ("basket.total", "basket.gross"):
            names.add(head.replace(".own.", "."))
    triggers = [trigger for rule in plan.rules for trigger in rule.triggers]
    triggers += [trigger for message in plan.messages for trigger in message.triggers]
    if any("birthday" in (trigger.what, trigger.kind) for trigger in triggers):
        names.add("member.birthday")
    for rule in plan.rules:
        if rule.price is not None:
            names.add(f"balance {plan.wallets[rule.price.wallet].name}")
    if any(one.subject == "member" for one in plan.counters):
        names.add("member counters")
    if any(one.subject == "program" for one in plan.counters):
        names.add("shared counters")
    return replace(plan, requires=tuple(sorted(names)))


def slots_of(part: Any) -> Iterator[str]:
    """Slots of every formula within a part of the plan."""
    if is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from slots_of(getattr(part, field.name))
    elif isinstance(part, tuple):
        if len(part) == 2 and part[0] in ("get", "known", "flag") and isinstance(part[1], str):
            yield part[1]
        else:
            for inner in part:
                yield from slots_of(inner)
