"""No sequence of purchases and returns mints points; `python -m tests.prove.returns` searches as long as wanted."""

from __future__ import annotations

from collections import Counter

from fidelang.facade import ProgramError, compile_text
from tests.property.minting import Played, Sequence, minted, minting_program
from tests.property.pick import FromSeed

PROGRAMS, SEQUENCES = 14, 30
HAPPENED = {
    "purchases": 800, "returns": 1500, "points taken": 1200, "points restored": 3, "prices given back": 150, "withheld": 5,
    "tier moves": 150, "moves that gave": 150, "gift cards": 200, "discounts": 200, "rewards paid": 150,
}  # fmt: skip


def test_who_brings_everything_back_has_gained_nothing() -> None:
    found: list[str] = []
    seen: Counter[str] = Counter()
    for number in range(PROGRAMS):
        text = minting_program(FromSeed(f"short/{number}"))
        try:
            program = compile_text(text)
        except ProgramError:
            continue
        for at in range(SEQUENCES):
            played = Sequence(program, text, FromSeed(f"short/{number}/{at}")).play()
            found += [f"{number}/{at}: {line}" for line in minted(program, played)]
            seen += played.seen
    assert found == []
    assert {what: seen[what] for what, least in HAPPENED.items() if seen[what] < least} == {}


def test_the_search_knows_a_point_too_many_when_it_sees_one() -> None:
    program = compile_text(
        'program "P" { currency EUR  timezone "Europe/Paris" }\n'
        "wallet firm { worth 0.05 EUR }\nwallet owing { worth 0.05 EUR  debt allowed }\nwallet rank { status }\n"
        "earn base { give 1 firm per 1 EUR }"
    )
    none = [0, 0, 0]
    assert minted(program, Played(none, none, 0, [])) == []
    assert minted(program, Played([20, 0, 0], [20, 0, 0], 100, [])) == []  # bought from the refund, at their worth
    assert minted(program, Played([21, 0, 0], [21, 0, 0], 100, [])) == ["points worth 105 for 100 withheld"]
    assert minted(program, Played([1, 0, 0], none, 5, [])) == ["1 of firm more than before, 0 missing"]
    assert minted(program, Played([0, 1, 0], none, 0, [])) == ["1 of owing more than before, 0 missing"]
    assert minted(program, Played([0, -1, 0], none, 0, [])) == ["-1 of owing more than before, 0 missing"]
    assert minted(program, Played([0, 0, 2], [0, 0, 2], 9, [])) == ["2 of rank more than before, 2 missing"]
    assert minted(program, Played(none, none, -3, [])) == ["3 refunded that were never paid"]
