"""Files and names that nobody wrote on purpose: a message, an exit status, never a traceback."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fidelang.cli import main
from fidelang.facade import load
from fidelang.kernel import InvalidInput

ROOT = Path(__file__).parents[3]
CLUB = ROOT / "programs" / "examples" / "club_soleil"
MEMBER = json.loads((CLUB / "member.json").read_text(encoding="utf-8"))
BASKET = json.loads((CLUB / "basket.json").read_text(encoding="utf-8"))
COMMANDS = {
    "check": ["check", "FILE"],
    "test": ["test", "FILE"],
    "dump": ["dump", "FILE", "--stage", "tree"],
    "eval": ["eval", "FILE", "--anonymous", "--basket", str(CLUB / "basket.json")],
    "member": ["eval", str(CLUB / "program.fid"), "--member", "FILE"],
    "basket": ["eval", str(CLUB / "program.fid"), "--basket", "FILE"],
    "transactions": ["backtest", "PROGRAM", "--transactions", "FILE", "--member", "a", "--date", "b", "--amount", "c"],
    "scenario": ["simulate", "PROGRAM", "--scenario", "FILE"],
    "against": ["simulate", "PROGRAM", "--against", "FILE", "--scenario", str(CLUB / "scenario.yaml")],
}


def refused(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """What a command that must fail says; in time, and not as a mistake of its own."""
    start = time.process_time()
    status = main(arguments)
    taken = time.process_time() - start
    said = "".join(capfd.readouterr())
    assert status == 1, said
    assert "mistake of its own" not in said
    assert said.strip()
    assert taken < 2
    return said


def named(command: str, file: str) -> list[str]:
    return [{"FILE": file, "PROGRAM": str(CLUB / "program.fid")}.get(word, word) for word in COMMANDS[command]]


@pytest.mark.parametrize(
    "kind", ["missing", "folder", "fifo", "device", "loop", "dangling", "NUL", "not text", "empty"]
)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_plain_file_is_refused_by_every_command(
    command: str, kind: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    main(["check", str(CLUB / "program.fid")])  # the grammar is built once
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "dangling").symlink_to("gone")
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "empty").touch()
    special = {"folder": str(tmp_path), "device": "/dev/zero", "NUL": "a\0b", "not text": "b\udcffd"}
    refused(named(command, special.get(kind, str(tmp_path / kind))), capfd)


def test_a_name_that_is_no_text_is_shown_escaped_by_a_process_of_its_own(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fidelang.cli", "check", os.fsencode(str(tmp_path)) + b"/b\xffd.fid"],
        capture_output=True, timeout=60, check=False, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert ran.returncode == 1
    assert b"there is no file" in ran.stdout
    assert b"mistake of its own" not in ran.stderr


def test_a_frame_is_shown_on_a_terminal_of_few_letters(tmp_path: Path) -> None:
    file = tmp_path / "a.fid"
    file.write_text("let a = ", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "fidelang.cli", "check", str(file)],
        capture_output=True, timeout=60, check=False, cwd=ROOT, env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert ran.returncode == 1
    assert b"\\u2502 let a =" in ran.stdout


@pytest.mark.parametrize("text", ["\ufeffPROGRAM", "PROGRAM# \u202e", "PROGRAMlet x = １２"])
def test_a_tree_with_mistakes_is_not_dumped(text: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.fid"
    file.write_text(text.replace("PROGRAM", (CLUB / "program.fid").read_text(encoding="utf-8")), encoding="utf-8")
    assert "error[FID00" in refused(["dump", str(file), "--stage", "tree"], capfd)


def test_a_path_that_is_empty_is_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", str(CLUB / "program.fid"), "--member", ""]) == 2
    assert "not an empty text" in capfd.readouterr().err


# ------------------------------------------------------------ members and baskets


def evaluated(what: str, value: object, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    path = tmp_path / f"{what}.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    said = refused(["eval", str(CLUB / "program.fid"), f"--{what}", str(path), "--format", "json"], capfd)
    found = json.loads(said)["diagnostics"]
    assert {each["file"] for each in found} == {str(path)}
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("key", ["joined", "last_order", "birthday"])
@pytest.mark.parametrize("date", ["1990-02-30", "20250301", "2025-W01-1", "２０２５-03-01", "0000-01-01"])
def test_a_date_that_does_not_exist_is_shown_in_the_members_file(
    key: str, date: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (found,) = evaluated("member", {**MEMBER, key: date}, tmp_path, capfd)
    assert str(found["message"]).startswith(f"'{date}' is not a date")
    assert found["column"] == json.dumps({**MEMBER, key: date}).index(json.dumps(date)) + 1


@pytest.mark.parametrize("at", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-14:00"])
def test_a_moment_outside_the_calendar_is_refused(at: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (found,) = evaluated("basket", {**BASKET, "at": at}, tmp_path, capfd)
    assert str(found["message"]).endswith("is outside the years 1 to 9999")


def test_of_thousands_of_mistakes_the_first_twenty_are_told(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    found = evaluated("member", {f"k{n}": 1 for n in range(50_000)}, tmp_path, capfd)
    assert [each["message"] for each in found][-2:] == ["a member has no `k19`", "and more from here on"]
    assert len(found) == 21
    lines = [{"prise": "1.00"}] * 20_000
    assert len(evaluated("basket", {**BASKET, "lines": lines}, tmp_path, capfd)) == 21


def test_a_long_value_is_quoted_short(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (found,) = evaluated("member", {**MEMBER, "orders": "9" * 200_000}, tmp_path, capfd)
    assert found["message"] == f"'{'9' * 38}… is not a number"


def test_what_an_engine_refuses_can_be_copied_with_all_it_says() -> None:
    program = load(CLUB / "program.fid")
    with pytest.raises(InvalidInput) as refusal:
        program.evaluate(None, {**BASKET, "channel": "fax"}, program.new_shared())
    twin = copy.copy(refusal.value)
    assert (str(twin), twin.slug, twin.where) == (str(refusal.value), "fact_type", ("basket", "channel"))
    remade = InvalidInput(*refusal.value.args)  # as simulation libraries do
    assert str(remade) == str(refusal.value)
