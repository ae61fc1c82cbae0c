"""Points that expire without a word: each expiry is announced by a message (row 58)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    announced: set[str] = set()
    for trigger in _triggers(analysis):
        if isinstance(trigger, nodes.OnShifted) and trigger.moment == "expiry" and trigger.direction == "before":
            announced |= set(analysis.wallets) if trigger.wallet is None else {trigger.wallet.text}
    for wallet in analysis.wallets.values():
        if (
            wallet.name in announced
            or wallet.status
            or any(isinstance(one, nodes.ExpireNever) for one in wallet.node.clauses)
        ):
            continue
        for clause in wallet.node.clauses:
            if not isinstance(clause, nodes.ExpireAfter | nodes.ExpireAtEnd | nodes.ExpireOnDay):
                continue
            unless = clause.unless is not None
            report.add(
                "unless_without_message" if unless else "expiry_without_message",
                clause,
                f"points of `{wallet.name}` may go the night their `unless` stops holding, without a word"
                if unless
                else f"points of `{wallet.name}` expire without a word",
                help=f"say it in a message: `on 30 days before expiry of {wallet.name}`",
            )
            break


def _triggers(analysis: Analysis) -> list[nodes.Trigger]:
    """What starts a message, itself or through a rule that sends one; one of a campaign is not for all, and not for
    always."""
    messages = {name: message for name, message in analysis.messages.items() if message.campaign is None}
    found = [trigger for message in messages.values() for trigger in message.triggers]
    rules = [rule for rule in analysis.rules.values() if rule.campaign is None and set(rule.sends) & set(messages)]
    return found + [trigger for rule in rules for trigger in rule.triggers]
