"""What all members share is never exceeded, whatever the order in which their midnights are run (rows 44, 52)."""

from __future__ import annotations

from datetime import date

import pytest

import fidelang
from fidelang.state import Uses, new_shared
from fidelang.state.effects import used_more

TEXT = """
program "P" {{ currency EUR  timezone "Europe/Paris" }}
wallet pts {{ worth 0.01 EUR }}
earn base {{ give 1 pts per 1 EUR }}
earn birthday {{ on birthday  give 30 pts }}
budget all {{ cap 1 EUR {window}  covers base, birthday }}
"""
APRIL = date(2027, 4, 20).toordinal()


@pytest.mark.parametrize(("window", "birthday"), [("per month", 30), ("per day", 30), ("over 10 days", 0)])
def test_a_midnight_run_late_gives_later_windows_nothing_back(window: str, birthday: int) -> None:
    """One member buys in April; another's birthday of March is run after that, and draws on March alone. A rolling
    window has no end, so what came later counts against it too."""
    program = fidelang.compile_text(TEXT.format(window=window))
    shared = program.new_shared()
    buyer = program.new_state("buyer", APRIL)
    late = program.new_state("late", date(2027, 3, 1).toordinal(), {"birthday": "1990-03-20"})
    purchase = {"at": (APRIL, 600), "lines": [{"price": "80.00"}]}
    program.apply(buyer, shared, program.purchase(buyer, purchase, shared))
    assert program.ledger(buyer)["pts"].issued == 80
    program.advance(late, APRIL, shared)
    assert program.ledger(late)["pts"].issued == birthday
    assert program.purchase(buyer, purchase, shared).points == {}


def test_a_commit_whose_draws_were_read_before_another_one_is_lost_and_changes_nothing() -> None:
    """Two tills read the same untouched budget of 100 points; the second finds 20 left when it evaluates again."""
    program = fidelang.compile_text(TEXT.format(window="per month"))
    shared = program.new_shared()
    first, second = (program.new_state(name, APRIL) for name in ("first", "second"))
    purchase = {"at": (APRIL, 600), "lines": [{"price": "80.00"}]}
    read = shared.copy()
    outcomes = [program.purchase(state, purchase, read) for state in (first, second)]
    assert [outcome.points for outcome in outcomes] == [{"pts": 80}, {"pts": 80}]
    assert program.commit(first, shared, outcomes[0], read)
    assert not program.commit(second, shared, outcomes[1], read)
    assert (program.ledger(second)["pts"].issued, shared.counters[0]) == (0, ((APRIL - 19, 80),))
    small = {"at": (APRIL, 600), "lines": [{"price": "20.00"}]}
    again = shared.copy()
    assert program.commit(second, shared, program.purchase(second, small, again), again)
    assert (program.ledger(second)["pts"].issued, shared.counters[0]) == (20, ((APRIL - 19, 100),))


def test_a_commit_that_draws_on_nothing_is_never_lost() -> None:
    program = fidelang.compile_text(TEXT.format(window="per month"))
    shared, read = program.new_shared(), program.new_shared()
    buyer = program.new_state("buyer", APRIL)
    purchase = {"at": (APRIL, 600), "lines": [{"price": "80.00"}]}
    program.apply(buyer, shared, program.purchase(buyer, purchase, shared))
    free = program.purchase(buyer, {"at": (APRIL, 601), "lines": [{"price": "0.99"}]}, read)
    assert free.points == {}
    assert program.commit(buyer, shared, free, read)


def test_uses_of_one_window_are_one_entry_and_windows_stand_in_order() -> None:
    uses: Uses = ()
    for window, used in ((20, 1), (20, 2), (10, 5), (30, 1), (10, 1)):
        uses = used_more(uses, window, used)
    assert uses == ((10, 6), (20, 3), (30, 1))


def test_a_program_without_a_use_has_empty_counters() -> None:
    program = fidelang.compile_text(TEXT.format(window="per month"))
    assert set(new_shared(program.plan).counters) == {()}
