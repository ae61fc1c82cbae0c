"""Values of a reason as texts, by their unit."""

from __future__ import annotations

from fractions import Fraction

from fidelang.plan import Plan
from fidelang.state import ABSENT
from fidelang.values import day_text, written


def shown_value(plan: Plan, unit: str, value: int, texts: dict[str, int]) -> str | None:
    """`4.00` of money, `gold` of tiers, a text as it was given; None for what is not known."""
    if value == ABSENT:
        return None
    kind, _, rest = unit.partition(":")
    if kind == "money":
        number = Fraction(value, int(rest))
        return written(round(number), plan.decimals) if number.denominator == 1 else str(number / 10**plan.decimals)
    if kind == "points":
        return written(value, plan.wallets[int(rest)].decimals)
    if kind == "text":
        if 0 <= value < len(plan.texts):
            return plan.texts[value]
        return next((text for text, code in texts.items() if code == value), None)
    if kind == "one_of":
        names = rest.partition(":")[2].split(",")
        return names[value] if 0 <= value < len(names) else None
    if kind == "date":
        return day_text(value)
    number = Fraction(value, int(rest))
    return str(number.numerator) if number.denominator == 1 else str(number)
