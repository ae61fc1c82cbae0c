"""datalogic-py: JSONLogic in Rust. All of the work: exact shares by largest remainder, unrolled over the five lines.

JSONLogic names no intermediate result: a `map` over a list of one object stands for `let`, and what is outside it is
reached by `val`, two levels more for each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bench.till.cases import LINES

Logic = Any
EACH = range(LINES)


def _val(levels: int, *path: str | int) -> Logic:
    return {"val": [[2 * levels], *path]} if levels else {"val": list(path)}


def _let(names: Mapping[str, Logic], body: Logic) -> Logic:
    return {"map": [[dict(names)], body]}


def _floor(part: Logic, whole: Logic) -> Logic:
    return {"floor": [{"/": [part, whole]}]}


def _organic_after_the_split() -> Logic:
    """What is left of the organic lines when 500 are shared out. Here amounts and their total are at hand; inside the
    `let` they are one level up, the case three."""
    floors = {f"f{j}": _floor({"*": [500, _val(0, f"a{j}")]}, _val(0, "total")) for j in EACH}
    rests = {f"r{j}": {"%": [{"*": [500, _val(0, f"a{j}")]}, _val(0, "total")]} for j in EACH}
    missing = {"-": [500, {"+": [_val(0, f"f{j}") for j in EACH]}]}
    parts = []
    for j in EACH:
        before = [
            {"if": [{">=" if i < j else ">": [_val(0, f"r{i}"), _val(0, f"r{j}")]}, 1, 0]} for i in EACH if i != j
        ]
        share = {"+": [_val(0, f"f{j}"), {"if": [{"<": [{"+": before}, missing]}, 1, 0]}]}
        parts.append({"if": [_val(3, "lines", j, "organic"), {"-": [_val(1, f"a{j}"), share]}, 0]})
    return {"+": [_let(floors | rests, {"+": parts})]}  # the sum of a list of one


def _rules(levels: int) -> list[tuple[str, Logic]]:
    """Each earn rule and its award; the case itself is `levels` up, `net`, `cut` and `bio` here."""

    def when(test: Logic, award: Logic) -> Logic:
        return {"if": [test, award, 0]}

    fact: Callable[..., Logic] = lambda *path: _val(levels, *path)  # noqa: E731
    cut = _val(0, "cut")
    return [
        ("base", _floor(cut, 100)),
        ("silver_up", when({"==": [fact("tier"), "silver"]}, _floor(cut, 400))),
        ("gold_up", when({"==": [fact("tier"), "gold"]}, _floor(cut, 200))),
        ("bio", _floor({"*": [_val(0, "bio"), cut]}, {"*": [200, {"max": [_val(0, "net"), 1]}]})),
        ("ambassador", when(fact("ambassador"), _floor(cut, 1000))),
        (
            "wednesday",
            when({"and": [{"==": [fact("weekday"), 2]}, {"==": [fact("channel"), "web"]}]}, _floor(cut, 100)),
        ),
        ("birthday", when({"==": [fact("birthday_month"), fact("month")]}, 100)),
        ("come_back", when({">": [fact("days_away"), 180]}, 200)),
        ("first", when({"==": [fact("orders"), 0]}, 500)),
        ("tenth", when({"==": [{"%": [fact("orders"), 10]}, 9]}, 300)),
        ("on_the_app", when({"==": [fact("channel"), "app"]}, 20)),
    ]


def logic() -> Logic:
    """[points, minor units off, the rules that applied] of a flat case, in a list of one for each `let`."""
    amounts = {f"a{j}": {"*": [_val(0, "lines", j, "price"), _val(0, "lines", j, "quantity")]} for j in EACH}
    whole = {"total": {"+": [_val(0, f"a{j}") for j in EACH]}} | {f"a{j}": _val(0, f"a{j}") for j in EACH}
    organic = {"+": [{"if": [_val(2, "lines", j, "organic"), _val(0, f"a{j}"), 0]} for j in EACH]}
    many = {">=": [_val(0, "total"), 8000]}
    net = {"-": [_val(0, "total"), {"if": [many, 500, 0]}]}
    priced = {
        "off": {"if": [many, 500, 0]},
        "net": net,
        "cut": {"min": [net, 200_000]},
        "bio": {"if": [many, _organic_after_the_split(), organic]},
    }
    awards = _rules(3)
    given = dict(awards)
    names = [{"if": [{">": [_val(0, name), 0]}, [name], []]} for name, _ in awards]
    off = _val(1, "off")
    answer = [
        {"+": [_val(0, name) for name, _ in awards]},
        off,
        {"merge": [{"if": [{">": [off, 0]}, ["from_80"], []]}, *names]},
    ]
    return _let(amounts, _let(whole, _let(priced, _let(given, answer))))
