"""Budgets: what they count in, what they cover, what slips past them (rows 41 to 43)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.checks.limits import wallet_filled
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import BudgetInfo, LimitInfo
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    own = [campaign.budget for campaign in analysis.campaigns.values() if campaign.budget is not None]
    for budget in (*analysis.budgets.values(), *own):
        cap = budget.cap
        if cap is None:
            continue
        if cap.kind == "times":
            report.add(
                "limit_kind",
                cap.node.amount,
                "a budget counts money or points, not times",
                help=f"write `{_word(budget)} 10_000 {analysis.program.currency} per year`; a rule's times:"
                " `limit 3 times`",
            )
        elif cap.kind == "points":
            _points(analysis, budget, cap, report)
        else:
            _money(analysis, budget, report)
        _multipliers(analysis, budget, report)
        if not budget.covers and _covers_all(budget):
            report.add(
                "budget_covers_nothing",
                budget.node.name,
                f"the budget `{budget.name}` covers no rule: the program has none",
                help="leave it out until there is one",
            )


def _what(budget: BudgetInfo) -> str:
    return f"the budget of `{budget.name}`" if isinstance(budget.node, nodes.Campaign) else f"`{budget.name}`"


def _word(budget: BudgetInfo) -> str:
    return "budget" if isinstance(budget.node, nodes.Campaign) else "cap"


def _names(budget: BudgetInfo) -> nodes.Covers | None:
    """The `covers` clause if it names rules; None for `covers all`."""
    return next((clause for clause in budget.node.clauses if isinstance(clause, nodes.Covers) and clause.names), None)


def _covers_all(budget: BudgetInfo) -> bool:
    return any(isinstance(clause, nodes.Covers) and not clause.names for clause in budget.node.clauses)


def _where(analysis: Analysis, budget: BudgetInfo, name: str) -> nodes.Node:
    """Where a budget covers a rule or message: its name in `covers`, or where it is declared within the campaign."""
    if isinstance(budget.node, nodes.Campaign):
        held = analysis.rules.get(name) or analysis.messages.get(name)
        return budget.node.name if held is None else held.node.name
    covers = _names(budget)
    found = () if covers is None else covers.names
    return next((one for one in found if one.text == name), budget.node.name)


def _points(analysis: Analysis, budget: BudgetInfo, cap: LimitInfo, report: Report) -> None:
    own = isinstance(budget.node, nodes.Campaign)
    for key in budget.covers:
        rule = analysis.rules.get(key)
        name = key if rule is None else rule.name
        if rule is None:
            what = f"`{name}` is a message, which costs money"
        elif rule.take is not None or rule.gift is not None:
            what = f"`{name}` brings {'a discount' if rule.take is not None else 'a gift'}, which costs money"
        elif wallet_filled(rule) not in (None, cap.wallet):
            what = f"`{name}` gives `{wallet_filled(rule)}`"
        else:
            continue
        report.add(
            "budget_wallet",
            _where(analysis, budget, name),
            f"a {_word(budget)} in `{cap.wallet}` cannot count it: {what}",
            there(cap.node, f"the {_word(budget)}"),
            help=f"{'write' if own else 'cap'} it in {analysis.program.currency}, or "
            + (f"move what does not give `{cap.wallet}` out" if own else f"cover only rules that give `{cap.wallet}`"),
        )


def _money(analysis: Analysis, budget: BudgetInfo, report: Report) -> None:
    for key in budget.covers:
        rule = analysis.rules.get(key)
        wallet = None if rule is None else wallet_filled(rule)
        if (
            rule is not None
            and wallet is not None
            and analysis.wallets[wallet].worth is None
            and not analysis.wallets[wallet].status
        ):
            report.add(
                "needs_worth",
                _where(analysis, budget, rule.name),
                f"a budget in money cannot count `{wallet}`, which `{rule.name}` gives: nothing says what one is worth",
                there(analysis.wallets[wallet].node.name, "no `worth` here"),
                help=f"add `worth 0.01 {analysis.program.currency}` to the wallet",
            )


def _multipliers(analysis: Analysis, budget: BudgetInfo, report: Report) -> None:
    covered = set(budget.covers)
    for rule in analysis.rules.values():
        if rule.multiply is None or rule.key in covered:
            continue
        target = next((analysis.rules[key].name for key in rule.multiply.targets if key in covered), None)
        if target is not None:
            report.add(
                "budget_without_multipliers",
                _where(analysis, budget, target),
                f"{_what(budget)} covers `{target}`, and not `{rule.name}`, which multiplies it",
                there(rule.node.name, "its points are outside the budget"),
                help=f"add `{rule.name}` to what the budget covers"
                if isinstance(budget.node, nodes.Budget)
                else f"write a `budget` that covers both, or move `{rule.name}` into the campaign",
            )
