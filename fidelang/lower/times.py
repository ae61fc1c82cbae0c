"""Dates, feasts and spans of time as formulas over days."""

from __future__ import annotations

from collections.abc import Callable

from fidelang.lower.problem import CannotLower
from fidelang.lower.tables import Tables
from fidelang.lower.values import Amount, Truth
from fidelang.plan.formula import TRUE, Formula, all_of, compared, constant, get
from fidelang.syntax import nodes

TODAY = get("today")
_JOINED = get("member.joined")
_WEEKDAY = ("mod", ("add", TODAY, constant(6)), constant(7))


def feast(expr: nodes.Feast) -> Truth:
    """`birthday today`, `anniversary this month`: unknown without a birthday."""
    known, month, dom = _feast_day(expr.feast)
    after = compared("gt", TODAY, _JOINED) if expr.feast == "anniversary" else TRUE
    if expr.this is None or expr.this == "day":
        return Truth.guarded(known, all_of(after, ("eq", ("latest_feast", TODAY, month, dom), TODAY)))
    if expr.this == "month":
        return Truth.guarded(known, ("eq", ("month", TODAY), month))
    if expr.this == "week":
        monday: Formula = ("sub", TODAY, _WEEKDAY)
        last: Formula = ("add", monday, constant(6))
        return Truth.guarded(known, ("le", ("next_feast", monday, month, dom), last))
    if expr.this == "year":
        return Truth.guarded(known, TRUE)
    if expr.this == "quarter":
        return Truth.guarded(known, ("eq", _first_of_quarter(("month", TODAY)), _first_of_quarter(month)))
    joined = ("month", _JOINED), ("dom", _JOINED)  # a membership year may hold a 28 February twice, or not at all
    start: Formula = ("latest_feast", TODAY, *joined)
    end: Formula = ("next_feast", ("add", TODAY, constant(1)), *joined)
    return Truth.guarded(known, ("lt", ("next_feast", start, month, dom), end))


def _first_of_quarter(month: Formula) -> Formula:
    return ("sub", month, ("mod", ("sub", month, constant(1)), constant(3)))


def _feast_day(which: str) -> tuple[Formula, Formula, Formula]:
    """(known, month, day of the month) of a yearly feast."""
    if which == "anniversary":
        return TRUE, ("month", _JOINED), ("dom", _JOINED)
    return ("known", "birthday.month"), get("birthday.month"), get("birthday.day")


def elapsed(expr: nodes.Elapsed, tables: Tables, amount: Callable[[nodes.Expr], Amount]) -> Amount:
    """`days since member.last_order`, `months until anniversary`: whole units."""
    moment = expr.moment
    if isinstance(moment, str):
        if moment == "birthday" and expr.unit == "year" and expr.direction == "since":
            date = get("birthday.date")
            return Amount(("elapsed", "year", date, TODAY), known=("known", "birthday.date"))
        known, month, dom = _feast_day(moment)
        if expr.direction == "since":
            return Amount(("elapsed", expr.unit, ("latest_feast", TODAY, month, dom), TODAY), known=known)
        return Amount(("elapsed", expr.unit, TODAY, ("next_feast", TODAY, month, dom)), known=known)
    day = amount(moment)
    ends = (day.numerator, TODAY) if expr.direction == "since" else (TODAY, day.numerator)
    return Amount(("elapsed", expr.unit, *ends), known=day.known)


def part_of(expr: nodes.PartOf, amount: Callable[[nodes.Expr], Amount]) -> Amount:
    """`month of today`, `hour of basket.at`."""
    if expr.unit == "hour":
        if isinstance(expr.moment, nodes.Today) or expr.moment.path == ("basket", "at"):
            return Amount(("hour", get("minute")))
        raise CannotLower(expr, "the hour is known of `today` and `basket.at` only")
    day = amount(expr.moment)
    op = {"day": "dom", "month": "month", "year": "year"}[expr.unit]
    return Amount((op, day.numerator), known=day.known)
