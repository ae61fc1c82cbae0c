"""The order of a file's declarations shows in no answer, but where a case says that order counts (rows 15, 17, 111)."""

from __future__ import annotations

from random import Random

import pytest

from fidelang.source import SourceFile
from fidelang.syntax import parse
from tests.conformance.engines import engine, runs
from tests.conformance.harness import Case, load_cases, steps_of

STORIES = [case for case in load_cases() if case.story and runs("dict", case.file)]


def declarations(program: str) -> list[str]:
    source = SourceFile("case.fid", program)
    tree, _ = parse(source)
    assert tree is not None
    return [source.text[item.span.start : item.span.end] for item in tree.items]


def reverse_declarations(program: str) -> str:
    """The same program with its declarations last to first."""
    return "\n".join(reversed(declarations(program)))


def shuffle_declarations(program: str) -> str:
    """The same program with its declarations in an order that its own text draws."""
    items = declarations(program)
    Random(program).shuffle(items)
    return "\n".join(items)


@pytest.mark.parametrize("case", [case for case in STORIES if not case.order_counts], ids=lambda case: case.id)
def test_reversing_or_shuffling_a_program_changes_no_answer(case: Case) -> None:
    run = engine("dict")
    as_written = run(case.program, steps_of(case), case.files)
    assert run(reverse_declarations(case.program), steps_of(case), case.files) == as_written
    assert run(shuffle_declarations(case.program), steps_of(case), case.files) == as_written


@pytest.mark.parametrize("case", [case for case in STORIES if case.order_counts], ids=lambda case: case.id)
def test_a_case_in_which_order_counts_is_answered_otherwise_when_reversed(case: Case) -> None:
    run = engine("dict")
    assert run(reverse_declarations(case.program), steps_of(case), case.files) != run(
        case.program, steps_of(case), case.files
    )
