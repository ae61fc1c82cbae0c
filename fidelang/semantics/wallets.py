"""Wallets: what points are worth, how they round, when they ripen and expire."""

from __future__ import annotations

from fidelang.catalogue import ACTIVITIES
from fidelang.semantics.clauses import constant_money, first, whole_number
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import condition
from fidelang.semantics.literals import lapse_of
from fidelang.semantics.scope import Scope
from fidelang.semantics.symbols import Expiry, Lapse, WalletInfo
from fidelang.semantics.triggers import trigger_names
from fidelang.syntax import nodes

_MOST_DECIMALS = 6
_EXACT = 18  # decimals that `worth` may have: it is a rate, not an amount
_UNLESS = Scope("a wallet's `unless`")


def decimals_of(ctx: Context, node: nodes.Wallet) -> int:
    """Decimals of a wallet's points."""
    clause = first(node.clauses, nodes.Decimals)
    if clause is None:
        return 0
    count = whole_number(ctx, clause.count, "a number of decimals", 0)
    if count is not None and count > _MOST_DECIMALS:
        ctx.report.add(
            "too_many_decimals",
            clause.count,
            f"a wallet has at most {_MOST_DECIMALS} decimals",
            help=f"write `decimals {_MOST_DECIMALS}` or fewer",
        )
        return _MOST_DECIMALS
    return count or 0


def wallet_of(ctx: Context, node: nodes.Wallet) -> WalletInfo:
    """One wallet, with the defaults of what it leaves out (row 94)."""
    label, worth = first(node.clauses, nodes.Label), first(node.clauses, nodes.Worth)
    rounding, pending = first(node.clauses, nodes.Rounding), first(node.clauses, nodes.Pending)
    debt = first(node.clauses, nodes.Debt)
    per = None if rounding is None else rounding.per
    wait = Lapse() if pending is None else _pending(ctx, pending)
    value = None if worth is None else constant_money(ctx, worth.money, "the worth of a point", finest=_EXACT)
    if worth is not None and value is not None and value <= 0:
        ctx.report.add(
            "worth_nothing", worth.money, "a point is worth more than 0", help="leave `worth` out if points buy nothing"
        )
    return WalletInfo(
        name=node.name.text,
        node=node,
        label=None if label is None else label.text.value,
        worth=value,
        rounding="down" if rounding is None else rounding.mode,
        round_per="award" if per is None or per == "order" else per,
        decimals=ctx.wallet_decimals[node.name.text],
        pending_days=wait.days,
        pending_months=wait.months,
        expiries=tuple(expiry for clause in node.clauses if (expiry := _expiry(ctx, clause)) is not None),
        status=first(node.clauses, nodes.StatusOnly) is not None,
        debt_allowed=debt is not None and debt.allowed,
    )


def _expires_on(ctx: Context, node: nodes.ExpireOnTrigger) -> None:
    """Points may go at any event, move or day; not with what they are for, nor with their own end."""
    trigger = node.trigger
    own = isinstance(trigger, nodes.OnShifted) and trigger.moment == "expiry"
    if own or isinstance(trigger, nodes.OnPurchase):
        message = "points cannot expire by their own expiry" if own else "points that go at each purchase buy nothing"
        ctx.report.add(
            "expiry_trigger", trigger, message, help="write how long they last: `expire after 12 months of inactivity`"
        )


def _pending(ctx: Context, node: nodes.Pending) -> Lapse:
    if node.duration.unit == "hour":
        ctx.report.add(
            "pending_hours",
            node.duration,
            "points wait whole days before they can be spent, not hours",
            help="write `pending 1 day`: they ripen at midnight",
        )
        return Lapse()
    return lapse_of(ctx, node.duration, "`pending`")


def _expiry(ctx: Context, node: nodes.WalletClause) -> Expiry | None:
    match node:
        case nodes.ExpireAfter():
            activity = tuple(name.text for name in node.without if _activity(ctx, name))
            if node.inactivity:
                activity = tuple(word.name for word in ACTIVITIES)
            return Expiry(
                after=lapse_of(ctx, node.duration, "`expire`"),
                start="availability" if node.from_availability else "earning",
                activity=activity,
                then_end_of=node.at_end_of,
                unless=_unless(ctx, node.unless),
            )
        case nodes.ExpireAtEnd():
            plus = None if node.plus is None else lapse_of(ctx, node.plus, "`expire`")
            return Expiry(end_of=node.unit, plus=plus, unless=_unless(ctx, node.unless))
        case nodes.ExpireOnDay():
            return _on_day(ctx, node)
        case nodes.ExpireOnTrigger():
            trigger_names(ctx, (node.trigger,))
            _expires_on(ctx, node)
            return Expiry(trigger=node.trigger)
    return None


def _activity(ctx: Context, name: nodes.Name) -> bool:
    if any(name.text == word.name for word in ACTIVITIES):
        return True
    return ctx.event(name) is not None


def _on_day(ctx: Context, node: nodes.ExpireOnDay) -> Expiry:
    day = whole_number(ctx, node.day, "a day of a month", 1) or 1
    if (node.month, day) == (2, 29):
        ctx.report.add(
            "no_such_day",
            node.day,
            "29 february comes in leap years only",
            help="write `28 february`, or `1 march`",
        )
    return Expiry(on_day=(node.month, day), of_next_year=node.of_next_year, unless=_unless(ctx, node.unless))


def _unless(ctx: Context, node: nodes.Expr | None) -> nodes.Expr | None:
    if node is not None:
        condition(ctx, node, _UNLESS)
    return node
