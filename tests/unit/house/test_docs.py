"""The pages under docs are true: what they print is what comes out."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass

import pytest

from fidelang.facade import check_text
from fidelang.plan import model
from fidelang.trials import run_tests
from tests.unit.house.places import ROOT, fresh_python

BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
CLUB = ROOT / "programs" / "examples" / "club_soleil"


def blocks(page: str) -> list[tuple[str, str]]:
    return BLOCK.findall((ROOT / "docs" / page).read_text(encoding="utf-8"))


def objects(text: str) -> list[dict[str, object]]:
    """The JSON objects of a block, one after the other."""
    found, place = [], 0
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        each, place = json.JSONDecoder().raw_decode(text, place)
        found.append(each)
    return found


def test_the_page_on_the_language_has_a_program_a_return_and_two_blocks_of_json() -> None:
    assert [kind for kind, _ in blocks("language.md")] == ["", "fid", "json", "json"]


def test_of_its_program_only_what_the_page_says_does_not_run_is_refused() -> None:
    assert check_text(blocks("language.md")[0][1], "page.fid").errors == ()


def test_its_return_comes_out_as_printed() -> None:
    head = 'program "P" { currency EUR  timezone "Europe/Paris" }\nwallet points { worth 0.01 EUR }\n'
    found = check_text(head + blocks("language.md")[1][1], "page.fid")
    assert found.analysis is not None
    assert [(each.name, each.failures) for each in run_tests(found.program(), found.analysis)] == [
        ("a coat that did not fit", ())
    ]


def test_its_member_and_basket_are_those_of_the_example() -> None:
    member, basket = objects(blocks("language.md")[2][1])
    assert member == json.loads((CLUB / "member.json").read_text(encoding="utf-8"))
    assert basket == json.loads((CLUB / "basket.json").read_text(encoding="utf-8"))


def test_its_answer_is_what_eval_answers() -> None:
    (printed,) = objects(blocks("language.md")[3][1])
    asked = ("--member", str(CLUB / "member.json"), "--basket", str(CLUB / "basket.json"), "--format", "json")
    done = fresh_python("-m", "fidelang.cli", "eval", str(CLUB / "program.fid"), *asked, cwd=CLUB)
    answer = json.loads(done.stdout)
    skipped, refused = answer.pop("skipped"), answer.pop("refused")
    (shown,) = printed.pop("skipped")  # type: ignore[misc]
    assert shown in skipped
    assert refused == []
    assert printed == answer


RECORD = re.compile(r"^- \*\*(\w+)\*\*(.*?)(?=^- \*\*|^## |\Z)", re.DOTALL | re.MULTILINE)
PRINTED = dict(RECORD.findall((ROOT / "docs" / "plan-format.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", [name for name, each in vars(model).items() if is_dataclass(each)])
def test_the_page_on_the_plan_lists_the_fields_of_each_record(name: str) -> None:
    told = " ".join(PRINTED[name].split()).rpartition("Fields: ")[2]
    assert re.findall(r"`(\w+)`:", told) == [field.name for field in fields(getattr(model, name))]


def test_the_page_on_the_plan_lists_no_other_record() -> None:
    assert [name for name in PRINTED if not is_dataclass(getattr(model, name, None))] == []
