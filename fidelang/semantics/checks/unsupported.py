"""What is in the language and does not run yet: said here, not half done."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for item in analysis.tree.items:
        match item:
            case nodes.Include():
                report.add(
                    "unsupported",
                    item,
                    "a program over several files does not run yet",
                    help=f"copy what {report.quote(item.path)} declares into this file",
                )
            case nodes.Header() | nodes.Tiers():
                _clauses(item, report)
            case _:
                pass


def _clauses(item: nodes.Node, report: Report) -> None:
    for node in every_node(item):
        match node:
            case nodes.Fee():
                report.add(
                    "unsupported",
                    node,
                    "membership fees do not run yet",
                    help="leave the fee out, and count it in the scenario",
                )
            case nodes.CarrySurplus():
                report.add(
                    "unsupported",
                    node,
                    "carrying a surplus to the next period does not run yet",
                    help="leave it out: each period then starts at 0",
                )
