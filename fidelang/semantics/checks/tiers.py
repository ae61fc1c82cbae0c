"""Tiers: thresholds that rise, criteria that do not read the stage (rows 63, 65)."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.meanings import FactOf, SegmentRef
from fidelang.semantics.report import Report, there
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    tiers = analysis.tiers
    if tiers is None:
        return
    _rising(analysis, report)
    readers = [tiers.by] if tiers.by is not None else []
    for tier in tiers.tiers:
        readers += [*tier.whens, *tier.lifetime]
    for expression in readers:
        where = stage_read(analysis, expression)
        if where is not None:
            report.add(
                "tiers_read_stage",
                where,
                f"a tier cannot depend on the stage: {report.quote(where)}",
                help="stages may depend on tiers, not the other way: write what the stage itself looks at",
            )


def stage_read(analysis: Analysis, expression: nodes.Expr) -> nodes.Node | None:
    """Where an expression reads the stage, itself or through a segment."""
    return _stage_read(analysis, expression, frozenset())


def _stage_read(analysis: Analysis, expression: nodes.Expr, seen: frozenset[str]) -> nodes.Node | None:
    for node in every_node(expression):
        match analysis.meaning_of(node):
            case FactOf(fact) if fact.owner == "member" and fact.name == "stage":
                return node
            case SegmentRef(name) if name in analysis.segments and name not in seen:
                whens = analysis.segments[name].whens
                if any(_stage_read(analysis, when, seen | {name}) is not None for when in whens):
                    return node
            case _:
                pass
    return None


def _rising(analysis: Analysis, report: Report) -> None:
    assert analysis.tiers is not None
    before: tuple[Fraction, nodes.Tier] | None = None
    for tier in analysis.tiers.tiers:
        if tier.threshold is None:
            continue
        where = next(clause for clause in tier.node.clauses if isinstance(clause, nodes.TierFrom))
        if before is not None and tier.threshold <= before[0]:
            report.add(
                "tiers_not_rising",
                where,
                f"`{tier.name}` does not ask for more than `{before[1].name.text}`, the tier below it",
                there(before[1], "the tier below"),
                help="write the tiers from the lowest to the highest",
            )
            return
        before = (tier.threshold, tier.node)
