"""Which operands an operator takes, what it makes of their units, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from fidelang.semantics.context import Context, listed
from fidelang.semantics.report import plain, there
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
        mismatch(ctx, left, right, f"{ctx.report.quote(left)} cannot be compared with {ctx.report.quote(right)}")
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


def mismatch(ctx: Context, left: nodes.Node, right: nodes.Expr, message: str) -> None:
    """Tells two things that do not go together, both places shown; `right` is the one to change."""
    one, other = ctx.type_of(left), ctx.type_of(right)
    mixed = isinstance(one, PointsType) and isinstance(other, PointsType) and one != other
    advice = _advice(ctx, left, right) or _advice(ctx, right, left) or Advice("make both sides the same kind of thing")
    ctx.report.add(
        "wallets_mixed" if mixed else "type_mismatch",
        right,
        message,
        there(left, in_words(one)),
        label=in_words(other),
        help=advice.help,
        replacement=advice.text if advice.of is right else None,
    )


@dataclass(frozen=True, slots=True)
class Advice:
    """What to write instead: in words, and as the text that replaces a literal."""

    help: str
    text: str | None = None
    of: nodes.Node | None = None


def _advice(ctx: Context, fact: nodes.Node, literal: nodes.Node) -> Advice | None:
    """What to write in place of `literal`, beside `fact`; None if nothing is known."""
    kind, other = ctx.type_of(fact), ctx.type_of(literal)
    text = ctx.report.quote(literal)[1:-1]
    number = isinstance(literal, nodes.Number)

    def written(help: str, instead: str) -> Advice:
        return Advice(f"{help}: `{instead}`", instead, literal)

    match kind, other:
        case (MoneyType(), NumberType(percent=True)):
            return Advice(f"take the percent of an amount: `{text} * basket.total`")
        case (MoneyType(), NumberType()):
            unit = ctx.currency
            return (
                written("say the currency", f"{text} {unit}")
                if number
                else Advice("compare it with an amount of money")
            )
        case (PointsType(wallet), NumberType()):
            if number:
                return written("say of which wallet", f"{text} {wallet}")
            return Advice(f"compare it with points: `100 {wallet}`")
        case (PointsType(wallet), MoneyType()):
            return _points_and_money(ctx, fact, literal, wallet)
        case (PointsType(one), PointsType(two)):
            return Advice(
                f"`{one}` and `{two}` are two wallets, which never mix: ask about each apart, joined by `and`"
            )
        case (DurationType(unit), NumberType()):
            return (
                written("say of what", f"{text} {unit}") if number else Advice("compare it with a duration: `30 days`")
            )
        case (NumberType(), DurationType()) if isinstance(literal, nodes.Duration):
            return written(f"{ctx.report.quote(fact)} is a plain number", plain(literal.count))
        case (DurationType("days"), DurationType("months")):
            return Advice("months differ in length: count in days, or use `months since …`")
        case (NumberType(), MoneyType() | PointsType()) if isinstance(literal, nodes.Money | nodes.Grant):
            return written(f"{ctx.report.quote(fact)} is a plain number", plain(literal.amount))
        case (TextType(), NumberType() | MoneyType() | FlagType()):
            return written("a text stands in quotes", f'"{text}"')
        case (OneOfType(_, values, _), TextType()):
            if isinstance(literal, nodes.Text) and literal.value in values:
                return written("leave the quotes out", literal.value)
            return Advice(listed("it is one of", values))
        case (DateType(), DurationType("hours")):
            return Advice("from a date days are counted, not hours; the hour of a moment is `hour of basket.at`")
        case (DateType(), DurationType(unit)) if isinstance(literal, nodes.Duration):
            counted = f"{unit} since {ctx.report.quote(fact)[1:-1]} > {plain(ctx.constants[id(literal)])}"
            return Advice(f"count from it: `{counted}`")
        case (DateType(), NumberType() | TextType()):
            return Advice("write a date as `2027-01-31`")
        case (FlagType(), NumberType() | TextType()):
            return Advice("it is yes or no: write it alone, or `is yes`")
    return None


def _points_and_money(ctx: Context, points: nodes.Node, money: nodes.Node, wallet: str) -> Advice:
    """Points and money do not add up: says what the one comes to in the other, if the wallet's worth tells."""
    clauses = ctx.declared.wallets[wallet].clauses
    worth = next((clause.money for clause in clauses if isinstance(clause, nodes.Worth)), None)
    count, amount = ctx.constant_of(points), ctx.constant_of(money)
    if not isinstance(worth, nodes.Money) or worth.amount <= 0:
        return Advice(f"points and money do not add up or compare: write both in `{wallet}`")
    each = f"at {ctx.report.quote(worth)} each"
    if count is not None:
        total = f"{plain(count * worth.amount)} {ctx.currency}"
        return Advice(f"{ctx.report.quote(points)} {each} are `{total}`: write that", total, points)
    if amount is not None:
        total = f"{plain(amount / ctx.minor / worth.amount)} {wallet}"
        return Advice(f"{ctx.report.quote(money)} {each} are `{total}`: write that", total, money)
    return Advice(
        f"points and money do not add up: multiply the points by what one is worth, {ctx.report.quote(worth)}"
    )


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
            mismatch(ctx, before, term, f"{ctx.report.quote(term)} cannot be {word} {ctx.report.quote(before)}")
            return UNKNOWN
        kind, before = result, term
        amount = ctx.constant_of(term)
        value = None if value is None or amount is None else value + amount if sign == "+" else value - amount
        if _too_long(ctx, node, value):
            return UNKNOWN
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
        if _too_long(ctx, node, value):
            return UNKNOWN
    if value is not None:
        ctx.constants[id(node)] = value
    return kind


_MOST_BITS = 512  # of a constant's numerator or denominator: some 150 digits


def _too_long(ctx: Context, node: nodes.Expr, value: Fraction | None) -> bool:
    """Tells a constant that has grown past all use, before it eats up the machine."""
    if value is None or max(value.numerator.bit_length(), value.denominator.bit_length()) <= _MOST_BITS:
        return False
    ctx.report.add("too_long", node, "this comes to a number of more than 150 digits", help="use smaller numbers")
    return True


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
