"""The integer operations a plan is written in: nested tuples, first the operation, then its operands.

A number formula gives an integer, a truth formula yes or no. All three-valued logic is gone by here: a condition is two
truth formulas, `holds` and `fails`; it is unknown when neither is true. The operations:

numbers   ("int", n) · ("get", slot) · ("add", a, …) · ("sub", a, b) · ("mul", a, …) · ("neg", a) · ("abs", a)
          ("sign", a) · ("mod", a, b) · ("year", day) · ("month", day) · ("dom", day)
          ("elapsed", unit, day, day) · ("latest_feast", day, month, dom) · ("next_feast", day, month, dom)
          ("shift", day, months, days)
truths    ("true",) · ("false",) · ("known", slot) · ("flag", slot) · ("and", p, …) · ("or", p, …) · ("not", p)
          ("lt" | "le" | "gt" | "ge" | "eq" | "ne", a, b) · ("in", a, (n, …))
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Formula = tuple[Any, ...]

TRUE: Formula = ("true",)
FALSE: Formula = ("false",)
COMPARISONS = ("lt", "le", "gt", "ge", "eq", "ne")
_OPPOSITE = {"lt": "ge", "le": "gt", "gt": "le", "ge": "lt", "eq": "ne", "ne": "eq"}
_MEANING = {
    "lt": int.__lt__, "le": int.__le__, "gt": int.__gt__, "ge": int.__ge__, "eq": int.__eq__, "ne": int.__ne__,
}  # fmt: skip


def constant(number: int) -> Formula:
    return ("int", number)


def get(slot: str) -> Formula:
    return ("get", slot)


def product(left: Formula, right: Formula) -> Formula:
    if left[0] == "int" and right[0] == "int":
        return constant(left[1] * right[1])
    if left == ("int", 1):
        return right
    if right == ("int", 1):
        return left
    return ("mul", *_factors(left), *_factors(right))


def _factors(formula: Formula) -> Formula:
    """A product's factors, so that products stay flat: what nests deep could neither be walked nor compiled."""
    return formula[1:] if formula[0] == "mul" else (formula,)


def total(terms: list[Formula]) -> Formula:
    terms = [part for term in terms for part in (term[1:] if term[0] == "add" else (term,))]
    fixed = sum(term[1] for term in terms if term[0] == "int")
    moving = [term for term in terms if term[0] != "int"]
    if fixed or not moving:
        moving.append(constant(fixed))
    return moving[0] if len(moving) == 1 else ("add", *moving)


def compared(op: str, left: Formula, right: Formula) -> Formula:
    if left[0] == "int" and right[0] == "int":
        return TRUE if _MEANING[op](left[1], right[1]) else FALSE
    return (op, left, right)


def all_of(*truths: Formula) -> Formula:
    """`and`, flattened, without what is always true; one that is never true decides."""
    kept: dict[Formula, None] = {}
    for truth in truths:
        for part in truth[1:] if truth[0] == "and" else (truth,):
            if part == FALSE:
                return FALSE
            if part != TRUE:
                kept[part] = None
    return TRUE if not kept else next(iter(kept)) if len(kept) == 1 else ("and", *kept)


def any_of(*truths: Formula) -> Formula:
    kept: dict[Formula, None] = {}
    for truth in truths:
        for part in truth[1:] if truth[0] == "or" else (truth,):
            if part == TRUE:
                return TRUE
            if part != FALSE:
                kept[part] = None
    return FALSE if not kept else next(iter(kept)) if len(kept) == 1 else ("or", *kept)


def negated(truth: Formula) -> Formula:
    """The contrary of a two-valued truth, pushed to the leaves."""
    op = truth[0]
    if op == "true":
        return FALSE
    if op == "false":
        return TRUE
    if op in _OPPOSITE:
        return (_OPPOSITE[op], *truth[1:])
    if op == "and":
        return any_of(*(negated(part) for part in truth[1:]))
    if op == "or":
        return all_of(*(negated(part) for part in truth[1:]))
    if op == "not":
        return truth[1]  # type: ignore[no-any-return]
    return ("not", truth)


def slots(formula: Formula) -> Iterator[str]:
    """Every slot a formula reads, in the order of reading, again where read again."""
    if formula[0] in ("get", "known", "flag"):
        yield formula[1]
        return
    for part in formula[1:]:
        if isinstance(part, tuple) and part and isinstance(part[0], str):
            yield from slots(part)
