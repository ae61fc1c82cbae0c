"""The type of every expression, with its value if it is constant. Recursive: trees nest at most 64 deep."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.context import Context
from fidelang.semantics.literals import duration_type, literal_type, money_value
from fidelang.semantics.meanings import EarnedOver, SegmentRef
from fidelang.semantics.operators import compare, mismatch, negative_type, product_type, sum_type
from fidelang.semantics.readings import OWNERS, readable, reading_type, window_of
from fidelang.semantics.report import there
from fidelang.semantics.scope import Scope
from fidelang.semantics.types import (
    DATE,
    FLAG,
    MONEY,
    PERCENT,
    SEGMENT,
    TEXT,
    UNKNOWN,
    WHOLE,
    DateType,
    DurationType,
    FlagType,
    ListType,
    MemberType,
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


def infer(ctx: Context, node: nodes.Expr, scope: Scope, expected: Type | None = None) -> Type:
    """Types an expression and all within it. `expected` is what a bare name would be a value of."""
    kind = _infer(ctx, node, scope, expected)
    ctx.types[id(node)] = kind
    return kind


def condition(ctx: Context, node: nodes.Expr, scope: Scope, before: nodes.Expr | None = None) -> None:
    """Types what must be yes or no; told if it is something else. `before` stands before it and an `and` or `or`."""
    kind = infer(ctx, node, scope)
    if isinstance(kind, FlagType | UnknownType):
        return
    again = _again(ctx, node, before)
    ctx.report.add(
        "not_a_condition",
        node,
        f"{ctx.report.quote(node)} is {in_words(kind)}, not a condition",
        help=f"say again what is compared: `{again}`" if again else _condition_help(ctx, node, kind),
        replacement=again,
    )


def _again(ctx: Context, node: nodes.Expr, before: nodes.Expr | None) -> str | None:
    """`line.brand is "Soleil" or "Luna"`: what is compared stands again on each side."""
    value = ctx.constant_of(node) is not None or isinstance(node, nodes.Text | nodes.Reading)
    if not value or not isinstance(before, nodes.Compare | nodes.Is):
        return None
    compared = ctx.report.quote(before)[1:-1].removesuffix(ctx.report.quote(before.right)[1:-1]).rstrip()
    return f"{compared} {ctx.report.quote(node)[1:-1]}"


def _condition_help(ctx: Context, node: nodes.Expr, kind: Type) -> str:
    text = ctx.report.quote(node)[1:-1]
    match kind:
        case MoneyType():
            return f"compare it: `{text} >= 20 {ctx.currency}`"
        case PointsType(wallet):
            return f"compare it: `{text} >= 100 {wallet}`"
        case NumberType():
            return f"compare it: `{text} >= 1`"
        case OneOfType(_, values, _) if values:
            return f"compare it: `{text} is {values[-1]}`"
        case DateType():
            return f"compare it: `{text} < 2027-01-31`, or count: `days since {text} > 30`"
        case MemberType():
            return "say which members: `member in SEGMENT`, `member.tier is …`"
    return f'compare it: `{text} is "…"`'


def _infer(ctx: Context, node: nodes.Expr, scope: Scope, expected: Type | None) -> Type:
    match node:
        case nodes.Number(value=value, decimals=decimals):
            ctx.constants[id(node)] = value
            return NumberType(decimals)
        case nodes.Percent(value=value):
            ctx.constants[id(node)] = value
            return PERCENT
        case nodes.Money() | nodes.Grant():
            kind, amount = literal_type(ctx, node)
            ctx.constants[id(node)] = amount
            return kind
        case nodes.Duration():
            return _duration(ctx, node)
        case nodes.Date():
            if node.year is None and not scope.constant:
                _every_year(ctx, node)
                return UNKNOWN
            return DateType(timed=node.minute is not None)
        case nodes.Text():
            return TEXT
        case nodes.Flag():
            return FLAG
        case nodes.Reading():
            return reading_type(ctx, node, scope, expected)
        case (
            nodes.Today()
            | nodes.Feast()
            | nodes.Elapsed()
            | nodes.HeldAs()
            | nodes.Streak()
            | nodes.PartOf()
            | nodes.Balance()
        ):
            return _member_reading(ctx, node, scope)
        case nodes.Earned():
            return _earned(ctx, node, scope)
        case nodes.LinesTotal() | nodes.AnyLine():
            return _over_lines(ctx, node, scope)
        case nodes.Paren(inner=inner):
            return _paren(ctx, node, infer(ctx, inner, scope, expected))
        case nodes.Negative(operand=operand):
            infer(ctx, operand, scope)
            return negative_type(ctx, node)
        case nodes.Sum():
            infer(ctx, node.first, scope)
            for _, term in node.rest:
                infer(ctx, term, scope)
            return sum_type(ctx, node)
        case nodes.Product():
            infer(ctx, node.first, scope)
            for _, factor in node.rest:
                infer(ctx, factor, scope)
            return product_type(ctx, node)
        case nodes.Not(operand=operand):
            condition(ctx, operand, scope)
            return FLAG
        case nodes.And(operands=operands) | nodes.Or(operands=operands):
            before: nodes.Expr | None = None
            for operand in operands:
                condition(ctx, operand, scope, before)
                before = operand
            return FLAG
        case nodes.Compare() | nodes.Is():
            _pair(ctx, node.left, node.right, scope)
            compare(
                ctx, node, node.left, node.right, order=isinstance(node, nodes.Compare) and node.op not in ("=", "!=")
            )
            return FLAG
        case nodes.Between():
            _between(ctx, node, scope)
            return FLAG
        case nodes.MultipleOf():
            _multiple(ctx, node, scope)
            return FLAG
        case nodes.In():
            _in(ctx, node, scope)
            return FLAG
        case nodes.ListFile():
            return ListType(TEXT)
        case nodes.ListOf():
            return _list(ctx, node, scope, expected)


def _paren(ctx: Context, node: nodes.Paren, kind: Type) -> Type:
    """Parentheses mean what is in them."""
    inner = id(node.inner)
    if inner in ctx.constants:
        ctx.constants[id(node)] = ctx.constants[inner]
    if inner in ctx.meanings:
        ctx.meanings[id(node)] = ctx.meanings[inner]
    return kind


def _duration(ctx: Context, node: nodes.Duration) -> Type:
    kind = duration_type(node)
    if node.count.denominator != 1:
        ctx.report.add(
            "not_whole",
            node,
            f"{ctx.report.quote(node)} is not a whole number of {node.unit}s",
            help="write whole days, weeks, months or years",
        )
    many = {"week": 7, "year": 12}.get(node.unit, 1)
    ctx.constants[id(node)] = Fraction(many) * node.count
    return kind


def _member_reading(
    ctx: Context,
    node: nodes.Today | nodes.Feast | nodes.Elapsed | nodes.HeldAs | nodes.Streak | nodes.PartOf | nodes.Balance,
    scope: Scope,
) -> Type:
    match node:
        case nodes.Today():
            if scope.constant:
                readable(ctx, node, "member", scope)
                return UNKNOWN
            return DATE
        case nodes.PartOf(moment=moment):
            kind = infer(ctx, moment, scope)
            _needs_date(ctx, moment, kind, clock=node.unit == "hour")
            return UNKNOWN if isinstance(kind, UnknownType) else WHOLE
        case nodes.Elapsed(moment=moment):
            return _elapsed(ctx, moment, scope, node)
        case nodes.Feast():
            return FLAG if readable(ctx, node, "member", scope) else UNKNOWN
        case nodes.HeldAs(level=level):
            return WHOLE if readable(ctx, node, "member", scope) and ctx.tier(level) else UNKNOWN
        case nodes.Streak():
            return streak(ctx, node) if readable(ctx, node, "member", scope) else UNKNOWN
        case nodes.Balance(wallet=wallet):
            kind = ctx.wallet(wallet)
            return kind if readable(ctx, node, "member", scope) else UNKNOWN


def _every_year(ctx: Context, node: nodes.Date) -> None:
    """A day of every year is no day to compare with."""
    ctx.report.add(
        "date_without_year",
        node,
        f"{ctx.report.quote(node)} is a day of every year, and no date",
        help="write the year, or ask for the day: `birthday today`, `month of today is 5 and day of today is 1`",
    )


def streak(ctx: Context, node: nodes.Streak) -> Type:
    """A number of units; told: units of at least nothing, which every order fills."""
    if node.least is not None and money_value(ctx, node.least) <= 0:
        ctx.report.add(
            "limit_of_nothing",
            node.least,
            "a spend of nothing asks for nothing",
            help="leave it out: a unit with an order then counts",
        )
    return WHOLE


def _elapsed(ctx: Context, moment: nodes.Reading | nodes.Date | str, scope: Scope, node: nodes.Elapsed) -> Type:
    if isinstance(moment, str):
        return WHOLE if readable(ctx, node, "member", scope) else UNKNOWN
    if scope.constant:
        readable(ctx, node, "member", scope)
        return UNKNOWN
    if isinstance(moment, nodes.Date) and moment.year is None:
        ctx.report.add(
            "type_mismatch",
            moment,
            f"{ctx.report.quote(moment)} has no year to count from",
            help="write the whole date, such as `2027-05-01`",
        )
        return UNKNOWN
    kind = infer(ctx, moment, scope)
    _needs_date(ctx, moment, kind, clock=False)
    return UNKNOWN if isinstance(kind, UnknownType) else WHOLE


def _needs_date(ctx: Context, moment: nodes.Expr, kind: Type, *, clock: bool) -> None:
    if isinstance(kind, UnknownType):
        return
    if not isinstance(kind, DateType):
        ctx.report.add(
            "type_mismatch",
            moment,
            f"{ctx.report.quote(moment)} is {in_words(kind)}, not a date",
            help="count from a date: `member.joined`, `member.last_order`, a date fact of yours, or `2027-01-31`",
        )
    elif clock and not kind.timed:
        ctx.report.add(
            "type_mismatch",
            moment,
            f"{ctx.report.quote(moment)} is a day, which has no hour",
            help="only `basket.at` has an hour: `hour of basket.at`",
        )


def _earned(ctx: Context, node: nodes.Earned, scope: Scope) -> Type:
    kind = ctx.wallet(node.wallet)
    window = window_of(ctx, node.window)
    if not readable(ctx, node, "member", scope):
        return UNKNOWN
    if isinstance(kind, PointsType):
        ctx.meanings[id(node)] = EarnedOver(kind.wallet, window)
    return kind


def _over_lines(ctx: Context, node: nodes.LinesTotal | nodes.AnyLine, scope: Scope) -> Type:
    if not readable(ctx, node, "basket", scope):
        return UNKNOWN
    if node.where is not None:
        condition(ctx, node.where, scope.of_lines())
    if isinstance(node, nodes.AnyLine):
        return FLAG
    totals: dict[str, Type] = {"amount": MONEY, "quantity": NumberType(3), "count": WHOLE}
    return totals[node.what]


def _pair(ctx: Context, left: nodes.Expr, right: nodes.Expr, scope: Scope) -> None:
    """Types both sides of a comparison: a bare name is looked up as a value of the other side's list."""
    if _is_bare(ctx, left) and not _is_bare(ctx, right):
        infer(ctx, left, scope, infer(ctx, right, scope))
    else:
        infer(ctx, right, scope, infer(ctx, left, scope))


def _is_bare(ctx: Context, node: nodes.Expr) -> bool:
    while isinstance(node, nodes.Paren):
        node = node.inner
    return (
        isinstance(node, nodes.Reading)
        and len(node.path) == 1
        and node.path[0] not in OWNERS
        and node.path[0] not in ctx.declared.lets
    )


def _between(ctx: Context, node: nodes.Between, scope: Scope) -> None:
    kind = infer(ctx, node.value, scope)
    for end in (node.low, node.high):
        infer(ctx, end, scope, kind)
        compare(ctx, end, node.value, end, order=True)
    low, high = ctx.constant_of(node.low), ctx.constant_of(node.high)
    if low is not None and high is not None and low > high and ctx.type_of(node.low) == ctx.type_of(node.high):
        ctx.report.add(
            "never_true",
            node,
            f"nothing is between {ctx.report.quote(node.low)} and {ctx.report.quote(node.high)}",
            there(node.low, "the greater of the two"),
            help="write the smaller first",
        )


def _multiple(ctx: Context, node: nodes.MultipleOf, scope: Scope) -> None:
    kind, other = infer(ctx, node.left, scope), infer(ctx, node.right, scope)
    if isinstance(kind, UnknownType) or isinstance(other, UnknownType):
        return
    same = isinstance(kind, NumberType) and isinstance(other, NumberType)
    if not same and not (isinstance(kind, MoneyType | PointsType) and kind == other):
        mismatch(ctx, node.left, node.right, f"{ctx.report.quote(node.left)} is no multiple of {in_words(other)}")
    elif ctx.constant_of(node.right) is None or ctx.constant_of(node.right) == 0:
        ctx.report.add(
            "not_constant",
            node.right,
            "a multiple is taken of a number above 0 that is known when the file is read",
            help="write the number: `is multiple of 10`",
        )


def _in(ctx: Context, node: nodes.In, scope: Scope) -> None:
    right = node.right
    while isinstance(right, nodes.Paren):
        right = right.inner
    if isinstance(right, nodes.Reading) and len(right.path) == 1 and right.path[0] in ctx.declared.segments:
        _in_segment(ctx, node, right, scope)
        return
    if isinstance(right, nodes.ListOf):
        _in_list(ctx, node, right, scope)
        return
    if isinstance(right, nodes.ListFile):
        _in_file(ctx, node, right, scope)
        return
    if _is_bare(ctx, node.left):
        kind = infer(ctx, right, scope)
        infer(ctx, node.left, scope, kind.item if isinstance(kind, ListType) else None)
    else:
        infer(ctx, node.left, scope)
        if isinstance(ctx.type_of(node.left), MemberType):
            _not_a_segment(ctx, right)
            return
        kind = infer(ctx, right, scope)
    if not isinstance(kind, ListType | UnknownType):
        ctx.report.add(
            "type_mismatch",
            node.right,
            f"{ctx.report.quote(node.right)} is {in_words(kind)}, not a list",
            help=f"a time is `within {ctx.report.quote(node.right)[1:-1]}` or `over …`"
            if isinstance(kind, DurationType)
            else "`in` takes a list, `in [a, b]`, or a segment, `member in lapsed`; for one value write `is`",
        )


def _not_a_segment(ctx: Context, right: nodes.Expr) -> None:
    if isinstance(right, nodes.Reading) and len(right.path) == 1:
        ctx.unknown(right, right.path[0], "segment", ctx.declared.segments, help=_tier_help(ctx, right.path[0]))
    else:
        ctx.report.add(
            "type_mismatch",
            right,
            f"{ctx.report.quote(right)} is not a segment",
            help="a member is in a segment: `member in lapsed`",
        )


def _tier_help(ctx: Context, name: str) -> str:
    if name in ctx.declared.tiers:
        return f"`{name}` is a tier: write `member.tier is {name}`"
    if name in ctx.declared.stages:
        return f"`{name}` is a stage: write `member.stage is {name}`"
    return ""


def _in_segment(ctx: Context, node: nodes.In, right: nodes.Reading, scope: Scope) -> None:
    name = right.path[0]
    ctx.means(right, SegmentRef(name), "segment", ctx.declared.segments[name], name)
    if right is not node.right:
        ctx.meanings[id(node.right)] = SegmentRef(name)
    ctx.types[id(right)] = ctx.types[id(node.right)] = SEGMENT
    kind = infer(ctx, node.left, scope)
    if not isinstance(kind, MemberType | UnknownType):
        ctx.report.add(
            "type_mismatch",
            node.left,
            f"{ctx.report.quote(node.left)} is {in_words(kind)}, which is in no segment",
            help=f"a segment holds members: write `member in {name}`",
        )


def _in_list(ctx: Context, node: nodes.In, right: nodes.ListOf, scope: Scope) -> None:
    kind = infer(ctx, node.left, scope)
    infer(ctx, right, scope, kind)
    if isinstance(kind, UnknownType):
        return
    for item in right.items:
        compare(ctx, item, node.left, item, order=False)


def _in_file(ctx: Context, node: nodes.In, right: nodes.ListFile, scope: Scope) -> None:
    kind = infer(ctx, node.left, scope)
    infer(ctx, right, scope)
    if not isinstance(kind, TextType | UnknownType):
        ctx.report.add(
            "type_mismatch",
            node.left,
            f"{ctx.report.quote(node.left)} is {in_words(kind)}, and a list in a file holds texts",
            there(right, "texts"),
            help="ask for a text, such as `line.sku`; of other values write the list here, `in [a, b]`",
        )
    elif isinstance(node.left, nodes.Text):
        ctx.report.add(
            "type_mismatch",
            node.left,
            f"{ctx.report.quote(node.left)} is a text that never changes: ask for a fact, such as `line.sku`",
        )


def _list(ctx: Context, node: nodes.ListOf, scope: Scope, expected: Type | None) -> Type:
    kinds = [infer(ctx, item, scope, expected) for item in node.items]
    first = next((kind for kind in kinds if not isinstance(kind, UnknownType)), UNKNOWN)
    return ListType(first)
