"""Which clauses each kind of rule takes, and which it cannot do without (row 29)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.checks.once import word_of
from fidelang.semantics.declared import kind_in_words
from fidelang.semantics.report import Report
from fidelang.semantics.symbols import RuleInfo
from fidelang.syntax import nodes

_GIVE = (nodes.GivePoints, nodes.GiveShare, nodes.GiveTable)
_EARN = (
    nodes.On, nodes.When, nodes.OnLines, nodes.Period, nodes.Days, nodes.Hours, *_GIVE, nodes.Multiply, nodes.Limit,
    nodes.InStack, nodes.Send, nodes.Priority, nodes.Owner,
)  # fmt: skip
_OFFER = (
    nodes.When, nodes.Period, nodes.Days, nodes.Hours, nodes.Take, nodes.Gift, nodes.Cost, nodes.Limit, nodes.Stock,
    nodes.InStack, nodes.Priority, nodes.Send, nodes.Owner,
)  # fmt: skip
ALLOWED: dict[str, tuple[type[nodes.Node], ...]] = {
    "earn": _EARN,
    "offer": _OFFER,
    "reward": (*_OFFER, nodes.On, nodes.Price, *_GIVE),
}
"""Kind of rule to the clauses that it takes."""


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        refused = False
        for clause in rule.node.clauses:
            if not isinstance(clause, ALLOWED[rule.kind]):
                refused = True
                report.add(
                    "clause_not_allowed",
                    clause,
                    f"{kind_in_words(rule.node)} takes no {word_of(clause)}",
                    help=_instead(rule, clause),
                )
        if not refused:
            _missing(rule, report)
    for name, budget in analysis.budgets.items():
        _budget(name, budget.node, report)
    for message in analysis.messages.values():
        if message.channel is None:
            report.add(
                "missing_clause",
                message.node.name,
                f"the message `{message.name}` does not say how it is sent",
                help="add `by email` (or sms, post, push, app)",
            )


def _missing(rule: RuleInfo, report: Report) -> None:
    kinds = {type(clause) for clause in rule.node.clauses}
    needed: tuple[type[nodes.Node], ...]
    match rule.kind:
        case "earn":
            needed, what, example = (*_GIVE, nodes.Multiply), "gives nothing and multiplies nothing", "`give 10 POINTS`"
        case "offer":
            needed, what, example = (nodes.Take, nodes.Gift), "takes nothing off", "`take 5% off basket`"
        case "reward":
            needed, what, example = (nodes.Take, nodes.Gift, *_GIVE), "brings nothing", "`take …`, `gift …` or `give …`"
    if not kinds & set(needed):
        report.add(
            "missing_clause", rule.node.name, f"`{rule.name}` {what}", help=f"add {example}, or leave the rule out"
        )


def _budget(name: str, node: nodes.Node, report: Report) -> None:
    if not isinstance(node, nodes.Budget):
        return
    kinds = {type(clause) for clause in node.clauses}
    if nodes.Cap not in kinds:
        report.add(
            "missing_clause", node.name, f"the budget `{name}` has no cap", help="add one: `cap 10_000 EUR per year`"
        )
    if nodes.Covers not in kinds:
        report.add(
            "missing_clause",
            node.name,
            f"the budget `{name}` covers no rule",
            help="name the rules that draw on it: `covers RULE, RULE`, or `covers all`",
        )


def _instead(rule: RuleInfo, clause: nodes.Node) -> str:
    match clause:
        case nodes.OnLines():
            return "say the lines in what it takes off: `take 10% off lines where …`"
        case nodes.On():
            return "an offer applies at purchases; for another moment write an `earn` rule or a `reward`"
        case nodes.GivePoints() | nodes.GiveShare() | nodes.GiveTable() | nodes.Multiply():
            return "points are given by `earn` rules"
        case nodes.Take() | nodes.Gift() | nodes.Cost() | nodes.Stock():
            return "discounts and gifts are brought by an `offer`, or by a `reward` that members ask for"
        case nodes.Price():
            return "only a `reward` has a price"
    return "leave it out"
