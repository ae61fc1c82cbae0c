"""Two offers of equal priority that may meet on a line: which is taken first then hangs on written order (row 15)."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import RuleInfo
from fidelang.syntax import nodes

_MOST_TOLD = 20  # the rest follow from the same priority
_MOST_PAIRS = 200_000  # a warning is not worth more time

Value = str | bool
Needs = dict[tuple[str, ...], frozenset[Value]]


def check(analysis: Analysis, report: Report) -> None:
    offers = [rule for rule in analysis.rules.values() if rule.kind == "offer" and rule.take is not None]
    needs = {rule.key: _needs(rule) for rule in offers}
    told = pairs = 0
    by_priority: dict[int, _Earlier] = {}
    for rule in offers:
        earlier = by_priority.setdefault(rule.priority, _Earlier())
        for other in earlier.candidates(needs[rule.key]):
            pairs += 1
            if _meet(analysis, other, rule, needs):
                told += 1
                report.add(
                    "offers_meet",
                    rule.node.name,
                    f"`{other.name}` and `{rule.name}` can take off the same line, and neither comes first",
                    there(other.node.name, f"priority {other.priority} too"),
                    help="give one of them a greater `priority`, or put both in one `stack` to keep the better",
                )
                break
        if told >= _MOST_TOLD or pairs >= _MOST_PAIRS:
            return
        earlier.add(rule, needs[rule.key])


class _Earlier:
    """The offers before, found by what they ask of facts: two that ask for other values of one fact never meet."""

    def __init__(self) -> None:
        self._groups: dict[frozenset[tuple[str, ...]], list[RuleInfo]] = {}
        self._asking: dict[tuple[frozenset[tuple[str, ...]], tuple[str, ...], Value], list[RuleInfo]] = {}

    def add(self, rule: RuleInfo, needs: Needs) -> None:
        group = frozenset(needs)
        self._groups.setdefault(group, []).append(rule)
        for path, values in needs.items():
            for value in values:
                self._asking.setdefault((group, path, value), []).append(rule)

    def candidates(self, needs: Needs) -> Iterator[RuleInfo]:
        """Those that the first fact in common does not rule out."""
        for group, rules in self._groups.items():
            path = next((path for path in needs if path in group), None)
            if path is None:
                yield from rules
            else:
                for value in sorted(needs[path], key=str):
                    yield from self._asking.get((group, path, value), ())


def _meet(analysis: Analysis, one: RuleInfo, two: RuleInfo, needs: dict[str, Needs]) -> bool:
    if one.take is None or two.take is None:
        return False
    if (one.take.scope.kind == "shipping") != (two.take.scope.kind == "shipping"):
        return False
    if one.stack is not None and one.stack == two.stack and analysis.stacks[one.stack].pick != "all":
        return False
    if one.campaign is not None and one.campaign == two.campaign and _variants_differ(one, two):
        return False
    if one.weekdays and two.weekdays and not set(one.weekdays) & set(two.weekdays):
        return False
    if one.dates and two.dates and not set(one.dates) & set(two.dates):
        return False
    if analysis.period_of(one).within(analysis.period_of(two)).empty:
        return False
    first, second = needs[one.key], needs[two.key]
    return all(first[path] & second[path] for path in first.keys() & second.keys())


def _variants_differ(one: RuleInfo, two: RuleInfo) -> bool:
    """Whether no member is in both, of one campaign."""
    return one.variant is not None and two.variant is not None and one.variant != two.variant


def _needs(rule: RuleInfo) -> Needs:
    """What a rule's conditions and scope ask of facts, where they ask for certain values: all must hold at once."""
    found: Needs = {}
    where = None if rule.take is None else rule.take.scope.where
    for condition in (*rule.whens, *(() if where is None else (where,))):
        for part in _joined(condition):
            need = _need(part)
            if need is not None:
                path, values = need
                found[path] = found[path] & values if path in found else values
    return found


def _joined(node: nodes.Expr) -> list[nodes.Expr]:
    """The conditions that `and` joins."""
    if isinstance(node, nodes.Paren):
        return _joined(node.inner)
    if isinstance(node, nodes.And):
        return [part for operand in node.operands for part in _joined(operand)]
    return [node]


def _need(node: nodes.Expr) -> tuple[tuple[str, ...], frozenset[Value]] | None:
    match node:
        case nodes.Reading(path=path, window=None) if len(path) > 1:
            return path, frozenset({True})
        case nodes.Not(operand=nodes.Reading(path=path, window=None)) if len(path) > 1:
            return path, frozenset({False})
        case nodes.Is(left=nodes.Reading(path=path, window=None), right=right, negated=False) if len(path) > 1:
            value = _value(right)
            return None if value is None else (path, frozenset({value}))
        case nodes.In(left=nodes.Reading(path=path, window=None), right=nodes.ListOf(items=items), negated=False):
            values = [value for item in items if (value := _value(item)) is not None]
            return (path, frozenset(values)) if len(values) == len(items) else None
    return None


def _value(node: nodes.Expr) -> Value | None:
    match node:
        case nodes.Text(value=text):
            return text
        case nodes.Flag(value=flag):
            return flag
        case nodes.Reading(path=path) if len(path) == 1:
            return path[0]
    return None
