"""Gifts that cost something, and discounts on a whole line where an item may be meant (rows 30, 37)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        told = any(isinstance(clause, nodes.Cost) for clause in rule.node.clauses)
        if rule.gift is not None and not told:
            gift = next(clause for clause in rule.node.clauses if isinstance(clause, nodes.Gift))
            report.add(
                "gift_without_cost",
                gift,
                f"{report.quote(gift.what)} counts as costing nothing",
                help=f"say what it costs you: `cost 5 {analysis.program.currency}`",
            )
        if rule.take is not None and rule.take.scope.unit == "line":
            scope = rule.take.scope
            report.add(
                "whole_line_taken",
                scope,
                f"`{scope.kind} line` is the whole line: three of an article are all three",
                help=f"for one article write `{scope.kind} item`",
            )
