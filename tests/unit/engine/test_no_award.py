"""Nothing stops a sale: with `no_award` a mistake is an outcome without anything, and says what it was."""

from __future__ import annotations

from typing import Any

import pytest

import fidelang
from fidelang.state import State

PROGRAM = fidelang.compile_text(
    'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
    "wallet pts { worth 0.01 EUR  expire never }\nearn base { give 1 pts per 1 EUR }"
)
GOOD: dict[str, Any] = {"at": "2027-05-03T10:00", "lines": [{"price": "10.00"}]}
BAD: list[Any] = [
    {},
    {"at": "2027-05-03T10:00"},
    {**GOOD, "lines": [{"price": 1.5}]},
    {**GOOD, "at": "yesterday"},
    {**GOOD, "chanel": "web"},
    None,
    [1, 2],
    {**GOOD, "lines": [object()]},
]


def columns(state: State) -> list[Any]:
    return [getattr(state, name) for name in State.__slots__]


@pytest.mark.parametrize("basket", BAD)
def test_a_wrong_basket_goes_through_unrewarded_and_says_why(basket: Any) -> None:
    state, shared = PROGRAM.new_state("m", 740000), PROGRAM.new_shared()
    for outcome in (
        PROGRAM.evaluate({}, basket, shared, on_error="no_award"),
        PROGRAM.evaluate(None, basket, shared, on_error="no_award"),
        PROGRAM.purchase(state, basket, shared, on_error="no_award"),
    ):
        assert (outcome.points, outcome.discount, outcome.effects, outcome.to_json()["awards"]) == ({}, 0, [], [])
        assert outcome.problem is not None
        before = columns(state)
        PROGRAM.apply(state, shared, outcome)
        assert columns(state) == before
    with pytest.raises(Exception) as raised:
        PROGRAM.purchase(state, basket, shared)
    assert str(raised.value) == str(outcome.problem)


def test_a_fault_of_the_kernel_stops_no_sale_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise ZeroDivisionError("a fault")

    program = fidelang.Program(PROGRAM.plan)
    monkeypatch.setattr(program, "quote", broken)
    monkeypatch.setattr(program, "_purchase", broken)
    shared = program.new_shared()
    for outcome in (
        program.evaluate({}, GOOD, shared, on_error="no_award"),
        program.purchase(program.new_state("m", 740000), GOOD, shared, on_error="no_award"),
    ):
        assert isinstance(outcome.problem, ZeroDivisionError)
        assert outcome.points == {}
    with pytest.raises(ZeroDivisionError):
        program.evaluate({}, GOOD, shared)


def test_where_nothing_is_wrong_there_is_no_problem() -> None:
    shared = PROGRAM.new_shared()
    for outcome in (
        PROGRAM.evaluate({}, GOOD, shared, on_error="no_award"),
        PROGRAM.purchase(PROGRAM.new_state("m", 740000), GOOD, shared, on_error="no_award"),
    ):
        assert (outcome.points, outcome.problem) == ({"pts": 10}, None)
