"""A quote: points, discount and the rules that apply to a basket, before anything is bought."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from fidelang.engine import members
from fidelang.engine.outcome import Award, Discount
from fidelang.kernel import Reading, Written, build_quote, doors, quote_head
from fidelang.kernel.price import earns_of
from fidelang.kernel.primitives import shift
from fidelang.kernel.shapes.limits import wallet_of
from fidelang.kernel.shapes.lots import provisional
from fidelang.kernel.shapes.moves import is_move
from fidelang.plan import Plan
from fidelang.state import Lot, State, new_member
from fidelang.values import FOREVER, Moment, moment_of, spread
from fidelang.values.zone import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from fidelang.engine.program import Program

make: Callable[..., Any] = tuple.__new__  # of what is a tuple already: half the time of calling the class
MOST = 4_096  # entries of each table of what was worked out before


class Kept(dict[Any, Any]):
    """What was worked out before, by what it was worked out of: at most MOST of it, then it begins anew."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        super().__init__()
        self.work = work

    def __missing__(self, key: Any) -> Any:
        found = self.work(key)
        if len(self) >= MOST:
            self.clear()
        self[key] = found
        return found


class Quote(NamedTuple):
    """What a basket would give and take, in integers.

    points: by wallet, in units of its points, of the basket's own rules; wallets without any are left out · discount:
    minor units · rules: names of those that apply, in the order of names · total, gross: the goods after and before
    discounts · day: of the basket. What else the purchase would bring (moves, messages, what they set off) a purchase
    says. The rest is for `awards` and `discounts`, which are made when they are asked for.
    """

    points: dict[str, int]
    discount: int
    rules: tuple[str, ...]
    total: int
    gross: int
    day: int
    awarded: tuple[int, ...]
    converted: tuple[tuple[int, int, int], ...]
    taken: Sequence[tuple[int, int, list[int] | None]]
    shares: list[int] | None
    lines: int
    joined: int
    book: Book

    @property
    def awards(self) -> tuple[Award, ...]:
        """Each award with its days, by the name of its rule; days that count from activity count from this basket."""
        book, found = self.book, []
        if self.converted:
            given = self._with_converted()
        else:
            given = [(rule, wallet, points) for (rule, wallet), points in zip(book.earns, self.awarded, strict=True)]
        names, wallets = book.rules, book.wallets
        last = -1
        fate: tuple[int, int | None, bool] = (0, None, False)
        for rule, wallet, points in given:
            if points > 0:
                if wallet != last:
                    last, fate = wallet, book.days(wallet, self.day, self.joined)
                found.append(make(Award, (names[rule], wallets[wallet], points, *fate)))
        return tuple(found)

    def _with_converted(self) -> list[tuple[int, int, int]]:
        """(rule, wallet, points) by rule, what one rule converted as one."""
        merged: dict[tuple[int, int], int] = {}
        for rule, wallet, points in self.converted:
            merged[rule, wallet] = merged.get((rule, wallet), 0) + points
        given = [(rule, wallet, points) for (rule, wallet), points in merged.items()]
        own = zip(self.book.earns, self.awarded, strict=True)
        return sorted([*given, *((rule, wallet, points) for (rule, wallet), points in own if points > 0)])

    @property
    def discounts(self) -> tuple[Discount, ...]:
        """Each discount with its shares, by the name of its rule."""
        names = self.book.rules
        if len(self.taken) == 1:
            ((rule, amount, weights),) = self.taken
            shares = self.shares or self._shared(amount, weights)
            return (make(Discount, (names[rule], amount, tuple(shares))),)
        found: dict[int, tuple[int, list[int]]] = {}
        for rule, amount, weights in self.taken:
            shares = self._shared(amount, weights)
            if rule in found:
                before = found[rule]
                amount, shares = before[0] + amount, [a + b for a, b in zip(before[1], shares, strict=True)]
            found[rule] = amount, shares
        return tuple([Discount(names[rule], found[rule][0], tuple(found[rule][1])) for rule in sorted(found)])

    def _shared(self, amount: int, weights: list[int] | None) -> list[int]:
        return [0] * self.lines if weights is None else spread(amount, weights)


class Book:
    """What quotes of one program share: names, and the days on which points are good, worked out once a day."""

    def __init__(self, program: Program) -> None:
        """`own`: what a quote gives is all that a purchase gives."""
        plan = program.plan
        self.own = not _sets_off(plan)
        self.rules = tuple(rule.name for rule in plan.rules)
        self.wallets = tuple(wallet.name for wallet in plan.wallets)
        self.earns = tuple((position, wallet_of(rule)) for position, rule in earns_of(plan))
        self._program = program
        self._days = Kept(self._days_of)
        self.applied = Kept(self._names)
        self.written = Kept(self._text)

    def days(self, wallet: int, day: int, joined: int) -> tuple[int, int | None, bool]:
        """(first day available, last day or None, whether that may still move) of points earned on a day."""
        found: tuple[int, int | None, bool] = self._days[wallet, day, joined]
        return found

    def _days_of(self, key: tuple[int, int, int]) -> tuple[int, int | None, bool]:
        wallet, day, joined = key
        program, one = self._program, self._program.plan.wallets[wallet]
        state = new_member(program.plan, "", joined or day)
        available = shift(day, one.pending.months, one.pending.days)
        fixed, soft = program.kernel().days[wallet](state, day, available)
        last = program.kernel().last_day[wallet](state, Lot(1, -1, day, available, fixed, soft, 1, 1))
        return available, None if last >= FOREVER else last, provisional(one)

    def _names(self, mask: int) -> tuple[str, ...]:
        """The rules of a mask, by name."""
        found = []
        while mask:
            lowest = mask & -mask
            found.append(self.rules[lowest.bit_length() - 1])
            mask -= lowest
        return tuple(found)

    def _text(self, mask: int) -> str:
        """The same as JSON."""
        return json.dumps(self.applied[mask], separators=(",", ":"), ensure_ascii=False)


def quoter(program: Program, reading: Reading) -> tuple[Callable[..., Any], Written] | None:
    """The function `(member, basket, shared) -> Quote` of a program, for one way of reading the member; of `typed`,
    an answer in JSON."""
    plan, book = program.plan, program.book

    def careful(member: Any, basket: Any) -> Moment:
        moment = program._moment(basket, "basket")
        if reading == "told":
            program._told(member, moment[0])
        return moment

    names: dict[str, Any] = {
        "Quote": Quote,
        "make": make,
        "BOOK": book,
        "APPLIED": book.applied if reading != "typed" else book.written,
        "careful": careful,
        "told": program._told,
        "MOMENTS": Kept(lambda at: moment_of(at, program.zone)),
        "BIRTHDAYS": Kept(members.birthday_of),
        "agreed": _agreed(plan),
        "DATES": Kept(lambda value: doors.date(value, "date")),
        "FIRST_DAY": FIRST_DAY,
        "LAST_DAY": LAST_DAY,
    }
    return build_quote(plan, reading, quote_head(plan), names)


def written_quoter(
    program: Program, known: dict[Reading, Callable[..., Quote]], member: object
) -> Callable[..., Quote]:
    """The function that quotes a mapping, a state or nobody; `known` keeps those written before."""
    reading: Reading = "alone" if member is None else "kept" if type(member) is State else "told"
    found = known.get(reading)
    if found is None:
        made = quoter(program, reading)
        assert made is not None  # only objects may tell too little
        found = known[reading] = made[0]
    return found


def _agreed(plan: Plan) -> Callable[[Any], frozenset[str]]:
    kept = Kept(lambda value: members.consents_of(plan, value))

    def agreed(value: Any) -> frozenset[str]:
        found: frozenset[str] = kept[tuple(value) if isinstance(value, list) else value]
        return found

    return agreed


def _sets_off(plan: Plan) -> bool:
    """Whether a purchase can bring more points than its own rules give, or days that hang on activity before it."""
    moves = any(is_move(trigger) for rule in plan.rules for trigger in rule.triggers)
    return moves or any(one.how == "activity" for wallet in plan.wallets for one in wallet.expiries)
