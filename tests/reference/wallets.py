"""Lots: posted, spent, expired [36, 47, 56 to 61, 106]."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import dates
from tests.reference.expressions import Scope, holds
from tests.reference.instant import Instant
from tests.reference.member import Lot, Member, Part
from tests.reference.program import Program, Wallet, duration


def last_day(clause: Any, lot: Lot, member: Member) -> date | None:
    """The last day on which a lot is good by one clause; None for a clause that waits for a trigger."""
    match clause:
        case n.ExpireAfter():
            start = lot.available if clause.from_availability else lot.earned
            counted = activities(clause)
            if counted:
                # the later of the last activity and the lot's own earning [106]
                start = max([start, *(day for day, what in member.activity if what in counted)])
            last = dates.later(start, duration(clause.duration))
            if clause.at_end_of is not None:
                last = dates.period_end(last, clause.at_end_of, member.joined)
        case n.ExpireAtEnd():
            last = dates.period_end(lot.earned, clause.unit, member.joined)
            if clause.plus is not None:
                last = dates.later(last, duration(clause.plus))
        case n.ExpireOnDay():
            year = lot.earned.year + (1 if clause.of_next_year else 0)
            last = dates.feast(year, clause.month, int(clause.day.value))
            if last < lot.earned:
                last = dates.feast(year + 1, clause.month, int(clause.day.value))
        case _:
            return None
    return max(last, lot.available)  # never before the end of its available day [59]


def activities(clause: n.ExpireAfter) -> set[str]:
    if clause.inactivity:
        return {"purchase", "redemption"}
    return {name.text for name in clause.without}


def lasts(wallet: Wallet, lot: Lot, member: Member) -> list[date]:
    return [day for day in (last_day(clause, lot, member) for clause in wallet.expiries) if day is not None]


def post(instant: Instant, rule: str, wallet: Wallet, points: Fraction) -> None:
    member = instant.member
    assert member is not None
    lot = member.new_lot(wallet.name, rule, instant.day, dates.later(instant.day, wallet.pending), points)
    member.issued[wallet.name] += points
    instant.outcome.posted.append((wallet.name, lot.number))
    provisional = any(
        isinstance(clause, n.ExpireOnTrigger)
        or getattr(clause, "unless", None) is not None
        or (isinstance(clause, n.ExpireAfter) and activities(clause))
        for clause in wallet.expiries
    )
    instant.outcome.lots.append(
        (rule, wallet.name, points, lot.available, min(lasts(wallet, lot, member), default=None), bool(provisional))
    )
    pay_debt(member, wallet, instant.day)


def in_order(wallet: Wallet, lots: list[Lot], member: Member) -> list[Lot]:
    """Soonest expiry, oldest, lowest number [36]."""
    return sorted(lots, key=lambda lot: (min(lasts(wallet, lot, member), default=date.max), lot.earned, lot.number))


def pay_debt(member: Member, wallet: Wallet, day: date) -> None:
    """Points pay what is owed as they become available [123]."""
    for lot in in_order(wallet, [lot for lot in member.lots[wallet.name] if lot.available <= day], member):
        part = min(member.debt[wallet.name], lot.left)
        lot.left -= part
        member.debt[wallet.name] -= part
    tidy(member)


def spend(instant: Instant, wallet: Wallet, points: Fraction) -> None:
    member = instant.member
    assert member is not None
    trail: list[Part] = []
    had = take(instant, wallet, points, [], trail)
    assert had == points
    member.redeemed[wallet.name] += points
    instant.outcome.spent += [(wallet.name, part) for part in trail]


def take(instant: Instant, wallet: Wallet, points: Fraction, own: list[int], trail: list[Part]) -> Fraction:
    """Points of the own lots that are pending, the own that are available, the other available ones; noted in `trail`.
    What was had, at most what was asked for [122]."""
    member, had = instant.member, Fraction(0)
    assert member is not None
    pending = [lot for lot in member.lots[wallet.name] if lot.number in own and lot.available > instant.day]
    mine = [lot for lot in member.lots[wallet.name] if lot.number in own and lot.available <= instant.day]
    others = [lot for lot in member.lots[wallet.name] if lot.number not in own and lot.available <= instant.day]
    for lot in [lot for group in (pending, mine, others) for lot in in_order(wallet, group, member)]:
        part = min(points - had, lot.left)
        if part > 0:
            lot.left -= part
            had += part
            trail.append(Part(lot.number, part))
    tidy(member)
    return had


def come_back(instant: Instant, wallet: Wallet, points: Fraction, trail: list[Part]) -> None:
    """Points go to the lots that they were taken from, the last taken first: to one past its last day, to be expired at
    once; to a pending one; to an available one when the wallet owes nothing. What was owed pays what is owed [122]."""
    member = instant.member
    assert member is not None
    while points > 0:
        last = trail.pop()
        part = min(points, last.points)
        if part < last.points:
            trail.append(replace(last, points=last.points - part))
        points -= part
        lot = member.every_lot[last.lot]
        over = is_over(wallet, lot, member, instant.scope())
        if last.owed or (lot.available <= instant.day and not over):
            for owed in (member.debt, member.lacking):
                paid = min(part, owed[wallet.name])
                owed[wallet.name] -= paid
                part -= paid
        lot.left += part
        if lot.left > 0 and all(lot is not each for each in member.lots[wallet.name]):
            member.lots[wallet.name].append(lot)
        if over:
            expire(member, wallet.name, [lot])


def tidy(member: Member) -> None:
    for name in member.lots:
        member.lots[name] = [lot for lot in member.lots[name] if lot.left > 0]


def expire(member: Member, wallet: str, lots: list[Lot], last: date | None = None) -> None:
    """`last`: the last good day, told where rules may come back to it [159]."""
    if last is not None and any(lot.left > 0 for lot in lots):
        member.happened.append((last, f"expiry {wallet}"))
    for lot in lots:
        member.expired[wallet] += lot.left
        lot.left = Fraction(0)
    tidy(member)


def expire_at_midnight(program: Program, member: Member, scope: Scope) -> None:
    """A lot dies at the midnight after its last day; `unless` is read at each one [47, 58]."""
    for name in sorted(program.wallets):
        wallet = program.wallets[name]
        over = [lot for lot in member.lots[name] if is_over(wallet, lot, member, scope)]
        expire(member, name, over, scope.day - timedelta(days=1))


def is_over(wallet: Wallet, lot: Lot, member: Member, scope: Scope) -> bool:
    for clause in wallet.expiries:
        last = last_day(clause, lot, member)
        unless = getattr(clause, "unless", None)
        if last is not None and last < scope.day and (unless is None or holds(unless, scope) is not True):
            return True
    return False
