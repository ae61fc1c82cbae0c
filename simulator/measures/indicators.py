"""The indicators of one arm: what is counted over what, and their names. The registry is what reports print."""

from __future__ import annotations

from dataclasses import dataclass, fields
from fractions import Fraction
from typing import Literal

from simulator.finance import Account
from simulator.individuals import Books, Horizon

Value = int | Fraction | None


@dataclass(frozen=True, slots=True)
class Indicator:
    """`kind` says how it is written: money in minor units, a count, or a rate (0.25 is 25%); rate None: undefined."""

    key: str
    kind: Literal["money", "count", "rate"]
    numerator: str
    denominator: str
    english: str
    french: str


_MONEY = "the arm's whole run"
INDICATORS: dict[str, Indicator] = {
    indicator.key: indicator
    for indicator in (
        Indicator("list_sales", "money", "sales at list price", _MONEY, "list sales", "ventes au prix catalogue"),
        Indicator("cost_of_goods", "money", "cost of goods sold", _MONEY, "cost of goods", "coût des marchandises"),
        Indicator("discounts", "money", "offers and rewards taken off", _MONEY, "discounts", "remises"),
        Indicator("gifts", "money", "gifts at cost", _MONEY, "gifts", "cadeaux"),
        Indicator("messages", "money", "messages at unit cost", _MONEY, "messages", "messages"),
        Indicator("fixed", "money", "launch, platform and enrolment", _MONEY, "fixed costs", "coûts fixes"),
        Indicator("provision", "money", "points left that will be spent", _MONEY, "provision", "provision"),
        Indicator("fees", "money", "membership fees", _MONEY, "fees", "cotisations"),
        Indicator("profit", "money", "L − C − D − G − M − F − V + E", _MONEY, "profit", "résultat"),
        Indicator("net_sales", "money", "sales after discounts", _MONEY, "net sales", "chiffre d'affaires"),
        Indicator("orders", "count", "orders", _MONEY, "orders", "commandes"),
        Indicator("customers", "count", "customers who entered", _MONEY, "customers", "clients"),
        Indicator("members", "count", "customers who enrolled", _MONEY, "members", "adhérents"),
        Indicator(
            "retention_rate",
            "rate",
            "customers at the end, less new ones",
            "customers at the period's start",
            "retention rate",
            "taux de rétention",
        ),
        Indicator(
            "attrition_rate",
            "rate",
            "1 − retention rate",
            "customers at the period's start",
            "attrition rate",
            "taux d'attrition",
        ),
        Indicator(
            "loyalty_rate",
            "rate",
            "customers who ordered in the period",
            "all customers",
            "loyalty rate",
            "taux de fidélisation",
        ),
        Indicator(
            "repurchase_rate",
            "rate",
            "customers with a second order",
            "customers",
            "repurchase rate",
            "taux de réachat",
        ),
        Indicator("enrolment_rate", "rate", "members", "customers", "enrolment", "taux d'adhésion"),
        Indicator("average_basket", "money", "net sales", "orders", "average basket", "panier moyen"),
        Indicator("orders_per_customer", "rate", "orders", "customers", "orders a customer", "commandes par client"),
        Indicator(
            "redemption_rate",
            "rate",
            "points redeemed, at their worth",
            "points issued, at their worth",
            "redemption rate",
            "taux d'utilisation",
        ),
        Indicator(
            "breakage_rate",
            "rate",
            "points expired, at their worth",
            "points issued, at their worth",
            "breakage",
            "points perdus",
        ),
    )
}


def measure(
    books: Books, horizon: Horizon, account: Account, worth: dict[str, Fraction], active_days: int
) -> dict[str, Value]:
    """Every indicator of an arm. `worth` is minor units a unit of each wallet; a customer is active who ordered within
    `active_days`. The period of retention is the run's last 12 months, or all but its first month where it is shorter.
    """
    people = books.people.values()
    end = horizon.month_starts[-1]
    start = horizon.month_starts[max(1, horizon.months - 12)] if horizon.months > 1 else None
    orders = sum(month.orders for month in books.months)
    members = sum(person.enrolled is not None for person in people)
    again = sum(len(person.order_days) > 1 for person in people)
    values: dict[str, Value] = {field.name: getattr(account, field.name) for field in fields(Account)}
    retention: Fraction | None = None
    loyal: Fraction | None = None
    if start is not None:
        retention = _retention(books, start, end, active_days)
        loyal = _ratio(sum(person.order_days[-1] >= start for person in people), len(people))
    issued, redeemed, expired = (_worth_of(books, name, worth) for name in ("issued", "redeemed", "expired"))
    values |= {
        "profit": account.profit,
        "net_sales": account.net_sales,
        "orders": orders,
        "customers": len(people),
        "members": members,
        "retention_rate": retention,
        "attrition_rate": None if retention is None else 1 - retention,
        "loyalty_rate": loyal,
        "repurchase_rate": _ratio(again, len(people)),
        "enrolment_rate": _ratio(members, len(people)),
        "average_basket": _ratio(account.net_sales, orders),
        "orders_per_customer": _ratio(orders, len(people)),
        "redemption_rate": _ratio(redeemed, issued),
        "breakage_rate": _ratio(expired, issued),
    }
    return values


def _ratio(numerator: int | Fraction, denominator: int | Fraction) -> Fraction | None:
    return Fraction(numerator) / denominator if denominator else None


def _worth_of(books: Books, name: str, worth: dict[str, Fraction]) -> Fraction:
    return sum((sums[name] * worth[wallet] for wallet, sums in books.ledger.items()), start=Fraction(0))


def _retention(books: Books, start: int, end: int, active_days: int) -> Fraction | None:
    """(E − N) / S: active at the end, less those who entered since, over those active at the start."""
    at_start = at_end = new = 0
    for person in books.people.values():
        days = person.order_days
        if any(start - active_days <= day < start for day in days):
            at_start += 1
        if end - active_days <= days[-1]:
            at_end += 1
            new += days[0] >= start
    return _ratio(at_end - new, at_start)
