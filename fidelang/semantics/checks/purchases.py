"""Rates, multipliers and lines need a basket: rules at another moment have none (row 83)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import RuleInfo
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if rule.on_purchase:
            continue
        trigger = next(part for part in rule.triggers if not isinstance(part, nodes.OnPurchase))
        if isinstance(trigger, nodes.OnEvent) and trigger.name.text not in analysis.events:
            continue  # told where it is named
        for clause in rule.node.clauses:
            what = _needs_basket(rule, clause)
            if what:
                report.add(
                    "only_on_purchase",
                    clause,
                    f"{what} needs a purchase, and `{rule.name}` runs on {report.quote(trigger)[1:-1]}",
                    there(trigger, "no basket here"),
                    help="give a fixed number of points, or write a rule of its own for purchases",
                )


def _needs_basket(rule: RuleInfo, clause: nodes.RuleClause) -> str:
    match clause:
        case nodes.GiveShare():
            return "a percent of the purchase"
        case nodes.GivePoints(base=base) | nodes.GiveTable(base=base) if base is not None and base.unit != "order":
            return "a rate"
        case nodes.Multiply():
            return "a multiplier"
        case nodes.OnLines() if rule.kind == "earn":
            return "`on lines`"
    return ""
