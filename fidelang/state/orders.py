"""The record of an order, read from a file: every part of its kind, every position one of the plan's."""

from __future__ import annotations

from typing import Any

from fidelang.plan import Plan
from fidelang.plan.bounds import LARGEST_FACT, LARGEST_QUANTITY
from fidelang.plan.model import Fact
from fidelang.state.faults import StateFault, birthday_of, facts_of, listed, lot_of, pairs, texts, whole
from fidelang.state.records import OrderRecord, frozen
from fidelang.values import FOREVER

_LAST_MINUTE = 1439
_HOW = 2  # the greatest word of how a reward is asked for: 0 so often, 1 as often as possible, 2 by itself


def record_of(value: Any, plan: Plan, member: str, order: str, where: str) -> OrderRecord:
    """The record that stands at `where` as a member's order of that name. Raises StateFault."""
    if not isinstance(value, dict) or value.keys() != set(OrderRecord.__slots__):
        raise StateFault("this is no record of an order", where)
    for part, own in (("program", plan.hash), ("member", member), ("order", order)):
        if value[part] != own:
            raise StateFault(f"it is another {part}'s" if part != "order" else "it is another order", f"{where}.{part}")
    at = f"{where}."
    tiers = plan.tiers.tiers if plan.tiers else ()
    levels, wallets, counters = len(tiers), len(plan.wallets), len(plan.counters)
    lines = _basket(value["basket"], plan, f"{at}basket")

    def many(part: str, length: int, low: int | None = None, high: int | None = None) -> None:
        for one in listed(value[part], at + part, length):
            whole(one, at + part, low, high)

    for part, low, high, absent in (
        ("joined", 1, FOREVER, False), ("day", 1, FOREVER, False), ("minute", 0, _LAST_MINUTE, False),
        ("tier", 0, max(levels - 1, 0), False), ("tier_until", None, None, False), ("lifetime", -1, levels - 1, False),
        ("stage", 0, max(len(plan.stages) - 1, 0), False), ("last_order", 1, FOREVER, True),
        ("first_lot", 1, None, False), ("refunded", 0, None, False),
    ):  # fmt: skip
        whole(value[part], at + part, low, high, absent)
    many("metrics", len(plan.metrics))
    many("rows", len(plan.streaks), 0)
    many("balances", wallets)
    many("held", levels, 0)
    many("segments", len(plan.segments), 0, 1)
    many("missing", wallets, 0)
    many("unpaid", wallets, 0)
    many("campaigns", len(plan.campaigns), -1)
    for part in ("counters", "shared"):
        for one in listed(value[part], at + part, counters):
            if len(pairs(one, at + part)) > 1:
                raise StateFault("a use of a counter before an order is one number", at + part)
    for campaign, drawn in zip(plan.campaigns, value["campaigns"], strict=True):
        whole(drawn, f"{at}campaigns", -1, 1 + len(campaign.variants))
    for sold, back in zip(lines, listed(value["back"], f"{at}back", len(lines)), strict=True):
        whole(back, f"{at}back", 0, sold)
    pairs(value["met"], f"{at}met")
    for rule, cost in pairs(value["asked"], f"{at}asked"):
        whole(rule, f"{at}asked", 0, len(plan.rules) - 1)
        whole(cost, f"{at}asked", 0)
    for one in listed(value["capped"], f"{at}capped"):
        counter, _, _ = (whole(part, f"{at}capped") for part in listed(one, f"{at}capped", 3))
        whole(counter, f"{at}capped", 0, counters - 1)
    for part in ("spent", "taken"):
        for one in listed(value[part], at + part):
            wallet, lot, points, owed = listed(one, at + part, 4)
            whole(wallet, at + part, 0, wallets - 1)
            lot_of(lot, at + part)
            whole(points, at + part, 0)
            if type(owed) is not bool:
                raise StateFault(f"{type(owed).__name__} where bool should stand", at + part)
    found = {slot: frozen(one) for slot, one in value.items()}
    found["birthday"] = birthday_of(value["birthday"], f"{at}birthday")
    found["facts"] = tuple(sorted(facts_of(value["facts"], plan, f"{at}facts").items()))
    found["consents"] = tuple(texts(one, f"{at}consents") for one in listed(value["consents"], f"{at}consents"))
    return OrderRecord(**found)


def _basket(value: Any, plan: Plan, where: str) -> list[int]:
    """Raises unless it is a basket as it was read; what was sold, in thousandths, by line.

    It holds the number of lines; by line amount, quantity, units, price (or "not known") and whether it is a gift card;
    shipping, the rewards asked for, numbers for texts that the plan has not; then the program's facts, by line or one.
    """
    facts = [fact for fact in plan.facts if fact.owner in ("basket", "line")]
    parts = listed(value, where, 9 + len(facts))
    lines = whole(parts[0], where, 1, plan.largest_lines)
    for column, low, high, absent in zip(
        parts[1:6], (0, 1, 1, 0, 0), (plan.largest, LARGEST_QUANTITY, LARGEST_QUANTITY, None, 1),
        (False, False, False, True, False), strict=True,
    ):  # fmt: skip
        for one in listed(column, where, lines):
            whole(one, where, low, high, absent)
    whole(parts[6], where, 0, plan.largest, absent=True)
    for one in listed(parts[7], where):
        rule, times, how = listed(one, where, 3)
        if plan.rules[whole(rule, where, 0, len(plan.rules) - 1)].kind != "reward":
            raise StateFault("it asks for a rule that is no reward", where)
        whole(times, where, 1)
        whole(how, where, 0, _HOW)
    if not isinstance(parts[8], dict):
        raise StateFault(f"{type(parts[8]).__name__} where dict should stand", where)
    codes = [whole(code, where, len(plan.texts)) for code in parts[8].values()]
    for fact, column in zip(facts, parts[9:], strict=True):
        for one in listed(column, where, lines) if fact.owner == "line" else [column]:
            _fact(one, fact, plan, codes, where)
    return list(parts[2])


def _fact(value: Any, fact: Fact, plan: Plan, codes: list[int], where: str) -> None:
    """A fact of a basket or a line, as the doors let it in."""
    if fact.kind == "flag":
        whole(value, where, 0, 1)
    elif fact.kind == "one_of":
        whole(value, where, 0, len(fact.values) - 1, absent=True)
    elif fact.kind == "text":
        if value not in codes:
            whole(value, where, 0, len(plan.texts) - 1, absent=True)
    else:
        whole(value, where, -LARGEST_FACT, LARGEST_FACT, absent=True)
