"""A return, from the record of its order: rated again, compared, taken back, refunded, corrected. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fidelang.engine.returns.claims import claim, gifts_back, price
from fidelang.engine.returns.corrections import call_off, correct_member, correct_shared
from fidelang.engine.returns.kept import come_back, quantities, refused
from fidelang.engine.returns.lots import Hand, own_lots
from fidelang.engine.returns.outcome import TakenBack
from fidelang.engine.returns.rating import Rated, rate
from fidelang.engine.returns.refund import most_refunded, refund, worth_of
from fidelang.kernel import Found
from fidelang.state import Effect, OrderRecord, Shared, State, apply_effect
from fidelang.values import Moment

if TYPE_CHECKING:
    from fidelang.engine.program import Program


Moved = tuple[dict[int, int], dict[int, int]]  # by wallet, what was taken and what was given back


def take_back(
    program: Program,
    record: OrderRecord,
    lines: Mapping[Any, Any] | None,
    state: State | None,
    shared: Shared | None,
    at: Moment,
) -> TakenBack:
    """The outcome of a return of `lines` (None: all that is kept). Raises InvalidInput (`return_refused`)."""
    _check(program, record, state, at)
    plan = program.plan
    sold = quantities(plan, record)
    back = come_back(plan, record, lines)
    whole = rate(program, record, (0,) * len(sold))
    before = rate(program, record, record.back) if any(record.back) else whole
    now = rate(program, record, back)
    found, log = Found(), list[Effect]()
    found.gifts_back = list(gifts_back(whole, now, record.asked))
    new = replace(record, back=back, asked=(*record.asked, *found.gifts_back))
    pool = shared.copy() if shared is not None else None

    def draw(*effect: Any) -> None:
        log.append(effect)
        apply_effect(None, pool, effect)

    if state is None:
        moved = _claims(range(len(plan.wallets)), whole, before, now)
    else:
        hand = Hand(
            program, state.copy(), pool, found, log, at[0], own_lots(record, whole.posts), list(record.spent),
            list(record.taken), list(record.missing), list(record.unpaid),
        )  # fmt: skip
        correct_member(program, record, whole, before, now, hand.do)
        if back == sold:
            call_off(program, record, hand.do)
        recalled = hand.recall()
        moved = _move_points(hand, whole, before, now)
        _owe_rest(hand, moved, recalled, most_refunded(whole, now, sold, back) - record.refunded)
        hand.do("corrected", at[0])
        new = replace(
            new,
            spent=tuple(hand.spent),
            taken=tuple(entry for entry in hand.taken if entry[2]),
            missing=tuple(hand.missing),
            unpaid=tuple(hand.unpaid),
        )
    if pool is not None:
        new = replace(new, capped=correct_shared(program, record, pool, before, now, draw))
    money = refund(whole, now, sold, record.back, back, record.refunded, worth_of(plan, new.missing, new.unpaid))
    return TakenBack(plan, found, log, at, moved, money, replace(new, refunded=money.so_far))


def _check(program: Program, record: OrderRecord, state: State | None, at: Moment) -> None:
    """What no return can be (row 128)."""
    if record.program != program.hash:
        raise refused(
            f"the order `{record.order}` was made under another program",
            help="give it back under the program that it was bought under",
        )
    if not record.member:
        raise refused(
            f"the order `{record.order}` is nobody's: no card was shown",
            help="it gave no points to take back; refund what was paid",
        )
    if state is not None and state.member != record.member:
        raise refused(f"the order `{record.order}` is not this member's", help="give the state of who bought it")
    if at < (record.day, record.minute):
        raise refused(
            f"this is before the order `{record.order}` was made", "at", help="a return comes after its order"
        )
    if state is not None and at[0] < state.clock:
        raise refused("this is before the member's latest day", "at", help="a member's time goes forward only")


def _claims(wallets: range, whole: Rated, before: Rated, now: Rated) -> Moved:
    """By wallet, what a step takes and the price that it gives back."""
    taken = {at: claim(whole, now, at) - claim(whole, before, at) for at in wallets}
    return taken, {at: price(whole, now, at) - price(whole, before, at) for at in wallets}


def _move_points(hand: Hand, whole: Rated, before: Rated, now: Rated) -> Moved:
    """By wallet, what was taken and what was given back. A step gives before it takes (row 122); what was missing is
    looked for again."""
    claims, prices = _claims(range(len(hand.missing)), whole, before, now)
    due = {wallet: points + hand.missing[wallet] for wallet, points in claims.items()}
    back = {wallet: points - hand.unpaid[wallet] for wallet, points in prices.items()}
    for wallet, points in back.items():
        if points >= 0:
            back[wallet] = hand.give_back(wallet, points)
    for wallet, points in due.items():
        if points <= 0:
            due[wallet] = -hand.let_go(wallet, -points)
    for wallet, points in back.items():
        if points < 0:
            back[wallet] = -hand.spend_again(wallet, -points)
    for wallet, points in due.items():
        if points > 0:
            due[wallet] = hand.take(wallet, points)
    return due, back


def _owe_rest(hand: Hand, moved: Moved, recalled: Moved, unpaid: int) -> None:
    """What is still to be refunded covers the worth of what is missing, or it is owed; what a step says that it took is
    more, or less, by that."""
    (due, back), (claims, prices) = moved, hand.owe_uncovered(unpaid)
    for wallet in due:
        due[wallet] += claims.get(wallet, 0) - recalled[0].get(wallet, 0)
        change = prices.get(wallet, 0) - recalled[1].get(wallet, 0)
        back[wallet] -= change
        if change:
            hand.found.redeemed[wallet] = -back[wallet]
    hand.found.reversed = {wallet: points for wallet, points in due.items() if points}
