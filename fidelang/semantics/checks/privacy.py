"""Personal data is kept for a purpose and read by something; messages ask for consent."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.checks.consents import fact_read
from fidelang.semantics.report import Report
from fidelang.semantics.symbols import FactInfo
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes


def check(analysis: Analysis, report: Report) -> None:
    declared = [fact for table in analysis.facts.values() for fact in table.values()]
    declared += [fact for event in analysis.events.values() for fact in event.fields.values()]
    personal = [fact for fact in declared if fact.personal]
    read = _read(analysis) if personal else set()
    for fact in personal:
        if fact.purpose is None:
            report.add(
                "personal_without_purpose",
                fact.node,
                f"`{fact.name}` is personal, and nothing says what it is kept for",
                help=f'say it: `{fact.name}: {_kind(report, fact)} personal for "birthday gift"`',
            )
        if id(fact.node) not in read:
            report.add(
                "personal_unread",
                fact.node.name,
                f"`{fact.name}` is personal, and no rule reads it",
                help="keep no personal data that nothing uses: leave it out",
            )
    for message in analysis.messages.values():
        if message.consent is None:
            report.add(
                "message_without_consent",
                message.node.name,
                f"the message `{message.name}` asks for no consent",
                help="add `consent marketing`; members who have not given it are not written to",
            )


def _kind(report: Report, fact: FactInfo) -> str:
    return report.quote(fact.node.type)[1:-1]


def _read(analysis: Analysis) -> set[int]:
    """The declarations of facts that anything but a test reads."""
    found: set[int] = set()
    for item in analysis.tree.items:
        if isinstance(item, nodes.Test | nodes.Facts | nodes.Event):
            continue
        for node in every_node(item):
            fact = fact_read(analysis, node)
            if fact is not None:
                found.add(id(fact.node))
    return found
