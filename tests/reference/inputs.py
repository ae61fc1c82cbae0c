"""Steps of a story read strictly: what cannot be right is refused with its slug, and changes nothing [7, 118, 119]."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from fidelang.syntax import nodes as n
from tests.reference.dates import lapse
from tests.reference.expressions import Basket, Line
from tests.reference.program import Program
from tests.reference.takes import half_up
from tests.reference.values import Money

BUILT_IN_LINE = {"sku", "category", "brand", "price", "quantity", "giftcard"}
BUILT_IN_BASKET = {"name", "at", "channel", "store", "shipping", "redeem", "lines", "member"}


class Invalid(Exception):
    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def decimal(value: Any, most: int | None, slug: str) -> Fraction:
    if isinstance(value, bool) or not isinstance(value, (str, int)) or not re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        raise Invalid("fact_type")
    if most is not None and len(str(value).partition(".")[2]) > most:
        raise Invalid(slug)
    return Fraction(str(value))


def day(value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Invalid("fact_type") from None


def moment(value: Any, zone: str) -> tuple[date, int]:
    """Local to the program; an offset is converted; in a skipped hour, moved on by the gap [45]."""
    try:
        when = datetime.fromisoformat(str(value))
    except ValueError:
        raise Invalid("fact_type") from None
    local = ZoneInfo(zone)
    if when.tzinfo is None:
        when = when.replace(tzinfo=local).astimezone(ZoneInfo("UTC"))
    when = when.astimezone(local)
    return when.date(), when.hour * 60 + when.minute


def fact(declared: n.Fact, value: Any, program: Program) -> Any:
    """A program's own fact, by its type."""
    match declared.type.kind:
        case "number":
            decimals = int(declared.type.decimals.value) if declared.type.decimals else 0
            return decimal(value, decimals, "fact_decimals")
        case "money":
            return Money(decimal(value, program.decimals, "fact_decimals"))
        case "text":
            return text(value)
        case "date":
            return day(value)
        case "flag":
            if not isinstance(value, bool):
                raise Invalid("fact_type")
            return value
    if value not in [name.text for name in declared.type.values]:
        raise Invalid("fact_type")
    return value


def text(value: Any) -> str:
    if not isinstance(value, str):
        raise Invalid("fact_type")
    return unicodedata.normalize("NFC", value)


def basket(program: Program, given: dict[str, Any]) -> tuple[Basket, list[tuple[str, Any]]]:
    """The basket, and the rewards asked for with how often."""
    facts: dict[str, Any] = {}
    for name, value in given.items():
        if name in program.facts["basket"]:
            facts[name] = fact(program.facts["basket"][name], value, program)
        elif name not in BUILT_IN_BASKET:
            raise Invalid("unknown_fact")
    if "channel" in given:
        if given["channel"] not in program.channels:
            raise Invalid("fact_type")
        facts["channel"] = given["channel"]
    if "store" in given:
        facts["store"] = text(given["store"])
    lines = given.get("lines") or []
    if not lines:
        raise Invalid("no_lines")
    if len(lines) > program.largest_lines:
        raise Invalid("too_many_lines")
    read = [line(program, each) for each in lines]
    if Fraction(sum(each.gross for each in read), program.minor) > program.largest:
        raise Invalid("basket_too_large")
    shipping = None
    if "shipping" in given:
        shipping = int(decimal(given["shipping"], program.decimals, "fact_decimals") * program.minor)
        if shipping < 0:
            raise Invalid("negative_price")
    asked = []
    for each in given.get("redeem") or []:
        name, times = (each["name"], each.get("times", "1")) if isinstance(each, dict) else (each, "1")
        if name not in program.rules or program.rules[name].kind != "reward" or not program.rules[name].on_purchase:
            raise Invalid("unknown_reward")
        if times != "max":
            times = int(decimal(times, 0, "fact_decimals"))
            if times < 1:
                raise Invalid("fact_type")
        asked.append((name, times))
    return Basket(facts, read, shipping), asked


def line(program: Program, given: dict[str, Any]) -> Line:
    facts: dict[str, Any] = {}
    for name, value in given.items():
        if name in program.facts["line"]:
            facts[name] = fact(program.facts["line"][name], value, program)
        elif name in ("sku", "category", "brand"):
            facts[name] = text(value)
        elif name not in BUILT_IN_LINE:
            raise Invalid("unknown_fact")
    price = decimal(given.get("price"), 4, "price_decimals")
    quantity = decimal(given.get("quantity", "1"), 3, "quantity_decimals")
    if price < 0:
        raise Invalid("negative_price")
    if quantity <= 0:
        raise Invalid("quantity_not_positive")
    giftcard = given.get("giftcard", False)
    if not isinstance(giftcard, bool):
        raise Invalid("fact_type")
    gross = half_up(price * quantity * program.minor)  # once [7]
    facts["price"] = Money(price)
    return Line(facts, gross, gross, quantity, giftcard)


_METRIC = re.compile(
    r"(?P<name>orders|spend|units|categories|referrals|reviews|visits|earned \w+)"
    r"(?: over (?P<count>\d+) (?P<unit>day|week|month|year)s?| this (?P<this>[a-z ]+))?"
)


def metric(key: str) -> tuple[str, tuple[str, Any]] | None:
    """A metric's name and window, as members' settings write them."""
    match = _METRIC.fullmatch(key)
    if match is None:
        return None
    if match["count"]:
        return match["name"], ("over", lapse(int(match["count"]), match["unit"]))
    return match["name"], ("this", match["this"]) if match["this"] else ("ever", None)


def next_noon(clock: tuple[date, int]) -> tuple[date, int]:
    return clock[0] + timedelta(days=1), 720
