"""The plan is data: canonical JSON, the same bytes for the same program, nothing but integers and texts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import fidelang
from fidelang.plan.file import from_json, to_json

EXAMPLES = Path(__file__).parents[3] / "programs/examples"
HEADER = 'program "P" { currency EUR  timezone "Europe/Paris"  from 2027-01-01 }\nwallet pts { worth 0.01 EUR }\n'


@pytest.mark.parametrize("name", ["stamp_card", "club_soleil", "cdnow_club"])
def test_a_plan_comes_back_from_its_file_form_as_it_was(name: str) -> None:
    plan = fidelang.load(EXAMPLES / name / "program.fid").plan
    text = to_json(plan)
    assert from_json(text) == plan
    assert to_json(from_json(text)) == text
    assert json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False) == text


def test_a_file_with_a_fraction_or_of_another_format_is_refused() -> None:
    text = to_json(fidelang.compile_text(HEADER).plan)
    with pytest.raises(ValueError, match="no fractions"):
        from_json(text.replace('"scale":100', '"scale":1.5').replace('"scale":1', '"scale":1.5', 1))
    with pytest.raises(ValueError, match="not a plan of format 2"):
        from_json(text.replace('"format":2', '"format":1'))


def test_the_hash_follows_the_meaning_of_a_rule() -> None:
    one = fidelang.compile_text(HEADER + "earn a { give 1 pts per 1 EUR }").plan
    same = fidelang.compile_text(HEADER + "earn a { give 1 pts per 1 EUR }").plan
    other = fidelang.compile_text(HEADER + "earn a { give 1 pts per 2 EUR }").plan
    assert one.hash == same.hash != other.hash


def test_a_program_whose_numbers_could_leave_63_bits_has_no_plan() -> None:
    rates = " ".join(f"earn a{n} {{ give 1 pts per {n}.01 EUR }}" for n in (7, 11, 13, 17, 19, 23, 29, 31, 37))
    with pytest.raises(fidelang.ProgramError) as refused:
        fidelang.compile_text(HEADER + rates + " earn every_one { multiply pts by 1.333 }")
    assert any("bits" in each.message and "largest basket" in each.message for each in refused.value.diagnostics)
    smaller = HEADER.replace("from", "largest basket 100 EUR lines 5  from")
    assert fidelang.compile_text(smaller + "earn a { give 1 pts per 7.01 EUR }").plan.width <= 64
