"""The effects of a return, applied: they know no rule, and keep every log by day."""

from __future__ import annotations

from fidelang.state import Lot, State, apply_effects, new_member
from fidelang.state.effects import used_more
from tests.unit.engine.returns.shop import DAY, compiled

PLAN = compiled(
    "wallet pts { worth 0.01 EUR  debt allowed  expire never }\nearn base { when member.orders >= 0  give 1 pts }"
).plan


def member(*lots: Lot) -> State:
    state = new_member(PLAN, "m", DAY)
    state.lots[0] = list(lots)
    state.issued[0] = sum(lot.left for lot in lots)
    state.next_lot = 9
    return state


def lot(number: int, left: int) -> Lot:
    return Lot(number, 0, DAY, DAY, DAY + 99, (), left, 10)


def test_points_come_back_to_a_lot_that_is_there_and_one_that_is_gone_is_made_again_in_its_place() -> None:
    state = member(lot(1, 4), lot(5, 2))
    apply_effects(state, None, [("restore", 0, ((lot(1, 0), 3), (lot(3, 0), 7), (lot(8, 0), 1)), "reversed")])
    assert state.lots[0] == [lot(1, 7), lot(3, 7), lot(5, 2), lot(8, 1)]
    assert (state.reversed, state.redeemed, state.next_lot) == ([-11], [0], 9)


def test_points_are_taken_back_owed_and_paid() -> None:
    state = member(lot(1, 4), lot(5, 20))
    apply_effects(state, None, [("reverse", 0, ((1, 4),)), ("owe", 0, 6, "reversed"), ("pay", 0, ((5, 5),))])
    assert (state.lots[0], state.reversed, state.debt) == ([lot(5, 15)], [10], [1])
    apply_effects(state, None, [("owe", 0, -1, "redeemed")])
    assert (state.debt, state.redeemed) == ([0], [-1])


def test_a_correction_stands_at_its_own_day() -> None:
    state = member()
    apply_effects(state, None, [("observe", 0, DAY, 2), ("observe", 0, DAY + 5, 1), ("observe", 0, DAY, -1)])
    assert (state.logs[0], state.totals[0]) == ([(DAY, 2), (DAY, -1), (DAY + 5, 1)], 2)


def test_an_order_that_is_cancelled_leaves_the_latest_of_the_others() -> None:
    state = member()
    apply_effects(state, None, [("order", DAY), ("order", DAY + 1), ("order", DAY + 1), ("cancel", DAY + 1)])
    assert (state.orders, state.last_order) == ([DAY, DAY + 1], DAY + 1)
    apply_effects(state, None, [("cancel", DAY + 1), ("cancel", DAY + 7), ("corrected", DAY + 8)])
    assert (state.orders, state.last_order, state.corrected) == ([DAY], DAY, DAY + 8)


def test_a_copy_of_a_state_is_apart_from_it() -> None:
    state = member(lot(1, 4))
    copy = state.copy()
    apply_effects(copy, None, [("owe", 0, 3, "reversed"), ("order", DAY), ("corrected", DAY)])
    assert (state.debt, state.reversed, state.orders, state.corrected < 0) == ([0], [0], [], True)
    assert (copy.debt, copy.reversed, copy.orders, copy.corrected) == ([3], [3], [DAY], DAY)


def test_what_is_given_back_to_a_window_stays_in_it() -> None:
    uses = ((DAY - 31, 5), (DAY, 2))
    assert used_more(uses, DAY - 31, -3) == ((DAY - 31, 2), (DAY, 2))
    assert used_more(uses, DAY, -2) == ((DAY - 31, 5), (DAY, 0))
    assert used_more(uses, DAY - 9, -1) == ((DAY - 31, 5), (DAY - 9, -1), (DAY, 2))
