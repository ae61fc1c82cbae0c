"""fidelang's own paths through the twelve rules, as the suite times them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Any

from bench.till.cases import Case
from bench.till.peers import Answer
from bench.timing import Loop, Subject
from fidelang.engine import Program

OBJECTS = "`quote_objects`, slotted objects in"
BUSY = "`quote`, lines and basket with facts that no rule reads"
EVALUATE = "`evaluate`, awards with days, discounts with shares, totals"
ALL = "`evaluate`, effects, reasons, moves and messages too"
QUOTE = "`quote`, points, discount, rules"
WHOLE = "`quote`, awards with days, discounts with shares"
JSON = "`quote_json`, JSON to JSON"


@dataclass(frozen=True, slots=True)
class Path:
    """`given` makes what the path is fed, apart from the time; `loop` and `single` are what is timed, `answer` is what
    is held against the hand-written version."""

    name: str
    given: Callable[[Case], Any]
    loop: Loop
    single: Callable[[Any], object]
    answer: Callable[[Case], Answer]


def paths(program: Program) -> list[Path]:
    found = [_quote(program), _busy(program), _objects(program), _whole(program), _evaluate(program), _all(program)]
    return found if find_spec("msgspec") is None else [*found, _json(program)]


def pair(case: Case) -> tuple[dict[str, Any], dict[str, Any]]:
    return case.member, case.basket


def _quote(program: Program) -> Path:
    """The lean door: three values, nothing else."""
    quote = program.quote

    def single(given: Any) -> object:
        found = quote(*given)
        return found.points, found.discount, found.rules

    def loop(inputs: Sequence[Any]) -> None:
        for member, basket in inputs:
            found = quote(member, basket)
            _points, _discount, _rules = found.points, found.discount, found.rules

    def answer(case: Case) -> Answer:
        found = quote(case.member, case.basket)
        return sum(found.points.values()), found.discount, found.rules

    return Path(QUOTE, pair, loop, single, answer)


def _whole(program: Program) -> Path:
    """Every award with the days on which it is good, every discount with its shares by line, as objects."""
    quote = program.quote

    def single(given: Any) -> object:
        found = quote(*given)
        return found.points, found.discount, found.rules, found.total, found.awards, found.discounts

    def loop(inputs: Sequence[Any]) -> None:
        for one in inputs:
            single(one)

    def answer(case: Case) -> Answer:
        found = quote(case.member, case.basket)
        for one, share in zip(found.discounts, (one.lines for one in found.discounts), strict=True):
            assert sum(share) == one.amount
        names = [one.rule for one in (*found.discounts, *found.awards)]
        return sum(one.points for one in found.awards), sum(one.amount for one in found.discounts), tuple(names)

    return Path(WHOLE, pair, loop, single, answer)


def _busy(program: Program) -> Path:
    """The same baskets as tills send them: articles, brands, categories, a shop and an id, of which no rule asks."""
    path = _quote(program)

    def given(case: Case) -> Any:
        beside = {"sku": "4006381333931", "category": "household", "brand": "Example"}
        lines = [line | beside for line in case.basket["lines"]]
        return case.member | {"id": "m-1"}, case.basket | {"lines": lines, "store": "S12", "id": "o-1"}

    return Path(BUSY, given, path.loop, path.single, path.answer)


@dataclass(slots=True)
class Line:
    price: int
    quantity: int
    organic: bool


@dataclass(slots=True)
class Basket:
    at: tuple[int, int]
    channel: str
    lines: list[Line]


@dataclass(slots=True)
class Member:
    tier: str
    birthday: tuple[int, int, int]
    ambassador: bool
    last_order: int | None
    orders: int


def _objects(program: Program) -> Path:
    """A till's own slotted objects, guarded like mappings."""
    quote = program.quote_objects

    def given(case: Case) -> Any:
        lines = [Line(**line) for line in case.basket["lines"]]
        return Member(**case.member), Basket(case.basket["at"], case.basket["channel"], lines)

    def single(one: Any) -> object:
        found = quote(*one)
        return found.points, found.discount, found.rules

    def loop(inputs: Sequence[Any]) -> None:
        for member, basket in inputs:
            found = quote(member, basket)
            _points, _discount, _rules = found.points, found.discount, found.rules

    def answer(case: Case) -> Answer:
        found = quote(*given(case))
        return sum(found.points.values()), found.discount, found.rules

    return Path(OBJECTS, given, loop, single, answer)


def _json(program: Program) -> Path:
    """Text in, text out: member and basket with ISO dates in, points, discount, total and rules out."""
    quote = program.quote_json

    def given(case: Case) -> str:
        member, basket = dict(case.member), dict(case.basket)
        year, month, day = member["birthday"]
        member["birthday"] = f"{year:04}-{month:02}-{day:02}"
        if member["last_order"] is not None:
            member["last_order"] = date.fromordinal(member["last_order"]).isoformat()
        on, minute = basket["at"]
        basket["at"] = f"{date.fromordinal(on)}T{minute // 60:02}:{minute % 60:02}"
        return json.dumps({"member": member, "basket": basket}, separators=(",", ":"))

    def loop(texts: Sequence[Any]) -> None:
        for text in texts:
            quote(text)

    def answer(case: Case) -> Answer:
        found = json.loads(quote(given(case)))
        return sum(found["points"].values()), found["discount"], tuple(found["rules"])

    return Path(JSON, given, loop, quote, answer)


def _evaluate(program: Program) -> Path:
    """An outcome, and each part of it that a till shows."""

    def single(given: Any) -> object:
        found = program.evaluate(*given, None)
        return found.points, found.discount, found.total, found.awards, found.discounts

    def loop(inputs: Sequence[Any]) -> None:
        for one in inputs:
            single(one)

    def answer(case: Case) -> Answer:
        found = program.evaluate(case.member, case.basket, None)
        names = [one.rule for one in (*found.discounts, *found.awards)]
        return sum(found.points.values()), found.discount, tuple(names)

    return Path(EVALUATE, pair, loop, single, answer)


def _all(program: Program) -> Path:
    """All that there is of an outcome."""
    path = _evaluate(program)

    def single(given: Any) -> object:
        found = program.evaluate(*given, None)
        return found.points, found.awards, found.discounts, found.skipped, found.moves, found.messages, found.effects

    def loop(inputs: Sequence[Any]) -> None:
        for one in inputs:
            single(one)

    return Path(ALL, pair, loop, single, path.answer)


def first_answer(program: Program, case: Case) -> object:
    """A program's first basket."""
    return program.quote(case.member, case.basket).points


def large(program: Program, name: str, pairs: Sequence[Any]) -> Subject:
    """Baskets of a large program."""

    def loop(inputs: Sequence[Any]) -> None:
        for member, basket in inputs:
            found = program.quote(member, basket)
            _ = found.points, found.discount, found.rules

    return Subject(name, loop, pairs)


def applied(program: Program, pairs: Sequence[Any]) -> float:
    """How many rules apply, in the mean."""
    return sum(len(program.quote(*one).rules) for one in pairs) / len(pairs)
