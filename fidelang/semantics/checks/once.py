"""Clauses that may stand once (row 29): in rules, wallets, budgets, messages, tiers and the header."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.syntax import nodes

_SEVERAL: tuple[type[nodes.Node], ...] = (
    nodes.When,
    nodes.Limit,
    nodes.Send,
    nodes.LifetimeWhen,
    nodes.ExpireAfter,
    nodes.ExpireAtEnd,
    nodes.ExpireOnDay,
    nodes.ExpireOnTrigger,
    nodes.Rule,
    nodes.Message,
    nodes.Variant,
)
_GIVES = (nodes.GivePoints, nodes.GiveShare, nodes.GiveTable, nodes.Multiply)
_WORDS: dict[str, str] = {
    "On": "`on`",
    "OnLines": "`on lines`",
    "Days": "`every` or `on` days",
    "Period": "`from … to …`",
    "InStack": "`stack`",
    "Rounding": "`round`",
    "StatusOnly": "`status`",
    "ByChannel": "`by`",
    "NeedsConsent": "`consent`",
    "MessageText": "`text`",
    "Audience": "`for`",
    "CampaignBudget": "`budget`",
    "Exhausted": "`when exhausted`",
    "TierFrom": "`from`",
    "CarrySurplus": "`carry surplus`",
    "EarnOn": "`earn on`",
    "Largest": "`largest basket`",
    "ExpireNever": "`expire never`",
}


def check(analysis: Analysis, report: Report) -> None:
    for item in analysis.tree.items:
        match item:
            case nodes.Rule() | nodes.Message():
                _acting(item, report)
            case nodes.Campaign():
                _once(item.clauses, report)
                for part in held_in(item):
                    _acting(part, report)
            case nodes.Header():
                _header(item, report)
            case nodes.Wallet():
                _once(item.clauses, report)
                _never(item, report)
            case nodes.Budget() | nodes.Stack():
                _once(item.clauses, report)
            case nodes.Tiers():
                _once(item.clauses, report)
                for tier in item.tiers:
                    _once(tier.clauses, report)
            case _:
                pass


def held_in(campaign: nodes.Campaign) -> list[nodes.Rule | nodes.Message]:
    """The rules and messages within a campaign, those of its variants included."""
    parts = [
        part
        for clause in campaign.clauses
        for part in (clause.items if isinstance(clause, nodes.Variant) else (clause,))
    ]
    return [part for part in parts if isinstance(part, nodes.Rule | nodes.Message)]


def _acting(item: nodes.Rule | nodes.Message, report: Report) -> None:
    if isinstance(item, nodes.Rule):
        _once(item.clauses, report, _rule_help)
        _one_giving(item, report)
    else:
        _once(item.clauses, report)


def _rule_help(clause: nodes.Node) -> str:
    if isinstance(clause, nodes.On):
        return "join them: `on signup or referral`"
    if isinstance(clause, nodes.OnLines):
        return "join the two conditions with `and`"
    if isinstance(clause, nodes.Days):
        return "list all days in one: `every monday, tuesday`"
    return "keep one of them, or write a rule for each"


def _plain_help(clause: nodes.Node) -> str:
    return "keep one of them"


def word_of(clause: nodes.Node) -> str:
    """A clause by the word that starts it."""
    name = type(clause).__name__
    if isinstance(clause, _GIVES[:3]):
        return "`give`"
    return _WORDS.get(name, f"`{name.lower()}`")


def _once(clauses: Iterable[nodes.Node], report: Report, advice: Callable[[nodes.Node], str] = _plain_help) -> None:
    seen: dict[str, nodes.Node] = {}
    for clause in clauses:
        if isinstance(clause, _SEVERAL):
            continue
        word = word_of(clause)
        if word in seen:
            report.add(
                "clause_twice", clause, f"{word} stands twice", there(seen[word], "the first one"), help=advice(clause)
            )
        else:
            seen[word] = clause


def _one_giving(rule: nodes.Rule, report: Report) -> None:
    """A rule either gives or multiplies."""
    gives = [clause for clause in rule.clauses if isinstance(clause, _GIVES)]
    multiply = next((clause for clause in gives if isinstance(clause, nodes.Multiply)), None)
    give = next((clause for clause in gives if not isinstance(clause, nodes.Multiply)), None)
    if multiply is not None and give is not None:
        report.add(
            "clause_twice",
            multiply,
            "a rule either gives points or multiplies what others give",
            there(give, "it gives here"),
            help="write a rule for each",
        )


def _header(header: nodes.Header, report: Report) -> None:
    """A header's `from` and `to` may be two clauses."""
    _once((clause for clause in header.clauses if not isinstance(clause, nodes.Period)), report)
    first: nodes.Date | None = None
    last: nodes.Date | None = None
    for clause in header.clauses:
        if not isinstance(clause, nodes.Period):
            continue
        for old, new in ((first, clause.first), (last, clause.last)):
            if old is not None and new is not None:
                report.add(
                    "clause_twice",
                    clause,
                    "the program's period is said twice",
                    there(old, "here"),
                    help="keep one of them",
                )
        first, last = first or clause.first, last or clause.last


def _never(wallet: nodes.Wallet, report: Report) -> None:
    never = next((clause for clause in wallet.clauses if isinstance(clause, nodes.ExpireNever)), None)
    other = next(
        (
            clause
            for clause in wallet.clauses
            if isinstance(clause, nodes.ExpireAfter | nodes.ExpireAtEnd | nodes.ExpireOnDay | nodes.ExpireOnTrigger)
        ),
        None,
    )
    if never is not None and other is not None:
        report.add(
            "clause_twice",
            never,
            f"`{wallet.name.text}` never expires, and expires",
            there(other, "it expires here"),
            help="keep one of them",
        )
