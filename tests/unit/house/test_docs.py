"""The pages under docs are true: what they print is what comes out."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass

import pytest

from fidelang.plan import model
from tests.unit.house.pages import Page
from tests.unit.house.places import ROOT, fresh_python

CLUB = ROOT / "programs" / "examples" / "club_soleil"


def asked_and_answered() -> list[str]:
    """The two blocks of JSON of the page on the language: what `eval` reads, and what it answers."""
    return [block.text for block in Page(ROOT / "docs" / "language.md").blocks if block.info == "json"]


def objects(text: str) -> list[dict[str, object]]:
    """The JSON objects of a block, one after the other."""
    found, place = [], 0
    while text[place:].strip():
        place += len(text[place:]) - len(text[place:].lstrip())
        each, place = json.JSONDecoder().raw_decode(text, place)
        found.append(each)
    return found


def test_the_member_and_basket_of_the_language_page_are_those_of_the_example() -> None:
    member, basket = objects(asked_and_answered()[0])
    assert member == json.loads((CLUB / "member.json").read_text(encoding="utf-8"))
    assert basket == json.loads((CLUB / "basket.json").read_text(encoding="utf-8"))


def test_its_answer_is_what_eval_answers() -> None:
    (printed,) = objects(asked_and_answered()[1])
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
