"""Tiers: thresholds that rise, criteria that do not read the stage (rows 63, 65)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.meanings import EarnedOver, FactOf, MetricOver, SegmentRef
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import TiersInfo
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    tiers = analysis.tiers
    if tiers is None:
        return
    _rising(analysis, report)
    _carries(analysis, tiers, report)
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


def _carries(analysis: Analysis, tiers: TiersInfo, report: Report) -> None:
    """A surplus is of one metric, of a calendar window, at a review that may start the next one (rows 67, 139)."""
    if tiers.carry is None:
        return
    by = tiers.by
    while isinstance(by, nodes.Paren):
        by = by.inner
    meaning = None if by is None else analysis.meaning_of(by)
    window = meaning.window if isinstance(meaning, MetricOver | EarnedOver) else None
    several = next((tier for tier in tiers.tiers if tier.whens), None)
    if by is None or window is None:
        message = "a surplus is what one metric was above a threshold, and these tiers go by none"
        advice = "write for example `tiers by member.spend this year { … }`"
    elif window.this is None:
        message = f"{report.quote(by)} starts no period anew: nothing of it is lost that could be carried"
        advice = "write a calendar window, `this year`, or leave `carry surplus` out"
    elif several is not None:
        message = f"`{several.name}` has a condition of its own: above which of the two would a surplus be?"
        advice = "let the threshold alone decide, or leave `carry surplus` out"
    elif tiers.review in (None, "purchase"):
        message = "a surplus is carried by the review that starts a period, and these tiers have none"
        advice = f"add `review every {window.this}`"
    else:
        return
    report.add("carries_nothing", tiers.carry.node, message, help=advice)


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
