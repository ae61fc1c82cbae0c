"""Quotes of objects with attributes: usual ones are read as they stand, others as mappings, by the doors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from fidelang.engine import members
from fidelang.engine.quote import Quote, quoter
from fidelang.kernel.frames.fused import attribute
from fidelang.plan.names import metric_name, streak_name
from fidelang.state import Shared

if TYPE_CHECKING:
    from fidelang.engine.program import Program

_UNUSUAL = (KeyError, TypeError, AttributeError, ValueError)  # what the text of such a quote raises
_BASKET = ("id", "name", "at", "channel", "store", "shipping", "redeem")
_LINE = ("sku", "category", "brand", "price", "quantity", "amount", "giftcard")


def quote_of_objects(program: Program) -> Callable[[object, object, Shared | None], Quote]:
    """The function of a program."""
    plan = program.plan
    own = {owner: [one.name for one in plan.facts if one.owner == owner] for owner in ("member", "basket", "line")}
    names = [*members.OWN, *own["member"]]
    names += [metric_name(plan, at) for at in range(len(plan.metrics))]
    names += [streak_name(plan, at) for at in range(len(plan.streaks))]
    keys = {
        "member": tuple(dict.fromkeys(names)),
        "basket": tuple(dict.fromkeys((*_BASKET, *own["basket"]))),
        "line": tuple(dict.fromkeys((*_LINE, *own["line"]))),
    }
    made = quoter(program, "objects")

    def careful(member: object, basket: Any, shared: Shared | None) -> Quote:
        given = _mapping(basket, keys["basket"])
        lines = getattr(basket, "lines", None)
        given["lines"] = [_mapping(line, keys["line"]) for line in lines] if isinstance(lines, list | tuple) else lines
        return program.quote(None if member is None else _mapping(member, keys["member"]), given, shared)

    if made is None:
        return careful
    quote = made[0]

    def quick(member: object, basket: object, shared: Shared | None) -> Quote:
        try:
            found: Quote = quote(member, basket, shared)
        except _UNUSUAL:
            return careful(member, basket, shared)
        return found

    return quick


def _mapping(one: object, keys: Iterable[str]) -> dict[str, Any]:
    """What an object tells, by the names of the language."""
    return {key: getattr(one, attribute(key)) for key in keys if hasattr(one, attribute(key))}
