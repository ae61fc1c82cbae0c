"""Families of many plain rules, found by tables: a rule is looked at only where a fact, a line or the day calls for it.

Each rule is written as ever (`plain`), with its numbers lifted out as arguments: rules that differ in numbers alone
share one function of the text. A rule is filed under what its conditions hold equal: facts of the basket or member,
else facts of its lines, else the days between its dates. Filing only leaves out rules whose conditions cannot hold; the
function still asks all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from fidelang.kernel.shapes.writer import Writer
from fidelang.kernel.text import Text
from fidelang.plan import model
from fidelang.plan.formula import Formula

MANY = 60  # plain rules from which tables are quicker than asking each (bench/till)
Member = tuple[int, model.Rule]
Write = Callable[[Writer, model.Rule, int], None]
_NUMBER = re.compile(r"(?<![\w.'])\d+(?![\w.'])")
_OWN = re.compile(r"\b([aclhkL])_\d+\b")  # what is named after the rule
_NAME = re.compile(r"(?<![.\w])[A-Za-z_]\w*")
_OUTER = re.compile(r"(?:v_|goods_|some_)\w+|day|minute|now|life|n|u|[ABEGHKPQSU][01]?|gross|rest|cards|fresh|consents")


@dataclass
class Tables:
    """Functions by their text, and rules by the family that they are filed in: ((slots), key) → (function, numbers)."""

    functions: dict[str, str] = field(default_factory=dict)  # text: name
    facts: dict[tuple[str, ...], dict[tuple[int, ...], list[int]]] = field(default_factory=dict)
    lines: dict[tuple[bool, tuple[str, ...]], dict[tuple[int, ...], list[int]]] = field(default_factory=dict)
    dated: list[int] = field(default_factory=list)
    calls: dict[int, tuple[str, tuple[int, ...]]] = field(default_factory=dict)  # by rule: function, numbers
    outer: dict[str, None] = field(default_factory=dict)  # variables that functions read


def filed(rule: model.Rule) -> tuple[str, tuple[str, ...], tuple[int, ...]] | None:
    """(kind, slots, key) of where a rule is filed: `facts`, `lines` or `dated`; None if nothing calls for it."""
    found = _equal(part for when in rule.whens for part in _parts(when.holds))
    if found:
        return "facts", tuple(sorted(found)), tuple(found[slot] for slot in sorted(found))
    if rule.lines is not None:
        found = {slot: value for slot, value in _equal(_parts(rule.lines)).items() if slot.startswith("line.")}
        if found:
            return "lines", tuple(sorted(found)), tuple(found[slot] for slot in sorted(found))
    return None if rule.start is None and rule.stop is None else ("dated", (), ())


def _parts(formula: Formula) -> Iterable[Formula]:
    return formula[1:] if formula[0] == "and" else (formula,)


def _equal(parts: Iterable[Formula]) -> dict[str, int]:
    return {one[1][1]: one[2][1] for one in parts if one[0] == "eq" and one[1][0] == "get" and one[2][0] == "int"}


def split(rules: list[Member]) -> tuple[list[Member], list[Member]]:
    """(rules to ask each, rules to file): those that can be filed, if they are many."""
    many = [one for one in rules if filed(one[1]) is not None]
    return (rules, []) if len(many) < MANY else ([one for one in rules if filed(one[1]) is None], many)


def write_tables(to: Writer, rules: list[Member], write: Write) -> None:
    """Finds and runs filed rules; awards are appended to `given`. `write` writes one rule, its lines those of `C`."""
    tables = Tables()
    for position, rule in rules:
        _file(tables, position, rule, _function(to, tables, position, rule, write))
    to.tables = _text(tables, to.plan)
    arguments = "".join(f", {name}" for name in tables.outer)
    if any(name in tables.outer for name in ("A", "B")):
        to.cut_lines()
    for at, slots in enumerate(tables.facts):
        names = [to.python(("get", slot)) for slot in slots]
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        _write_calls(to, f"FACTS_{at}.get({key}, ())", arguments)
    if tables.dated:
        _write_calls(to, "on_day(DATED, DAYS, day)", arguments)
    for at, (gift_cards, slots) in enumerate(tables.lines):
        names = [to.python(("get", slot)) for slot in slots]
        key = names[0] if len(names) == 1 else f"({', '.join(names)})"
        to.out.line("hits = {}")
        every = to.out.block(f"for j in {'E1' if gift_cards else 'E0'}:")
        with every, to.out.block(f"for r in LINES_{at}.get({key}, ()):"):
            with to.out.block("if r in hits:"):
                to.out.line("hits[r].append(j)")
            with to.out.block("else:"):
                to.out.line("hits[r] = [j]")
        with to.out.block("for r, C in hits.items():"):
            to.out.line("f, k = FILED[r]")
            to.out.line(f"f(k, C, given{arguments})")


def _write_calls(to: Writer, found: str, arguments: str) -> None:
    with to.out.block(f"for f, k in {found}:"):
        to.out.line(f"f(k, (), given{arguments})")


def _function(to: Writer, tables: Tables, position: int, rule: model.Rule, write: Write) -> tuple[str, tuple[int, ...]]:
    """The name of the function of a rule, and the numbers that it is called with."""
    one = Writer(to.plan, Text(1), to.member, lean=True, told=to.told, consents=to.consents)
    place = filed(rule)
    assert place is not None
    one.filed = place[0]
    one.out.line(f"a_{position} = 0")
    write(one, rule, position)
    text = _OWN.sub(r"\1_r", str(one.out))
    numbers: list[int] = []

    def lifted(found: re.Match[str]) -> str:
        numbers.append(int(found[0]))
        return f"k{len(numbers) - 1}"

    text = _NUMBER.sub(lifted, text)
    for name in _NAME.findall(text):
        if _OUTER.fullmatch(name):
            tables.outer.setdefault(name)
    name = tables.functions.setdefault(text, f"filed_{len(tables.functions)}")
    tables.calls[position] = name, tuple(numbers)
    return name, tuple(numbers)


def _file(tables: Tables, position: int, rule: model.Rule, call: tuple[str, tuple[int, ...]]) -> None:
    place = filed(rule)
    assert place is not None
    kind, slots, key = place
    if kind == "facts":
        tables.facts.setdefault(slots, {}).setdefault(key, []).append(position)
    elif kind == "lines":
        tables.lines.setdefault((rule.gift_cards, slots), {}).setdefault(key, []).append(position)
    else:
        tables.dated.append(position)


def _text(tables: Tables, plan: model.Plan) -> str:
    """The functions and tables, for the text's own level."""
    out = Text()
    arguments = "".join(f", {name}" for name in tables.outer)
    for text, name in tables.functions.items():
        count = len(set(re.findall(r"\bk\d+\b", text)))
        with out.block(f"def {name}(k, C, given{arguments}):"):
            out.line(f"{''.join(f'k{at}, ' for at in range(count))} = k" if count else "pass")
        out.add(text)

    def entry(position: int) -> str:
        name, numbers = tables.calls[position]
        return f"({name}, {numbers!r})"

    def table(found: dict[tuple[int, ...], list[int]], cell: Callable[[int], str]) -> str:
        rows = (
            f"{key[0] if len(key) == 1 else key!r}: ({''.join(cell(one) + ', ' for one in each)})"
            for key, each in found.items()
        )
        return "{" + ", ".join(rows) + "}"

    for at, found in enumerate(tables.facts.values()):
        out.line(f"FACTS_{at} = {table(found, entry)}")
    for at, found in enumerate(tables.lines.values()):
        out.line(f"LINES_{at} = {table(found, str)}")
    by_line = [one for found in tables.lines.values() for each in found.values() for one in each]
    if by_line:
        out.line(f"FILED = {{{', '.join(f'{one}: {entry(one)}' for one in by_line)}}}")
    if tables.dated:
        rows = (f"({plan.rules[one].start}, {plan.rules[one].stop}, {entry(one)})" for one in tables.dated)
        out.line(f"DATED = ({''.join(row + ', ' for row in rows)})")
        out.line("DAYS = {}")
    out.line(f"BITS = tuple([1 << at for at in range({len(plan.rules)})])")
    return str(out)
