"""docs/plan-format.md says all that the plan, its formulas and its effects have, and nothing that they have not."""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from fidelang import values
from fidelang.facade import ProgramError, compile_text
from fidelang.kernel import primitives
from fidelang.kernel.formulas import python
from fidelang.lower.requires import slots_of
from fidelang.plan import from_json, model, to_json
from fidelang.plan.formula import OPERATIONS, SLOT, UNIT, Formula, fault
from fidelang.state import effects, member, records
from tests.conformance.harness import load_cases

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/plan-format.md").read_text(encoding="utf-8")


def cells(heading: str) -> list[str]:
    """What stands in backquotes in the first column of the table with this heading."""
    rows = PAGE.split(f"| {heading} | ")[1].split("\n\n")[0].splitlines()[2:]
    return [cell for row in rows for cell in re.findall("`([^`]+)`", row.split(" | ")[0])]


# ------------------------------------------------------------ records


def shown(kind: Any, hours: bool = False) -> str:
    """A type as the page writes it; two integers are a ratio, unless they are `hours`."""
    if kind == Formula:
        return "Formula"
    if kind == model.Ratio and not hours:
        return "Ratio"
    if kind is type(None):
        return "None"
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return " or ".join(shown(one, hours) for one in inner)
    if origin is typing.Literal:
        return f"Literal[{', '.join(map(repr, inner))}]"
    if origin is tuple:
        return f"tuple[{', '.join('...' if one is Ellipsis else shown(one) for one in inner)}]"
    return str(kind.__name__)


def records_of() -> list[type]:
    return [one for one in vars(model).values() if isinstance(one, type) and is_dataclass(one)]


@pytest.mark.parametrize("record", records_of(), ids=lambda record: record.__name__)
def test_each_record_stands_on_the_page_with_its_fields_and_their_types(record: type) -> None:
    hints = typing.get_type_hints(record)
    expected = ", ".join(
        f"`{field.name}`: {shown(hints[field.name], field.name == 'hours')}" for field in fields(record)
    )
    text = " ".join(PAGE.split(f"- **{record.__name__}**.")[1].split("\n- **")[0].split("\n## ")[0].split())
    assert text.split("Fields: ")[1] == f"{expected}."


def test_the_page_has_no_record_that_the_plan_has_not() -> None:
    assert set(re.findall(r"^- \*\*(\w+)\*\*", PAGE, re.M)) == {record.__name__ for record in records_of()}


# ------------------------------------------------------------ formulas


def test_the_page_has_every_operation_and_no_other() -> None:
    assert sorted(cell.split()[0] for cell in cells("operation")) == sorted(OPERATIONS)


def test_each_operation_stands_with_the_operands_that_it_takes() -> None:
    for cell in cells("operation"):
        name, *operands = cell.split()
        takes = OPERATIONS[name]
        assert ("…" in operands) == takes.several, cell
        assert len(operands) - takes.several == len(takes.takes), cell
        for operand, kind in zip(operands, takes.takes, strict=False):
            assert (operand == "slot") == (kind == SLOT), cell
            assert (operand == "unit") == (kind == UNIT), cell


MEANING: dict[str, tuple[Formula, Any]] = {  # by hand, from the page; day 738000 is 2021-07-29, 737821 2021-01-31
    "int": (("int", -7), -7),
    "get": (("get", "today"), 738000),
    "add": (("add", ("int", 2), ("int", -5), ("get", "minute")), 597),
    "sub": (("sub", ("int", 2), ("sub", ("int", 5), ("int", 1))), -2),
    "mul": (("mul", ("add", ("int", 2), ("int", 1)), ("int", -4)), -12),
    "neg": (("neg", ("neg", ("int", 3))), 3),
    "abs": (("abs", ("int", -3)), 3),
    "sign": (("sign", ("int", -3)), -1),
    "mod": (("mod", ("int", -7), ("int", 3)), 2),
    "year": (("year", ("get", "today")), 2021),
    "month": (("month", ("get", "today")), 7),
    "dom": (("dom", ("get", "today")), 29),
    "hour": (("hour", ("get", "minute")), 10),
    "elapsed": (("elapsed", "month", ("int", 737821), ("get", "today")), 5),  # the sixth month ends on 31 July
    "latest_feast": (("latest_feast", ("get", "today"), ("int", 7), ("int", 28)), 737999),
    "next_feast": (("next_feast", ("get", "today"), ("int", 7), ("int", 28)), 738364),
    "shift": (("shift", ("int", 737821), 1, 2), 737851),  # 31 January, 28 February, 2 March
    "true": (("true",), True),
    "false": (("false",), False),
    "known": (("known", "basket.own.gone"), False),
    "flag": (("flag", "basket.own.yes"), True),
    "and": (("and", ("true",), ("or", ("false",), ("true",)), ("not", ("flag", "basket.own.yes"))), False),
    "or": (("or", ("and", ("true",), ("false",)), ("lt", ("int", 1), ("int", 2))), True),
    "not": (("not", ("and", ("true",), ("false",))), True),
    "lt": (("lt", ("int", 2), ("int", 2)), False),
    "le": (("le", ("int", 2), ("int", 2)), True),
    "gt": (("gt", ("int", 2), ("int", 1)), True),
    "ge": (("ge", ("int", 1), ("int", 2)), False),
    "eq": (("eq", ("sub", ("int", 3), ("int", 1)), ("int", 2)), True),
    "ne": (("ne", ("int", 2), ("int", 2)), False),
    "among": (("among", ("int", 4), 0), False),
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_the_kernel_works_out_each_operation_as_the_page_says(operation: str) -> None:
    formula, expected = MEANING[operation]
    assert formula[0] == operation
    assert fault(formula) is None
    slots = {"today": "738000", "minute": "600", "basket.own.yes": "True", "basket.own.gone": str(member.ABSENT)}
    names = vars(values) | vars(primitives) | {"LIST_0": frozenset({2, 3})}
    assert eval(python(formula, lambda slot: slots[slot]), names) == expected


def pattern(cell: str) -> str:
    return re.sub(r"NAME", r"\\w+", re.sub(r"\bN\b", r"\\d+", cell).replace("UNIT", r"\w+").replace(".", r"\."))


def test_every_slot_that_a_case_reads_stands_on_the_page() -> None:
    known = [re.compile(pattern(cell)) for cell in cells("slot")]
    used: set[str] = set()
    for text in dict.fromkeys(case.program for case in load_cases()):
        try:
            used |= set(slots_of(compile_text(text).plan))
        except ProgramError:
            continue
    assert len(used) > 30
    assert sorted(slot for slot in used if not any(one.fullmatch(slot) for one in known)) == []


BROKEN: list[tuple[str, Callable[[Any], Any], str]] = [
    ("an operation of no name", lambda _: ["launch", 1], "`launch` is no operation"),
    ("an operand too many", lambda _: ["not", ["true"], ["true"]], "`not` does not take 2 operands"),
    ("a number for a truth", lambda _: ["and", ["true"], ["int", 1]], "`and` takes a truth, and `int` gives none"),
    ("a text for a number", lambda _: ["int", "1"], "`int` takes a written integer, not '1'"),
    (
        "a unit that is none",
        lambda _: ["elapsed", "hour", ["int", 1], ["int", 2]],
        "`elapsed` takes a unit, not 'hour'",
    ),
    ("no formula at all", lambda _: [], r"\(\) is no formula"),
]


@pytest.mark.parametrize(("what", "change", "message"), BROKEN, ids=lambda one: one if isinstance(one, str) else "")
def test_a_plan_file_with_a_formula_that_is_none_is_refused(
    what: str, change: Callable[[Any], Any], message: str
) -> None:
    header = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
    data = json.loads(to_json(compile_text(header).plan))
    data["exclude"] = change(data["exclude"])
    with pytest.raises(ValueError, match=message):
        from_json(json.dumps(data))


# ------------------------------------------------------------ state, events, effects


def test_the_page_has_every_effect_with_its_fields() -> None:
    written = re.findall(r'^\("(\w+)"(?:, ([^\n]*?))?\)(?:  |$)', effects.__doc__ or "", re.M)
    written += re.findall(r'  \("(gift)", ([^)]*)\)', effects.__doc__ or "")
    documented = {cell.split()[0]: cell.split(" ", 1)[1] for cell in cells("effect")}
    assert set(documented) == {name for name, _ in written}
    for name, rest in written:
        if name != "move":
            assert documented[name] == rest.replace("((lot, points), …)", "((lot points) …)").replace(",", ""), name


def test_the_page_has_every_kind_of_event() -> None:
    said = PAGE.split("An **event** is one of a closed set: ")[1].split(", each with")[0]
    assert tuple(said.split(", ")) == typing.get_args(records.EventKind)
