"""Records of orders, read from a file: what an engine wrote comes back, and nothing else passes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from fidelang.facade import compile_text
from fidelang.state import OrderRecord
from fidelang.state.faults import StateFault
from fidelang.state.orders import record_of
from fidelang.trials.story import Story
from tests.conformance.harness import Case, load_cases, steps_of

PROGRAM = """
program "Shop" { currency EUR   timezone "Europe/Paris"   from 2027-01-01   channels store, web   largest basket 500 EUR lines 9 }
facts member { shoe: number   club: text   birthday: date personal for "a gift" }
facts line   { organic: flag   litres: number decimals 1   size: one of [small, large] }
facts basket { note: text }
wallet points { worth 0.01 EUR   expire after 60 days   debt allowed }
wallet stars  { worth 0.05 EUR   expire never }
segment keen  { when member.orders >= 1 }
lifecycle     { stage new   stage old when member.orders >= 3 }
tiers by member.spend over 12 months { tier low   tier high from 20 EUR }
campaign spring { from 2027-03-01 to 2027-09-30   variant a 40% { earn ice { give 1 points } }   variant b 60% { earn tea { give 2 points } } }
stack promo   { pick best }
earn base     { give 1 points per 1 EUR   limit 900 points per member per year   stack promo }
earn shoes    { when member.shoe > 40 and member.club is "Ski" and basket.note is "gift"   give 1 points }
earn bio      { on lines where line.organic and line.litres > 0.5 and line.size is small and line.sku is "A1"   give 1 stars per 1 EUR }
earn twos     { on birthday   give 3 points }
reward mug    { when basket.items is multiple of 2   price 10 points   gift "Mug"   cost 1 EUR   stock 3 }
"""
THE_PROGRAM = compile_text(PROGRAM)
PLAN = THE_PROGRAM.plan


def record(returned: bool = True) -> OrderRecord:
    steps: list[dict[str, Any]] = [
        {"member": {"id": "m", "shoe": "42", "club": "Ski", "birthday": "1990-05-01", "balance": {"points": "25"}}},
        {"basket": {
            "name": "it", "at": "2027-05-03T10:00", "channel": "web", "shipping": "4.00", "note": "gift", "redeem": ["mug"],
            "lines": [
                {"price": "5.00", "quantity": "4", "organic": True, "litres": "1.5", "size": "small", "sku": "A1"},
                {"price": "2.00", "sku": "Z9"},
            ],
        }},
        {"return": {"order": "it", "lines": {"1": "1"}}},
    ]  # fmt: skip
    steps[1]["basket"]["lines"][1]["quantity"] = "2"
    if not returned:
        steps[2:] = [{"return": {"order": "none"}}]
    story = Story(THE_PROGRAM, steps)
    answers = [story.play(step) for step in steps]
    assert returned is ("invalid" not in answers[-1])
    return story.orders["it"]


def reread(found: OrderRecord, plan: Any = PLAN) -> OrderRecord:
    return record_of(json.loads(found.to_json()), plan, found.member, found.order, "it")


@pytest.mark.parametrize("returned", [False, True])
def test_what_an_engine_wrote_is_read_as_it_was(returned: bool) -> None:
    found = record(returned)
    assert (bool(found.spent), bool(found.taken), bool(found.asked)) == (True, returned, returned)
    assert reread(found) == found


STORIES = [case for case in load_cases() if not case.files and sum("basket" in step for step in case.story)]


@pytest.mark.parametrize("case", STORIES[::6], ids=lambda case: case.id)
def test_the_records_of_other_programs_are_read_as_they_were(case: Case) -> None:
    steps = steps_of(case)
    for number, step in enumerate(steps):
        if "basket" in step:
            step["basket"] = {"name": f"b{number}", **step["basket"]}  # type: ignore[dict-item]
    program = compile_text(case.program)
    story = Story(program, steps)
    story.keeps = True
    for step in steps:
        story.play(step)
    for found in story.orders.values():
        assert reread(found, program.plan) == found


def changed(*path: str | int, value: object) -> tuple[str, str]:
    """Message and place of the fault of a record with another value at a path."""
    held = json.loads(record().to_json())
    inner = held
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(StateFault) as found:
        record_of(held, PLAN, "m", "it", "it")
    return found.value.message, found.value.where


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("program",), "x", "it is another program's"),
        (("member",), "n", "it is another member's"),
        (("order",), "that", "it is another order"),
        (("day",), "x", "str where int should stand"),
        (("day",), True, "bool where int should stand"),
        (("day",), 0, "0 where a number from 1 to 3652059 should stand"),
        (("minute",), 1440, "1440 where a number from 0 to 1439 should stand"),
        (("tier",), 2, "2 where a number from 0 to 1 should stand"),
        (("stage",), -1, "-1 where a number from 0 to 1 should stand"),
        (("lifetime",), 2, "2 where a number from -1 to 1 should stand"),
        (("segments",), [2], "2 where a number from 0 to 1 should stand"),
        (("segments",), [], "0 values where 1 should stand"),
        (("campaigns",), [4], "4 where a number from -1 to 3 should stand"),
        (("metrics",), None, "a list stands here"),
        (("balances",), [1], "1 values where 2 should stand"),
        (("counters", 0), [[1]], "pairs of integers stand here"),
        (("shared", 0), [[1, 2], [3, 4]], "a use of a counter before an order is one number"),
        (("facts",), [["shoe", "x"]], "`shoe` is not of its kind"),
        (("facts",), [["club", 3]], "`club` is not of its kind"),
        (("facts",), [["gone", 3]], "it has a fact that the program does not know"),
        (("facts",), [["shoe"]], "1 values where 2 should stand"),
        (("birthday",), [1990, 13, 1], "this is no birthday"),
        (("consents",), [1], "int where str should stand"),
        (("back",), [1000], "1 values where 2 should stand"),
        (("back",), [4001, 0], "4001 where a number from 0 to 4000 should stand"),
        (("refunded",), -1, "-1 where a number of at least 0 should stand"),
        (("asked",), [[99, 1]], None),
        (("capped",), [[99, 1, 1]], None),
        (("spent", 0, 0), 2, "2 where a number from 0 to 1 should stand"),
        (("spent", 0, 1), [1, 2], "this is no lot"),
        (("spent", 0, 1, 5), ["x"], "this is no lot"),
        (("spent", 0, 2), -1, "-1 where a number of at least 0 should stand"),
        (("taken", 0, 3), 0, "int where bool should stand"),
        (("basket", 0), 3, "2 values where 3 should stand"),
        (("basket", 0), 0, "0 where a number from 1 to 9 should stand"),
        (("basket", 1, 0), 50_001, "50001 where a number from 0 to 50000 should stand"),
        (("basket", 2, 0), 0, "0 where a number from 1 to 1000000000 should stand"),
        (("basket", 5, 0), 2, "2 where a number from 0 to 1 should stand"),
        (("basket", 6), -1, "-1 where a number from 0 to 50000 should stand"),
        (("basket", 7), [[0, 1, 0]], "it asks for a rule that is no reward"),
        (("basket", 7), [[99, 1, 0]], None),
        (("basket", 7), [[0, 1]], "2 values where 3 should stand"),
        (("basket", 8), [], "list where dict should stand"),
        (("basket", 8), {"Z9": 0}, None),
        (("basket",), [1], None),
    ],
)  # fmt: skip
def test_a_part_of_another_kind_is_refused_with_its_place(
    path: tuple[str | int, ...], value: object, message: str | None
) -> None:
    said, where = changed(*path, value=value)
    assert where == f"it.{path[0]}"
    assert message is None or said == message


def test_facts_of_lines_are_of_their_kind() -> None:
    held = json.loads(record().to_json())
    facts = [fact for fact in PLAN.facts if fact.owner in ("basket", "line")]
    for place, fact in enumerate(facts, start=9):
        column = held["basket"][place]
        bad = {"flag": 2, "one_of": len(fact.values), "text": len(PLAN.texts) + 9}.get(fact.kind, 10**13)
        said, where = changed("basket", place, value=[bad, *column[1:]] if fact.owner == "line" else bad)
        assert (where, said.split()[0]) == ("it.basket", str(bad)), fact
    assert {fact.kind for fact in facts} >= {"flag", "one_of", "text", "number"}


@pytest.mark.parametrize("part", OrderRecord.__slots__)
def test_a_record_without_a_part_or_with_one_more_is_none(part: str) -> None:
    held = json.loads(record().to_json())
    for other in ({key: one for key, one in held.items() if key != part}, held | {f"{part}_": 1}):
        with pytest.raises(StateFault, match="no record of an order"):
            record_of(other, PLAN, "m", "it", "it")
