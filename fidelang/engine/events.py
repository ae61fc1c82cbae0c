"""An event's mapping as a name and encoded fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fidelang.kernel import InvalidInput, doors
from fidelang.kernel.primitives import text_code
from fidelang.plan import Plan
from fidelang.plan.model import Fact


def encode_event(plan: Plan, event: Mapping[str, Any], fresh: dict[str, int]) -> tuple[str, dict[str, int]]:
    """(name, fields as integers). `fresh` takes the codes of texts that the plan does not name.

    Raises InvalidInput for an event or a field that the program does not know.
    """
    name = event.get("name")
    known = next((one for one in plan.events if one.name == name), None)
    if known is None:
        raise InvalidInput("unknown_event", f"the program knows no event {name!r}", ("event", "name"))
    fields = {plan.facts[at].name: plan.facts[at] for at in known.fields}
    found: dict[str, int] = {}
    for key, value in event.items():
        if key in ("name", "at", "id"):
            continue
        if key not in fields:
            raise InvalidInput("unknown_fact", f"the event `{name}` has no field `{key}`", ("event", key))
        try:
            found[key] = encoded(fields[key], value, plan, fresh)
        except InvalidInput as problem:
            raise problem.within("event") from None
    return known.name, found


def encoded(fact: Fact, value: Any, plan: Plan, fresh: dict[str, int]) -> int:
    """A value of a fact as the kernel reads it. `fresh` takes the codes of texts that the plan does not name."""
    match fact.kind:
        case "number":
            return doors.number(value, fact.decimals, fact.name)
        case "money":
            return doors.money(value, plan.decimals, fact.name)
        case "text":
            texts = {text: at for at, text in enumerate(plan.texts)}
            return text_code(texts, fresh, doors.text(value, fact.name))
        case "flag":
            return doors.flag(value, fact.name)
        case "one_of":
            return doors.one_of(value, {name: at for at, name in enumerate(fact.values)}, fact.name)
    return doors.date(value, fact.name)
