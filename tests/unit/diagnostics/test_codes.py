"""The table of codes: one place, stable, documented, and its examples true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fidelang.diagnostics import CODES, Diagnostic
from fidelang.diagnostics.codes_meaning import MEANING
from fidelang.diagnostics.codes_text import TEXT
from fidelang.diagnostics.examples import EXAMPLES
from fidelang.diagnostics.page import errors_page
from fidelang.semantics import check
from fidelang.source import SourceFile, Sources
from fidelang.syntax import parse

ROOT = Path(__file__).parents[3]
SHOWN = [entry for entry in TEXT if entry.wrong]


def found(text: str) -> set[str]:
    return {each.code for each in parse(SourceFile("a.fid", text))[1]}


@pytest.mark.parametrize("entry", SHOWN, ids=lambda entry: entry.code)
def test_the_wrong_example_of_a_code_gets_that_code_and_the_right_one_no_message(entry: object) -> None:
    assert entry.code in found(entry.wrong)  # type: ignore[attr-defined]
    assert found(entry.right) == set()  # type: ignore[attr-defined]


def test_codes_and_slugs_are_used_once() -> None:
    slugs = [entry.slug for entry in CODES.values()]
    assert sorted(slugs) == sorted(set(slugs))
    assert all(code == entry.code and re.fullmatch(r"FID\d{3}", code) for code, entry in CODES.items())


def test_every_code_says_what_it_is_in_one_line() -> None:
    for entry in CODES.values():
        assert entry.what, entry.code
        assert "\n" not in entry.what
        assert not entry.what.endswith(".")


def test_the_code_uses_no_code_that_the_table_lacks() -> None:
    used = {
        code
        for path in (ROOT / "fidelang").rglob("*.py")
        if not path.name.startswith("codes")
        for code in re.findall(r'"(FID\d{3})"', path.read_text(encoding="utf-8"))
    }
    assert used - CODES.keys() == set()


def test_every_code_of_files_and_sentences_is_used() -> None:
    room = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "fidelang/syntax").rglob("*.py"))
    assert {entry.code for entry in TEXT} - set(re.findall(r"FID\d{3}", room)) == set()


def test_the_page_of_errors_is_current() -> None:
    assert (ROOT / "docs/errors.md").read_text(encoding="utf-8") == errors_page()


HEADER = (
    'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
    "wallet pts { worth 0.01 EUR  expire never }\n"
)


def test_every_mistake_of_meaning_is_shown_and_mended() -> None:
    unshown = {entry.code for entry in MEANING if not entry.wrong}
    assert unshown == {"FID901"}  # what no program can say yet, such as merging two members
    assert EXAMPLES.keys() | unshown == {entry.code for entry in MEANING}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_examples_of_a_code_of_meaning_are_wrong_and_right(code: str) -> None:
    _, wrong, right = EXAMPLES[code]
    header = "" if 'program "' in wrong + right else HEADER
    assert code in {each.code for each in checked(header + wrong)}
    assert [each.message for each in checked(header + right) if each.is_error or each.code == code] == []


def checked(text: str) -> list[Diagnostic]:
    source = SourceFile("example.fid", text)
    tree, diagnostics = parse(source)
    return [*diagnostics, *(check(tree, Sources(source))[1] if tree is not None else ())]
