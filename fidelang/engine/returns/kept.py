"""What comes back, and the encoded basket of what is kept (rows 74, 103, 120, 128)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fidelang.kernel import InvalidInput, doors
from fidelang.kernel.frames import columns
from fidelang.plan import Plan
from fidelang.state import ABSENT, OrderRecord
from fidelang.values import half_up, written

_PRICE_DECIMALS = 4


def refused(message: str, *where: str | int, help: str = "") -> InvalidInput:
    return InvalidInput("return_refused", message, ("return", *where), help)


def quantities(plan: Plan, record: OrderRecord) -> tuple[int, ...]:
    """What was sold, in thousandths, by line."""
    return tuple(record.basket[columns(plan).index("Q")])


def come_back(plan: Plan, record: OrderRecord, lines: Mapping[Any, Any] | None) -> tuple[int, ...]:
    """All that has come back after a return of `lines` (number from 1: quantity), in thousandths by line.

    None: everything that is kept. Raises InvalidInput (`return_refused`) for what the order does not hold.
    """
    sold = quantities(plan, record)
    if record.back == sold:
        message = f"nothing of the order `{record.order}` is kept any more"
        raise refused(message, help="each part of an order comes back once: leave this return out")
    if lines is None:
        return sold
    if not lines:
        raise refused(
            f"no line of the order `{record.order}` comes back", help="name a line and how much of it: `{ 2: 1 }`"
        )
    back = list(record.back)
    for key, value in lines.items():
        at = _line(key, record.order, len(sold))
        back[at] += _quantity(key, value, sold[at])
        if back[at] > sold[at]:
            left = written(sold[at] - record.back[at], 3).rstrip("0").rstrip(".") or "0"
            less = f"bring back {left} at most" if left != "0" else "leave the line out"
            raise refused(f"line {key}: {value} come back, and {left} of it is kept", str(key), help=less)
    return tuple(back)


def _line(key: Any, order: str, lines: int) -> int:
    text = str(key)
    if not (text.isascii() and text.isdigit() and len(text) < 10 and 1 <= int(text) <= lines):
        held = "one line" if lines == 1 else f"lines 1 to {lines}"
        raise refused(
            f"there is no line {text} in the order `{order}`, which has {held}",
            text,
            help="lines count from 1, in the order of the basket",
        )
    return int(text) - 1


def _quantity(key: Any, value: Any, sold: int) -> int:
    if value is None:
        raise refused(f"line {key}: how much of it comes back is missing", str(key), help=f"`{{ {key}: 1 }}`")
    try:
        found = doors.quantity(value, "quantity")
    except InvalidInput as problem:
        help = "a quantity is above 0, with three decimals at most"
        raise refused(f"line {key}: {problem.message}", str(key), help=help) from None
    if found % 1000 and sold % 1000 == 0:
        raise refused(
            f"line {key}: {value} comes back, and it was sold by the piece", str(key), help="bring back whole pieces"
        )
    return found


def kept_basket(plan: Plan, record: OrderRecord, back: tuple[int, ...]) -> tuple[tuple[Any, ...], list[int]]:
    """(the encoded basket without what came back, the positions of the lines that it keeps).

    A line kept in part is its price × what is kept, rounded half up; one without a unit price takes its exact share of
    the amount. Its numbers take theirs, and are fractions then; its other amounts are rounded to the minor unit.
    """
    names = columns(plan)
    held = dict(zip(names, record.basket, strict=True))
    sold = held["Q"]
    kept = [j for j in range(held["n"]) if back[j] < sold[j]]
    new: dict[str, Any] = dict(held) | {"n": len(kept), "fresh": dict(held["fresh"])}
    new["Q"] = [sold[j] - back[j] for j in kept]
    new["U"] = [quantity // 1000 if quantity % 1000 == 0 else 1 for quantity in new["Q"]]
    new["G"] = [_amount(plan, held["G"][j], held["P"][j], sold[j], sold[j] - back[j]) for j in kept]
    new["P"] = [held["P"][j] for j in kept]
    new["K"] = [held["K"][j] for j in kept]
    facts = [fact for fact in plan.facts if fact.owner in ("basket", "line")]
    for name, fact in zip(names[-len(facts) :] if facts else (), facts, strict=True):
        if fact.owner == "line":
            values = [held[name][j] for j in kept]
            if fact.kind in ("number", "money"):
                values = [_share(value, sold[j], back[j], fact.kind) for value, j in zip(values, kept, strict=True)]
            new[name] = values
    return tuple(new[name] for name in names), kept


def _amount(plan: Plan, amount: int, price: int, sold: int, kept: int) -> int:
    if kept == sold:
        return amount
    if price == ABSENT:
        return half_up(amount * kept, sold)
    return half_up(price * kept, 1000 * 10 ** (max(_PRICE_DECIMALS, plan.decimals) - plan.decimals))


def _share(value: int, sold: int, back: int, kind: str) -> int | Fraction:
    if value == ABSENT or not back:
        return value
    if kind == "money":
        return half_up(value * (sold - back), sold)
    share = Fraction(value * (sold - back), sold)
    return share.numerator if share.denominator == 1 else share
