"""Wherever a formula stands, a number that could leave 63 bits keeps the program from having a plan."""

from __future__ import annotations

import pytest

import fidelang

HEADER = 'program "P" {{ currency EUR  timezone "Europe/Paris"  from 2027-01-01  {header} }}\n'
WALLET = "wallet pts {{ worth 0.01 EUR  expire after 12 months {unless} }}\n"
FACTS = "facts member { a: number decimals 6 } facts line { n: number decimals 6 }\n"
BASE = "earn base { give 1 pts per 1 EUR }\n"
WIDE = "member.a * member.a * member.a * member.a >= 3"  # 10^12 to the fourth: 160 bits
NARROW = "member.a * 1000 >= 3"

PLACES = {
    "a rule": ("x", "earn x {{ give 1 pts  when {test} }}", "", ""),
    "a message": ("m", 'message m {{ by email  consent marketing  cost 0.01 EUR  on birthday  when {test}  text "x" }}', "", ""),
    "a stack": ("s", "stack s {{ pick best  when {test} }} earn y {{ give 2 pts  stack s }}", "", ""),
    "a segment": ("g", "segment g {{ when {test} }}", "", ""),
    "a stage": ("late", "lifecycle {{ stage early  stage late when {test} }}", "", ""),
    "the end of a wallet": ("pts", "", "", "unless {test}"),
    "the lines left out": ("P", "", "exclude lines where {lines}", ""),
    "the table of a multiplier": ("z", "earn z {{ multiply base by ({number}) {{ to 3: 1, above: 2 }} }}", "", ""),
}  # fmt: skip


def program(place: str, test: str) -> str:
    _, rule, header, unless = PLACES[place]
    parts = {"test": test, "number": test.split(" >=")[0], "lines": test.replace("member.a", "line.n")}
    filled = HEADER.format(header=header.format(**parts)) + WALLET.format(unless=unless.format(**parts))
    return filled + FACTS + BASE + rule.format(**parts)


@pytest.mark.parametrize("place", PLACES)
def test_a_product_that_is_too_wide_is_refused_where_it_stands(place: str) -> None:
    with pytest.raises(fidelang.ProgramError) as refused:
        fidelang.compile_text(program(place, WIDE))
    said = [each.message for each in refused.value.diagnostics if each.is_error]
    assert len(said) == 1
    assert f"numbers of `{PLACES[place][0]}` may need 161 bits" in said[0]


@pytest.mark.parametrize("place", PLACES)
def test_a_product_that_fits_has_a_plan(place: str) -> None:
    assert fidelang.compile_text(program(place, NARROW)).plan.width <= 53
