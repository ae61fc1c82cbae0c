"""Returns: the order is rated again without what came back, and the difference goes the other way [69 to 74, 120 to 128]."""

from __future__ import annotations

import copy
from collections import Counter as Multiset
from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference import wallets
from tests.reference.evaluation import purchase
from tests.reference.expressions import Basket, Line
from tests.reference.inputs import Invalid, decimal
from tests.reference.instant import Counter, Instant, Outcome
from tests.reference.member import Member, Part, Shared
from tests.reference.program import Program
from tests.reference.takes import half_up
from tests.reference.values import Money

Amounts = dict[str, Fraction]
Trail = list[Part]  # in the order in which they were taken


@dataclass
class Rated:
    """What an order comes to. Nothing, where nothing is kept [69]."""

    given: Amounts = field(default_factory=dict)  # by wallet: awards, those of its moves, conversions
    paid: Amounts = field(default_factory=dict)  # by wallet: what its rewards cost
    total: int = 0  # minor units
    gifts: Multiset[tuple[str, str]] = field(default_factory=Multiset)
    counts: Amounts = field(default_factory=dict)  # metrics
    uses: dict[Any, tuple[Counter, Fraction]] = field(default_factory=dict)  # of limits, stock, budgets


@dataclass(frozen=True)
class Record:
    """What stood before the order, and what it came to. Never changed, so a copy of it is itself."""

    member: Member
    shared: Shared
    day: date
    minute: int
    basket: Basket
    asked: list[tuple[str, Any]]
    rated: Rated
    net: list[int]

    def __deepcopy__(self, memo: object) -> Record:
        return self


@dataclass
class Order:
    """A record and what has come back of it so far."""

    record: Record
    kept: list[Fraction]
    own: dict[str, list[int]]  # the lots that it gave, by wallet
    spent: dict[str, Trail]  # what paid its rewards, by wallet
    last_payer: dict[str, int]
    taken: dict[str, Trail] = field(default_factory=lambda: defaultdict(list))
    price_back: dict[str, Fraction] = field(default_factory=lambda: defaultdict(Fraction))
    counts: Amounts = field(default_factory=dict)
    uses: dict[Any, tuple[Counter, Fraction]] = field(default_factory=dict)
    paid_out: int = 0
    paid_on_returned: int = 0
    gifts_back: Multiset[tuple[str, str]] = field(default_factory=Multiset)


@dataclass
class Returned:
    taken_back: Amounts
    price_back: Amounts
    refund: int
    refund_full: int
    withheld: int
    gifts_back: list[tuple[str, str]]


# ---------------------------------------------------------------- rating


def rate(
    program: Program, member: Member, shared: Shared, day: date, minute: int, basket: Basket,
    asked: list[tuple[str, Any]],
) -> tuple[Outcome, Rated]:  # fmt: skip
    """Makes the purchase, and adds up what it came to."""
    entries, redeemed = len(member.log), dict(member.redeemed)
    outcome = purchase(program, member, shared, day, minute, basket, asked)
    rated = Rated(total=sum(outcome.net), gifts=Multiset(outcome.gifts))
    for _, wallet, points in outcome.awards:
        rated.given[wallet] = rated.given.get(wallet, Fraction(0)) + points
    rated.paid = {wallet: points - redeemed.get(wallet, 0) for wallet, points in member.redeemed.items()}
    for _, name, amount in member.log[entries:]:
        rated.counts[name] = rated.counts.get(name, Fraction(0)) + amount
    for counter, amount in outcome.uses:
        _, so_far = rated.uses.get(counter.key, (counter, Fraction(0)))
        rated.uses[counter.key] = (counter, so_far + amount)
    return outcome, rated


def make_order(
    program: Program, member: Member, shared: Shared, day: date, minute: int, basket: Basket,
    asked: list[tuple[str, Any]],
) -> tuple[Outcome, Order]:  # fmt: skip
    """A purchase that may come back."""
    before = copy.deepcopy((member, shared))
    outcome, rated = rate(program, member, shared, day, minute, basket, asked)
    own: dict[str, list[int]] = defaultdict(list)
    for wallet, number in outcome.posted:
        own[wallet].append(number)
    spent: dict[str, Trail] = defaultdict(list)
    for wallet, part in outcome.spent:
        spent[wallet].append(part)
    record = Record(*before, day, minute, basket, asked, rated, outcome.net)
    last_payer = {wallet: trail[-1].lot for wallet, trail in spent.items()}
    kept = [line.quantity for line in basket.lines]
    return outcome, Order(record, kept, own, spent, last_payer, counts=dict(rated.counts), uses=dict(rated.uses))


def rate_kept(program: Program, record: Record, kept: list[Fraction]) -> Rated:
    """The evaluation of the order without what came back, in the state that stood before it [69, 120]."""
    lines = [
        kept_part(program, line, quantity)
        for line, quantity in zip(record.basket.lines, kept, strict=True)
        if quantity > 0
    ]
    if not lines:
        return Rated()
    member, shared = copy.deepcopy((record.member, record.shared))
    basket = replace(record.basket, lines=lines)
    return rate(program, member, shared, record.day, record.minute, basket, record.asked)[1]


def kept_part(program: Program, line: Line, quantity: Fraction) -> Line:
    """Price × the quantity kept, rounded half up; a number of the line's own takes its exact share [103, 120]."""
    if quantity == line.quantity:
        return line
    share, facts = quantity / line.quantity, dict(line.facts)
    for name, declared in program.facts["line"].items():
        if name not in facts:
            continue
        if declared.type.kind == "number":
            facts[name] = facts[name] * share
        elif declared.type.kind == "money":
            facts[name] = Money(Fraction(half_up(facts[name].amount * share * program.minor), program.minor))
    gross = half_up(facts["price"].amount * quantity * program.minor)
    return Line(facts, gross, gross, quantity, line.giftcard)


# ---------------------------------------------------------------- a step


def read_step(order: Order, lines: Any) -> list[Fraction]:
    """What is kept after the step; what cannot be right is refused [74, 128]."""
    sold = order.record.basket.lines
    if lines is None:
        if not any(order.kept):
            raise Invalid("return_refused")
        return [Fraction(0)] * len(sold)
    kept = list(order.kept)
    for number, quantity in lines.items():
        back = decimal(quantity, 3, "return_refused")
        place = int(number) - 1 if str(number).isdecimal() else -1
        if not 0 <= place < len(sold) or back <= 0 or back > kept[place]:
            raise Invalid("return_refused")
        if sold[place].quantity.denominator == 1 and back.denominator != 1:
            raise Invalid("return_refused")
        kept[place] -= back
    if kept == order.kept:
        raise Invalid("return_refused")
    return kept


def take_back(
    program: Program, member: Member, shared: Shared, day: date, minute: int, order: Order, lines: Any
) -> Returned:
    kept = read_step(order, lines)
    record, rated = order.record, rate_kept(program, order.record, kept)
    instant = Instant(program, member, shared, day, minute)
    order.kept = kept
    correct_metrics(member, order, rated)
    correct_counters(instant, order, rated)
    taken, price, missing = move_points(instant, order, rated)
    returned = Returned(taken, price, 0, 0, 0, [])
    refund(program, order, rated, missing, returned)
    back = record.rated.gifts - rated.gifts
    returned.gifts_back = sorted((back - order.gifts_back).elements())  # asked back once [127]
    order.gifts_back |= back
    return returned


def move_points(instant: Instant, order: Order, rated: Rated) -> tuple[Amounts, Amounts, Fraction]:
    """By wallet: what this step took of the claim, gave back of the price; and the money of what is missing [121 to 123]."""
    taken: Amounts = {}
    price: Amounts = {}
    missing = Fraction(0)
    first = order.record.rated
    for name, wallet in instant.program.wallets.items():
        zero = Fraction(0)
        claim = max(zero, first.given.get(name, zero) - rated.given.get(name, zero))
        due_back = max(zero, first.paid.get(name, zero) - rated.paid.get(name, zero))
        got = sum((part.points for part in order.taken[name]), start=zero)
        back = order.price_back[name]
        # gives back before it takes
        if due_back > back:
            member = instant.member
            assert member is not None
            member.redeemed[name] -= due_back - back
            wallets.come_back(instant, wallet, due_back - back, order.spent[name])
        if claim < got:
            assert instant.member is not None
            instant.member.reversed[name] -= got - claim
            wallets.come_back(instant, wallet, got - claim, order.taken[name])
        own, trail = order.own[name], order.taken[name]
        claimed = _take(instant, name, claim - got, own, trail, own[-1] if own else None)
        trail, so_far = order.spent[name], len(order.spent[name])
        respent = _take(instant, name, back - due_back, [], trail, order.last_payer.get(name))
        paid = [part.lot for part in trail[so_far:] if not part.owed]
        if paid:
            order.last_payer[name] = paid[-1]
        assert instant.member is not None
        instant.member.reversed[name] += claimed
        instant.member.redeemed[name] += respent
        taken[name] = claimed - max(zero, got - claim)
        price[name] = max(zero, due_back - back) - respent
        order.price_back[name] += price[name]
        short = max(zero, claim - got) - claimed + max(zero, back - due_back) - respent
        worth = (wallet.worth or zero) * instant.program.minor
        missing += half_up(short * worth)
    return taken, price, missing


def _take(instant: Instant, name: str, points: Fraction, own: list[int], trail: Trail, owes: int | None) -> Fraction:
    """Of the order's own lots, pending ones before, then of the member's other available ones; the rest is owed by the
    wallet's word, and noted as if the lot that gave last, of a claim always the one that `owes`, had given it [107, 122,
    123]. What was had, owed included."""
    if points <= 0:
        return Fraction(0)
    member, wallet = instant.member, instant.program.wallets[name]
    assert member is not None
    had = wallets.take(instant, wallet, points, own, trail)
    if had < points and wallet.debt:
        member.debt[name] += points - had
        payer = trail[-1].lot if had and not own else owes
        assert payer is not None
        trail.append(Part(payer, points - had, owed=True))
        had = points
    return had


# ---------------------------------------------------------------- refunds, metrics, counters


def refund(program: Program, order: Order, rated: Rated, missing: Fraction, returned: Returned) -> None:
    """[71, 123, 124]"""
    record = order.record
    paid = sum(
        net - half_up(net * kept / line.quantity)
        for net, kept, line in zip(record.net, order.kept, record.basket.lines, strict=True)
    )
    due = max(0, min(record.rated.total - rated.total, paid))
    returned.withheld = int(min(due, missing))
    due -= returned.withheld
    returned.refund = max(0, due - order.paid_out)
    order.paid_out += returned.refund
    returned.refund_full = paid - order.paid_on_returned
    order.paid_on_returned = paid


def correct_metrics(member: Member, order: Order, rated: Rated) -> None:
    """Those of what is kept, never more than they were, at the day of the order [125]."""
    record = order.record
    for name, was in record.rated.counts.items():
        now = min(was, rated.counts.get(name, Fraction(0)))
        member.log.append((record.day, name, now - order.counts[name]))
        order.counts[name] = now
    if not any(order.kept):
        member.orders.remove(record.day)  # so that nothing follows some days after it [54]
        member.activity.remove((record.day, "purchase"))
        member.forget_order(record.day)


def correct_counters(instant: Instant, order: Order, rated: Rated) -> None:
    """A member's use becomes that of what is kept; a shared one too, but never past its cap [126]."""
    member, day = instant.member, order.record.day
    assert member is not None
    for key in [*order.uses, *(key for key in rated.uses if key not in order.uses)]:
        counter, was = order.uses.get(key, (None, Fraction(0)))
        rated_counter, now = rated.uses.get(key, (counter, Fraction(0)))
        counter = rated_counter or counter
        assert counter is not None
        change = now - was
        if counter.subject == "program":
            if change > 0:
                change = min(change, max(Fraction(0), instant.left(counter)))
            instant.shared.uses.append((key, day, change))
        elif counter.subject == "member":
            member.uses.append((key, day, change))
        order.uses[key] = (counter, was + change)
