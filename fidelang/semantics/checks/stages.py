"""Stages that nobody is ever in: the last whose condition holds counts, and one without a condition always holds."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there


def check(analysis: Analysis, report: Report) -> None:
    always = next((stage for stage in reversed(analysis.stages) if stage.when is None), None)
    if always is None:
        return
    for stage in analysis.stages[: always.index]:
        report.add(
            "never_applies",
            stage.node.name,
            f"nobody is ever in the stage `{stage.name}`: `{always.name}`, after it, holds for everyone",
            there(always.node.name, "no `when` here"),
            help=f"say when it begins: `stage {always.name} when …`; the last stage that holds is the member's",
        )
