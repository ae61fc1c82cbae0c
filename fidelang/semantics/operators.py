"""Which operands an operator takes, what it makes of their units, and what to write instead."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.context import Context
from fidelang.semantics.report import there
from fidelang.semantics.types import (
    NUMBER,
    UNKNOWN,
    DateType,
    DurationType,
    FlagType,
    ListType,
    MoneyType,
    NumberType,
    OneOfType,
    PointsType,
    TextType,
    Type,
    UnknownType,
    in_words,
)
from fidelang.syntax import nodes

_MATCHES = (MoneyType, TextType, FlagType)


def comparable(left: Type, right: Type) -> bool:
    """Whether `is` may stand between two types. Points compare with points of one wallet, a date with a moment."""
    match left, right:
        case (NumberType(), NumberType()) | (DateType(), DateType()):
            return True
        case (PointsType(one), PointsType(other)):
            return one == other
        case (DurationType(one), DurationType(other)):
            return one == other
        case (OneOfType(), OneOfType()):
            return left == right
        case (ListType(), _) | (_, ListType()):
            return False
    return isinstance(left, _MATCHES) and type(left) is type(right)


def ordered(kind: Type) -> bool:
    """Whether `<` means something: not on texts, flags and lists without an order."""
    return not isinstance(kind, TextType | FlagType | ListType) and (not isinstance(kind, OneOfType) or kind.ordered)


def compare(ctx: Context, node: nodes.Expr, left: nodes.Expr, right: nodes.Expr, *, order: bool) -> bool:
    """Whether two sides can be compared; told if not."""
    one, other = ctx.type_of(left), ctx.type_of(right)
    if isinstance(one, UnknownType) or isinstance(other, UnknownType):
        return False
    if not comparable(one, other):
        mismatch(ctx, node, left, right, f"{ctx.report.quote(left)} cannot be compared with {ctx.report.quote(right)}")
        return False
    if order and not ordered(one):
        ctx.report.add(
            "type_mismatch",
            node,
            f"{in_words(one)} has no order: nothing is above or below it",
            label=in_words(one),
            help="ask with `is`, `is not` or `in [a, b]`",
        )
        return False
    return True


def mismatch(ctx: Context, node: nodes.Expr, left: nodes.Expr, right: nodes.Expr, message: str) -> None:
    """Tells two operands that do not go together, both places shown."""
    one, other = ctx.type_of(left), ctx.type_of(right)
    slug = (
        "wallets_mixed"
        if isinstance(one, PointsType) and isinstance(other, PointsType) and one != other
        else "type_mismatch"
    )
    ctx.report.add(
        slug,
        right,
        message,
        there(left, f"{in_words(one)}"),
        label=f"{in_words(other)}",
        help=_advice(ctx, left, right) or _advice(ctx, right, left) or "make both sides the same kind of thing",
    )


def _advice(ctx: Context, fact: nodes.Expr, literal: nodes.Expr) -> str:
    """What to write in place of `literal`, beside `fact`; empty if nothing is known."""
    kind, other = ctx.type_of(fact), ctx.type_of(literal)
    text = ctx.report.quote(literal)[1:-1]
    match kind, other:
        case (MoneyType(), NumberType(percent=False)):
            return (
                f"say the currency: `{text} {ctx.currency}`"
                if _is_number(literal)
                else "compare it with an amount of money"
            )
        case (MoneyType(), NumberType()):
            return f"take the percent of an amount: `{text} * basket.total`"
        case (PointsType(wallet), NumberType()):
            return (
                f"say of which wallet: `{text} {wallet}`"
                if _is_number(literal)
                else f"compare it with points: `100 {wallet}`"
            )
        case (PointsType(wallet), MoneyType()):
            return (
                f"points and money do not add up or compare: count both in money, with what one of `{wallet}` is worth, "
                f"or both in `{wallet}`"
            )
        case (PointsType(one), PointsType(two)):
            return f"`{one}` and `{two}` are two wallets, which never mix: ask about each apart, joined by `and`"
        case (DurationType(), NumberType()):
            return (
                f"say of what: `{text} days`"
                if _is_number(literal)
                else "compare it with a duration, such as `30 days`"
            )
        case (NumberType(), DurationType()):
            count = literal.count if isinstance(literal, nodes.Duration) else None
            return f"{ctx.report.quote(fact)} is a plain number: write `{count}`" if count is not None else ""
        case (DurationType("days"), DurationType("months")):
            return "months differ in length: count in days, or use `months since …`"
        case (TextType(), NumberType() | MoneyType() | FlagType()):
            return f'a text stands in quotes: `"{text}"`'
        case (OneOfType(what, values, _), TextType()):
            bare = literal.value if isinstance(literal, nodes.Text) else ""
            if bare in values:
                return f"write `{bare}` without quotes"
            return f"it is one of {', '.join(f'`{value}`' for value in values[:8])}"
        case (DateType(), NumberType() | TextType()):
            return "write a date as `2027-01-31`"
        case (FlagType(), NumberType() | TextType()):
            return "it is yes or no: write it alone, or `is yes`"
    return ""


def _is_number(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Number | nodes.Percent)


# ---------------------------------------------------------------- sums


def sum_type(ctx: Context, node: nodes.Sum) -> Type:
    """Type and value of `a + b - c`; the first pair that does not go together is told, once."""
    kind = ctx.type_of(node.first)
    value = ctx.constant_of(node.first)
    before: nodes.Expr = node.first
    for sign, term in node.rest:
        other = ctx.type_of(term)
        if isinstance(kind, UnknownType) or isinstance(other, UnknownType):
            return UNKNOWN
        result = _sum(kind, sign, other)
        if result is None:
            word = "added to" if sign == "+" else "taken from"
            mismatch(ctx, node, before, term, f"{ctx.report.quote(term)} cannot be {word} {ctx.report.quote(before)}")
            return UNKNOWN
        kind, before = result, term
        amount = ctx.constant_of(term)
        value = None if value is None or amount is None else value + amount if sign == "+" else value - amount
    if value is not None:
        ctx.constants[id(node)] = value
    return kind


def _sum(left: Type, sign: str, right: Type) -> Type | None:
    match left, right:
        case (NumberType(a, p), NumberType(b, q)):
            return NumberType(None if a is None or b is None else max(a, b), p and q)
        case (MoneyType(), MoneyType()):
            return left
        case (PointsType() | DurationType(), _) if left == right:
            return left
        case (DateType(), DurationType("days" | "months")):
            return left
        case (DurationType("days" | "months"), DateType()) if sign == "+":
            return right
        case (DateType(), DateType()) if sign == "-":
            return DurationType("days")
    return None


# ---------------------------------------------------------------- products


def product_type(ctx: Context, node: nodes.Product) -> Type:
    """Type and value of `a * b / c`."""
    kind = ctx.type_of(node.first)
    value = ctx.constant_of(node.first)
    for sign, factor in node.rest:
        other = ctx.type_of(factor)
        if isinstance(kind, UnknownType) or isinstance(other, UnknownType):
            return UNKNOWN
        amount = ctx.constant_of(factor)
        if sign == "/" and amount == 0:
            ctx.report.add(
                "division_by_zero", factor, "division by zero", label="this is 0", help="divide by another number"
            )
            return UNKNOWN
        result = _product(kind, sign, other)
        if result is None:
            _bad_product(ctx, node, kind, sign, factor)
            return UNKNOWN
        kind = result
        value = _folded(value, sign, amount)
    if value is not None:
        ctx.constants[id(node)] = value
    return kind


def _folded(value: Fraction | None, sign: str, amount: Fraction | None) -> Fraction | None:
    if value is None or amount is None:
        return None
    return value * amount if sign == "*" else value / amount


def _product(left: Type, sign: str, right: Type) -> Type | None:
    match left, right:
        case (NumberType(a, p), NumberType(b, q)):
            return NumberType(None if sign == "/" or a is None or b is None else a + b, p != q)
        case (MoneyType() | PointsType() | DurationType("days"), NumberType()):
            return left
        case (NumberType(), MoneyType() | PointsType() | DurationType("days")) if sign == "*":
            return right
        case (MoneyType() | PointsType() | DurationType(), _) if left == right and sign == "/":
            return NUMBER
    return None


def _bad_product(ctx: Context, node: nodes.Product, kind: Type, sign: str, factor: nodes.Expr) -> None:
    other = ctx.type_of(factor)
    verb = "multiplied" if sign == "*" else "divided"
    advice = (
        "a number may multiply money, points or days; money may be divided by money, points by points of one wallet"
    )
    slug = (
        "wallets_mixed"
        if isinstance(kind, PointsType) and isinstance(other, PointsType) and kind != other
        else "type_mismatch"
    )
    ctx.report.add(
        slug,
        factor,
        f"{in_words(kind)} cannot be {verb} by {in_words(other)}",
        there(node.first, in_words(ctx.type_of(node.first))),
        label=in_words(other),
        help=advice,
    )


def negative_type(ctx: Context, node: nodes.Negative) -> Type:
    """Type and value of `-a`."""
    kind, value = ctx.type_of(node.operand), ctx.constant_of(node.operand)
    if isinstance(kind, NumberType | MoneyType | PointsType | DurationType):
        if value is not None:
            ctx.constants[id(node)] = -value
        return kind
    if not isinstance(kind, UnknownType):
        ctx.report.add(
            "type_mismatch",
            node,
            f"{in_words(kind)} has no negative",
            help="leave out the `-`" if not isinstance(kind, FlagType) else "write `not`",
        )
    return UNKNOWN
