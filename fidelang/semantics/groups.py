"""Facts and events of the program's own; segments, stages and tiers."""

from __future__ import annotations

from fractions import Fraction
from types import MappingProxyType
from typing import Literal

from fidelang.catalogue import CONSENTS, EVENTS
from fidelang.semantics.clauses import all_of, fee_of, first, whole_number
from fidelang.semantics.context import Context
from fidelang.semantics.expressions import condition, infer
from fidelang.semantics.literals import lapse_of
from fidelang.semantics.operators import compare
from fidelang.semantics.scope import Scope, constant
from fidelang.semantics.symbols import CarryInfo, EventInfo, FactInfo, SegmentInfo, StageInfo, TierInfo, TiersInfo
from fidelang.semantics.types import (
    DATE,
    FLAG,
    MONEY,
    TEXT,
    MoneyType,
    NumberType,
    OneOfType,
    PointsType,
    Type,
    UnknownType,
    in_words,
)
from fidelang.syntax import nodes

_MOST_DECIMALS = 6


def declare_facts(ctx: Context) -> None:
    """Fills the context's facts, events, consents, and the values of tiers and stages."""
    consents = {word.name: None for word in CONSENTS}
    for owner, table in ctx.declared.facts.items():
        ctx.facts[owner] = {name: _fact(ctx, node, owner) for name, node in table.items()}  # type: ignore[arg-type]
        consents |= {fact.consent: None for fact in ctx.facts[owner].values() if fact.consent is not None}
    for builtin in EVENTS:
        ctx.events[builtin.name] = EventInfo(builtin.name, MappingProxyType({}), None)
    for name, event in ctx.declared.events.items():
        fields: dict[str, FactInfo] = {}
        for field in event.fields:
            if field.name.text in fields:
                ctx.report.add(
                    "name_taken",
                    field.name,
                    f"two fields named `{field.name.text}`",
                    help="give one of them another name",
                )
            else:
                fields[field.name.text] = _fact(ctx, field, "event")
        ctx.events[name] = EventInfo(name, MappingProxyType(fields), event)
    for message in ctx.declared.messages.values():
        consents |= {clause.consent.text: None for clause in all_of(message.clauses, nodes.NeedsConsent)}
    ctx.consents = OneOfType("consent", tuple(consents))
    ctx.tiers = OneOfType("tier", tuple(ctx.declared.tiers), ordered=True)
    ctx.stages = OneOfType("stage", tuple(ctx.declared.stages), ordered=True)


def _fact(ctx: Context, node: nodes.Fact, owner: Literal["member", "basket", "line", "event"]) -> FactInfo:
    privacy = node.personal
    return FactInfo(
        owner=owner,
        name=node.name.text,
        node=node,
        type=_fact_type(ctx, node),
        personal=privacy is not None,
        purpose=None if privacy is None or privacy.purpose is None else privacy.purpose.value,
        consent=None if privacy is None or privacy.consent is None else privacy.consent.text,
    )


def _fact_type(ctx: Context, node: nodes.Fact) -> Type:
    match node.type.kind:
        case "number":
            return NumberType(_decimals(ctx, node.type))
        case "money":
            return MONEY
        case "text":
            return TEXT
        case "date":
            return DATE
        case "flag":
            return FLAG
        case "one of":
            values: list[str] = []
            for value in node.type.values:
                if value.text in values:
                    ctx.report.add("name_taken", value, f"the value `{value.text}` stands twice", help="write it once")
                else:
                    values.append(value.text)
            return OneOfType(node.name.text, tuple(values))


def _decimals(ctx: Context, node: nodes.FactType) -> int:
    if node.decimals is None:
        return 0
    count = whole_number(ctx, node.decimals, "a number of decimals", 0) or 0
    if count > _MOST_DECIMALS:
        ctx.report.add(
            "too_many_decimals",
            node.decimals,
            f"a fact has at most {_MOST_DECIMALS} decimals",
            help=f"write `decimals {_MOST_DECIMALS}` or fewer",
        )
    return min(count, _MOST_DECIMALS)


# ---------------------------------------------------------------- segments, stages, tiers


def segment_of(ctx: Context, node: nodes.Segment) -> SegmentInfo:
    for when in node.whens:
        condition(ctx, when.condition, Scope("a segment"))
    return SegmentInfo(
        node.name.text,
        None if node.label is None else node.label.value,
        node,
        tuple(when.condition for when in node.whens),
    )


def stage_of(ctx: Context, node: nodes.Stage, index: int) -> StageInfo:
    when = None if node.when is None else node.when.condition
    if when is not None:
        condition(ctx, when, Scope("a stage"))
    return StageInfo(node.name.text, None if node.label is None else node.label.value, node, index, when)


_CRITERION = Scope("a tier's criterion")


def tiers_of(ctx: Context, node: nodes.Tiers) -> TiersInfo:
    """The block of tiers, with the defaults of what it leaves out (rows 66, 94)."""
    by = node.by
    kind: Type | None = None
    if by is not None:
        kind = infer(ctx, by, _CRITERION)
        if not isinstance(kind, NumberType | MoneyType | PointsType | UnknownType):
            ctx.report.add(
                "type_mismatch",
                by,
                f"{ctx.report.quote(by)} is {in_words(kind)}: tiers go by a number, an amount or points",
                help="write for example `tiers by member.spend over 12 months`",
            )
            kind = None
    review, keep = first(node.clauses, nodes.Review), first(node.clauses, nodes.Keep)
    drop = first(node.clauses, nodes.Drop)
    tiers = tuple(
        _tier(ctx, tier, index, by, kind)
        for index, tier in enumerate(tier for tier in node.tiers if ctx.declared.tiers.get(tier.name.text) is tier)
    )
    return TiersInfo(
        node=node,
        by=by,
        tiers=tiers,
        review=None if review is None else review.every or "purchase",
        keep=None if keep is None or keep.duration is None else lapse_of(ctx, keep.duration, "`keep`"),
        keep_to_end_of=None if keep is None else keep.until_end_of,
        keep_next_period=keep is not None and keep.next_period,
        drop="earned level" if drop is None else drop.to,
        carry=_carry(ctx, first(node.clauses, nodes.CarrySurplus), by, kind),
    )


def _tier(ctx: Context, node: nodes.Tier, index: int, by: nodes.Expr | None, kind: Type | None) -> TierInfo:
    whens = tuple(clause.condition for clause in all_of(node.clauses, nodes.When))
    lifetime = tuple(clause.condition for clause in all_of(node.clauses, nodes.LifetimeWhen))
    for when in whens + lifetime:
        condition(ctx, when, _CRITERION)
    return TierInfo(
        name=node.name.text,
        label=None if node.label is None else node.label.value,
        node=node,
        index=index,
        threshold=_threshold(ctx, first(node.clauses, nodes.TierFrom), by, kind),
        whens=whens,
        lifetime=lifetime,
        fee=fee_of(ctx, first(node.clauses, nodes.Fee)),
    )


def _carry(ctx: Context, node: nodes.CarrySurplus | None, by: nodes.Expr | None, kind: Type | None) -> CarryInfo | None:
    if node is None:
        return None
    up_to = None
    if node.up_to is not None:
        infer(ctx, node.up_to, constant("what is carried at most"))
        if by is not None and kind is not None and compare(ctx, node.up_to, by, node.up_to, order=True):
            up_to = ctx.constant_of(node.up_to)
        if up_to is not None and up_to <= 0:
            ctx.report.add(
                "limit_of_nothing", node, "a surplus of at most nothing is none", help="leave `carry surplus` out"
            )
    return CarryInfo(up_to, node)


def _threshold(ctx: Context, node: nodes.TierFrom | None, by: nodes.Expr | None, kind: Type | None) -> Fraction | None:
    if node is None:
        return None
    infer(ctx, node.threshold, constant("a tier's threshold"))
    if by is None:
        ctx.report.add(
            "threshold_of_nothing",
            node,
            f"{ctx.report.quote(node)} has nothing to compare with",
            help="say of what: `tiers by member.spend over 12 months { … }`, or write a `when`",
        )
        return None
    if kind is None or not compare(ctx, node.threshold, by, node.threshold, order=True):
        return None
    return ctx.constant_of(node.threshold)
