"""The breaks keep step with the program, the rows and the cases. That each is caught is tried in tests/prove."""

from __future__ import annotations

import ast

from tests.conformance.breaks import Break, break_files, load_breaks
from tests.conformance.harness import load_cases
from tests.conformance.test_conformance import numbers_of_rows, waiting_rows

BREAKS = load_breaks()
CASES = {case.id: case for case in load_cases()}


def problem(one: Break) -> str | None:
    """What is wrong with a break: its text is not there once, or it leaves no Python, or the same Python."""
    try:
        broken = one.broken()
        if one.old == one.new:
            return f"row {one.row}, {one.says}: it changes nothing"
        ast.parse(broken)
    except (ValueError, SyntaxError) as error:
        return f"row {one.row}, {one.says}: {error}"
    return None


def test_every_break_stands_in_its_file_once_and_leaves_a_program() -> None:
    assert [found for one in BREAKS if (found := problem(one)) is not None] == []


def test_a_break_that_has_moved_is_told() -> None:
    gone = Break(1, "nothing", "fidelang/kernel/text.py", "no such text", "", ("a",))
    bare = Break(1, "no Python", "fidelang/kernel/text.py", "class Text:", "class Text", ("a",))
    assert problem(gone) == "row 1, nothing: 'no such text' stands 0 times in fidelang/kernel/text.py"
    assert "expected ':'" in str(problem(bare))


def test_the_cases_that_catch_a_break_are_of_its_row() -> None:
    assert [one.says for one in BREAKS if not one.cases] == []
    named = [(one.row, name) for one in BREAKS for name in one.cases]
    assert [(row, name) for row, name in named if name not in CASES or row not in CASES[name].rows] == []


def test_every_row_has_a_break_or_waits_for_something_else_to_hold_it() -> None:
    broken = {one.row for one in BREAKS}
    assert set(numbers_of_rows()) - broken == set(waiting_rows())
    assert broken <= set(numbers_of_rows())


def test_no_break_stands_twice_and_they_stand_by_row() -> None:
    told = [(one.row, one.file, one.old, one.new) for one in BREAKS]
    assert sorted(told) == sorted(set(told))
    for path in break_files():
        rows = [one.row for one in load_breaks([path])]
        assert rows == sorted(rows), path.name
