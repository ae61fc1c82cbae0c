"""Clauses that several declarations share: dates and periods, limits, tables, constant numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

from fidelang.diagnostics import nearest
from fidelang.semantics.context import Context, listed
from fidelang.semantics.expressions import infer
from fidelang.semantics.literals import check_points, money_value
from fidelang.semantics.operators import compare
from fidelang.semantics.readings import value_of, window_of
from fidelang.semantics.report import plain, there
from fidelang.semantics.scope import Scope, constant
from fidelang.semantics.symbols import EVER, FeeInfo, Instant, LimitInfo, Period, TableInfo, TableRow, WindowOf
from fidelang.semantics.types import (
    FlagType,
    MoneyType,
    NumberType,
    OneOfType,
    PointsType,
    TextType,
    Type,
    UnknownType,
    in_words,
)
from fidelang.semantics.walk import reads_line
from fidelang.syntax import nodes

Kind = TypeVar("Kind", bound=nodes.Node)


def first(clauses: Iterable[nodes.Node], kind: type[Kind]) -> Kind | None:
    """The first clause of a kind; a second one is told by the check on clauses that stand twice."""
    return next((clause for clause in clauses if isinstance(clause, kind)), None)


def all_of(clauses: Iterable[nodes.Node], kind: type[Kind]) -> tuple[Kind, ...]:
    return tuple(clause for clause in clauses if isinstance(clause, kind))


# ---------------------------------------------------------------- dates


def ordinal(node: nodes.Date) -> int | None:
    """The day of a date; None if the calendar has no such day (told by the parser) or if it has no year."""
    if node.year is None:
        return None
    try:
        return date(node.year, node.month, node.day).toordinal()
    except ValueError:
        return None


def period_of(ctx: Context, node: nodes.Period | None) -> Period:
    """A period's two instants: a last day counts whole, a last moment does not count itself (row 46)."""
    if node is None:
        return Period()
    for end in (node.first, node.last):
        if end is not None and end.year is None:
            no_year(ctx, end)
    start = None if node.first is None else _instant(node.first, whole_day=False)
    stop = None if node.last is None else _instant(node.last, whole_day=True)
    return Period(start, stop)


def no_year(ctx: Context, node: nodes.Date) -> None:
    """Tells a date whose year is missing where a day of the calendar is meant."""
    ctx.report.add(
        "date_without_year",
        node,
        f"{ctx.report.quote(node)} has no year",
        help=f"write the whole date, such as `2027-{node.month:02}-{node.day:02}`",
    )


def _instant(node: nodes.Date, *, whole_day: bool) -> Instant | None:
    day = ordinal(node)
    if day is None:
        return None
    if node.minute is not None:
        return Instant(day, node.minute)
    return Instant(day + 1 if whole_day else day)


# ---------------------------------------------------------------- numbers known when the file is read


def constant_number(ctx: Context, node: nodes.Expr, what: str) -> Fraction | None:
    """A number (not money, not points) known when the file is read; told if it is something else."""
    kind = infer(ctx, node, constant(what))
    if isinstance(kind, UnknownType):
        return None
    value = ctx.constant_of(node)
    if not isinstance(kind, NumberType) or value is None:
        ctx.report.add(
            "type_mismatch",
            node,
            f"{ctx.report.quote(node)} is {in_words(kind)}, and {what} is a plain number",
            help="write the number alone",
        )
        return None
    return value


def whole_number(ctx: Context, node: nodes.Number | nodes.Reading, what: str, least: int) -> int | None:
    """A whole number of at least `least`, written or named by a `let`; told if it is not."""
    value = node.value if isinstance(node, nodes.Number) else constant_number(ctx, node, what)
    if value is None:
        return None
    if value.denominator == 1 and value >= least:
        return int(value)
    ctx.report.add(
        "not_whole",
        node,
        f"{what} is a whole number" + (f" of at least {least}" if value < least else ""),
        label=f"this is {ctx.report.quote(node)[1:-1] if isinstance(node, nodes.Number) else plain(value)}",
        help=f"write `{max(least, round(value))}`",
    )
    return None


def constant_money(
    ctx: Context, node: nodes.Money | nodes.Reading, what: str, *, finest: int | None = None
) -> Fraction | None:
    """Minor units of an amount that is written, or named by a `let`; told if it is something else, below 0, or of a
    part of the smallest coin, which is right where `finest` is given."""
    if isinstance(node, nodes.Money):
        return money_value(ctx, node, finest=finest)
    kind = infer(ctx, node, constant(what))
    value = ctx.constant_of(node)
    if isinstance(kind, UnknownType) or (isinstance(kind, MoneyType) and value is None):
        return None
    if not isinstance(kind, MoneyType) or value is None or value < 0:
        below = " below 0" if isinstance(kind, MoneyType) else ""
        ctx.report.add(
            "type_mismatch",
            node,
            f"{ctx.report.quote(node)} is {in_words(kind)}{below}, and {what} is an amount of money",
            help=f"name an amount in {ctx.currency}, or write it",
        )
        return None
    if finest is None and value.denominator != 1:
        ctx.report.add(
            "money_decimals", node, f"{what} of a part of the smallest coin", help="round it to what can be paid"
        )
    return value


def fee_of(ctx: Context, node: nodes.Fee | None) -> FeeInfo | None:
    """A fee of the header or of a tier; told: one of nothing."""
    if node is None:
        return None
    amount = constant_money(ctx, node.money, "a fee")
    if amount is None:
        return None
    if amount == 0:
        ctx.report.add("price_of_nothing", node, "a fee of nothing is none", help="leave it out")
    return FeeInfo(amount, node.per, node)


# ---------------------------------------------------------------- limits


def limit_of(ctx: Context, node: nodes.Limit | nodes.Cap | nodes.CampaignBudget) -> LimitInfo | None:
    """A limit, cap or campaign's budget with its subject and window; None if its amount is wrong."""
    subject, window = _per(ctx, node.per, "member" if isinstance(node, nodes.Limit) else "program")
    what = {nodes.Limit: "a limit", nodes.Cap: "a cap"}.get(type(node), "a budget")
    found = _amount(ctx, node.amount, what)
    if found is None:
        return None
    kind, amount, wallet = found
    if amount < 0 or (amount == 0 and not ctx.report.errors_within(node.span)):
        ctx.report.add(
            "limit_of_nothing",
            node.amount,
            "a limit of nothing lets nothing through",
            help="write what it lets through, or leave the rule out",
        )
    return LimitInfo(kind, amount, wallet, subject, window, node)  # type: ignore[arg-type]


def _amount(ctx: Context, node: nodes.Amount | nodes.NamedGrant, what: str) -> tuple[str, Fraction, str | None] | None:
    match node:
        case nodes.Times(count=count):
            value = constant_number(ctx, count, "a number of times")
            if value is not None and value.denominator != 1:
                ctx.report.add("not_whole", count, "a number of times is whole", help="write a whole number")
                return None
            return None if value is None else ("times", value, None)
        case nodes.NamedGrant(count=count, wallet=wallet):
            kind = ctx.wallet(wallet)
            value = constant_number(ctx, count, f"a count of `{wallet.text}`")
            if value is None or not isinstance(kind, PointsType):
                return None
            check_points(ctx, node, value, wallet.text)
            return ("points", value, wallet.text)
    kind = infer(ctx, node, constant(what))
    value = ctx.constant_of(node)
    if isinstance(kind, UnknownType) or value is None:
        return None
    if isinstance(kind, MoneyType):
        if value.denominator != 1:
            ctx.report.add(
                "money_decimals", node, f"{what} of a part of the smallest coin", help="round it to what can be paid"
            )
        return ("money", value, None)
    if isinstance(kind, PointsType):
        return ("points", value, kind.wallet)
    ctx.report.add(
        "type_mismatch",
        node,
        f"{ctx.report.quote(node)} is {in_words(kind)}: {what} is of times, money or points",
        help=f"say of what: `{ctx.report.quote(node)[1:-1]} times`, or an amount in {ctx.currency} or in points",
    )
    return None


_SUBJECTS = ("member", "basket", "program", "line")


def _per(ctx: Context, parts: Sequence[nodes.Per], default: str) -> tuple[str, WindowOf]:
    """Whom a limit counts for (a budget: the whole program unless it says `per member`), and over which time."""
    subject: nodes.Per | None = None
    window: nodes.Per | None = None
    for part in parts:
        if part.unit in _SUBJECTS:
            if subject is not None:
                _again(ctx, part, subject, "whom a limit counts for")
            subject = subject or part
        else:
            if window is not None:
                _again(ctx, part, window, "a limit's time")
            window = window or part
    found = EVER
    if window is not None:
        node = nodes.Window(window.over, window.unit if window.over is None else None, span=window.span)  # type: ignore[arg-type]
        found = window_of(ctx, node)
    return (default if subject is None else str(subject.unit)), found


def _again(ctx: Context, part: nodes.Per, other: nodes.Per, what: str) -> None:
    ctx.report.add(
        "clause_twice",
        part,
        f"{what} is said twice",
        there(other, "here already"),
        help="for two limits, write two `limit` clauses",
    )


# ---------------------------------------------------------------- tables


def table_of(ctx: Context, node: nodes.Table, scope: Scope, what: str) -> TableInfo | None:
    """A table with its keys and values resolved; None if it is wrong."""
    kind = infer(ctx, node.subject, scope.of_lines() if scope.basket else scope)
    rows: list[TableRow] = []
    otherwise: Fraction | None = None
    brackets = [row for row in node.rows if row.to is not None or row.above]
    cases = [row for row in node.rows if row.keys]
    if brackets and cases:
        ctx.report.add(
            "table_mixed",
            cases[0],
            "a table has either bounds (`to 30: …`) or values (`gold: …`), not both",
            there(brackets[0], "a bound"),
            help="split it into two rules",
        )
        return None
    whole = True
    for row in node.rows:
        value = constant_number(ctx, row.value, what)
        if value is None:
            whole = False
            continue
        if row.otherwise:
            otherwise = value
            continue
        to = None if row.to is None else _bound(ctx, node, row.to, kind)
        keys = tuple(key for key in (_key(ctx, node, part, kind) for part in row.keys) if key is not None)
        whole = whole and (row.to is None or to is not None) and len(keys) == len(row.keys)
        rows.append(TableRow(value, to, keys, row))
    if isinstance(kind, UnknownType) or not whole:
        return None
    return TableInfo(
        node.subject, "brackets" if brackets else "cases", tuple(rows), otherwise, reads_line(node.subject), node
    )


def _bound(ctx: Context, table: nodes.Table, node: nodes.Expr, kind: Type) -> Fraction | None:
    infer(ctx, node, constant("a bound of a table"))
    if isinstance(kind, UnknownType) or isinstance(ctx.type_of(node), UnknownType):
        return None
    return ctx.constant_of(node) if compare(ctx, node, table.subject, node, order=True) else None


def _key(
    ctx: Context, table: nodes.Table, node: nodes.Reading | nodes.Text | nodes.Number | nodes.Flag, kind: Type
) -> str | Fraction | bool | None:
    """A label's value, checked against the subject's type."""
    if isinstance(kind, UnknownType):
        return None
    if isinstance(kind, OneOfType) and isinstance(node, nodes.Reading):
        return _label(ctx, node, kind)
    found = infer(ctx, node, constant("a label of a table"), kind)
    if isinstance(found, UnknownType):
        return None
    match node, kind:
        case nodes.Text(value=value), TextType():
            return value
        case nodes.Flag(value=flag), FlagType():
            return flag
        case nodes.Number(value=number), NumberType():
            return number
        case nodes.Reading(), NumberType() | MoneyType() | PointsType() if type(found) is type(kind):
            return ctx.constant_of(node)
    if compare(ctx, node, table.subject, node, order=False):
        ctx.report.add(
            "type_mismatch",
            node,
            f"{ctx.report.quote(node)} cannot label {in_words(kind)}",
            help="use bounds: `to 30 EUR: 2, above: 5`",
        )
    return None


def _label(ctx: Context, node: nodes.Reading, kind: OneOfType) -> str | None:
    name = ".".join(node.path)
    if name not in kind.values:
        what = kind.what if kind.what in ("tier", "stage", "channel", "consent") else f"value of `{kind.what}`"
        ctx.report.add("unknown_label", node, f"no {what} is named `{name}`", help=_one_of(name, kind))
        return None
    ctx.types[id(node)] = value_of(ctx, node, name, kind)
    return name


def _one_of(name: str, kind: OneOfType) -> str:
    near = nearest(name, kind.values)
    return f"did you mean `{near}`?" if near else listed("they are", kind.values)
