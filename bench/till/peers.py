"""The other rule engines of the comparison: what each is given, what work it does, and its call.

All read the flat case, with the calendar worked out before them. A peer answers (points, minor units off, names).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench.till.split import RULES, Words, awards, steps

Answer = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Peer:
    """`call` takes a flat case (or its JSON text, of a `text` peer) and is what is timed; `read` makes an Answer of
    what it answers, apart from the time. `work` says what it does and does not do."""

    name: str
    package: str
    work: str
    call: Callable[[Any], Any]
    read: Callable[[Any], Answer]
    text: bool = False
    quick: bool = True  # else it is not timed cold


def _answer(points: Any, off: Any, names: Any) -> Answer:
    return int(points), int(off), tuple(names)


def datalogic() -> list[Peer]:
    from datalogic_py import Engine

    from bench.till.datalogic import logic

    rule = Engine(templating=True).compile(logic())

    def read(found: Any) -> Answer:
        found = json.loads(found) if isinstance(found, str) else found
        while len(found) == 1:
            found = found[0]
        return _answer(*found)

    work = "all of it: shares by largest remainder, unrolled over five lines; `let` by `map` over a list of one"
    return [
        Peer("datalogic-py, dict in", "datalogic-py", work, rule.evaluate, read),
        Peer("datalogic-py, evaluate_str", "datalogic-py", work, rule.evaluate_str, read, text=True),
    ]


def _zen_words() -> Words:
    return Words(floor=lambda top, bottom: f"floor(({top}) / {bottom})", least=lambda a, b: f"min([{a}, {b}])")


def zen_expression() -> list[Peer]:
    import zen

    lines = [f"{name} = {text}" for name, text in steps(_zen_words())]
    names = ", ".join(f"{rule} > 0 ? '{rule}' : ''" for rule in RULES)
    points = " + ".join(RULES)
    answer = f"[{points}, off, [off > 0 ? 'from_80' : '', {names}]]"
    expression = zen.compile_expression("; ".join([*lines, answer]))

    def read(found: Any) -> Answer:
        return _answer(found[0], found[1], [name for name in found[2] if name])

    work = "all of it, unrolled over five lines, in one expression with assignments"
    return [Peer("zen expression, dict in", "zen-engine", work, expression.evaluate, read)]


def zen_table() -> list[Peer]:
    import zen

    words = _zen_words()
    before = [(name, text) for name, text in steps(words) if name not in RULES]
    rows = [
        {"_id": f"r{at}", "if": test, "rule": f'"{name}"', "points": award}
        for at, (name, (test, award)) in enumerate(awards(words).items())
    ]
    content = {
        "nodes": [
            {"id": "in", "type": "inputNode", "name": "in"},
            {
                "id": "sums",
                "type": "expressionNode",
                "name": "sums",
                "content": {
                    "expressions": [
                        {"id": name, "key": name, "value": _of_node(text, [one for one, _ in before[:at]])}
                        for at, (name, text) in enumerate(before)
                    ],
                    "passThrough": True,
                },
            },
            {
                "id": "rules",
                "type": "decisionTableNode",
                "name": "rules",
                "content": {
                    "hitPolicy": "collect",
                    "inputs": [{"id": "if", "name": "if"}],
                    "outputs": [
                        {"id": "rule", "name": "rule", "field": "rule"},
                        {"id": "points", "name": "points", "field": "points"},
                    ],
                    "rules": rows,
                },
            },
            {
                "id": "sum",
                "type": "expressionNode",
                "name": "sum",
                "content": {
                    "expressions": [
                        {"id": "points", "key": "points", "value": "sum(map($root, #.points))"},
                        {"id": "off", "key": "off", "value": "$nodes.sums.off"},
                        {"id": "rules", "key": "rules", "value": "map(filter($root, #.points > 0), #.rule)"},
                    ]
                },
            },
            {"id": "out", "type": "outputNode", "name": "out"},
        ],
        "edges": [
            {"id": f"{one}-{other}", "type": "edge", "sourceId": one, "targetId": other}
            for one, other in (("in", "sums"), ("sums", "rules"), ("rules", "sum"), ("sum", "out"))
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(content))

    def read(found: Any) -> Answer:
        result = found["result"]
        taken = ["from_80"] if result["off"] else []
        return _answer(result["points"], result["off"], [*taken, *result["rules"]])

    work = "all of it: sums and shares in an expression node, then a table of eleven rows that collects awards"
    return [Peer("zen decision table, dict in", "zen-engine", work, decision.evaluate, read, quick=False)]


def _of_node(text: str, known: list[str]) -> str:
    """An expression of a node, which reaches results of the same node as `$.name`."""
    return re.sub(r"(?<![\w.'])([a-z]\w*)", lambda word: f"$.{word[1]}" if word[1] in known else word[1], text)


def cel() -> list[Peer]:
    from cel_expr_python import cel as engine
    from cel_expr_python.ext import ext_bindings, ext_math

    words = Words(
        floor=lambda top, bottom: f"(({top}) / {bottom})",
        least=lambda a, b: f"({a} < {b} ? {a} : {b})",
        all_of="&&",
    )
    text = _nested(list(steps(words)))
    facts = (
        "tier", "ambassador", "birthday_month", "days_away", "orders", "month", "weekday", "channel", "lines",
    )  # fmt: skip
    environment = engine.NewEnv(
        variables=dict.fromkeys(facts, engine.Type.DYN),
        extensions=[ext_bindings.ExtBindings(), ext_math.ExtMath()],
    )
    expression = environment.compile(text)

    def call(case: Mapping[str, Any]) -> Any:
        return expression.eval(data=case).plain_value()

    def read(found: Any) -> Answer:
        return _answer(found[0], found[1], [name for name in found[2] if name])

    work = "all of it, unrolled over five lines, named by `cel.bind`"
    return [Peer("cel-expr-python, dict in", "cel-expr-python", work, call, read)]


_LEVELS = (("a",), ("total",), ("off",), ("net",), ("cut", "whole"), ("f", "r"), ("missing",), ("organic",), RULES)


def _nested(found: list[tuple[str, str]]) -> str:
    """One expression of all steps: CEL binds a name for an expression, 32 deep at most, so a list is bound for each
    level of steps that need nothing of each other."""
    place: dict[str, str] = {}
    bound: list[tuple[str, list[str]]] = []
    for at, heads in enumerate(_LEVELS):
        level = [(name, text) for name, text in found if name in heads or name[:-1] in heads]
        texts = [_placed(text, place) for _, text in level]
        bound.append((f"s{at}", texts))
        place |= {name: f"s{at}[{item}]" for item, (name, _) in enumerate(level)}
    names = ", ".join(f"{place[rule]} > 0 ? '{rule}' : ''" for rule in RULES)
    text = (
        f"[{' + '.join(place[rule] for rule in RULES)}, {place['off']}, [{place['off']} > 0 ? 'from_80' : '', {names}]]"
    )
    for name, texts in reversed(bound):
        text = f"cel.bind({name}, [{', '.join(texts)}], {text})"
    return text


def _placed(text: str, place: Mapping[str, str]) -> str:
    return re.sub(r"(?<![\w.'])([a-z]\w*)", lambda word: place.get(word[1], word[1]), text)


def rule_engine() -> list[Peer]:
    import rule_engine as engine

    words = Words(
        floor=lambda top, bottom: f"(({top}) // {bottom})",
        least=lambda a, b: f"$min([{a}, {b}])",
        choose=lambda test, yes, no: f"({test} ? {yes} : {no})",
    )
    rules = [(name, engine.Rule(text)) for name, text in steps(words)]

    def call(case: Mapping[str, Any]) -> Any:
        found = dict(case)
        for name, rule in rules:
            found[name] = rule.evaluate(found)
        return found

    def read(found: Any) -> Answer:
        names = ["from_80"] if found["off"] else []
        names += [name for name in RULES if found[name] > 0]
        return _answer(sum(found[name] for name in RULES), found["off"], names)

    work = f"all of it but the adding up, in {len(rules)} rules evaluated one after the other in Python"
    return [Peer("rule-engine, dict in", "rule-engine", work, call, read, quick=False)]


PEERS: dict[str, Callable[[], list[Peer]]] = {
    "datalogic-py": datalogic,
    "zen expression": zen_expression,
    "zen decision table": zen_table,
    "cel-expr-python": cel,
    "rule-engine": rule_engine,
}
