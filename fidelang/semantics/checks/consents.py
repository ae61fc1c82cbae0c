"""Base earning does not depend on a consent (row 82): who does not consent would earn nothing on what they buy."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.meanings import FactOf, ProgramFact
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import FactInfo, RuleInfo
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if rule.kind != "earn" or not rule.on_purchase or rule.give is None or rule.give.form == "flat":
            continue
        for expression in expressions_of(rule):
            found = next(iter(consented(analysis, expression)), None)
            if found is not None:
                where, fact = found
                report.add(
                    "consent_on_base",
                    where,
                    f"`{rule.name}` earns on purchases and reads `{fact.name}`, which needs consent `{fact.consent}`",
                    there(fact.node, "the consent is asked here"),
                    help="give every member the rate; reserve a fixed bonus or a multiplier for those who consent",
                )
                break


def expressions_of(rule: RuleInfo) -> list[nodes.Expr]:
    """A rule's conditions, its lines, and what its table looks at."""
    found = [*rule.whens]
    if rule.lines_where is not None:
        found.append(rule.lines_where)
    if rule.give is not None:
        found += [rule.give.table.subject] if rule.give.table is not None else []
        found += [rule.give.of] if rule.give.of is not None else []
    return found


def consented(analysis: Analysis, expression: nodes.Node) -> Iterator[tuple[nodes.Node, FactInfo]]:
    """The facts with a consent that an expression reads, and where. `birthday today` reads the birthday."""
    for node in every_node(expression):
        fact = fact_read(analysis, node)
        if fact is not None and fact.consent is not None:
            yield node, fact


def fact_read(analysis: Analysis, node: nodes.Node) -> FactInfo | None:
    """The program's own declaration of the fact that a node reads, if it has one."""
    match node:
        case nodes.Feast(feast="birthday") | nodes.OnFeast(feast="birthday"):
            return analysis.facts["member"].get("birthday")
        case nodes.Elapsed(moment="birthday") | nodes.OnShifted(moment="birthday"):
            return analysis.facts["member"].get("birthday")
    match analysis.meaning_of(node):
        case ProgramFact(fact):
            return fact
        case FactOf(builtin):
            return analysis.facts[builtin.owner].get(builtin.name)
    return None
