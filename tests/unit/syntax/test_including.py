"""Programs over several files: what is read, in which order, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelang.facade import Checked, ProgramError, check_file, compile_text, load
from fidelang.source import MOST_BYTES
from fidelang.syntax import nodes
from fidelang.syntax.including import MOST_FILES

HEAD = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
WALLET = "wallet pts { worth 0.01 EUR  expire never }\n"


def club(folder: Path, **files: str) -> Path:
    """Writes `program.fid` and others, `rules__a` as `rules/a.fid`, and gives the program's path."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.fid"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "program.fid"


def told(path: Path) -> list[str]:
    return [one.slug for one in check_file(path).errors]


def names(found: Checked) -> list[str]:
    assert found.analysis is not None
    return [item.name.text for item in found.analysis.tree.items if isinstance(item, nodes.Rule)]


def test_declarations_stand_where_their_include_does(tmp_path: Path) -> None:
    path = club(
        tmp_path,
        program=HEAD + WALLET + 'earn a { give 1 pts }\ninclude "rules/b.fid"\nearn d { give 4 pts }',
        rules__b='earn b { give 2 pts }\ninclude "rules/c.fid"',
        rules__c="earn c { give 3 pts }",
    )
    found = check_file(path)
    assert found.errors == ()
    assert names(found) == ["a", "b", "c", "d"]
    assert list(found.sources) == [str(path), str(tmp_path / "rules/b.fid"), str(tmp_path / "rules/c.fid")]


def test_a_program_over_two_files_runs(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + 'include "base.fid"\n' + WALLET, base="earn base { give 2 pts per 1 EUR }")
    outcome = load(path).evaluate(
        {"joined": "2027-01-01"}, {"at": "2027-05-03T10:00", "lines": [{"price": "10.00"}]}, None
    )
    assert outcome.points == {"pts": 20}


def test_a_file_is_read_once_however_it_is_named(tmp_path: Path) -> None:
    path = club(
        tmp_path,
        program=HEAD + WALLET + 'include "a.fid"\ninclude "./rules/../a.fid"\ninclude "link.fid"\ninclude "b.fid"',
        a="earn a { give 1 pts }",
        b='include "a.fid"',
        rules__none="# nothing",
    )
    (tmp_path / "link.fid").symlink_to(tmp_path / "a.fid")
    assert names(check_file(path)) == ["a"]


@pytest.mark.parametrize("written", ["../a.fid", "rules/../../a.fid", "out.fid", "outside/a.fid", "", " "])
def test_what_lies_outside_the_folder_is_refused_links_followed(tmp_path: Path, written: str) -> None:
    (tmp_path / "a.fid").write_text("earn a { give 1 pts }", encoding="utf-8")
    path = club(tmp_path / "club", program=HEAD + WALLET + f'include "{written}"', rules__none="# nothing")
    (tmp_path / "club/out.fid").symlink_to(tmp_path / "a.fid")
    (tmp_path / "club/outside").symlink_to(tmp_path)
    assert told(path) == ["outside_folder"]


def test_an_absolute_path_is_refused_wherever_it_leads(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + WALLET + f'include "{tmp_path}/a.fid"', a="earn a { give 1 pts }")
    assert told(path) == ["outside_folder"]


def test_the_folder_of_a_linked_program_is_the_one_that_the_link_leads_to(tmp_path: Path) -> None:
    path = club(tmp_path / "real", program=HEAD + WALLET + 'include "a.fid"', a="earn a { give }")
    (tmp_path / "link.fid").symlink_to(path)
    found = check_file(tmp_path / "link.fid")
    assert [(one.slug, one.file) for one in found.errors] == [("unexpected_word", str(tmp_path / "real/a.fid"))]


def test_links_in_a_circle_and_paths_that_are_none_are_told(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + WALLET + 'include "one.fid"\ninclude "missing.fid"\n')
    (tmp_path / "one.fid").symlink_to(tmp_path / "two.fid")
    (tmp_path / "two.fid").symlink_to(tmp_path / "one.fid")
    assert told(path) == ["unreadable_file", "unreadable_file"]


def test_a_program_has_a_hundred_files_at_most(tmp_path: Path) -> None:
    others = {f"f{number}": f"earn r{number} {{ give 1 pts }}" for number in range(MOST_FILES - 1)}
    includes = "".join(f'include "{name}.fid"\n' for name in others)
    path = club(tmp_path, program=HEAD + WALLET + includes, **others)
    assert told(path) == []
    club(tmp_path, program=HEAD + WALLET + includes + 'include "more.fid"', more="earn more { give 1 pts }")
    assert told(path) == ["too_many_files"]


def test_each_file_may_be_as_large_as_a_program_and_no_larger(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + WALLET + 'include "a.fid"', a="#" * MOST_BYTES)
    assert told(path) == ["empty_file"]
    club(tmp_path, a="#" * (MOST_BYTES + 1))
    assert told(path) == ["large_file"]


def test_names_of_a_file_that_is_missing_are_not_told_one_by_one(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + 'include "wallets.fid"\nearn base { give 1 pts }')
    assert told(path) == ["unreadable_file"]


def test_names_that_no_file_declares_are_told_in_their_own_file(tmp_path: Path) -> None:
    path = club(tmp_path, program=HEAD + WALLET + 'include "a.fid"', a="\nearn a { give 1 miles }")
    (one,) = check_file(path).errors
    source = check_file(path).sources[one.file]
    assert one.span is not None
    assert (one.slug, one.file, source.position(one.span.start).line) == ("unknown_name", str(tmp_path / "a.fid"), 2)


def test_a_text_includes_no_file() -> None:
    with pytest.raises(ProgramError) as caught:
        compile_text(HEAD + WALLET + 'include "a.fid"')
    assert [one.slug for one in caught.value.diagnostics] == ["include_without_folder"]
    assert "load the program from its file" in str(caught.value)
