"""Expressions to integer formulas: rationals become cross-multiplied integers, unknown becomes two truths."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from fidelang.lower.problem import CannotLower
from fidelang.lower.readings import consent_of, read_earned, read_streak, reading
from fidelang.lower.tables import Tables
from fidelang.lower.times import elapsed, feast, part_of
from fidelang.lower.values import Amount, Truth, both, by_denominator, either
from fidelang.plan import model
from fidelang.plan.formula import TRUE, Formula, all_of, compared, constant, get, slots
from fidelang.semantics import meanings
from fidelang.semantics.types import (
    DateType,
    DurationType,
    FlagType,
    ListType,
    MoneyType,
    OneOfType,
    PointsType,
    TextType,
)
from fidelang.syntax import nodes
from fidelang.values import ordinal

MOST_FACTORS = 64  # each is at least 2 where it matters, and 63 bits are kept
_COMPARE = {"<": "lt", "<=": "le", ">": "gt", ">=": "ge", "=": "eq", "!=": "ne"}


@dataclass
class Scope:
    """Where an expression stands: inside which earn rule's lines, and what reading it has shown so far."""

    tables: Tables
    rule: int | None = None  # of an earn rule: its eligible lines bound what `of lines` sums
    consents: set[str] = field(default_factory=set)


def truth(expr: nodes.Expr, scope: Scope) -> Truth:
    """A condition."""
    found = _truth(expr, scope)
    scope.tables.scales.check(expr, found.holds, found.fails)
    return found


def _truth(expr: nodes.Expr, scope: Scope) -> Truth:
    match expr:
        case nodes.Paren():
            return truth(expr.inner, scope)
        case nodes.Flag():
            return Truth.sure(TRUE if expr.value else ("false",))
        case nodes.Not():
            return truth(expr.operand, scope).opposite()
        case nodes.And():
            return both([truth(one, scope) for one in expr.operands])
        case nodes.Or():
            return either([truth(one, scope) for one in expr.operands])
        case nodes.Compare():
            return _compared(_COMPARE[expr.op], expr.left, expr.right, scope)
        case nodes.Is():
            same = _is(expr.left, expr.right, scope)
            return same.opposite() if expr.negated else same
        case nodes.In():
            inside = _inside(expr, scope)
            return inside.opposite() if expr.negated else inside
        case nodes.Between():
            return both([_compared("ge", expr.value, expr.low, scope), _compared("le", expr.value, expr.high, scope)])
        case nodes.MultipleOf():
            return _multiple(amount(expr.left, scope), amount(expr.right, scope))
        case nodes.Feast():
            if expr.feast == "birthday":
                scope.consents |= consent_of("member", "birthday", scope.tables)
            return feast(expr)
        case nodes.AnyLine():
            return Truth.sure(compared("gt", get(_sum("any", expr.where, scope)), constant(0)))
        case nodes.Reading():
            number = amount(expr, scope)
            return Truth.sure(("flag", number.numerator[1]))
    raise AssertionError(f"{type(expr).__name__} is no condition: it does not pass the check")


def amount(expr: nodes.Expr, scope: Scope) -> Amount:
    """A number, amount of money, points, day, code of a text or position in a closed list."""
    found = _amount(expr, scope)
    scope.tables.scales.check(expr, found.numerator, found.denominator, found.known)
    return found


def _amount(expr: nodes.Expr, scope: Scope) -> Amount:
    analysis = scope.tables.analysis
    folded = analysis.constant_of(expr)
    if folded is not None:
        return Amount.of(_scaled(expr, folded, scope))
    match expr:
        case nodes.Paren():
            return amount(expr.inner, scope)
        case nodes.Text():
            return Amount(constant(scope.tables.text_at(expr.value)))
        case nodes.Flag():
            return Amount(constant(int(expr.value)))
        case nodes.Date():
            assert expr.year is not None, "a date without a year does not pass the check"
            return Amount(constant(ordinal(expr.year, expr.month, expr.day)))
        case nodes.Today():
            return Amount.slot("today", sure=True)
        case nodes.Negative():
            return amount(expr.operand, scope).negative()
        case nodes.Sum():
            return _added(expr, scope)
        case nodes.Product():
            if len(expr.rest) >= MOST_FACTORS:
                raise CannotLower(expr, f"a product has at most {MOST_FACTORS} factors", "too_long")
            result = amount(expr.first, scope)
            for op, operand in expr.rest:
                factor = amount(operand, scope)
                result = result.times(factor if op == "*" else factor.inverse())
            return result
        case nodes.Elapsed():
            if expr.moment == "birthday":
                scope.consents |= consent_of("member", "birthday", scope.tables)
            return elapsed(expr, scope.tables, lambda inner: amount(inner, scope))
        case nodes.PartOf():
            return part_of(expr, lambda inner: amount(inner, scope))
        case nodes.LinesTotal():
            decimals = 3 if expr.what == "quantity" else 0
            return Amount.slot(_sum(expr.what, expr.where, scope), decimals, sure=True)
        case nodes.Balance():
            return Amount.slot(f"balance:{scope.tables.wallet_at[expr.wallet.text]}", sure=True)
        case nodes.Earned():
            return read_earned(expr, scope.tables)
        case nodes.HeldAs():
            return Amount.slot(f"held:{expr.unit}:{scope.tables.tier_at[expr.level.text]}", sure=True)
        case nodes.Streak():
            return read_streak(expr, scope.tables)
        case nodes.Reading():
            return reading(expr, scope.tables, scope.consents)
    raise AssertionError(f"{type(expr).__name__} is no value: it does not pass the check")


def _scaled(expr: nodes.Expr, folded: Fraction, scope: Scope) -> Fraction:
    kind = scope.tables.analysis.type_of(expr)
    return scope.tables.points(kind.wallet, folded) if isinstance(kind, PointsType) else folded


def _added(expr: nodes.Sum, scope: Scope) -> Amount:
    kind = scope.tables.analysis.type_of
    result = amount(expr.first, scope)
    terms = [result]
    for op, operand in expr.rest:
        if isinstance(kind(operand), DurationType) and isinstance(kind(expr.first), DateType):
            months, days = _lapse(operand, scope)
            sign = 1 if op == "+" else -1
            result = Amount(("shift", result.numerator, sign * months, sign * days), known=result.known)
            scope.tables.scales.check(expr, result.numerator)
            terms = [result]
            continue
        term = amount(operand, scope)
        terms.append(term if op == "+" else term.negative())
    first, *others = by_denominator(terms)
    for other in others:
        first = first.plus(other)
        scope.tables.scales.check(expr, first.numerator, first.denominator, first.known)
    return first


def _lapse(expr: nodes.Expr, scope: Scope) -> tuple[int, int]:
    """(months, days) of a duration: written, or worked out of written ones."""
    count, kind = scope.tables.analysis.constant_of(expr), scope.tables.analysis.type_of(expr)
    if count is not None and count.denominator == 1 and isinstance(kind, DurationType) and kind.unit != "hours":
        return (int(count), 0) if kind.unit == "months" else (0, int(count))
    raise CannotLower(
        expr, "a date is moved by a whole number of days or months that is known when the file is read", "not_constant"
    )


def _compared(op: str, left: nodes.Expr, right: nodes.Expr, scope: Scope) -> Truth:
    kind = scope.tables.analysis.type_of
    one, other = kind(left), kind(right)
    if isinstance(one, DateType) and isinstance(other, DateType) and one.timed and other.timed:
        return _instant(left, scope).against(op, _instant(right, scope))
    if isinstance(one, ListType) or isinstance(other, ListType):
        raise CannotLower(left, "a list cannot be compared: ask `in` it", "type_mismatch")
    return amount(left, scope).against(op, amount(right, scope))


def _instant(expr: nodes.Expr, scope: Scope) -> Amount:
    """A moment to the minute: a date with a time of day, or `basket.at`."""
    if isinstance(expr, nodes.Paren):
        return _instant(expr.inner, scope)
    if isinstance(expr, nodes.Date) and expr.year is not None:
        return Amount(constant(ordinal(expr.year, expr.month, expr.day) * 1440 + (expr.minute or 0)))
    if isinstance(expr, nodes.Reading) and expr.path == ("basket", "at"):
        return Amount.slot("now", sure=True)
    if isinstance(expr, nodes.Sum):  # moved by days or months, the time of day is kept
        moment = _instant(expr.first, scope)
        for op, operand in expr.rest:
            months, days = _lapse(operand, scope)
            sign = 1 if op == "+" else -1
            minute = ("mod", moment.numerator, constant(1440))
            day = ("shift", _day_of(moment.numerator), sign * months, sign * days)
            moment = Amount(("add", ("mul", day, constant(1440)), minute))
            scope.tables.scales.check(expr, moment.numerator)
        return moment
    raise CannotLower(expr, "only `basket.at` and a date with a time of day are known to the minute", "type_mismatch")


def _day_of(instant: Formula) -> Formula:
    """The day of an instant that is written, read or moved; there is no division in a formula."""
    if instant[0] == "int":
        return constant(instant[1] // 1440)
    if instant == ("get", "now"):
        return ("get", "today")
    day: Formula = instant[1][1]  # (day × 1440) + minute, as made above
    return day


def _is(left: nodes.Expr, right: nodes.Expr, scope: Scope) -> Truth:
    kind = scope.tables.analysis.type_of
    if isinstance(kind(left), FlagType) and isinstance(kind(right), FlagType):
        one, other = truth(left, scope), truth(right, scope)
        return either([both([one, other]), both([one.opposite(), other.opposite()])])
    return _compared("eq", left, right, scope)


def _inside(expr: nodes.In, scope: Scope) -> Truth:
    analysis = scope.tables.analysis
    right = expr.right
    while isinstance(right, nodes.Paren):
        right = right.inner
    if isinstance(right, nodes.ListOf):
        return either([_is(expr.left, item, scope) for item in right.items])
    if isinstance(right, nodes.ListFile):
        value = amount(expr.left, scope)
        return Truth.guarded(value.known, ("among", value.numerator, scope.tables.list_at(right)))
    meaning = analysis.meaning_of(right)
    if isinstance(meaning, meanings.SegmentRef):
        scope.consents |= _asked_by(meaning.name, scope.tables)
        return Truth.sure(("flag", f"segment:{scope.tables.segment_at[meaning.name]}"))
    if isinstance(meaning, meanings.FactOf) and meaning.fact.kind == "consents":
        wanted = analysis.meaning_of(expr.left)
        if isinstance(wanted, meanings.OneOfValue):
            return Truth.sure(("flag", f"consent:{wanted.value}"))
    raise CannotLower(expr, "`in` takes a list, a segment or `member.consents`", "type_mismatch")


def _asked_by(segment: str, tables: Tables) -> frozenset[str]:
    """The consents that a rule on a segment needs: those of what the segment reads, worked out once (row 145)."""
    if segment not in tables.consents_of_segments:
        inner = Scope(tables)
        for when in tables.analysis.segments[segment].whens:
            truth(when, inner)
        tables.consents_of_segments[segment] = frozenset(inner.consents)
    return tables.consents_of_segments[segment]


def _multiple(number: Amount, step: Amount) -> Truth:
    left = ("mul", number.numerator, step.denominator)
    right = ("mul", step.numerator, number.denominator)
    known = all_of(number.known, step.known, compared("ne", step.numerator, constant(0)))
    return Truth.guarded(known, ("eq", ("mod", left, right), constant(0)))


def _sum(what: str, where: nodes.Expr | None, scope: Scope) -> str:
    test = truth(where, scope).holds if where is not None else TRUE
    names_gift_cards = "line.giftcard" in slots(test)
    return scope.tables.sum_slot(model.Aggregate(what, test, scope.rule, names_gift_cards))  # type: ignore[arg-type]


def condition(exprs: tuple[nodes.Expr, ...], scope: Scope) -> tuple[model.Condition, ...]:
    """The conditions of a rule, each with what its reason shows."""
    found = []
    for expr in exprs:
        meaning = truth(expr, scope)
        reads = tuple(dict.fromkeys(slot for part in (meaning.holds, meaning.fails) for slot in slots(part)))
        shown, text = tuple(_witnesses(expr, scope)), _written(expr, scope)
        found.append(model.Condition(meaning.holds, meaning.fails, reads, shown, text))
    return tuple(found)


def _witnesses(expr: nodes.Expr, scope: Scope) -> list[model.Witness]:
    """Of the parts that must all hold, those that compare a reading with a constant."""
    if isinstance(expr, nodes.Paren):
        return _witnesses(expr.inner, scope)
    if isinstance(expr, nodes.And):
        return [witness for one in expr.operands for witness in _witnesses(one, scope)]
    if not isinstance(expr, nodes.Compare | nodes.Is):
        return []
    kind = scope.tables.analysis.type_of(expr.left)
    if isinstance(kind, FlagType | ListType):
        return []
    actual, needed = amount(expr.left, scope), amount(expr.right, scope)
    if actual.denominator[0] != "int" or needed.denominator[0] != "int" or needed.numerator[0] != "int":
        return []
    value = Fraction(needed.numerator[1], needed.denominator[1]) * actual.denominator[1]
    if value.denominator != 1:
        return []
    op = expr.op if isinstance(expr, nodes.Compare) else "is not" if expr.negated else "is"
    holds = truth(expr, scope).holds
    unit, text = _unit(kind, actual.denominator[1], scope), _written(expr, scope)
    return [model.Witness(holds, actual.numerator, constant(int(value)), unit, op, text)]


_COMMENTS = re.compile(r'("(?:\\.|[^"\\\n])*")|#[^\n]*')


def _written(expr: nodes.Expr, scope: Scope) -> str:
    """An expression as its author wrote it, on one line, without comments."""
    text = scope.tables.analysis.sources.written(expr.span)
    return " ".join(_COMMENTS.sub(r"\1", text).split())


def _unit(kind: object, denominator: int, scope: Scope) -> str:
    match kind:
        case MoneyType():
            return f"money:{denominator}"
        case PointsType(wallet):
            return f"points:{scope.tables.wallet_at[wallet]}"
        case TextType():
            return "text"
        case OneOfType(what, values, _):
            return f"one_of:{what}:{','.join(values)}"
        case DateType():
            return "date"
    return f"number:{denominator}"
