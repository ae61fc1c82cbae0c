"""What an expression is worth, with Kleene's third truth value [10]."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes as n
from tests.reference import dates
from tests.reference.member import Member, window_start
from tests.reference.program import Program, day_of, duration
from tests.reference.values import UNKNOWN, Level, Moment, Money, Points, number_of


@dataclass
class Line:
    facts: dict[str, Any]  # as given, read by type
    gross: int  # minor units
    net: int
    quantity: Fraction
    giftcard: bool

    @property
    def units(self) -> Fraction:
        """Items of the line; a fractional quantity counts 1 [8]."""
        return self.quantity if self.quantity.denominator == 1 else Fraction(1)


@dataclass
class Basket:
    facts: dict[str, Any]
    lines: list[Line]
    shipping: int | None


@dataclass
class Scope:
    """Where an expression is read."""

    program: Program
    day: date
    minute: int
    member: Member | None = None
    basket: Basket | None = None
    amounts: list[int] = field(default_factory=list)  # of the lines, as the phase began, minor units
    line: int | None = None
    event: dict[str, Any] | None = None
    eligible: Callable[[bool], list[int]] | None = None  # lines that an earn rule's aggregates run over [102]
    last_period: bool = False  # `this year` is the one that has just ended [49]
    nets: list[int] = field(default_factory=list)  # of the lines, once all is taken off, minor units
    counted: bool = False  # the basket at hand is in the member's log already
    deriving: bool = False  # segments are worked out anew, not read as held

    def at_line(self, j: int) -> Scope:
        return replace(self, line=j)


def holds(expr: Any, scope: Scope) -> Any:
    """True, False or UNKNOWN."""
    return evaluate(expr, scope)


def evaluate(expr: Any, s: Scope) -> Any:
    match expr:
        case n.Paren():
            return evaluate(expr.inner, s)
        case n.Number() | n.Percent():
            return expr.value
        case n.Money():
            return Money(expr.amount)
        case n.Grant():
            return Points(expr.amount, expr.wallet.text)
        case n.Duration():
            return dates.lapse(int(expr.count), expr.unit)
        case n.Date():
            return day_of(expr) if expr.minute is None else Moment(day_of(expr), expr.minute)
        case n.Text():
            return unicodedata.normalize("NFC", expr.value)
        case n.Flag():
            return expr.value
        case n.ListOf():
            return [evaluate(item, s) for item in expr.items]
        case n.ListFile():
            return s.program.values_of(expr)
        case n.Today():
            return s.day
        case n.Reading():
            return read(expr, s)
        case n.Balance():
            return UNKNOWN if s.member is None else Points(s.member.balance(expr.wallet.text, s.day), expr.wallet.text)
        case n.Earned():
            return metric(f"earned {expr.wallet.text}", expr.window, s, expr.wallet.text)
        case n.Feast():
            return feast(expr, s)
        case n.Elapsed():
            return elapsed(expr, s)
        case n.HeldAs():
            return held(expr, s)
        case n.Streak():
            return streak(expr, s)
        case n.PartOf():
            return part_of(expr, s)
        case n.LinesTotal() | n.AnyLine():
            return lines_total(expr, s)
        case n.Negative():
            return with_number(evaluate(expr.operand, s), lambda x: -x)
        case n.Not():
            truth = evaluate(expr.operand, s)
            return UNKNOWN if truth is UNKNOWN else not truth
        case n.And():
            return conjunction([evaluate(each, s) for each in expr.operands])
        case n.Or():
            return negation(conjunction([negation(evaluate(each, s)) for each in expr.operands]))
        case n.Sum() | n.Product():
            value = evaluate(expr.first, s)
            for op, operand in expr.rest:
                value = combine(op, value, evaluate(operand, s))
            return value
        case n.Compare():
            return compare(expr.op, evaluate(expr.left, s), evaluate(expr.right, s))
        case n.Is():
            same = compare("=", evaluate(expr.left, s), evaluate(expr.right, s))
            return negation(same) if expr.negated else same
        case n.MultipleOf():
            left, right = evaluate(expr.left, s), evaluate(expr.right, s)
            if left is UNKNOWN or right is UNKNOWN or number_of(right) == 0:
                return UNKNOWN
            return number_of(left) % number_of(right) == 0
        case n.In():
            found = contained(expr, s)
            return negation(found) if expr.negated else found
        case n.Between():
            value = evaluate(expr.value, s)
            return conjunction(
                [compare(">=", value, evaluate(expr.low, s)), compare("<=", value, evaluate(expr.high, s))]
            )
    raise TypeError(type(expr))


def negation(truth: Any) -> Any:
    return UNKNOWN if truth is UNKNOWN else not truth


def conjunction(truths: list[Any]) -> Any:
    if any(truth is False for truth in truths):
        return False
    return UNKNOWN if any(truth is UNKNOWN for truth in truths) else True


def with_number(value: Any, change: Callable[[Fraction], Fraction]) -> Any:
    if value is UNKNOWN:
        return UNKNOWN
    if isinstance(value, (Money, Points)):
        return replace(value, amount=change(value.amount))
    if isinstance(value, dates.Lapse):
        return dates.Lapse(int(change(Fraction(value.months))), int(change(Fraction(value.days))))
    return change(value)


def combine(op: str, left: Any, right: Any) -> Any:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    if isinstance(left, Moment) and isinstance(right, dates.Lapse):
        return Moment(
            dates.later(left.day, right, 1 if op == "+" else -1), left.minute
        )  # the time of day is kept [161]
    if isinstance(left, Moment) and isinstance(right, (date, Moment)):
        left = left.day
    if isinstance(right, Moment):
        right = right.day
    if isinstance(left, date) and isinstance(right, date):
        return dates.Lapse(0, (left - right).days)
    if isinstance(left, date):
        return dates.later(left, right, 1 if op == "+" else -1)
    if isinstance(right, date):
        return dates.later(right, left)
    if op in "+-":
        if isinstance(left, dates.Lapse):
            sign = 1 if op == "+" else -1
            return dates.Lapse(left.months + sign * right.months, left.days + sign * right.days)
        amount = number_of(left) + (1 if op == "+" else -1) * number_of(right)
        return replace(left, amount=amount) if isinstance(left, (Money, Points)) else amount
    if op == "*":
        if isinstance(right, (Money, Points, dates.Lapse)):
            left, right = right, left
        return with_number(left, lambda x: x * number_of(right))
    if number_of(right) == 0:
        return UNKNOWN
    if type(left) is type(right):
        return number_of(left) / number_of(right)
    return with_number(left, lambda x: x / number_of(right))


def comparable(left: Any, right: Any) -> tuple[Any, Any]:
    """Both sides as values with an order."""
    if isinstance(left, Level) and isinstance(right, str):
        right = Level(right, left.order)
    if isinstance(right, Level) and isinstance(left, str):
        left = Level(left, right.order)
    if isinstance(left, Level):
        return left.order.index(left.name), right.order.index(right.name)
    if isinstance(left, Moment) and isinstance(right, Moment):
        return (left.day, left.minute), (right.day, right.minute)
    if isinstance(left, Moment):
        left = left.day  # a date against a date-time compares local days [13]
    if isinstance(right, Moment):
        right = right.day
    if isinstance(left, dates.Lapse) and isinstance(right, dates.Lapse):
        return (left.months, left.days), (right.months, right.days)
    if isinstance(left, (Money, Points, Fraction, int)) and not isinstance(left, bool):
        return number_of(left), number_of(right)
    return left, right


def compare(op: str, left: Any, right: Any) -> Any:
    if left is UNKNOWN or right is UNKNOWN:
        return UNKNOWN
    a, b = comparable(left, right)
    return {"=": a == b, "!=": a != b}[op] if op in ("=", "!=") else {
        "<": lambda: a < b, "<=": lambda: a <= b, ">": lambda: a > b, ">=": lambda: a >= b
    }[op]()  # fmt: skip


def contained(expr: n.In, s: Scope) -> Any:
    right = expr.right.inner if isinstance(expr.right, n.Paren) else expr.right
    if isinstance(expr.left, n.Reading) and expr.left.path == ("member",):
        assert isinstance(right, n.Reading)
        return in_segment(right.path[0], s)
    left, values = evaluate(expr.left, s), evaluate(right, s)
    if left is UNKNOWN or values is UNKNOWN:
        return UNKNOWN
    found = [compare("=", left, value) for value in values]
    return negation(conjunction([negation(each) for each in found]))


def in_segment(name: str, s: Scope) -> Any:
    if s.member is None:
        return UNKNOWN
    if not s.deriving:
        return s.member.segments.get(name, False)
    whens = s.program.segments[name].whens
    return conjunction([holds(when.condition, s) for when in whens]) is True


def read(expr: n.Reading, s: Scope) -> Any:
    path = expr.path
    if len(path) == 1:
        if path[0] in s.program.lets:
            return evaluate(s.program.lets[path[0]], s)
        return path[0]  # a value of the list on the other side [13]
    owner, name = path[0], path[1]
    if owner == "member":
        return member_fact(name, expr.window, s)
    if owner == "basket":
        return basket_fact(name, s)
    if owner == "line":
        return line_fact(name, s)
    assert s.event is not None
    return given(s.event.get(name, UNKNOWN), s.program.events[s.event["name"]].get(name), s)


def given(value: Any, fact: n.Fact | None, s: Scope) -> Any:
    """A fact as given: an absent flag is no [10]."""
    if value is UNKNOWN and fact is not None and fact.type.kind == "flag":
        return False
    if fact is not None and fact.type.kind == "one of" and value is not UNKNOWN:
        return Level(value, tuple(each.text for each in fact.type.values))
    return value


def member_fact(name: str, window: n.Window | None, s: Scope) -> Any:
    member = s.member
    if member is None:
        return UNKNOWN
    if name == "tier":
        return Level(s.program.levels[member.tier], s.program.levels) if s.program.levels else UNKNOWN
    if name == "stage":
        return Level(s.program.stage_names[member.stage], s.program.stage_names) if s.program.stages else UNKNOWN
    if name == "joined":
        return member.joined
    if name == "last_order":
        return UNKNOWN if member.last_order is None else member.last_order
    if name == "consents":
        return sorted(member.consents)
    if not consented(name, s.program, member):
        return given(UNKNOWN, s.program.facts["member"].get(name), s)
    if name == "birthday":
        if member.birthday is None or member.birthday[0] is None:
            return UNKNOWN
        return date(member.birthday[0], *member.birthday[1:])
    if name in ("orders", "spend", "units", "categories", "referrals", "reviews", "visits"):
        return metric(name, window, s, None)
    return given(member.facts.get(name, UNKNOWN), s.program.facts["member"][name], s)


def consented(name: str, program: Program, member: Member) -> bool:
    """Whether the consent that a fact of the member asks for was given [145]."""
    fact = program.facts["member"].get(name)
    asked = fact.personal.consent if fact is not None and fact.personal is not None else None
    return asked is None or asked.text in member.consents


def window_of(window: n.Window | None) -> tuple[str, Any]:
    if window is None:
        return ("ever", None)
    if window.over is not None:
        return ("over", duration(window.over))
    return ("this", window.this)


def metric(name: str, window: n.Window | None, s: Scope, wallet: str | None) -> Any:
    """A sum over the member's log, as it stood before the event at hand [6, 38]."""
    if s.member is None:
        return UNKNOWN
    key = window_of(window)
    day = s.day - timedelta(days=1) if s.last_period and key[0] == "this" else s.day
    start = window_start(key, day, s.member.joined)
    value = sum((amount for when, what, amount in s.member.log if what == name and when >= start), start=Fraction(0))
    if name == "categories":
        value = Fraction(categories(s.member, start))
    value += sum(
        (amount for when, what, amount in s.member.given if what == (name, key) and when >= start), start=Fraction(0)
    )
    if wallet is not None:
        return Points(value, wallet)
    return Money(value) if name == "spend" else value


def categories(member: Member, start: date) -> int:
    """Different categories of which some order since a day kept a line [156]."""
    orders: dict[str, Fraction] = {}
    for when, what, amount in member.log:
        if what.startswith("category ") and when >= start:
            orders[what] = orders.get(what, Fraction(0)) + amount
    return sum(amount > 0 for amount in orders.values())


def basket_fact(name: str, s: Scope) -> Any:
    basket = s.basket
    if name == "ordinal":
        return UNKNOWN if s.member is None else metric("orders", None, s, None) + 1
    if basket is None:
        return UNKNOWN
    minor = s.program.minor
    if name == "total":
        return Money(Fraction(sum(s.amounts), minor))
    if name == "gross":
        return Money(Fraction(sum(line.gross for line in basket.lines), minor))
    if name == "items":
        return sum((line.units for line in basket.lines), start=Fraction(0))
    if name == "shipping":
        return UNKNOWN if basket.shipping is None else Money(Fraction(basket.shipping, minor))
    if name == "at":
        return Moment(s.day, s.minute)
    if name == "channel" and "channel" in basket.facts:
        return Level(basket.facts["channel"], s.program.channels)
    return given(basket.facts.get(name, UNKNOWN), s.program.facts["basket"].get(name), s)


def line_fact(name: str, s: Scope) -> Any:
    assert s.basket is not None
    assert s.line is not None
    line = s.basket.lines[s.line]
    if name == "amount":
        return Money(Fraction(s.amounts[s.line], s.program.minor))
    if name == "quantity":
        return line.quantity
    if name == "giftcard":
        return line.giftcard
    return given(line.facts.get(name, UNKNOWN), s.program.facts["line"].get(name), s)


def feast_day(feast_name: str, s: Scope) -> tuple[int, int] | None:
    assert s.member is not None
    if feast_name == "anniversary":
        return (s.member.joined.month, s.member.joined.day)
    return (
        s.member.birthday[1:] if s.member.birthday is not None and consented("birthday", s.program, s.member) else None
    )


def feast(expr: n.Feast, s: Scope) -> Any:
    if s.member is None or (day := feast_day(expr.feast, s)) is None:
        return UNKNOWN
    if expr.this == "month":
        return s.day.month == day[0]  # by month number [53]
    start = dates.period_start(s.day, expr.this or "day", s.member.joined)
    end = dates.period_end(s.day, expr.this or "day", s.member.joined)
    return any(start <= dates.feast(year, *day) <= end for year in range(start.year, end.year + 1))


def elapsed(expr: n.Elapsed, s: Scope) -> Any:
    if isinstance(expr.moment, str):
        if s.member is None or (day := feast_day(expr.moment, s)) is None:
            return UNKNOWN
        if expr.unit == "year" and expr.direction == "since":
            if expr.moment == "birthday":
                year = s.member.birthday[0] if s.member.birthday else None
                if year is None:
                    return UNKNOWN
                return Fraction(dates.whole("year", date(year, *day), s.day))
            return Fraction(dates.whole("year", s.member.joined, s.day))
        feasts = [dates.feast(year, *day) for year in range(s.day.year - 1, s.day.year + 2)]
        if expr.direction == "since":
            return Fraction(dates.whole(expr.unit, max(f for f in feasts if f <= s.day), s.day))
        return Fraction(dates.whole(expr.unit, s.day, min(f for f in feasts if f >= s.day)))
    moment = evaluate(expr.moment, s)
    if moment is UNKNOWN:
        return UNKNOWN
    if isinstance(moment, Moment):
        moment = moment.day
    if expr.direction == "since":
        return Fraction(dates.whole(expr.unit, moment, s.day))
    return Fraction(dates.whole(expr.unit, s.day, moment))


def held(expr: n.HeldAs, s: Scope) -> Any:
    """Whole units of days that the tier or a higher one was held [65]: a year is 365 days, a month 30."""
    if s.member is None:
        return UNKNOWN
    level = s.program.levels.index(expr.level.text)
    size = {"day": 1, "month": 30, "year": 365}
    days = sum(((end or s.day) - start).days for at, start, end in s.member.held if at >= level)
    for (unit, name), count in s.member.held_given.items():
        if name == expr.level.text:
            days += int(count) * size[unit]
    return Fraction(days // size[expr.unit])


def streak(expr: n.Streak, s: Scope) -> Any:
    """Calendar units in a row with an order, or with so much spend, up to the one at hand if it has it [150 to 152]."""
    if s.member is None:
        return UNKNOWN
    day = s.day - timedelta(days=1) if s.last_period else s.day
    start = dates.period_start(day, expr.unit, s.member.joined)
    count = row(expr, s.member, start)
    now = in_unit(expr, s.member, start)
    if s.basket is not None and not s.counted:
        amounts = s.amounts or s.nets
        goods = sum(amount for amount, line in zip(amounts, s.basket.lines, strict=True) if not line.giftcard)
        now += 1 if expr.least is None else Fraction(goods, s.program.minor)
    return Fraction(count + (now >= least_of(expr)))


def least_of(expr: n.Streak) -> Fraction:
    return Fraction(1) if expr.least is None else expr.least.amount


def in_unit(expr: n.Streak, member: Member, start: date) -> Fraction:
    name, end = "orders" if expr.least is None else "spend", dates.period_end(start, expr.unit, member.joined)
    told = [(when, amount) for when, what, amount in member.given if what == (name, ("this", expr.unit))]
    return sum(
        (a for when, a in [*((w, a) for w, what, a in member.log if what == name), *told] if start <= when <= end),
        start=Fraction(0),
    )


def row(expr: n.Streak, member: Member, start: date) -> int:
    """Units in a row before the one that starts on a day; behind what was told nothing is looked for [153]."""
    told = member.rows.get((expr.unit, expr.least and expr.least.amount))
    count = 0
    while start > date.min:
        if told is not None and dates.period_start(told[0], expr.unit, member.joined) == start:
            return count + told[1]
        start = dates.period_start(start - timedelta(days=1), expr.unit, member.joined)
        if in_unit(expr, member, start) < least_of(expr):
            return count
        count += 1
    return count


def part_of(expr: n.PartOf, s: Scope) -> Any:
    if isinstance(expr.moment, n.Today):
        moment: Any = Moment(s.day, s.minute)
    else:
        moment = evaluate(expr.moment, s)
    if moment is UNKNOWN:
        return UNKNOWN
    day = moment.day if isinstance(moment, Moment) else moment
    if expr.unit == "hour":
        return Fraction(moment.minute // 60 if isinstance(moment, Moment) else 0)
    return Fraction(getattr(day, expr.unit))


def lines_total(expr: n.LinesTotal | n.AnyLine, s: Scope) -> Any:
    if s.basket is None:
        return UNKNOWN
    names_gift_cards = ("line", "giftcard") in s.program.reads(expr.where)
    lines = s.eligible(names_gift_cards) if s.eligible is not None else range(len(s.basket.lines))
    chosen = [j for j in lines if expr.where is None or holds(expr.where, s.at_line(j)) is True]
    if isinstance(expr, n.AnyLine):
        return bool(chosen)
    if expr.what == "amount":
        return Money(Fraction(sum(s.amounts[j] for j in chosen), s.program.minor))
    if expr.what == "quantity":
        return sum((s.basket.lines[j].quantity for j in chosen), start=Fraction(0))
    return Fraction(len(chosen))
