"""`fidelang check` and `fidelang test`: the JSON that machines read, the words that people read, the statuses."""

import json
from pathlib import Path

import pytest

from fidelang.cli import main

EXAMPLES = Path(__file__).parents[3] / "programs" / "examples"
CLUB = EXAMPLES / "club_soleil" / "program.fid"
RIGHT = "expect 76 soleils from base, 38 soleils from gold_boost, 67 soleils from organic, 8.77 EUR off"
# the line that the language page prints first, which does not hold
WRONG = "expect 80 soleils from base, 40 soleils from gold_boost, 5 EUR off"


def wrong_copy(tmp_path: Path) -> Path:
    text = CLUB.read_text()
    assert RIGHT in text
    path = tmp_path / "copy.fid"
    path.write_text(text.replace(RIGHT, WRONG))
    return path


@pytest.mark.parametrize("name", ["stamp_card", "club_soleil", "cdnow_club"])
def test_shipped_examples_have_no_error_and_all_their_stories_hold(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program = str(EXAMPLES / name / "program.fid")
    assert main(["check", program, "--format", "json"]) == 0
    assert {each["severity"] for each in json.loads(capsys.readouterr().out)["diagnostics"]} <= {"warning"}
    assert main(["test", program, "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["failed"], found["passed"]) == (0, len(found["tests"]))
    assert found["passed"] >= 4


def test_the_wrong_line_of_the_language_page_fails_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = wrong_copy(tmp_path)
    line = next(number for number, text in enumerate(path.read_text().splitlines(), 1) if WRONG in text)
    assert main(["test", str(path), "--match", "half as much", "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "passed": 0,
        "failed": 1,
        "tests": [
            {
                "name": "a gold member earns half as much again",
                "file": str(path),
                "passed": False,
                "failures": [
                    {"line": line, "expected": "80 soleils from base", "found": "76 soleils from base"},
                    {"line": line, "expected": "40 soleils from gold_boost", "found": "38 soleils from gold_boost"},
                    {"line": line, "expected": "5 EUR off", "found": "8.77 EUR off"},
                ],
            }
        ],
    }
    assert main(["test", str(path)]) == 1
    shown = capsys.readouterr().out
    assert f"{line}  80 soleils from base        76 soleils from base\n" in shown
    assert shown.endswith("8 tests passed, 1 failed\n")


def test_no_test_played_proves_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["test", str(CLUB), "--match", "no such"]) == 1
    assert capsys.readouterr().out == "no test's name holds `no such`\n"
    empty = tmp_path / "empty.fid"
    empty.write_text('program "P" { currency EUR  timezone "Europe/Paris" }\n')
    assert main(["test", str(empty), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"passed": 0, "failed": 0, "tests": []}


def test_a_program_with_errors_is_not_tested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.fid"
    path.write_text('program "P" { currency EUR  timezone "Europe/Paris" }\nearn a { give 1 pts per 1 EUR }\n')
    assert main(["test", str(path), "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (found["code"], found["file"], found["line"], found["column"]) == ("FID201", str(path), 2, 17)


def test_check_tells_every_mistake_of_every_file_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = tmp_path / "a.fid", tmp_path / "b.fid"
    header = 'program "P" { currency EUR  timezone "Europe/Paris" }\n'
    first.write_text(header + "earn a { give 1 pts per 1 EUR }\nearn b { give 1 pts per 1 EUR }\n")
    second.write_text(header + "earn {\n")
    assert main(["check", str(first), str(second), str(tmp_path / "c.fid"), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["diagnostics"]
    assert {tuple(each) for each in found["diagnostics"]} == {
        ("code", "severity", "message", "file", "line", "column", "help")
    }
    errors = [(each["file"], each["line"]) for each in found["diagnostics"] if each["severity"] == "error"]
    assert (str(first), 2) in errors
    assert (str(first), 3) in errors
    assert any(file == str(second) and line in (2, 3) for file, line in errors)
    assert (str(tmp_path / "c.fid"), None) in errors


def test_check_says_what_a_sound_program_holds(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(EXAMPLES / "stamp_card" / "program.fid")
    assert main(["check", path]) == 0
    shown = capsys.readouterr().out
    assert f'{path}: "Corner café", 1 wallet, 3 earn rules, 1 reward, 1 message, 4 stories\n' in shown


def test_warnings_fail_only_when_denied() -> None:
    assert main(["check", str(CLUB)]) == 0
    assert main(["check", str(CLUB), "--deny-warnings"]) == 1


def test_stories_and_mistakes_of_an_included_file_are_shown_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, more = tmp_path / "program.fid", tmp_path / "more.fid"
    program.write_text(
        'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\n'
        'include "more.fid"\nwallet pts { worth 0.01 EUR  expire never }\n'
    )
    more.write_text(
        "# padding, so that an offset in the other file would be another line\n\n"
        "earn base { give 1 pts per 1 EUR }\n"
        'test "ten" { basket { line { price: 10 EUR } }\n  expect 11 pts }\n'
    )
    assert main(["check", str(program)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert shown == [
        f'{program}: "P", 1 wallet, 1 earn rule, 1 story, in 2 files',
        "2 files checked, nothing to say",
    ]
    assert main(["test", str(program), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["tests"] == [
        {
            "name": "ten",
            "file": str(more),
            "passed": False,
            "failures": [{"line": 5, "expected": "11 pts", "found": "10 pts"}],
        }
    ]
    assert main(["test", str(program)]) == 1
    assert f"{more}:4" in capsys.readouterr().out
    assert main(["dump", "--stage", "tree", str(program)]) == 0
    shown = capsys.readouterr().out
    assert f'"at": "{more}:3:1"' in shown or f"at: {more}:3:1" in shown or f'"{more}:3:1"' in shown
    more.write_text("\n\nearn base { give 1 miles per 1 EUR }\n")
    assert main(["check", str(program), "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (told["code"], told["file"], told["line"], told["column"]) == ("FID201", str(more), 3, 20)
