"""What multipliers may name, and by how much (rows 19 to 21, 99)."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.declared import kind_in_words
from fidelang.semantics.meanings import WalletRef
from fidelang.semantics.report import Report, plain, there
from fidelang.semantics.symbols import MultiplyInfo, RuleInfo
from fidelang.semantics.types import NumberType
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if rule.multiply is not None:
            _targets(analysis, rule, rule.multiply, report)
            _factors(analysis, rule.multiply, report)


def _targets(analysis: Analysis, rule: RuleInfo, multiply: MultiplyInfo, report: Report) -> None:
    wallets: dict[str, nodes.Name] = {}
    by_line = rule.lines_where is not None or (multiply.table is not None and multiply.table.by_line)
    for name in multiply.node.targets:
        named: list[RuleInfo] = []
        if isinstance(analysis.meaning_of(name), WalletRef):
            named = _of_wallet(analysis, multiply, name, by_line, report)
        else:
            named = [rule for rule in analysis.versions(name.text) if _target(rule, name, report)]
        for target in named:
            if target.give is None:
                continue
            wallets.setdefault(target.give.wallet, name)
            if by_line and not target.give.line_wise:
                _not_by_line(target, name, rule, report)
    if len(wallets) > 1:
        (one, first), (two, second) = list(wallets.items())[:2]
        report.add(
            "targets_of_two_wallets",
            second,
            f"one multiplier of two wallets: `{one}` and `{two}`",
            there(first, f"this gives `{one}`"),
            label=f"this gives `{two}`",
            help="write a multiplier for each wallet",
        )


def _of_wallet(
    analysis: Analysis, multiply: MultiplyInfo, name: nodes.Name, by_line: bool, report: Report
) -> list[RuleInfo]:
    """One rule of the wallet's, the first that does not give by line if that matters."""
    found: RuleInfo | None = None
    for target in multiply.targets:
        rule = analysis.rules[target]
        if rule.give is not None and rule.give.wallet == name.text:
            found = rule
            if not by_line or not rule.give.line_wise:
                break
    if not any(target in analysis.rules for target in multiply.targets):
        report.add(
            "multiplies_nothing",
            name,
            f"no rule on purchase gives `{name.text}`: there is nothing to multiply",
            help="name a wallet that purchases fill, or leave the rule out",
        )
    return [] if found is None else [found]


def _target(target: RuleInfo, name: nodes.Name, report: Report) -> bool:
    """Whether a target gives points at purchases; told if it does not."""
    if any(isinstance(clause, nodes.Multiply) for clause in target.node.clauses):
        report.add(
            "multiplies_multiplier",
            name,
            f"`{target.name}` is a multiplier itself",
            there(target.node.name, "it multiplies"),
            help="name the rules that both multiply; `multipliers compound` makes one act upon the other",
        )
        return False
    if target.kind != "earn":
        report.add(
            "multiplies_nothing",
            name,
            f"`{target.name}` is {kind_in_words(target.node)}: there are no earned points to multiply",
            there(target.node.name, "declared here"),
            help="name an `earn` rule, or a wallet for all its earn rules",
        )
        return False
    if not target.on_purchase:
        report.add(
            "multiplies_nothing",
            name,
            f"`{target.name}` gives nothing at a purchase: there is nothing to multiply",
            there(target.node.name, "it runs at another moment"),
            help="multipliers act on what one purchase earns: raise the rule's own number",
        )
        return False
    return target.give is not None


def _not_by_line(target: RuleInfo, name: nodes.Name, rule: RuleInfo, report: Report) -> None:
    report.add(
        "multiplier_lines",
        name,
        f"`{rule.name}` multiplies by line, and `{target.name}` gives once for the basket",
        there(target.node.name, "not by line"),
        help="leave out `on lines`, or name rules with a rate: `per 1 EUR`, `per item`, `N% as`",
    )


def _factors(analysis: Analysis, multiply: MultiplyInfo, report: Report) -> None:
    if multiply.factor is not None and isinstance(multiply.node.factor, nodes.Node):
        _at_least_one(analysis, multiply.factor, multiply.node.factor, report)
    elif multiply.table is not None:
        for row in multiply.table.node.rows:
            value = analysis.constant_of(row.value)
            if value is not None:
                _at_least_one(analysis, value, row.value, report)


def _at_least_one(analysis: Analysis, factor: Fraction, node: nodes.Node, report: Report) -> None:
    if factor < 1:
        kind = analysis.type_of(node)
        percent = isinstance(kind, NumberType) and kind.percent
        report.add(
            "factor_below_one",
            node,
            f"{report.quote(node)} takes points away",
            help=f"for {report.quote(node)[1:-1]} more points write `multiply … by {plain(1 + factor)}`"
            if percent
            else "lower the rate of the rule itself instead; a multiplier is 1 or more",
        )
        return
    for part in every_node(node):
        let = analysis.lets.get(part.path[0]) if isinstance(part, nodes.Reading) and len(part.path) == 1 else None
        if let is not None and let.low is not None and let.low < 1:
            report.add(
                "factor_below_one",
                node,
                f"`{let.name}` may be varied to less than 1, and multiplies",
                there(let.node.name, "its range starts below 1"),
                help="start its range at 1",
            )
