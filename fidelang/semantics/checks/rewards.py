"""Rewards: what an automatic one can bring, what a price may be (rows 34 to 36)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import RuleInfo
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if rule.kind == "reward":
            _automatic(rule, report)
            _price(analysis, rule, report)
            _conversion(rule, report)
            _free(analysis, rule, report)


def _automatic(rule: RuleInfo, report: Report) -> None:
    take = next((clause for clause in rule.node.clauses if isinstance(clause, nodes.Take)), None)
    trigger = next((part for part in rule.triggers if not isinstance(part, nodes.OnPurchase)), None)
    if take is not None and trigger is not None:
        report.add(
            "take_without_basket",
            take,
            f"there is no basket to take anything off on {report.quote(trigger)[1:-1]}",
            there(trigger, "the reward comes by itself here"),
            help="give points or a gift instead, or leave out `on …` so that members ask for it at a purchase",
        )


def _price(analysis: Analysis, rule: RuleInfo, report: Report) -> None:
    price = rule.price
    if price is None:
        return
    wallet = analysis.wallets[price.wallet]
    if wallet.status:
        report.add(
            "status_wallet",
            price.node,
            f"`{wallet.name}` is a status: it counts towards tiers and buys nothing",
            there(wallet.node.name, "a `status` wallet"),
            help="price the reward in another wallet",
        )
    if price.per is not None and not any(isinstance(clause, nodes.Take) for clause in rule.node.clauses):
        report.add(
            "missing_clause",
            price.node,
            "a price per amount needs a discount to count by",
            help="add `take … off …`, or write a fixed price, `price 500 POINTS`",
        )


def _free(analysis: Analysis, rule: RuleInfo, report: Report) -> None:
    """A reward without a price is a right; one that nothing holds back can be asked for at every purchase."""
    priced = any(isinstance(clause, nodes.Price) for clause in rule.node.clauses)
    stack = analysis.stacks.get(rule.stack) if rule.stack is not None else None
    held = rule.limits or rule.stock or rule.whens or (stack is not None and (stack.limits or stack.whens))
    covered = any(rule.key in budget.covers for budget in analysis.budgets.values())
    if not (priced or rule.triggers or held or covered):
        report.add(
            "free_each_time",
            rule.node.name,
            f"`{rule.name}` is free, as often as a member asks for it",
            help="say what it costs, `price 500 POINTS`, or how often it may be had, `limit once per member per year`",
        )


def _conversion(rule: RuleInfo, report: Report) -> None:
    """What a reward gives is a fixed number of points: it turns some into others."""
    if rule.give is not None and rule.give.form != "flat":
        report.add(
            "clause_not_allowed",
            rule.give.node,
            "a reward gives a fixed number of points, not a rate",
            help="write for example `give 100 POINTS`; points by amount are given by an `earn` rule",
        )
