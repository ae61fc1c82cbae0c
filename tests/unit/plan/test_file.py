"""The plan is data: canonical JSON, the same bytes for the same program, nothing but integers and texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import fidelang
from fidelang.plan import FORMAT, from_json, to_json
from fidelang.plan.soundness import PLACES, POSITIVE, TRIGGERS
from tests.conformance.harness import load_cases

EXAMPLES = Path(__file__).parents[3] / "programs/examples"
OLDER = Path(__file__).parent / "older"
HEADER = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\nwallet pts { worth 0.01 EUR }\n'


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/program.fid")))
def test_a_plan_comes_back_from_its_file_form_as_it_was(name: str) -> None:
    plan = fidelang.load(EXAMPLES / name / "program.fid").plan
    text = to_json(plan)
    assert from_json(text) == plan
    assert to_json(from_json(text)) == text
    assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == text


def test_so_does_the_plan_of_every_program_of_the_conformance_cases() -> None:
    plans = 0
    for text in dict.fromkeys(case.program for case in load_cases()):
        try:
            plan = fidelang.compile_text(text).plan
        except fidelang.ProgramError:
            continue
        assert from_json(to_json(plan)) == plan
        plans += 1
    assert plans > 500


def test_what_says_nothing_is_left_out_and_what_was_left_out_is_nothing() -> None:
    text = to_json(fidelang.compile_text(HEADER + "earn a { give 1 pts per 1 EUR }").plan)
    (rule,) = json.loads(text)["rules"]
    assert set(rule) == {"cost", "gift_cards", "give", "kind", "name", "order", "priority", "reads_member", "triggers"}
    assert (from_json(text).rules[0].stack, from_json(text).rules[0].whens) == (None, ())


def test_a_plan_of_the_format_before_is_read_as_what_it_meant() -> None:
    old = from_json((OLDER / "format_2.json").read_text(encoding="utf-8"))
    assert json.loads((OLDER / "format_2.json").read_text(encoding="utf-8"))["format"] == 2
    new = fidelang.load(OLDER / "program.fid").plan
    assert old == new
    assert old.format == FORMAT


def test_a_file_with_a_fraction_or_of_another_format_is_refused() -> None:
    text = to_json(fidelang.compile_text(HEADER).plan)
    with pytest.raises(ValueError, match="no fractions"):
        from_json(text.replace('"scale":100', '"scale":1.5').replace('"scale":1', '"scale":1.5', 1))
    with pytest.raises(ValueError, match="no fractions"):
        from_json(text.replace('"scale":1', '"scale":NaN', 1))
    for other, message in ((FORMAT + 1, f"reads up to {FORMAT}"), (1, "reads 2 and later"), ('"3"', "not a plan")):
        with pytest.raises(ValueError, match=message):
            from_json(text.replace(f'"format":{FORMAT}', f'"format":{other}'))


# ------------------------------------------------------------ what a file could say and no program means


def older() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_json(fidelang.load(OLDER / "program.fid").plan))
    return found


def plans() -> Iterator[dict[str, Any]]:
    yield older()
    for text in dict.fromkeys(case.program for case in load_cases()):
        try:
            yield json.loads(to_json(fidelang.compile_text(text).plan))
        except fidelang.ProgramError:
            continue


def records_in(value: Any, name: str) -> list[dict[str, Any]]:
    """The objects within a plan that have a field of this name."""
    if isinstance(value, list):
        return [found for inner in value for found in records_in(inner, name)]
    if isinstance(value, dict):
        return [value] * (name in value) + [found for inner in value.values() for found in records_in(inner, name)]
    return []


@pytest.mark.parametrize("field", sorted({field for table in PLACES.values() for field in table} - {"fields"}))
def test_a_position_past_its_list_is_refused(field: str) -> None:
    for plan in plans():
        found = [one for one in records_in(plan, field) if isinstance(one[field], int) or _positions(one[field])]
        if found:
            break
    found[0][field] = [99] if isinstance(found[0][field], list) else 99
    if "caps" in found[0] and field == "counters":
        found[0]["caps"] = [1]
    with pytest.raises(ValueError, match=rf"\.{field} is 99, and the plan has \d+ "):
        from_json(json.dumps(plan))


def _positions(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, int) for item in value)


def test_a_negative_position_is_refused() -> None:
    plan = older()
    plan["budgets"][0]["counter"] = -1
    with pytest.raises(ValueError, match=r"Budget\.counter is -1"):
        from_json(json.dumps(plan))


BROKEN = [
    ("a ratio over nothing", lambda plan: plan["wallets"][0].update(worth=[1, 0]), r"Wallet\.worth divides"),
    ("a slot of no fact", lambda plan: plan.update(exclude=["known", "line.own.x"]), "`line.own.x` is no slot"),
    ("a metric too many", lambda plan: plan.update(exclude=["known", "metric:99"]), "`metric:99` is no slot"),
    ("a slot with code", lambda plan: plan.update(exclude=["known", "metric:0]; 1"]), "is no slot"),
    ("a unit of no calendar", lambda plan: plan["counters"][1]["window"].update(unit="aeon"), "`aeon` is no"),
    ("a trigger of nothing", lambda plan: plan["rules"][0]["triggers"][0].update(what="nothing"), "sets nothing off"),
    ("a cap too many", lambda plan: plan["rules"][0].update(caps=[1, 2, 3]), r"limits and 3 caps"),
    ("a variant of none", lambda plan: plan["rules"][0].update(variant=1), "of a variant that its campaign has not"),
    ("a list too many", lambda plan: plan.update(exclude=["among", ["int", 0], 0]), "the plan has 0 of them"),
    ("a list without an end", lambda plan: plan.update(lists=[{"starts": [0]}]), "texts that the plan has not"),
    ("a list before all texts", lambda plan: plan.update(lists=[{"starts": [-1], "ends": [1]}]), "the plan has not"),
    (
        "a list of no texts",
        lambda plan: plan.update(lists=[{"starts": [0], "ends": [99]}]),
        "texts that the plan has not",
    ),
    ("a field of no record", lambda plan: plan["rules"][0].update(charm=1), "not a Rule"),
    ("a record without a field", lambda plan: plan["rules"][0].pop("kind"), "not a Rule"),
    ("a rounding of no name", lambda plan: plan["wallets"][0].update(rounding="sideways"), "'sideways' is none of"),
    ("a text for a number", lambda plan: plan.update(largest="many"), "expected int, found 'many'"),
    ("yes for a number", lambda plan: plan.update(largest=True), "expected int, found True"),
]


@pytest.mark.parametrize(("what", "change", "message"), BROKEN, ids=[what for what, _, _ in BROKEN])
def test_a_plan_that_does_not_hold_together_is_refused(what: str, change: Any, message: str) -> None:
    plan = older()
    change(plan)
    with pytest.raises(ValueError, match=message):
        from_json(json.dumps(plan))


def test_what_is_looked_at_are_fields_of_the_plan() -> None:
    from fidelang.plan import model

    for table in (PLACES, POSITIVE):
        for record, names in table.items():
            assert set(names) <= set(vars(model)[record].__dataclass_fields__), record
    page = (Path(__file__).parents[3] / "fidelang/plan/model.py").read_text(encoding="utf-8")
    told = page.split('"""What sets a rule off. `what`: ')[1].split(" (a lapse")[0]
    assert set(" ".join(told.split()).replace(" or ", ", ").split(", ")) == TRIGGERS


def test_no_text_of_a_plan_is_run_as_code() -> None:
    """Each text of a plan in turn becomes one that would stop the process, wherever it landed outside of quotes."""
    places = list(texts_of(older()))
    ran = sum(ran_without_code(place) for place in places)
    assert ran > 20
    assert len(places) > 100


def ran_without_code(place: tuple[Any, ...]) -> bool:
    """Whether a plan with code in this place can be made a program; SystemExit and SyntaxError get through."""
    plan = older()
    *way, last = place
    inner: Any = plan
    for step in way:
        inner = inner[step]
    inner[last] = "x'\"\\\n);raise SystemExit\n#"
    try:
        program = fidelang.Program(from_json(json.dumps(plan)))
        state, shared = program.new_state("m", 740000), program.new_shared()
        program.purchase(state, {"at": "2027-05-03T10:00", "lines": [{"price": "90.00"}]}, shared)
        program.advance(state, 740400, shared)
    except (ValueError, LookupError, TypeError, StopIteration):  # a zone, a currency: refused, and nothing ran
        return False
    return True


def texts_of(value: Any, place: tuple[Any, ...] = ()) -> Any:
    if isinstance(value, str):
        yield place
    elif isinstance(value, list | dict):
        for key, inner in enumerate(value) if isinstance(value, list) else value.items():
            yield from texts_of(inner, (*place, key))


# ------------------------------------------------------------ the hash, and what has no plan


def test_the_hash_follows_the_meaning_of_a_rule() -> None:
    one = fidelang.compile_text(HEADER + "earn a { give 1 pts per 1 EUR }").plan
    same = fidelang.compile_text(HEADER + "earn a { give 1 pts per 1 EUR }").plan
    other = fidelang.compile_text(HEADER + "earn a { give 1 pts per 2 EUR }").plan
    assert one.hash == same.hash != other.hash


def test_a_program_whose_numbers_could_leave_63_bits_has_no_plan() -> None:
    rates = " ".join(f"earn a{n} {{ give 1 pts per {n}.01 EUR }}" for n in (7, 11, 13, 17, 19, 23, 29, 31, 37))
    with pytest.raises(fidelang.ProgramError) as refused:
        fidelang.compile_text(HEADER + rates + " earn every_one { multiply pts by 1.333 }")
    assert any("bits" in each.message and "largest basket" in each.message for each in refused.value.diagnostics)
    smaller = HEADER.replace("from", "largest basket 100 EUR lines 5  from")
    assert fidelang.compile_text(smaller + "earn a { give 1 pts per 7.01 EUR }").plan.width <= 64
