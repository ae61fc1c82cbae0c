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
from tests.reference.member import Member, Part, Shared, window_start
from tests.reference.program import Program
from tests.reference.takes import half_up
from tests.reference.values import Money, floor_to

Amounts = dict[str, Fraction]
Trail = list[Part]  # in the order in which they were taken
Short = dict[tuple[str, str], Fraction]  # by wallet, of its claim and of its price


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
    recalled = recall(member, program, order)
    taken, price, short = move_points(instant, order, rated)
    returned = Returned(taken, price, 0, 0, 0, [])
    owed = owe_uncovered(member, program, order, short, most_refunded(order, rated) - order.paid_out)
    for name in program.wallets:
        returned.taken_back[name] += owed[name, "claim"] - recalled[name, "claim"]
        returned.price_back[name] -= owed[name, "price"] - recalled[name, "price"]
        order.price_back[name] -= owed[name, "price"]
    refund(program, order, rated, sum(money_of(program, short).values()), returned)
    back = record.rated.gifts - rated.gifts
    returned.gifts_back = sorted((back - order.gifts_back).elements())  # asked back once [127]
    order.gifts_back |= back
    return returned


def move_points(instant: Instant, order: Order, rated: Rated) -> tuple[Amounts, Amounts, Short]:
    """By wallet: what this step took of the claim, gave back of the price; and what is missing of both [121 to 123]."""
    taken: Amounts = {}
    price: Amounts = {}
    missing: Short = {}
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
        # of what it takes, the price first
        trail, so_far = order.spent[name], len(order.spent[name])
        respent = _take(instant, name, back - due_back, [], trail, order.last_payer.get(name))
        paid = [part.lot for part in trail[so_far:] if not part.owed]
        if paid:
            order.last_payer[name] = paid[-1]
        own, trail = order.own[name], order.taken[name]
        claimed = _take(instant, name, claim - got, own, trail, own[-1] if own else None)
        assert instant.member is not None
        instant.member.reversed[name] += claimed
        instant.member.redeemed[name] += respent
        taken[name] = claimed - max(zero, got - claim)
        price[name] = max(zero, due_back - back) - respent
        order.price_back[name] += price[name]
        missing[name, "claim"] = max(zero, claim - got) - claimed
        missing[name, "price"] = max(zero, back - due_back) - respent
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


# ---------------------------------------------------------------- where debt is refused [123]


def money_of(program: Program, short: Short) -> dict[str, int]:
    """By wallet, what the points missing are worth in minor units, rounded half up."""
    return {
        name: half_up((short[name, "claim"] + short[name, "price"]) * wallet.worth * program.minor)
        for name, wallet in program.wallets.items()
        if wallet.worth is not None
    }


def owe_uncovered(member: Member, program: Program, order: Order, short: Short, unpaid: int) -> Short:
    """Whole units of what is missing and worth more than is still to be refunded, wallet by wallet, are owed to points
    that come back."""
    owed: Short = defaultdict(Fraction)
    for name in sorted(program.wallets):
        wallet = program.wallets[name]
        money = money_of(program, short)
        points = short[name, "claim"] + short[name, "price"]
        if wallet.worth is None or points == 0 or sum(money.values()) <= unpaid:
            continue
        room = max(0, unpaid - (sum(money.values()) - money[name]))
        over = points - min(points, floor_to(room / (wallet.worth * program.minor), wallet.decimals))
        for kind, trail, total, lots in (
            ("claim", order.taken[name], member.reversed, order.own[name][-1:]),
            ("price", order.spent[name], member.redeemed, [order.last_payer.get(name, 0)]),
        ):
            part = min(over, short[name, kind])
            if part > 0:
                trail.append(Part(lots[0], part, owed=True))
                total[name] += part
                member.lacking[name] += part
                short[name, kind] -= part
                owed[name, kind] += part
                over -= part
    return owed


def recall(member: Member, program: Program, order: Order) -> Short:
    """What earlier steps left owed where debt is refused, and nothing has paid, is missing again."""
    recalled: Short = defaultdict(Fraction)
    for name in program.wallets:
        for kind, trail, total in (
            ("claim", order.taken[name], member.reversed),
            ("price", order.spent[name], member.redeemed),
        ):
            for at in reversed(range(len(trail))):
                part = min(member.lacking[name], trail[at].points) if trail[at].owed else Fraction(0)
                trail[at] = replace(trail[at], points=trail[at].points - part)
                member.lacking[name] -= part
                total[name] -= part
                recalled[name, kind] += part
        order.taken[name] = [part for part in order.taken[name] if part.points > 0]
        order.spent[name] = [part for part in order.spent[name] if part.points > 0]
        order.price_back[name] += recalled[name, "price"]
    return recalled


# ---------------------------------------------------------------- refunds, metrics, counters


def paid_on_returned(order: Order) -> int:
    """What was paid on what came back [124]."""
    record = order.record
    return sum(
        net - half_up(net * kept / line.quantity)
        for net, kept, line in zip(record.net, order.kept, record.basket.lines, strict=True)
    )


def most_refunded(order: Order, rated: Rated) -> int:
    """The refund so far, were nothing withheld [124]."""
    return max(0, min(order.record.rated.total - rated.total, paid_on_returned(order)))


def refund(program: Program, order: Order, rated: Rated, missing: int, returned: Returned) -> None:
    """[71, 123, 124]"""
    paid, due = paid_on_returned(order), most_refunded(order, rated)
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
                change = min(change, room(instant, counter, order.record.day))
            instant.shared.uses.append((key, day, change))
        elif counter.subject == "member":
            member.uses.append((key, day, change))
        order.uses[key] = (counter, was + change)


def room(instant: Instant, counter: Counter, day: date) -> Fraction:
    """What a shared counter leaves of its cap in the window of an order's day; a rolling one, in every window that holds
    that day [126]."""
    assert instant.member is not None
    window, joined = counter.window, instant.member.joined
    uses = [(when, amount) for key, when, amount in instant.shared.uses if key == counter.key]
    if window[0] != "over":
        start = window_start(window, day, joined)
        most = sum((amount for when, amount in uses if window_start(window, when, joined) == start), start=Fraction(0))
    else:
        most = max(
            sum(
                (amount for when, amount in uses if window_start(window, end, joined) <= when <= end), start=Fraction(0)
            )
            for end in (day, *(when for when, _ in uses))
            if window_start(window, end, joined) <= day <= end
        )
    return max(Fraction(0), counter.cap - most)
