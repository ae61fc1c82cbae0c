"""Limits per line: of points or money, on a rule that gives to each line (row 160)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
from fidelang.semantics.symbols import EVER, LimitInfo


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        for limit in rule.limits:
            if limit.subject != "line":
                continue
            if limit.window != EVER:
                _tell(limit, "a line is of one basket: it has no week and no month", "leave the time out", report)
            elif limit.kind == "times":
                _tell(limit, "a rule gives to a line once", "limit the points of a line, or times per basket", report)
            elif rule.give is None or not rule.give.line_wise:
                what = f"`{rule.name}` does not give line by line"
                _tell(limit, what, "give at a rate, per item or a percent, or limit it per basket", report)
    others = [limit for stack in analysis.stacks.values() for limit in stack.limits]
    others += [limit for message in analysis.messages.values() for limit in message.limits]
    others += [budget.cap for budget in analysis.budgets.values() if budget.cap is not None]
    for limit in others:
        if limit.subject == "line":
            _tell(limit, "only a rule gives to a line", "write `per basket`, `per member` or `per program`", report)


def _tell(limit: LimitInfo, message: str, help: str, report: Report) -> None:
    where = next(part for part in limit.node.per if part.unit == "line")
    report.add("line_limit", where, message, help=help)
