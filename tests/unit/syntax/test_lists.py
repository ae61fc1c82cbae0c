"""Programs that name lists in files: what is read, from where, and what is refused (row 146)."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelang.diagnostics import render_json
from fidelang.facade import ProgramError, check_file, compile_text, load
from fidelang.kernel import build
from fidelang.plan import from_json, to_json
from fidelang.source import MOST_LIST_BYTES, MOST_VALUES
from fidelang.syntax.including import MOST_FILES

HEAD = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
WALLET = "wallet pts { worth 0.01 EUR  expire never }\n"
BIO = 'earn bio { on lines where line.sku in list "bio.csv"  give 2 pts per 1 EUR }\n'
MEMBER = {"joined": "2027-01-01"}


def club(folder: Path, program: str, **lists: str | bytes) -> Path:
    """Writes a program and lists beside it, `a__b` as `a/b.csv`, and gives the program's path."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in lists.items():
        path = folder / f"{name.replace('__', '/')}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (folder / "program.fid").write_text(HEAD + WALLET + program, encoding="utf-8")
    return folder / "program.fid"


def told(path: Path) -> list[str]:
    return [one.slug for one in check_file(path).diagnostics]


def basket(*skus: str) -> dict[str, object]:
    return {"at": "2027-05-03T10:00", "lines": [{"price": "10.00", "sku": sku} for sku in skus]}


def test_a_list_is_asked_of_each_line(tmp_path: Path) -> None:
    program = load(club(tmp_path, BIO, bio="A1\nA2\n"))
    assert program.evaluate(MEMBER, basket("A1", "B1", "A2"), None).points == {"pts": 40}


def test_a_path_starts_from_the_programs_folder_in_an_included_file_too(tmp_path: Path) -> None:
    path = club(tmp_path, 'include "rules/bio.fid"', bio="A1\n", rules__bio="B1\n")
    (tmp_path / "rules/bio.fid").write_text(BIO, encoding="utf-8")
    assert load(path).evaluate(MEMBER, basket("A1", "B1"), None).points == {"pts": 20}
    (tmp_path / "bio.csv").unlink()
    (found,) = check_file(path).errors
    assert (found.slug, found.help) == (
        "unreadable_file",
        "paths start from the program's folder: write `rules/bio.csv`",
    )
    assert found.span is not None
    assert check_file(path).sources[found.span.file].text[found.span.start : found.span.end] == '"bio.csv"'


@pytest.mark.parametrize("written", ["../bio.csv", "lists/../../bio.csv", "out.csv", "outside/bio.csv", "", "/bio.csv"])
def test_what_lies_outside_the_folder_is_refused_links_followed(tmp_path: Path, written: str) -> None:
    (tmp_path / "bio.csv").write_text("A1", encoding="utf-8")
    path = club(tmp_path / "club", BIO.replace("bio.csv", written), lists__none="A1")
    (tmp_path / "club/out.csv").symlink_to(tmp_path / "bio.csv")
    (tmp_path / "club/outside").symlink_to(tmp_path)
    assert told(path) == ["outside_folder"]


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    path = club(tmp_path, BIO, lists__organic="A1\n")
    (tmp_path / "bio.csv").symlink_to(tmp_path / "lists/organic.csv")
    assert load(path).evaluate(MEMBER, basket("A1"), None).points == {"pts": 20}


def test_a_file_that_is_missing_or_misspelt_is_told_at_its_name(tmp_path: Path) -> None:
    (found,) = check_file(club(tmp_path, BIO, boi="A1\n")).errors
    assert (found.message, found.help) == (
        f"there is no file `{tmp_path}/bio.csv`",
        "paths start from the program's folder: write `boi.csv`",
    )


@pytest.mark.parametrize(
    ("content", "slug"),
    [
        (b"", "empty_list"),
        (b"A1\ncaf\xe9\n", "not_utf8"),
        ("A1\n".encode("utf-16"), "not_utf8"),
        (b"A" * (MOST_LIST_BYTES + 1), "large_file"),
        ("\n".join(f"A{number}" for number in range(MOST_VALUES + 1)).encode(), "long_list"),
        (b"EAN,name\nA1,apples\n", "unnamed_column"),
        (b"sku,name\nA1,apples, red\n", "ragged_list"),
    ],
    ids=["empty", "latin1", "utf16", "bytes", "values", "columns", "ragged"],
)
def test_a_file_that_is_no_list_is_told_once_however_often_it_is_named(
    tmp_path: Path, content: bytes, slug: str
) -> None:
    again = BIO.replace("bio {", "more {").replace('"bio.csv"', '"./bio.csv"')
    found = check_file(club(tmp_path, BIO + again, bio=content))
    assert [one.slug for one in found.diagnostics] == [slug]
    assert found.plan is None
    with pytest.raises(ProgramError):
        found.program()


def test_a_repeat_is_told_once_and_the_program_runs(tmp_path: Path) -> None:
    path = club(
        tmp_path,
        BIO + 'facts member { club: text }\nearn c { when member.club in list "bio.csv"  give 1 pts }',
        bio="A1\nA1\n",
    )
    assert told(path) == ["value_twice"]
    assert load(path).evaluate(MEMBER, basket("A1"), None).points == {"pts": 20}


def test_a_program_that_comes_as_a_text_names_no_list() -> None:
    with pytest.raises(ProgramError, match="no folder holds it"):
        compile_text(HEAD + WALLET + BIO)


def test_lists_count_among_the_files_of_a_program(tmp_path: Path) -> None:
    rules = [BIO.replace("earn bio", f"earn r{at}").replace("bio.csv", f"l{at}.csv") for at in range(MOST_FILES)]
    lists = {f"l{at}": f"A{at}\n" for at in range(MOST_FILES)}
    assert told(club(tmp_path / "a", "".join(rules[1:]), **lists)) == []
    assert told(club(tmp_path / "b", "".join(rules), **lists)) == ["too_many_files"]


def test_the_values_of_lists_stand_once_in_the_plan_and_it_survives_its_file_form(tmp_path: Path) -> None:
    text = BIO + BIO.replace("bio {", "more {").replace("bio.csv", "wide.csv")
    plan = load(
        club(
            tmp_path,
            text + 'earn a { on lines where line.sku is "A2"  give 1 pts per 1 EUR }',
            bio="A3\nA1\n",
            wide="A1\nA2\nA3\nA4",
        )
    ).plan
    assert sorted(plan.texts) == ["A1", "A2", "A3", "A4"]
    assert sorted(sum(one.ends) - sum(one.starts) for one in plan.lists) == [2, 4]
    assert from_json(to_json(plan)) == plan
    build(from_json(to_json(plan)))


def test_a_hundred_thousand_values_are_a_frozen_set_in_the_kernel_and_all_of_them_count(tmp_path: Path) -> None:
    """No clock: a set is what makes it quick, and a search through the values would not be one."""
    program = load(club(tmp_path, BIO, bio="\n".join(f"A{at}" for at in range(MOST_VALUES))))
    assert "LIST_0 = frozenset(" in program.kernel_source
    assert " in LIST_0" in program.kernel_source
    for sku, points in (("A0", {"pts": 20}), (f"A{MOST_VALUES - 1}", {"pts": 20}), (f"A{MOST_VALUES}", {})):
        assert program.evaluate(MEMBER, basket(sku), None).points == points


def test_what_is_not_in_the_plan_is_in_no_list(tmp_path: Path) -> None:
    text = BIO + 'earn rest { on lines where line.sku not in list "bio.csv"  give 1 pts per 1 EUR }'
    outcome = load(club(tmp_path, text, bio="A1")).evaluate(MEMBER, basket("Z1", "Z2", "A1"), None)
    assert {award.rule: award.points for award in outcome.awards} == {"bio": 20, "rest": 20}


def test_machines_get_the_place_of_a_list_that_is_none(tmp_path: Path) -> None:
    found = check_file(club(tmp_path, BIO, bio=""))
    (one,) = render_json(found.diagnostics, found.sources)
    assert (one["code"], one["line"], one["column"]) == ("FID024", 3, 44)
