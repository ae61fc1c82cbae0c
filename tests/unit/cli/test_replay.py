"""`fidelang replay`: what it writes, what it refuses with its line, and that no input ends it with a traceback."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fidelang.cli import main
from tests.unit.replay.shop import PROGRAM, STORY, Line, text_of

Run = Callable[..., int]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.fid").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "e.jsonl").write_text(text_of(STORY), encoding="utf-8")
    return tmp_path


def replay(*more: str) -> int:
    return main(["replay", "p.fid", "--events", "e.jsonl", *more])


def listed(here: Path, capsys: pytest.CaptureFixture[str], lines: list[Line] | str | bytes) -> dict[str, Any]:
    """The JSON answer of a replay of these lines."""
    content = lines if isinstance(lines, bytes) else (lines if isinstance(lines, str) else text_of(lines)).encode()
    (here / "e.jsonl").write_bytes(content)
    assert replay("--format", "json") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_what_was_played_and_passed_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert replay("--out", "s.json") == 0
    assert capsys.readouterr().out == "12 events played, 2 members, up to 2027-02-02\n"
    first = (here / "s.json").read_bytes()
    assert replay("--state", "s.json", "--out", "s.json", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "played": 0, "repeated": 12, "unusable": 0, "listed": [], "members": 2, "day": "2027-02-02",
    }  # fmt: skip
    assert (here / "s.json").read_bytes() == first
    assert sorted(path.name for path in here.iterdir()) == ["e.jsonl", "p.fid", "s.json"]


def test_effects_have_a_line_for_each_event_and_each_midnight_that_did_something(here: Path) -> None:
    lines = [*STORY[:3], {"kind": "tick", "at": "2027-06-01"}]
    (here / "e.jsonl").write_text(text_of(lines), encoding="utf-8")
    assert replay("--effects", "f.jsonl") == 0
    found = [json.loads(line) for line in (here / "f.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one.get("id"), one["kind"], one["member"], one["at"]) for one in found] == [
        ("j1", "join", "anna", "2027-01-04T09:00"),
        ("j2", "join", "bert", "2027-01-04T09:30"),
        ("p1", "purchase", "anna", "2027-01-04T10:00"),
        (None, "tick", "anna", "2027-03-06"),
    ]
    assert found[2]["answer"]["points"] == {"points": 30}
    assert found[3]["effects"] == [["expire", 0, [[1, 40], [2, 30]]]]


BAD: list[tuple[object, str]] = [
    ({"kind": "merge"}, "events of the kind `merge` do not run yet"),
    ({"kind": "erase"}, "events of the kind `erase` do not run yet"),
    ({"kind": "buy"}, "'buy' is no kind of event"),
    ({"kind": None}, "it has no `kind`"),
    ({"kind": ["join"]}, "['join'] is no kind of event"),
    ({"id": None}, "it has no `id`"),
    ({"id": ""}, "`id` is no text of 1 to 200 characters"),
    ({"id": "x" * 201}, "`id` is no text of 1 to 200 characters"),
    ({"member": None, "kind": "join", "basket": None}, "it has no `member`"),
    ({"at": None}, "it has no `at`"),
    ({"at": 20270103}, "`at` is no text"),
    ({"at": "2027-02-30T10:00"}, "day is out of range for month"),
    ({"at": "1727-02-01T10:00"}, "'1727-02-01T10:00' is not in the years 1900 to 2199"),
    ({"told": {}}, "`purchase` has no `told`"),
    ({"basket": None}, "it has no `basket`"),
    ({"basket": []}, "`basket` cannot be []"),
    ({"basket": {"lines": [{"price": 20}]}}, "`price` is an amount of money, written as a number"),
    ({"basket": {"lines": [{"prise": "2"}]}}, "a line has no `prise`"),
    ({"basket": {}}, "the basket has no `lines`"),
    ({"basket": {"lines": [], "at": "2027-01-04"}}, "`at`, `id` and `name` stand beside the basket, not in it"),
    ({"basket": {"lines": [{"price": "-2.00"}]}}, "the price -2.00 is below zero"),
    ({"basket": {"lines": [], "redeem": ["fife"]}}, 'the program has no reward "fife"'),
    ({"kind": "return", "basket": None}, "it has no `order`"),
    ({"kind": "return", "basket": None, "order": "p1", "lines": {"9": 1}}, "there is no line 9 in the order `p1`, which has one line"),
    ({"kind": "return", "basket": None, "order": "p1", "lines": {"1": [1]}}, "`1` in `lines` cannot be [1]"),
    ({"kind": "redeem", "basket": None, "reward": "tea"}, "there is no reward 'tea' to ask for"),
    ({"kind": "redeem", "basket": None, "reward": "swap", "times": 0}, "0 is not a count"),
    ({"kind": "redeem", "basket": None, "reward": "swap", "times": True}, "`times` cannot be True"),
    ({"kind": "occur", "basket": None, "name": "nap"}, "the program knows no event 'nap'"),
    ({"kind": "occur", "basket": None, "name": "check_in", "fields": {"spent": 2}}, "`spent` is an amount of money, written as a number"),
    ({"kind": "occur", "basket": None, "name": "check_in", "fields": {"x": 2}}, "the event `check_in` has no field `x`"),
    ({"kind": "consent", "basket": None}, "it gives no consent and withdraws none"),
    ({"kind": "consent", "basket": None, "give": ["post"]}, "the program asks for no consent `post`"),
    ({"kind": "consent", "basket": None, "give": ["marketing"], "withdraw": ["marketing"]}, "`marketing` is given and withdrawn at once"),
    ({"kind": "adjust", "basket": None}, "it adjusts nothing"),
    ({"kind": "adjust", "basket": None, "points": {"miles": 1}}, "there is no wallet `miles`"),
    ({"kind": "adjust", "basket": None, "points": {"points": 1}, "told": {"balance": {"points": 1}}}, "`points` is told of twice"),
    ({"kind": "adjust", "basket": None, "told": {"shoo": 1}}, "a member has no `shoo`"),
    ({"kind": "tick"}, "`tick` has no `basket`"),
    ({"kind": "tick", "basket": None}, "a tick is everybody's, and has no `member`"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "why"), BAD)
def test_a_line_that_cannot_be_used_is_listed_with_its_line(
    here: Path, capsys: pytest.CaptureFixture[str], change: dict[str, Any], why: str
) -> None:
    bad = {**STORY[2], "id": "x", "at": "2027-01-04T10:30", **change}
    bad = {key: value for key, value in bad.items() if value is not None}
    found = listed(here, capsys, [*STORY[:3], bad, STORY[3]])
    assert [(one["line"], one["why"]) for one in found["listed"]] == [(4, why)]
    assert (found["played"], found["unusable"]) == (4, 1)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "the line ends where a name in double quotes or `}` should stand (character 2)"),
        (b"[]", "an event is an object in braces"),
        (b"\xff{}", "it is not UTF-8"),
        (b'{"id": "a", "id": "b"}', "`id` stands twice (character 13)"),
        (b'{"id": NaN}', "`NaN` is no number (character 8)"),
        (b"[" * 5000, "this nests deeper than 64 levels (character 66)"),
        (b'"' + b"x" * 1_100_000 + b'"', "the line is longer than 1 MiB"),
    ],
)
def test_a_line_that_is_no_event_at_all_is_listed(
    here: Path, capsys: pytest.CaptureFixture[str], line: bytes, why: str
) -> None:
    found = listed(here, capsys, b"\n" + line + b"\r\n" + text_of(STORY[:1]).encode())
    assert [(one["line"], one["why"]) for one in found["listed"]] == [(2, why)]
    assert found["played"] == 1


def test_at_most_twenty_lines_are_listed_and_all_are_counted(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "e.jsonl").write_text("x\n" * 23, encoding="utf-8")
    assert replay() == 0
    out = capsys.readouterr().out.splitlines()
    assert out[:2] == ["0 events played, 0 members", "23 lines of e.jsonl cannot be used:"]
    assert out[2].startswith("  line 1: `x` where a value should stand (character 1)")
    assert (len(out), out[-1]) == (23, "  and 3 more")


def test_strict_writes_nothing_where_a_line_cannot_be_used(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "e.jsonl").write_text(text_of([*STORY, STORY[0] | {"id": "again", "at": "2027-03-01"}]), encoding="utf-8")
    (here / "s.json").write_text("before", encoding="utf-8")
    assert replay("--strict", "--out", "s.json", "--effects", "f.jsonl") == 1
    assert "error[FID807]: line 13: the member 'anna' has joined already" in capsys.readouterr().err
    assert (here / "s.json").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in here.iterdir()) == ["e.jsonl", "p.fid", "s.json"]


def test_a_state_of_another_program_and_a_state_that_was_cut_off_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert replay("--out", "s.json") == 0
    whole = (here / "s.json").read_text(encoding="utf-8")
    (here / "p.fid").write_text(PROGRAM.replace("30.00", "30.00").replace("cap 2 EUR", "cap 3 EUR"), encoding="utf-8")
    assert replay("--state", "s.json") == 1
    assert "error[FID808]: this is a state of another program" in capsys.readouterr().err
    (here / "s.json").write_text(whole[:500], encoding="utf-8")
    assert replay("--state", "s.json") == 1
    assert "(character " in capsys.readouterr().err
    (here / "s.json").write_bytes(b"\xff" + whole.encode())
    assert replay("--state", "s.json") == 1
    assert "error[FID808]: it is not UTF-8 (byte 1)" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        (("--state", "none.json"), 1, "there is no file `none.json`"),
        (("--state", "."), 1, "`.` is a folder"),
        (("--state", os.devnull), 1, "is not a plain file"),
        (("--out", "none/s.json"), 1, "error[FID809]: `none/s.json` cannot be written: No such file or directory"),
        (("--out", "."), 1, "error[FID809]: `.` cannot be written: it is not a plain file"),
        (("--out", os.devnull), 1, "it is not a plain file"),
        (("--out", "e.jsonl"), 2, "events and out are the same file"),
        (("--effects", "./p.fid"), 2, "program and effects are the same file"),
        (("--out", "x", "--effects", "x"), 2, "out and effects are the same file"),
        (("--state", "x", "--effects", "x"), 2, "state and effects are the same file"),
        (("--out", ""), 2, "not an empty text"),
        (("--out", "a\0b"), 1, "cannot be written"),
        (("--state", "a\0b"), 1, "there is no file"),
    ],
)
def test_files_that_cannot_be_read_or_written_are_refused(
    here: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], status: int, said: str
) -> None:
    assert replay(*more) == status
    assert said in capsys.readouterr().err
    assert sorted(path.name for path in here.iterdir()) == ["e.jsonl", "p.fid"]


def test_a_state_through_a_link_keeps_the_link_and_the_rights_of_the_file(here: Path) -> None:
    (here / "kept").mkdir()
    (here / "kept" / "s.json").write_text("", encoding="utf-8")
    (here / "kept" / "s.json").chmod(0o640)
    (here / "s.json").symlink_to(here / "kept" / "s.json")
    assert replay("--out", "s.json") == 0
    assert (here / "s.json").is_symlink()
    assert (here / "kept" / "s.json").stat().st_mode & 0o777 == 0o640
    assert (here / "kept" / "s.json").stat().st_size > 1000


def test_nothing_is_left_behind_when_it_is_stopped_half_way(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fidelang.replay import Replay

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Replay, "play", stopped)
    assert replay("--out", "s.json", "--effects", "f.jsonl") == 130
    assert sorted(path.name for path in here.iterdir()) == ["e.jsonl", "p.fid"]


def test_no_damage_to_a_line_ends_in_a_mistake_of_our_own(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draw = random.Random(3)
    text = text_of(STORY)
    odd = [
        "",
        '"',
        "{",
        "}",
        "[]",
        "null",
        "true",
        "-1",
        "1e9",
        "9" * 17,
        '"\\ud800"',
        "\x00",
        "\u202e",
        '{"a":[{}]}',
        '"max"',
        "é",
    ]
    for _ in range(400):
        at = draw.randrange(len(text))
        damaged = text[:at] + draw.choice(odd) + text[at + draw.randrange(6) :]
        (here / "e.jsonl").write_text(damaged, encoding="utf-8", errors="replace")
        assert replay("--effects", "f.jsonl", "--out", "s.json") == 0, damaged
    assert "mistake of its own" not in capsys.readouterr().err


def test_no_value_in_the_place_of_another_ends_in_a_mistake_of_our_own(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    draw = random.Random(5)
    odd = [
        None,
        True,
        0,
        -1,
        10**17,
        "",
        "x",
        "20.00",
        "max",
        [],
        {},
        [[]],
        [None],
        {"1": None},
        {"points": "1"},
        [{"name": "five", "times": "max"}],
    ]
    for _ in range(120):
        lines = []
        for one in json.loads(json.dumps(STORY)):
            if draw.random() < 0.5:
                inner: Any = one
                while isinstance(inner, dict | list) and inner:
                    key = draw.choice(list(inner) if isinstance(inner, dict) else list(range(len(inner))))
                    if not isinstance(inner[key], dict | list) or draw.random() < 0.3:
                        inner[key] = draw.choice(odd)
                        break
                    inner = inner[key]
            lines.append(one)
        (here / "e.jsonl").write_text(text_of(lines), encoding="utf-8")
        assert replay("--effects", "f.jsonl", "--out", "s.json") == 0, lines
        assert replay("--state", "s.json") == 0, lines
    assert "mistake of its own" not in capsys.readouterr().err
