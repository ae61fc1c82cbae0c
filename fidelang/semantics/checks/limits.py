"""What a limit counts in: times, money, or points of the rule's own wallet (row 39); shares need a worth (row 24)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import LimitInfo, RuleInfo
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        _share(analysis, rule, report)
        if not _broken(rule):
            for limit in rule.limits:
                _limit(analysis, limit, rule, report)
    for stack in analysis.stacks.values():
        for limit in stack.limits:
            for name in stack.rules:
                if not _broken(analysis.rules[name]):
                    _limit(analysis, limit, analysis.rules[name], report)
    for message in analysis.messages.values():
        for limit in message.limits:
            if limit.kind != "times":
                report.add(
                    "limit_kind",
                    limit.node.amount,
                    "a message is sent a number of times: it gives neither money nor points",
                    help="write `limit once per member per month`",
                )


def _share(analysis: Analysis, rule: RuleInfo, report: Report) -> None:
    give = rule.give
    if give is None or give.form != "share":
        return
    wallet = analysis.wallets[give.wallet]
    if wallet.worth is None:
        report.add(
            "needs_worth",
            give.node,
            f"a percent in `{wallet.name}` needs to know what one of them is worth",
            there(wallet.node.name, "no `worth` here"),
            help=f"add `worth 0.01 {analysis.program.currency}` to the wallet, or give points per amount",
        )


def wallet_filled(rule: RuleInfo) -> str | None:
    """The wallet into which a rule gives, itself or by multiplying."""
    if rule.give is not None:
        return rule.give.wallet
    return rule.multiply.wallet or None if rule.multiply is not None else None


def _broken(rule: RuleInfo) -> bool:
    """Whether what the rule does could not be made out, and is told."""
    kinds = (nodes.GivePoints, nodes.GiveShare, nodes.GiveTable, nodes.Multiply, nodes.Take)
    written = sum(isinstance(clause, kinds) for clause in rule.node.clauses)
    return written > sum(part is not None for part in (rule.give, rule.multiply, rule.take))


def _limit(analysis: Analysis, limit: LimitInfo, rule: RuleInfo, report: Report) -> None:
    if limit.kind == "times":
        return
    wallet = wallet_filled(rule)
    if limit.kind == "money":
        if rule.take is None and wallet is None:
            report.add(
                "limit_kind",
                limit.node.amount,
                f"`{rule.name}` takes no money off: an amount does not limit it",
                there(rule.node.name, "this rule"),
                help="limit it in times: `limit once per member per month`",
            )
        elif rule.take is None and wallet is not None and analysis.wallets[wallet].worth is None:
            report.add(
                "needs_worth",
                limit.node.amount,
                f"an amount of money limits `{wallet}` only if one of them is worth something",
                there(analysis.wallets[wallet].node.name, "no `worth` here"),
                help=f"limit the points: `limit 100 {wallet}`, or give the wallet a `worth`",
            )
        return
    if wallet is None:
        money = f"`limit 30 {analysis.program.currency}`"
        report.add(
            "limit_kind",
            limit.node.amount,
            f"`{rule.name}` gives no points: points do not limit it",
            there(rule.node.name, "this rule"),
            help=f"limit what it takes off, {money}, or how often, `limit once per member`",
        )
    elif wallet != limit.wallet:
        report.add(
            "wallets_mixed",
            limit.node.amount,
            f"`{rule.name}` gives `{wallet}`, and the limit is in `{limit.wallet}`",
            there(rule.node.name, f"it gives `{wallet}`"),
            help=f"limit it in its own points: `limit 100 {wallet}`",
        )
