"""The one text lowered: what it refuses, what it is, and the machine code that it becomes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fidelang.columns import ColumnProgram, NoRoom, NotInColumns, has_native, lowered
from fidelang.columns.compiling import library
from fidelang.columns.lowering import module
from fidelang.columns.native import library as library_module
from fidelang.facade import compile_text, load
from tests.columns.story import run_native, run_story
from tests.conformance.harness import load_cases, run_case

CLUB = Path("programs/examples/club_soleil/program.fid")
STORIES = [case for case in load_cases() if case.story]
native = pytest.mark.skipif(not has_native(), reason="llvmlite, of the extra `columns`, is not installed")


def test_the_same_plan_is_lowered_to_the_same_text() -> None:
    assert lowered(load(CLUB).plan).text == lowered(load(CLUB).plan).text


def test_a_construct_that_columns_do_not_know_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        load(CLUB)
        .kernel("one_text")
        .text.replace("stage_of(S, day, minute):", "stage_of(S, day, minute):\n    x = magic(day)")
    )
    monkeypatch.setattr(module, "kernel_text", lambda plan, frame: text)
    with pytest.raises(NotInColumns, match=r"the columns engine does not run `magic\(day\)` of stage_of"):
        lowered(load(CLUB).plan)


def test_a_basket_that_needs_more_room_than_columns_have_is_void() -> None:
    program = ColumnProgram(
        compile_text(
            'program "P" { currency EUR }\nwallet pts { worth 0.01 EUR }\nreward pen { price 1 pts   gift "Pen"   cost 1 EUR }'
        ).plan
    )
    state = program.new_state("m", 740_000)
    program.set_member(state, {"balance": {"pts": 600}}, 740_000)
    basket: dict[str, Any] = {
        "at": (740_000, 600),
        "lines": [{"price": 100}],
        "redeem": [{"name": "pen", "times": "max"}],
    }
    with pytest.raises(NoRoom):
        program.purchase(state, basket, program.new_shared())
    basket["redeem"] = [{"name": "pen", "times": 400}]
    assert len(program.purchase(state, basket, program.new_shared()).gifts) == 400


@native
@pytest.mark.parametrize("case", STORIES[::40], ids=lambda case: case.id)
def test_machine_code_answers_as_the_case_expects(case: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIDELANG_CACHE", str(tmp_path))
    assert run_case(case, run_native) == []


@native
def test_machine_code_and_plain_text_answer_alike_on_a_whole_story(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIDELANG_CACHE", str(tmp_path))
    steps = [
        {"member": {"birthday": "1990-05-01", "consents": ["marketing"]}},
        *({"basket": {"at": f"2027-0{month}-0{day}T10:00", "channel": "web", "redeem": ["five"], "lines": [
            {"category": "bio", "price": "20.00", "quantity": "2", "organic": True, "brand": "Soleil"},
            {"category": "wine", "price": f"{month}{day}.99"},
        ]}} for month in range(1, 7) for day in (3, 5)),
        {"event": {"name": "referral"}}, {"on": "2029-01-01"},
    ]  # fmt: skip
    text = CLUB.read_text(encoding="utf-8")
    plain = run_story(text, steps)
    assert run_story(text, steps, native=True) == plain
    assert plain[-1]["expired"] != {}  # the story goes through what it should


@native
def test_the_second_time_the_code_comes_out_of_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIDELANG_CACHE", str(tmp_path))
    text = lowered(compile_text('program "P" { currency EUR }').plan).text
    assert not library(text).cached
    assert library(text).cached
    (kept,) = (tmp_path / "columns").glob("*.o")
    kept.write_bytes(kept.read_bytes()[:-40] + bytes(40))  # a file that was cut or changed is no code
    assert not library(text).cached


@native
def test_a_cache_that_cannot_be_written_only_warns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("FIDELANG_CACHE", str(tmp_path / "file"))
    text = lowered(compile_text('program "P" { currency EUR }').plan).text
    with pytest.warns(UserWarning, match="cannot be written"):
        assert library(text).function("kept") is not None


def test_without_llvmlite_columns_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_module, "has_native", lambda: False)
    with pytest.raises(library_module.NativeMissing, match=r"pip install 'fidelang\[columns\]'"):
        library("def kept(R, M, Z, X, S, H, day):\n    return day\n")
