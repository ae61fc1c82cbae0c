"""Types of what is read: facts, metrics, `let`s, and bare names of closed lists."""

from __future__ import annotations

import re

from fidelang.catalogue import FACTS, METRICS, BuiltinFact, Metric
from fidelang.diagnostics import nearest
from fidelang.semantics.context import Context, listed
from fidelang.semantics.literals import lapse_of
from fidelang.semantics.meanings import FactOf, LetValue, MemberItself, MetricOver, OneOfValue, ProgramFact
from fidelang.semantics.scope import Scope
from fidelang.semantics.symbols import EVER, WindowOf
from fidelang.semantics.types import (
    DATE,
    FLAG,
    MEMBER,
    MOMENT,
    MONEY,
    TEXT,
    UNKNOWN,
    FlagType,
    ListType,
    NumberType,
    OneOfType,
    TextType,
    Type,
    UnknownType,
)
from fidelang.syntax import nodes
from fidelang.syntax.words import currencies

_BUILTIN: dict[tuple[str, str], BuiltinFact] = {(fact.owner, fact.name): fact for fact in FACTS}
_METRICS = {metric.name: metric for metric in METRICS}
OWNERS = ("member", "basket", "line", "event")
_FLAGS = {"yes": "yes", "true": "yes", "oui": "yes", "y": "yes", "no": "no", "false": "no", "non": "no", "n": "no"}
# What people call a built-in fact, and what it is called here.
_SAID = {
    ("basket", "amount"): "basket.total",
    ("basket", "value"): "basket.total",
    ("basket", "price"): "basket.total",
    ("basket", "subtotal"): "basket.total",
    ("basket", "date"): "basket.at",
    ("basket", "time"): "basket.at",
    ("basket", "quantity"): "basket.items",
    ("line", "total"): "line.amount",
    ("line", "value"): "line.amount",
    ("line", "items"): "line.quantity",
    ("line", "product"): "line.sku",
    ("member", "age"): "years since member.birthday",
    ("member", "purchases"): "member.orders",
    ("member", "turnover"): "member.spend",
    ("member", "level"): "member.tier",
    ("member", "status"): "member.tier",
}


def reading_type(ctx: Context, node: nodes.Reading, scope: Scope, expected: Type | None) -> Type:
    """The type of a path or of a bare name; `expected` is the type on the other side, by which a bare name is known."""
    if len(node.path) == 1:
        return _bare(ctx, node, scope, expected)
    owner, name = node.path[0], ".".join(node.path[1:])
    if owner not in OWNERS:
        near = nearest(owner, OWNERS) or next((one for one in OWNERS if name in _names_of(ctx, one, scope)), None)
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{owner}`",
            help=f"did you mean `{near}.{name}`?"
            if near
            else "facts belong to `member`, `basket`, `line` or `event`: `member.tier`, `basket.total`",
            replacement=f"{near}.{name}" if near and node.window is None else None,
        )
        return UNKNOWN
    if not readable(ctx, node, owner, scope):
        return UNKNOWN
    if len(node.path) > 2:
        ctx.unknown(node, name, f"{owner} fact", _names_of(ctx, owner, scope))
        return UNKNOWN
    return _fact(ctx, node, owner, name, scope)


def _fact(ctx: Context, node: nodes.Reading, owner: str, name: str, scope: Scope) -> Type:
    if owner == "member" and name in _METRICS:
        return _metric(ctx, node, _METRICS[name])
    builtin = _BUILTIN.get((owner, name))
    fields = scope.fields or {} if owner == "event" else ctx.facts[owner]
    own = fields.get(name)
    if builtin is not None:
        ctx.means(node, FactOf(builtin), f"{owner} fact", None if own is None else own.node, name)
        kind = _builtin_type(ctx, builtin)
    elif own is not None:
        ctx.means(node, ProgramFact(own), f"{owner} fact", own.node, name)
        kind = own.type
    else:
        if owner != "event" or scope.event_known:
            _unknown_fact(ctx, node, owner, name, scope)
        return UNKNOWN
    if node.window is not None:
        ctx.report.add(
            "window_misplaced",
            node,
            f"`{owner}.{name}` is not counted over a time",
            label="a window stands after it",
            help=listed("only these are:", [f"member.{metric}" for metric in _METRICS] + ["earned WALLET"]),
        )
    if builtin is not None and builtin.kind in ("tier", "stage") and isinstance(kind, OneOfType) and not kind.values:
        block = "`tiers { … }`" if builtin.kind == "tier" else "`lifecycle { … }`"
        ctx.report.add(
            "unknown_name", node, f"the program has no {builtin.kind}s", help=f"declare them in a block {block}"
        )
        return UNKNOWN
    return kind


def _unknown_fact(ctx: Context, node: nodes.Reading, owner: str, name: str, scope: Scope) -> None:
    elsewhere = [other for other in OWNERS if other != owner and name in _names_of(ctx, other, scope)]
    known = _names_of(ctx, owner, scope)
    near = nearest(name, known)
    said = _SAID.get((owner, name))
    if said is not None:
        ctx.unknown(
            node,
            name,
            f"{owner} fact",
            known,
            help=f"did you mean `{said}`?",
            replacement=None if node.window else said,
        )
    elif name in ("balance", "earned") and owner == "member":
        ctx.unknown(node, name, "member fact", known, help=f"write `{name} WALLET`, such as `{name} {_a_wallet(ctx)}`")
    elif near is None and elsewhere:
        ctx.unknown(node, name, f"{owner} fact", known, help=f"did you mean `{elsewhere[0]}.{name}`?")
    elif near is None and owner != "event":
        ctx.unknown(
            node,
            name,
            f"{owner} fact",
            known,
            help=f"declare it: `facts {owner} {{ {name}: number }}` (or money, text, date, flag)",
        )
    elif near is not None:
        ctx.report.add(
            "unknown_name",
            node,
            f"no {owner} fact is named `{name}`" if owner != "event" else f"the event has no field `{name}`",
            help=f"did you mean `{owner}.{near}`?",
            replacement=f"{owner}.{near}" if node.window is None else None,
        )
    else:
        ctx.report.add(
            "unknown_name",
            node,
            f"the event has no field `{name}`",
            help=listed("its fields are", known) if known else f"declare it: `event NAME {{ {name}: number }}`",
        )


def _a_wallet(ctx: Context) -> str:
    return next(iter(ctx.declared.wallets), "points")


def _names_of(ctx: Context, owner: str, scope: Scope) -> list[str]:
    if owner == "event":
        return list(scope.fields or {})
    names = [fact.name for fact in FACTS if fact.owner == owner]
    return names + (list(_METRICS) if owner == "member" else []) + list(ctx.facts[owner])


def _metric(ctx: Context, node: nodes.Reading, metric: Metric) -> Type:
    ctx.means(node, MetricOver(metric, window_of(ctx, node.window)), "metric", None, metric.name)
    return MONEY if metric.kind == "money" else NumberType(metric.decimals)


def window_of(ctx: Context, node: nodes.Window | None) -> WindowOf:
    """The window of a metric or limit; told: hours, and a length of nothing."""
    if node is None:
        return EVER
    if node.over is None:
        return WindowOf(this=node.this)
    lapse = lapse_of(ctx, node.over, "a window")
    if not lapse.days and not lapse.months:
        ctx.report.add("not_whole", node.over, "a window of no days holds nothing", help="write at least `1 day`")
    return WindowOf(over=lapse)


def _builtin_type(ctx: Context, fact: BuiltinFact) -> Type:
    match fact.kind:
        case "number":
            return NumberType(fact.decimals)
        case "money":
            return MONEY
        case "text":
            return TEXT
        case "flag":
            return FLAG
        case "date":
            return DATE
        case "date-time":
            return MOMENT
        case "tier":
            return ctx.tiers
        case "stage":
            return ctx.stages
        case "channel":
            return ctx.channels
        case "consents":
            return ListType(ctx.consents)


def readable(ctx: Context, node: nodes.Node, owner: str, scope: Scope) -> bool:
    """Whether facts of this owner can be read here; if not, it is told why."""
    if scope.constant:
        slug = "let_reads_fact" if scope.place == "a `let`" else "not_constant"
        ctx.report.add(
            slug,
            node,
            f"{scope.place} cannot read a fact: it must be known when the file is read",
            help="put the fact in a `when`, or choose between numbers with a table: `by member.tier { … }`",
        )
        return False
    match owner:
        case "member" if scope.member:
            return True
        case "basket" if scope.basket:
            return True
        case "line" if scope.line and scope.basket:
            return True
        case "event" if scope.fields is not None:
            return True
    _not_readable(ctx, node, owner, scope)
    return False


def _not_readable(ctx: Context, node: nodes.Node, owner: str, scope: Scope) -> None:
    quoted = ctx.report.quote(node)
    if owner == "line" and scope.basket:
        ctx.report.add(
            "line_fact_outside_lines",
            node,
            f"{quoted} has no line to read here: a basket has several",
            help="write `on lines where …` for the lines it counts on, or `any line where (…)` as a condition",
        )
    elif owner in ("line", "basket") and scope.rule:
        ctx.report.add(
            "only_on_purchase",
            node,
            f"{quoted} is read where no basket is at hand",
            help="only a rule on purchase has a basket: write a rule of its own for purchases",
        )
    elif owner == "event":
        ctx.report.add(
            "no_event_here",
            node,
            f"{quoted} is read where no event is at hand",
            help="start the rule with `on EVENT`, the event that carries it",
        )
    else:
        ctx.report.add(
            "fact_not_here",
            node,
            f"{quoted} cannot be read in {scope.place}",
            help="only what is known of the member can, such as `member.spend over 12 months`",
        )


# ---------------------------------------------------------------- bare names


def _bare(ctx: Context, node: nodes.Reading, scope: Scope, expected: Type | None) -> Type:
    name = node.path[0]
    if name in ctx.lets and node.window is None:
        found = ctx.lets[name]
        ctx.means(node, LetValue(name), "let", found.node, name)
        if found.value is not None:
            ctx.constants[id(node)] = found.value
        return found.type
    if isinstance(expected, OneOfType) and name in expected.values:
        return value_of(ctx, node, name, expected)
    if name == "member" and scope.member:
        ctx.meanings[id(node)] = MemberItself()
        return MEMBER
    if name in ctx.declared.lets:
        return UNKNOWN  # a let that is wrong, and told where it is declared
    if not isinstance(expected, UnknownType):  # else the other side is wrong, and told
        _unknown_bare(ctx, node, name, scope, expected)
    return UNKNOWN


def value_of(ctx: Context, node: nodes.Node, name: str, kind: OneOfType) -> Type:
    """Notes that a bare name is a value of a closed list."""
    declared: nodes.Node | None = ctx.declared.tiers.get(name) if kind.what == "tier" else None
    declared = ctx.declared.stages.get(name) if kind.what == "stage" else declared
    ctx.means(node, OneOfValue(kind, name, kind.values.index(name)), kind.what, declared, name)
    return kind


def _unknown_bare(ctx: Context, node: nodes.Reading, name: str, scope: Scope, expected: Type | None) -> None:
    owner = next((owner for owner in OWNERS if name in _names_of(ctx, owner, scope)), None)
    if isinstance(expected, FlagType) and name.lower() in _FLAGS:
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{name}`",
            help=f"write `{_FLAGS[name.lower()]}`",
            replacement=_FLAGS[name.lower()],
        )
        return
    if isinstance(expected, TextType) and owner is None:
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{name}`",
            help=f'put it in quotes if it is a text: `"{name}"`',
            replacement=f'"{name}"',
        )
        return
    if isinstance(expected, OneOfType):
        what = (
            expected.what if expected.what in ("tier", "stage", "channel", "consent") else f"value of `{expected.what}`"
        )
        near = nearest(name, expected.values)
        ctx.unknown(node, name, what, expected.values, help="" if near else _value_help(name, expected))
        return
    if owner is not None:
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{name}`",
            help=f"say whose it is: `{owner}.{name}`",
            replacement=f"{owner}.{name}" if node.window is None else None,
        )
    elif name in OWNERS:
        ctx.report.add(
            "unknown_name", node, f"`{name}` alone means nothing here", help=f"say which of its facts: `{name}.…`"
        )
    elif name in ctx.tiers.values or name in ctx.stages.values or name in ctx.declared.segments:
        side = "member.tier" if name in ctx.tiers.values else "member.stage"
        ctx.report.add(
            "unknown_name",
            node,
            f"`{name}` stands alone: it says nothing of the member",
            help=f"write `member in {name}`" if name in ctx.declared.segments else f"write `{side} is {name}`",
        )
    elif name in currencies():
        ctx.report.add(
            "unknown_name",
            node,
            f"`{name}` is a currency, and no amount",
            help=f"write the number before it: `5 {name}`",
        )
    elif factor := re.fullmatch(r"[xX]([0-9]+)", name):
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{name}`",
            help=f"write the number alone: `{factor[1]}`",
            replacement=factor[1],
        )
    else:
        near = nearest(name, [*ctx.declared.lets, *OWNERS])
        ctx.report.add(
            "unknown_name",
            node,
            f"nothing is named `{name}`",
            replacement=near if node.window is None else None,
            help=f"did you mean `{near}`?"
            if near
            else f"declare it, `let {name} = …`; a fact says whose it is, `member.tier`; a text stands in quotes",
        )


def _value_help(name: str, kind: OneOfType) -> str:
    if not kind.values:
        return f"the program declares no {kind.what} yet"
    plural = f"the {kind.what}s are" if kind.what in ("tier", "stage", "channel", "consent") else "the values are"
    return listed(plural, kind.values)
