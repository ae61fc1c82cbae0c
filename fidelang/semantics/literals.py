"""Types and values of literals: money in the program's currency, points of a wallet, durations."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.context import Context
from fidelang.semantics.symbols import Lapse
from fidelang.semantics.types import MONEY, DurationType, PointsType, Type
from fidelang.syntax import nodes

_COUNT_WORDS = {1: "one decimal", 2: "two decimals", 3: "three decimals", 4: "four decimals"}


def money_value(ctx: Context, node: nodes.Money, *, finest: int | None = None, rate: bool = False) -> Fraction:
    """An amount in minor units. Told: another currency, more decimals than the currency has (or than `finest`).
    `rate` says that points are counted per this amount, so that both can be told in greater numbers."""
    if node.currency != ctx.currency and ctx.currency_known:
        ctx.report.add(
            "wrong_currency",
            node,
            f"{ctx.report.quote(node)} is not in {ctx.currency}, the program's currency",
            help=f"a program has one currency: write the amount in {ctx.currency}",
        )
    allowed = ctx.money_decimals if finest is None else finest
    if node.decimals > allowed:
        ctx.report.add(
            "money_decimals",
            node,
            f"{ctx.report.quote(node)} has {_decimals(node.decimals)}, {node.currency} has {_decimals(allowed)}",
            help=_money_help(node, allowed, rate),
        )
    return node.amount * ctx.minor


def _decimals(count: int) -> str:
    return "no decimals" if count == 0 else _COUNT_WORDS.get(count, f"{count} decimals")


def _money_help(node: nodes.Money, allowed: int, rate: bool) -> str:
    if rate and 0 < node.amount < 1:
        times = 10 ** (node.decimals - allowed)
        whole, part = divmod(int(node.amount * 10**node.decimals), 10**allowed)
        amount = f"{whole}.{part:0{allowed}} {node.currency}" if allowed else f"{whole} {node.currency}"
        return f"write the same rate in amounts that can be paid: {times:_} times as many points, `per {amount}`"
    if node.decimals == 3 and node.amount >= 1:
        thousands = int(node.amount * 1000)
        return f"if the point separates thousands, write `{thousands:_} {node.currency}`; if not, round it"
    return "round it: a customer cannot pay or get less than the smallest coin of account"


def grant_value(ctx: Context, node: nodes.Grant) -> tuple[Type, Fraction]:
    """Points of a wallet. Told: an unknown wallet, more decimals than the wallet has."""
    kind = ctx.wallet(node.wallet)
    if isinstance(kind, PointsType):
        check_points(ctx, node, node.amount, kind.wallet)
    return kind, node.amount


def check_points(ctx: Context, where: nodes.Node, amount: Fraction, wallet: str) -> None:
    """Tells an amount of points that is no multiple of the wallet's smallest unit."""
    decimals = ctx.wallet_decimals.get(wallet, 0)
    if (amount * 10**decimals).denominator != 1:
        ctx.report.add(
            "points_decimals",
            where,
            f"{ctx.report.quote(where)} is no whole number, and `{wallet}` has no decimals"
            if decimals == 0
            else f"{ctx.report.quote(where)} has more than {_decimals(decimals)}, all that `{wallet}` has",
            help=f"round the amount, or give the wallet `decimals {_needed(amount)}`",
        )


def _needed(amount: Fraction) -> int:
    return next((places for places in range(1, 7) if (amount * 10**places).denominator == 1), 6)


def lapse_of(ctx: Context, node: nodes.Duration, place: str) -> Lapse:
    """Months and days of a duration. Told: hours, and a part of a day or month."""
    if node.unit == "hour":
        ctx.report.add(
            "hours_not_here",
            node,
            f"{place} counts whole days, not hours",
            help="write it in days, weeks, months or years",
        )
        return Lapse(days=1)
    if node.count.denominator != 1:
        ctx.report.add(
            "not_whole",
            node,
            f"{ctx.report.quote(node)} is not a whole number of {node.unit}s",
            help="write whole days, weeks, months or years: `18 months` rather than `1.5 years`",
        )
        return Lapse(days=1)
    count = int(node.count)
    match node.unit:
        case "day":
            return Lapse(days=count)
        case "week":
            return Lapse(days=7 * count)
        case "month":
            return Lapse(months=count)
        case "year":
            return Lapse(months=12 * count)


def duration_type(node: nodes.Duration) -> DurationType:
    if node.unit == "hour":
        return DurationType("hours")
    return DurationType("days" if node.unit in ("day", "week") else "months")


def literal_type(ctx: Context, node: nodes.Money | nodes.Grant) -> tuple[Type, Fraction]:
    """Type and value of money or points."""
    if isinstance(node, nodes.Money):
        return MONEY, money_value(ctx, node)
    return grant_value(ctx, node)
