"""Periods that hold no day: of a rule, of the program, or of both together (row 46)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import Instant, Period, RuleInfo
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    header = next((item for item in analysis.tree.items if isinstance(item, nodes.Header)), None)
    whole = analysis.program.period
    if header is not None and _empty(whole):
        parts = [clause for clause in header.clauses if isinstance(clause, nodes.Period)]
        _tell(parts[-1], "the program ends before it starts", report)
        return
    for rule in analysis.rules.values():
        node = next((clause for clause in rule.node.clauses if isinstance(clause, nodes.Period)), None)
        if node is not None and _empty(rule.period):
            _tell(node, f"`{rule.name}` ends before it starts", report)
        elif _empty(_both(rule.period, whole)):
            _never(rule, node or rule.node.name, "outside the program's own period", header, report)
        elif rule.dates and not any(_meets(day, _both(rule.period, whole)) for day in rule.dates):
            days = next(clause for clause in rule.node.clauses if isinstance(clause, nodes.Days) and clause.dates)
            _never(rule, days, "on days outside its period", node or header, report)


def _tell(node: nodes.Node, message: str, report: Report) -> None:
    report.add("empty_period", node, message, help="write the earlier date first; `to` counts its day whole")


def _never(rule: RuleInfo, where: nodes.Node, why: str, other: nodes.Node | None, report: Report) -> None:
    labels = () if other is None else (there(other.name if isinstance(other, nodes.Header) else other, "the period"),)
    report.add(
        "never_applies",
        where,
        f"`{rule.name}` is {why}: it never applies",
        *labels,
        help="change the dates, or leave it out",
    )


def _key(instant: Instant) -> tuple[int, int]:
    return (instant.day, instant.minute)


def _empty(period: Period) -> bool:
    return period.start is not None and period.stop is not None and _key(period.start) >= _key(period.stop)


def _both(one: Period, two: Period) -> Period:
    starts = [period.start for period in (one, two) if period.start is not None]
    stops = [period.stop for period in (one, two) if period.stop is not None]
    return Period(max(starts, key=_key, default=None), min(stops, key=_key, default=None))


def _meets(day: int, period: Period) -> bool:
    return not _empty(_both(Period(Instant(day), Instant(day + 1)), period))
