"""Stacks hold rules of one kind, and no multiplier (row 17)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.declared import kind_in_words
from fidelang.semantics.report import Report, there
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for stack in analysis.stacks.values():
        members = [analysis.rules[name] for name in stack.rules]
        if not members:
            report.add(
                "stack_of_nothing",
                stack.node.name,
                f"no rule is in the stack `{stack.name}`",
                help=f"write `stack {stack.name}` in the rules among which it chooses, or leave it out",
            )
            continue
        plain = [rule for rule in members if rule.multiply is None and not _multiplies(rule.node)]
        for rule in members:
            where = next(clause for clause in rule.node.clauses if isinstance(clause, nodes.InStack))
            if rule not in plain:
                report.add(
                    "stacked_multiplier",
                    where,
                    f"`{rule.name}` multiplies: a stack chooses among rules that give",
                    help="leave `stack` out: a multiplier follows the rules that it multiplies",
                )
            elif rule.kind != plain[0].kind:
                report.add(
                    "mixed_stack",
                    where,
                    f"`{stack.name}` holds {kind_in_words(plain[0].node)} and {kind_in_words(rule.node)}",
                    there(plain[0].node.name, kind_in_words(plain[0].node)),
                    help="a stack chooses among rules of one kind: make a second stack",
                )


def _multiplies(rule: nodes.Rule) -> bool:
    return any(isinstance(clause, nodes.Multiply) for clause in rule.clauses)
