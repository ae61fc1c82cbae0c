"""What a caller must supply so that the program can be evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from fidelang.plan import model
from fidelang.plan.formula import slots
from fidelang.plan.names import metric_name, streak_name
from fidelang.plan.walk import formulas_of


def requires(plan: model.Plan) -> model.Plan:
    """The plan with `requires`: names as JSON gives them, of facts, metrics, balances, counters that it reads."""
    read = set(slots_of(plan))
    names: set[str] = set()
    for slot in read:
        head, _, tail = slot.partition(":")
        if head == "metric":
            names.add("member." + metric_name(plan, int(tail)))
        elif head == "row":
            names.add("member." + streak_name(plan, int(tail)))
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
    if any(one.chooses for one in plan.campaigns):
        names.add("member.campaigns")
    if any(one.draws for one in plan.campaigns):
        names.add("member.id")
    if any(one.subject == "member" for one in plan.counters):
        names.add("member counters")
    if any(one.subject == "program" for one in plan.counters):
        names.add("shared counters")
    return replace(plan, requires=tuple(sorted(names)))


def slots_of(plan: model.Plan) -> Iterator[str]:
    """Slots that the plan's formulas read, again where read again."""
    for formula in formulas_of(plan):
        yield from slots(formula)
