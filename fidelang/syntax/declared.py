"""Names that would be read as keywords where they are used, told where they are declared (row 92)."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.diagnostics import Diagnostic, Label
from fidelang.syntax import nodes
from fidelang.syntax.words import NameKind, currencies, reserved


def reserved_names(tree: nodes.Tree) -> list[Diagnostic]:
    """One diagnostic a name that cannot be one."""
    found = []
    for kind, name in _declared(tree.items):
        if name.text in reserved(kind) or (kind == "wallet" and name.text in currencies()):
            suggestion = f"{name.text.lower()}_{'points' if kind == 'wallet' else kind}"
            what = "a currency" if name.text in currencies() else "a keyword"
            found.append(
                Diagnostic.at(
                    "FID109",
                    f"`{name.text}` cannot be the name of a {kind}",
                    Label(name.span, f"it is {what}: where it is used it would be read as one"),
                    help=f"choose another name, such as `{suggestion}`",
                    replacement=suggestion,
                )
            )
    return found


def _declared(
    items: tuple[nodes.Declaration | nodes.Rule | nodes.Message, ...],
) -> Iterator[tuple[NameKind, nodes.Name]]:
    """Every name that a file declares, with its kind."""
    for item in items:
        match item:
            case nodes.Wallet(name):
                yield "wallet", name
            case nodes.Rule(_, name):
                yield "rule", name
            case nodes.Let(name):
                yield "let", name
            case nodes.Segment(name):
                yield "segment", name
            case nodes.Stack(name):
                yield "stack", name
            case nodes.Message(name):
                yield "message", name
            case nodes.Facts(_, facts):
                yield from _of_facts(facts)
            case nodes.Event(name, facts):
                yield "event", name
                yield from _of_facts(facts)
            case nodes.Tiers(tiers=tiers):
                for tier in tiers:
                    yield "tier", tier.name
            case nodes.Lifecycle(stages):
                for stage in stages:
                    yield "stage", stage.name
            case nodes.Header(clauses=clauses):
                for clause in clauses:
                    if isinstance(clause, nodes.Channels):
                        for name in clause.names:
                            yield "value", name
            case nodes.Campaign(name, clauses=clauses):
                yield "campaign", name
                for part in clauses:
                    if isinstance(part, nodes.Variant):
                        yield from _declared(part.items)
                    elif isinstance(part, nodes.Rule | nodes.Message):
                        yield from _declared((part,))
            case _:
                pass


def _of_facts(facts: tuple[nodes.Fact, ...]) -> Iterator[tuple[NameKind, nodes.Name]]:
    for fact in facts:
        yield "fact", fact.name
        for value in fact.type.values:
            yield "value", value
