"""What rules give, multiply, take off and cost: amounts worked out, wallets and tables resolved."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from fidelang.semantics.clauses import constant_money, constant_number, table_of
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import condition, infer
from fidelang.semantics.literals import check_points, money_value
from fidelang.semantics.meanings import RuleRef, WalletRef
from fidelang.semantics.scope import Scope, constant
from fidelang.semantics.symbols import Give, MultiplyInfo, PriceInfo, TableInfo, TakeInfo
from fidelang.semantics.triggers import at_purchase
from fidelang.semantics.types import MoneyType, NumberType, PointsType, UnknownType, in_words
from fidelang.semantics.walk import reads_line
from fidelang.syntax import nodes

Form = Literal["flat", "rate", "full", "units", "full_units", "item", "share"]


def give_of(
    ctx: Context, node: nodes.GivePoints | nodes.GiveShare | nodes.GiveTable, scope: Scope, *, scoped: bool
) -> Give | None:
    """What a rule gives; None if it is wrong. `scoped`: the rule is on some lines."""
    if isinstance(node, nodes.GiveTable):
        return _give_table(ctx, node, scope)
    kind = ctx.wallet(node.wallet)
    amount = _amount(ctx, node)
    if isinstance(node, nodes.GiveShare):
        if amount is None or not isinstance(kind, PointsType):
            return None
        return Give(kind.wallet, "share", amount, None, None, None, None, True, node)
    base = _base(ctx, node.base, scope)
    if amount is None or not isinstance(kind, PointsType) or base is None:
        return None
    form, money, count, of = base
    if form == "flat":
        check_points(ctx, node.count, amount, kind.wallet)
    return Give(kind.wallet, form, amount, None, money, count, of, _line_wise(form, of, None), node)


def _amount(ctx: Context, node: nodes.GivePoints | nodes.GiveShare) -> Fraction | None:
    count = node.count if isinstance(node, nodes.GivePoints) else node.share
    value = constant_number(ctx, count, "what a rule gives")
    if value is None:
        return None
    kind = ctx.type_of(count)
    percent = isinstance(kind, NumberType) and kind.percent
    if isinstance(node, nodes.GivePoints) and percent:
        text, wallet = ctx.report.quote(count)[1:-1], node.wallet.text
        if node.base is None:
            ctx.report.add(
                "missing_as",
                node,
                f"a percent of what: {ctx.report.quote(count)} of a purchase is money, `{wallet}` are points",
                help=f"write `give {text} as {wallet}`: the percent of the amount, counted in `{wallet}` at its worth",
                replacement=f"give {text} as {wallet}",
            )
        else:
            ctx.report.add(
                "missing_as",
                node,
                "a rate gives a number of points, not a percent",
                help=f"write `give {text} as {wallet}`, or a number of points `per` amount",
            )
        return None
    if isinstance(node, nodes.GiveShare) and not percent:
        ctx.report.add(
            "type_mismatch",
            count,
            f"{ctx.report.quote(count)} is no percent of a purchase",
            label="a plain number",
            help=f"write `give 3% as {node.wallet.text}`, or `give 3 {node.wallet.text} per 1 {ctx.currency}`",
        )
        return None
    if value <= 0:
        ctx.report.add(
            "gives_nothing",
            count,
            "a rule gives more than 0",
            help="leave the rule out if it gives nothing; points are taken back by returns and expiry only",
        )
        return None
    return value


def _base(
    ctx: Context, node: nodes.RateBase | None, scope: Scope
) -> tuple[Form, Fraction | None, Fraction | None, nodes.Reading | None] | None:
    """Form of a rate, what it is per, and the number fact it counts."""
    if node is None or node.unit == "order":
        return ("flat", None, None, None)
    if node.unit == "item":
        return ("item", None, None, None)
    if node.money is not None:
        money = money_value(ctx, node.money, rate=not node.full)
        if money <= 0:
            _per_nothing(ctx, node.money, f"per 1 {ctx.currency}")
            return None
        return ("full" if node.full else "rate", money, None, None)
    if node.number is None or node.of is None:
        return None
    if node.number.value <= 0:
        _per_nothing(ctx, node.number, "per 1 of line.litres")
        return None
    kind = infer(ctx, node.of, scope.of_lines() if scope.basket else scope)
    if isinstance(kind, UnknownType):
        return None
    if not isinstance(kind, NumberType):
        advice = (
            f"for an amount of money write `per 1 {ctx.currency}`"
            if isinstance(kind, MoneyType)
            else "count a number: `line.quantity`, or a number fact of yours, such as litres or nights"
        )
        ctx.report.add(
            "type_mismatch", node.of, f"{ctx.report.quote(node.of)} is {in_words(kind)}, not a number", help=advice
        )
        return None
    return ("full_units" if node.full else "units", None, node.number.value, node.of)


def _per_nothing(ctx: Context, where: nodes.Node, example: str) -> None:
    ctx.report.add("division_by_zero", where, "a rate is per more than 0", help=f"write for example `{example}`")


def _line_wise(form: Form, of: nodes.Reading | None, table: TableInfo | None) -> bool:
    """Whether each line gets an amount of its own (row 20): linear rates, but those of a number of the whole basket."""
    if form == "units":
        return of is not None and reads_line(of)
    return form in ("rate", "item", "share")


def _give_table(ctx: Context, node: nodes.GiveTable, scope: Scope) -> Give | None:
    kind = ctx.wallet(node.wallet)
    table = table_of(ctx, node.table, scope, "what a row gives")
    base = _base(ctx, node.base, scope)
    if table is None or base is None or not isinstance(kind, PointsType):
        return None
    form, money, count, of = base
    for row in node.table.rows:
        value = ctx.constant_of(row.value)
        if value is not None and value < 0:
            ctx.report.add(
                "gives_nothing", row.value, "a row gives 0 or more", help="write 0 for a row that gives nothing"
            )
        elif value is not None and form == "flat":
            check_points(ctx, row.value, value, kind.wallet)
    return Give(kind.wallet, form, None, table, money, count, of, _line_wise(form, of, table), node)


# ---------------------------------------------------------------- multiply


def multiply_of(ctx: Context, node: nodes.Multiply, scope: Scope) -> MultiplyInfo | None:
    """A multiplier; wallets among its targets become their give rules. None if it is wrong."""
    found = [_targets(ctx, target) for target in node.targets]
    names = found[0] if len(found) == 1 else tuple(dict.fromkeys(name for part in found for name in part))
    factor: Fraction | None = None
    table: TableInfo | None = None
    if isinstance(node.factor, nodes.Table):
        table = table_of(ctx, node.factor, scope, "a factor")
        if table is None:
            return None
    else:
        factor = constant_number(ctx, node.factor, "a factor")
        if factor is None:
            return None
    wallet = next((wallet for name in names if (wallet := gives_to(ctx.declared.rules[name])) is not None), "")
    return MultiplyInfo(names, wallet, factor, table, node)


def _targets(ctx: Context, name: nodes.Name) -> tuple[str, ...]:
    if name.text in ctx.declared.wallets:
        ctx.means(name, WalletRef(name.text), "wallet", ctx.declared.wallets[name.text], name.text)
        return earning_rules(ctx).get(name.text, ())
    if name.text in ctx.declared.rules:
        ctx.means(name, RuleRef(name.text), "rule", ctx.declared.rules[name.text], name.text)
        return ctx.declared.versions[name.text]
    ctx.unknown(name, name.text, "rule or wallet", [*ctx.declared.versions, *ctx.declared.wallets])
    return ()


def earning_rules(ctx: Context) -> dict[str, tuple[str, ...]]:
    """Keys of the earn rules on purchase of each wallet, in written order, worked out once."""
    if not ctx.earning and ctx.declared.rules:
        found: dict[str, list[str]] = {}
        for key, rule in ctx.declared.rules.items():
            wallet = gives_to(rule)
            if rule.kind == "earn" and wallet is not None and at_purchase(rule):
                found.setdefault(wallet, []).append(key)
        ctx.earning = {wallet: tuple(names) for wallet, names in found.items()}
    return ctx.earning


def gives_to(rule: nodes.Rule) -> str | None:
    """The wallet that a rule's `give` fills; None if it gives no points."""
    for clause in rule.clauses:
        if isinstance(clause, nodes.GivePoints | nodes.GiveShare | nodes.GiveTable):
            return clause.wallet.text
    return None


# ---------------------------------------------------------------- take, price, cost


def take_of(ctx: Context, node: nodes.Take, scope: Scope) -> TakeInfo | None:
    """What an offer or reward takes off; None if it is wrong."""
    if node.scope.where is not None:
        condition(ctx, node.scope.where, scope.of_lines() if scope.basket else scope)
    kind = infer(ctx, node.amount, constant("what is taken off"))
    value = ctx.constant_of(node.amount)
    if isinstance(kind, UnknownType) or value is None:
        return None
    text = ctx.report.quote(node.amount)[1:-1]
    if not isinstance(kind, MoneyType) and not (isinstance(kind, NumberType) and kind.percent):
        advice = (
            f"say of what: `take {text} {ctx.currency} off …` or `take {text}% off …`"
            if isinstance(kind, NumberType)
            else "take an amount of money or a percent: points are spent by `price`"
        )
        ctx.report.add(
            "type_mismatch",
            node.amount,
            f"{ctx.report.quote(node.amount)} is {in_words(kind)}, not money or a percent",
            help=advice,
        )
        return None
    percent = isinstance(kind, NumberType)
    if value <= 0:
        ctx.report.add(
            "gives_nothing", node.amount, "an offer takes off more than 0", help="leave it out if it takes nothing"
        )
        return None
    if percent and value > 1:
        ctx.report.add(
            "over_100_percent",
            node.amount,
            f"{ctx.report.quote(node.amount)} is more than there is",
            help=f"at most `100%`; for an amount of money write `{text.rstrip('% ')} {ctx.currency}`",
        )
        return None
    if not percent and value.denominator != 1:
        ctx.report.add(
            "money_decimals",
            node.amount,
            f"{ctx.report.quote(node.amount)} comes to a part of the smallest coin of {ctx.currency}",
            help="choose numbers that come to an amount that can be paid",
        )
        return None
    return TakeInfo("percent" if percent else "money", value, node.scope, node)


def price_of(ctx: Context, node: nodes.Price) -> PriceInfo | None:
    """A reward's price; None if it is wrong."""
    kind = ctx.wallet(node.wallet)
    amount = constant_number(ctx, node.count, "a price")
    per = None if node.per is None else money_value(ctx, node.per, rate=True)
    if amount is None or not isinstance(kind, PointsType):
        return None
    if amount <= 0 or (per is not None and per <= 0):
        ctx.report.add(
            "price_of_nothing",
            node,
            "a price is more than 0",
            help="leave the price out: a reward without one is a right of the member",
        )
        return None
    if per is None:
        check_points(ctx, node.count, amount, kind.wallet)
    return PriceInfo(node.every, amount, kind.wallet, per, node)


def cost_of(ctx: Context, node: nodes.Cost | None) -> Fraction | None:
    """A cost in minor units; None if none is given."""
    return None if node is None else constant_money(ctx, node.money, "a cost")
