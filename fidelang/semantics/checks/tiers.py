"""Tiers: thresholds that rise, criteria that do not read the stage (rows 63, 65)."""

from __future__ import annotations

from collections.abc import Iterator
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
    expressions = [tiers.by] if tiers.by is not None else []
    for tier in tiers.tiers:
        expressions += [*tier.whens, *tier.lifetime]
    through = _segments_that_read_the_stage(analysis) if expressions else set()
    for expression in expressions:
        where = next((node for node, what in _read(analysis, expression) if what is None or what in through), None)
        if where is not None:
            report.add(
                "tiers_read_stage",
                where,
                f"a tier cannot depend on the stage: {report.quote(where)}",
                help="stages may depend on tiers, not the other way: write what the stage itself looks at",
            )


def _read(analysis: Analysis, expression: nodes.Expr) -> Iterator[tuple[nodes.Node, str | None]]:
    """Where an expression reads the stage (None) or a segment (its name)."""
    for node in every_node(expression):
        match analysis.meaning_of(node):
            case FactOf(fact) if fact.owner == "member" and fact.name == "stage":
                yield node, None
            case SegmentRef(name):
                yield node, name
            case _:
                pass


def _segments_that_read_the_stage(analysis: Analysis) -> set[str]:
    """The segments that depend on the stage, themselves or through others."""
    readers: dict[str | None, list[str]] = {}
    for name, segment in analysis.segments.items():
        for when in segment.whens:
            for _, what in _read(analysis, when):
                readers.setdefault(what, []).append(name)
    found: set[str] = set()
    waiting = list(readers.get(None, ()))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(readers.get(name, ()))
    return found


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
