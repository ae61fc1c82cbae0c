"""A fixed grant every monday is given at each purchase of a Monday (row 51)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if (
            rule.kind == "earn"
            and rule.on_purchase
            and rule.give is not None
            and rule.give.form == "flat"
            and rule.give.table is None
            and rule.weekdays
            and not rule.limits
        ):
            where = next(clause for clause in rule.node.clauses if isinstance(clause, nodes.Days) and clause.weekdays)
            day = rule.weekdays[0].capitalize()
            report.add(
                "weekday_each_purchase",
                where,
                f"`{rule.name}` gives at each purchase made on a {day}",
                help="for once a week write `on every week`, or add `limit once per member per week`",
            )
