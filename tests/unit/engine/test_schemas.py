"""Schemas and doors agree: what a program takes fits its schema, what it answers too; mistakes do not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import fidelang
from fidelang.engine.schemas import schema
from tests.conformance.harness import load_cases

CLUB = Path(__file__).parents[3] / "programs/examples/club_soleil"


def given(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((CLUB / f"{name}.json").read_text())
    return found


@pytest.fixture(scope="module")
def club() -> fidelang.Program:
    return fidelang.load(CLUB / "program.fid")


def plain(value: Any) -> Any:
    """As JSON has it."""
    return json.loads(json.dumps(value, default=lambda one: float(one) if isinstance(one, Decimal) else str(one)))


def steps() -> Iterator[tuple[str, fidelang.Program, dict[str, Any] | None, dict[str, Any]]]:
    """The first basket of each story, and the member told of before it."""
    for case in load_cases():
        if not case.story or case.files:
            continue
        try:
            program = fidelang.compile_text(case.program)
        except fidelang.ProgramError:
            continue
        member: dict[str, Any] = {}
        for step in case.story:
            if "basket" in step:
                yield case.id, program, member, step["basket"]
            if "member" not in step:
                break
            member |= step["member"]


def test_what_the_conformance_stories_tell_and_hear_fits_the_schemas() -> None:
    seen = 0
    for id_, program, member, basket in steps():
        member = {key: value for key, value in (member or {}).items() if key != "card"}
        try:
            outcome = program.evaluate(member, basket, program.new_shared())
        except fidelang.InvalidInput:
            continue
        for what, value in (("member", member), ("basket", basket), ("outcome", outcome.to_json())):
            problems = list(Draft202012Validator(schema(program.plan, what)).iter_errors(plain(value)))  # type: ignore[arg-type]
            assert problems == [], (id_, what, problems[0].message)
        seen += 1
    assert seen > 150


@pytest.mark.parametrize("what", ["member", "basket", "outcome"])
def test_the_schemas_are_schemas(club: fidelang.Program, what: Any) -> None:
    Draft202012Validator.check_schema(schema(club.plan, what))


def test_the_answer_of_the_example_fits(club: fidelang.Program) -> None:
    outcome = club.evaluate(given("member"), given("basket"), club.new_shared()).to_json()
    for what, value in (("member", given("member")), ("basket", given("basket")), ("outcome", outcome)):
        assert list(Draft202012Validator(schema(club.plan, what)).iter_errors(value)) == []  # type: ignore[arg-type]


WRONG: list[tuple[str, Any, Any]] = [
    ("member", "teir", "silver"),
    ("member", "tier", "sliver"),
    ("member", "balance", {"points": 5}),
    ("member", "birthday", "20 May"),
    ("basket", "lines", []),
    ("basket", "lines", [{"sku": "A"}]),
    ("basket", "lines", [{"price": "1.00001"}]),
    ("basket", "lines", [{"price": "1.00", "quantity": 0}]),
    ("basket", "channel", "webb"),
    ("basket", "redeem", ["free"]),
]


@pytest.mark.parametrize(("what", "key", "value"), WRONG)
def test_what_a_door_refuses_does_not_fit(club: fidelang.Program, what: Any, key: str, value: Any) -> None:
    member, basket = given("member"), given("basket")
    ({"member": member, "basket": basket}[what])[key] = value
    with pytest.raises(fidelang.InvalidInput):
        club.evaluate(member, basket, club.new_shared())
    found = list(Draft202012Validator(schema(club.plan, what)).iter_errors({"member": member, "basket": basket}[what]))
    assert [problem.path[0] if problem.path else key for problem in found][:1] == [key]


def test_what_the_rules_read_of_a_member_must_be_told(club: fidelang.Program) -> None:
    member = given("member")
    needed = schema(club.plan, "member")["required"]
    assert needed != []
    for name in needed:
        with pytest.raises(fidelang.InvalidInput, match="is not given"):
            club.evaluate(
                {key: value for key, value in member.items() if key != name}, given("basket"), club.new_shared()
            )
