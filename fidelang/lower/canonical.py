"""A program's declarations as one text, whatever file, order and layout they were written in; its hash (row 137)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from fidelang.lower.tables import as_taken, in_order, offers
from fidelang.semantics.analysis import Analysis
from fidelang.semantics.symbols import MessageInfo, RuleInfo
from fidelang.source import Span
from fidelang.syntax import nodes

# The words of the language, each whole, so that what was two words before stays two words.
_WORD = re.compile(
    r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"'  # a text in quotes, its blanks and marks kept
    r"|(?P<comment>#[^\n]*)"
    r"|--\d\d-\d\d|\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?)?|\d{1,2}:\d\d"  # days and hours
    r"|(?P<percent>[\d_]+(?:\.\d+)?[ \u00a0\u202f]?%)"
    r"|\d[\d_]*(?:\.\d+)?|[^\W\d]\w*"
    r"|[<>!=]=|\S"
)
_RULES = ("earn", "offer", "reward")  # they come by name and dates already
_Value = TypeVar("_Value")


def program_hash(analysis: Analysis) -> str:
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(analysis).encode()).hexdigest()


def canonical(analysis: Analysis) -> str:
    """A line a declaration, by kind and name, comments, blanks and tests left out; rules of one name by their start.

    Where the order of writing counts, it is a line of its own: offers in the order in which they are taken, the rules
    of a stack in the order in which they come up, stages. A list in a file stands there with its values, not its path.
    """
    found = sorted(_declarations(analysis), key=lambda one: one if one[0] not in _RULES else one[:2])
    lines = [f"{kind} {name} {text}" for kind, name, text in found]
    return "".join(f"{line}\n" for line in (*lines, *_orders(analysis)))


def by_name(analysis: Analysis) -> Analysis:
    """The same program with its tables by name, so that its plan does not hang on where they were written."""
    return replace(
        analysis,
        wallets=_sorted(analysis.wallets),
        facts=MappingProxyType({owner: _sorted(table) for owner, table in analysis.facts.items()}),
        events=_sorted(analysis.events),
        segments=_sorted(analysis.segments),
        stacks=_sorted(analysis.stacks),
        budgets=_sorted(analysis.budgets),
        messages=_sorted(analysis.messages),
        campaigns=_sorted(analysis.campaigns),
        objectives=tuple(sorted(analysis.objectives, key=lambda one: (one.text, one.indicator))),
        consents=tuple(sorted(analysis.consents)),
    )


def _sorted(table: Mapping[str, _Value]) -> Mapping[str, _Value]:
    return MappingProxyType({name: table[name] for name in sorted(table)})


def words(text: str) -> str:
    """A text's words, one blank between, without comments.

    >>> words("take 5 %  off basket # as agreed"), words("from 2027-01-01"), words('label "a  # b"')
    ('take 5% off basket', 'from 2027-01-01', 'label "a  # b"')
    """
    found = []
    for match in _WORD.finditer(text):
        if match["percent"]:
            found.append("".join(match[0].split()))
        elif not match["comment"]:
            found.append(match[0])
    return " ".join(found)


def _declarations(analysis: Analysis) -> Iterator[tuple[str, str, str]]:
    """(kind, name, text) of each declaration. What stands in a campaign stands for itself, with the campaign's name."""
    written = _Written(analysis)
    for item in analysis.tree.items:
        match item:
            case nodes.Test() | nodes.Include() | nodes.Rule() | nodes.Message():
                pass
            case nodes.Facts():
                yield from ((f"facts {item.owner}", one.name.text, words(written(one.span))) for one in item.facts)
            case nodes.Lifecycle():
                yield from (("stage", one.name.text, words(written(one.span))) for one in item.stages)
            case nodes.Campaign():
                inner = [part.span for part in item.clauses if isinstance(part, nodes.Rule | nodes.Message)]
                for variant in (part for part in item.clauses if isinstance(part, nodes.Variant)):
                    inner += [part.span for part in variant.items]
                yield "campaign", item.name.text, words(written(item.span, without=inner))
            case nodes.Header():
                yield "program", "", words(written(item.span))
            case nodes.Tiers():
                yield "tiers", "", words(written(item.span))
            case nodes.Objective():
                yield "objective", item.indicator.text, words(written(item.span))
            case _:
                yield type(item).__name__.lower(), item.name.text, words(written(item.span))
    for rule in in_order(analysis):
        yield rule.kind, rule.name, _place(rule) + words(written(rule.node.span))
    for message in analysis.messages.values():
        yield "message", message.name, _place(message) + words(written(message.node.span))


def _place(info: RuleInfo | MessageInfo) -> str:
    return "" if info.campaign is None else f"in {info.campaign} {info.variant or ''} "


class _Written:
    """The text of a span: a list in a file by a digest of its values in place of its path, and without some parts."""

    def __init__(self, analysis: Analysis) -> None:
        self._sources = analysis.sources
        self._lists: dict[str, list[tuple[Span, str]]] = {}  # by file
        for one in analysis.tree.lists:
            values = sorted(self._sources.lists[one.path.value, one.column].values)
            digest = hashlib.sha256("\n".join(values).encode()).hexdigest()
            self._lists.setdefault(one.span.file, []).append((one.path.span, f'"{digest}"'))

    def __call__(self, whole: Span, without: Sequence[Span] = ()) -> str:
        lists = [one for one in self._lists.get(whole.file, ()) if whole.start <= one[0].start < whole.end]
        if not lists and not without:
            return self._sources.written(whole)
        parts = [(part, "") for part in without]
        parts += [one for one in lists if not any(part.start <= one[0].start < part.end for part in without)]
        kept, end = [], whole.start
        for part, instead in sorted(parts, key=lambda one: one[0].start):
            kept += [self._sources.written(replace(whole, start=end, end=part.start)), instead]
            end = part.end
        return "".join([*kept, self._sources.written(replace(whole, start=end))])


def _orders(analysis: Analysis) -> Iterator[str]:
    """The orders of writing that count."""
    yield " ".join(["stages", *(stage.name for stage in analysis.stages)])
    yield " ".join(["offers", *(rule.name for rule in offers(analysis))])
    for name, stack in sorted(analysis.stacks.items()):
        yield " ".join(["stack", name, *(rule.name for rule in as_taken(analysis.rules[key] for key in stack.rules))])
