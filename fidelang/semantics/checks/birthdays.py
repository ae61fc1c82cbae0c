"""A birthday window that crosses New Year lets a yearly right be used twice (row 40)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        limits = list(rule.limits)
        if rule.stack is not None and rule.stack in analysis.stacks:
            limits += analysis.stacks[rule.stack].limits
        yearly = next((limit for limit in limits if limit.window.this == "year" and limit.subject == "member"), None)
        if yearly is None:
            continue
        counted = next(
            (
                node
                for when in rule.whens
                for node in every_node(when)
                if isinstance(node, nodes.Elapsed) and node.moment == "birthday" and node.unit == "day"
            ),
            None,
        )
        if counted is not None:
            report.add(
                "birthday_twice_a_year",
                yearly.node,
                f"around New Year `{rule.name}` can be used twice for one birthday: once in each year",
                there(counted, "these days may span two calendar years"),
                help="limit it over a length of time: `limit once per member over 6 months`",
            )
