"""What is in the language and does not run yet: said here, not half done."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
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
            case _:
                pass
