"""Reasons in English sentences."""

from __future__ import annotations

from typing import Protocol

from fidelang.plan import Plan
from fidelang.plan.model import Price, Rule
from fidelang.plan.versions import standing
from fidelang.values import day_text, weekday, written

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_PLAIN = {
    "not_started": "the program has not started",
    "ended": "the program has ended",
    "no_member": "no member",
    "consent": "it reads a fact for which the member has not given consent",
    "no_line": "no line of the basket is in its scope",
    "target": "the rules that it multiplies gave nothing",
    "stock": "the stock is used up",
    "limit": "its limit is used up",
    "stack": "another rule of its stack was picked",
    "nothing": "it comes to nothing on this basket",
    "nothing_left": "less is left to take from than it takes",
    "budget": "the budget is used up",
    "condition": "its condition does not hold",
}


class Told(Protocol):
    """What a sentence is made of; fidelang.engine.Reason has it."""

    @property
    def rule(self) -> str: ...
    @property
    def code(self) -> str: ...
    @property
    def needed(self) -> str | None: ...
    @property
    def actual(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def op(self) -> str | None: ...
    @property
    def said(self) -> str | None: ...


def sentence(reason: Told, plan: Plan, day: int, minute: int, language: str = "en") -> str:
    """One line on why a rule gave nothing. Raises ValueError for a language without sentences."""
    if language != "en":
        raise ValueError(f"reasons are written in English only, not in {language!r}")
    at = standing(plan, reason.rule, day * 1440 + minute)
    assert at is not None
    rule = plan.rules[at]
    code = reason.code
    if code == "too_early" and rule.start is not None:
        return f"the rule starts on {day_text(rule.start // 1440)}"
    if code == "too_late" and rule.stop is not None:
        return f"the rule ended on {day_text((rule.stop - 1) // 1440)}"
    if code == "other_day":
        return f"it is {WEEKDAYS[weekday(day)]}; the rule is for {when_of(rule)}"
    if code == "other_hour":
        return f"it is {clock(minute)}; the rule {'is for' if rule.weekdays or rule.dates else 'runs'} {when_of(rule)}"
    if code == "unknown":
        if reason.actual is None and reason.said:
            return f"`{reason.said}` reads what is not known"
        return f"{reason.actual or 'a fact that it reads'} is not known"
    if code == "condition" and reason.said:
        found = "" if reason.actual is None else f": it is {_with_unit(reason, plan)}"
        return f"`{reason.said}` does not hold{found}"
    if code == "balance" and rule.price is not None:
        return f"the balance does not cover its price of {_price(rule.price, plan)}"
    if code in ("audience", "holdout", "variant") and rule.campaign is not None:
        return _campaign(code, rule, plan)
    return _PLAIN[code]


def _campaign(code: str, rule: Rule, plan: Plan) -> str:
    """Why a rule of a campaign is not for this member."""
    assert rule.campaign is not None
    campaign = plan.campaigns[rule.campaign]
    if code == "holdout":
        return f"the campaign `{campaign.name}` keeps this member out, to measure what it brings"
    if code == "variant" and rule.variant is not None:
        return (
            f"it is for variant `{campaign.variants[rule.variant].name}` of `{campaign.name}`; the member has another"
        )
    audience = "" if campaign.audience is None else f", which is for `{plan.segments[campaign.audience].name}`"
    return f"the member has not entered the campaign `{campaign.name}`{audience}"


def _with_unit(reason: Told, plan: Plan) -> str:
    """`5.00 EUR`, `10 points`, `store`."""
    kind, _, rest = (reason.unit or "").partition(":")
    unit = {"money": plan.currency, "points": plan.wallets[int(rest)].name if kind == "points" else ""}.get(kind, "")
    return f"{reason.actual} {unit}".rstrip()


def _price(price: Price, plan: Plan) -> str:
    """`500 points`, `10 points per 0.07 USD`."""
    wallet = plan.wallets[price.wallet]
    per = "" if price.per is None else f" per {written(price.per, plan.decimals)} {plan.currency}"
    return f"{written(price.amount, wallet.decimals)} {wallet.name}{per}"


def when_of(rule: Rule) -> str:
    """`Wednesday from 09:00 to 12:00`."""
    parts = []
    if rule.weekdays:
        parts.append(", ".join(WEEKDAYS[at] for at in rule.weekdays))
    if rule.dates:
        parts.append(", ".join(day_text(at) for at in rule.dates))
    if rule.hours is not None:
        parts.append(f"from {clock(rule.hours[0])} to {clock(rule.hours[1])}")
    return " ".join(parts)


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
