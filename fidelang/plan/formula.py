"""The integer operations a plan is written in: nested tuples, first the operation, then its operands.

A number formula gives an integer, a truth formula yes or no. All three-valued logic is gone by here: a condition is two
truth formulas, `holds` and `fails`; it is unknown when neither is true. `OPERATIONS` is the closed set of them; what
each means stands in docs/plan-format.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

Formula = tuple[Any, ...]

TRUE: Formula = ("true",)
FALSE: Formula = ("false",)

NUMBER, TRUTH, SLOT, INTEGER, UNIT = "number", "truth", "slot", "written integer", "unit"  # what an operand can be
UNITS = ("day", "month", "year")


class Operation(NamedTuple):
    """What an operation gives (NUMBER or TRUTH) and takes; `several`: its one kind of operand, two times or more."""

    gives: str
    takes: tuple[str, ...] = ()
    several: bool = False


OPERATIONS: dict[str, Operation] = {
    "int": Operation(NUMBER, (INTEGER,)),
    "get": Operation(NUMBER, (SLOT,)),
    "add": Operation(NUMBER, (NUMBER,), several=True),
    "sub": Operation(NUMBER, (NUMBER, NUMBER)),
    "mul": Operation(NUMBER, (NUMBER,), several=True),
    "neg": Operation(NUMBER, (NUMBER,)),
    "abs": Operation(NUMBER, (NUMBER,)),
    "sign": Operation(NUMBER, (NUMBER,)),
    "mod": Operation(NUMBER, (NUMBER, NUMBER)),
    "year": Operation(NUMBER, (NUMBER,)),
    "month": Operation(NUMBER, (NUMBER,)),
    "dom": Operation(NUMBER, (NUMBER,)),
    "hour": Operation(NUMBER, (NUMBER,)),
    "elapsed": Operation(NUMBER, (UNIT, NUMBER, NUMBER)),
    "latest_feast": Operation(NUMBER, (NUMBER, NUMBER, NUMBER)),
    "next_feast": Operation(NUMBER, (NUMBER, NUMBER, NUMBER)),
    "shift": Operation(NUMBER, (NUMBER, INTEGER, INTEGER)),
    "true": Operation(TRUTH),
    "false": Operation(TRUTH),
    "known": Operation(TRUTH, (SLOT,)),
    "flag": Operation(TRUTH, (SLOT,)),
    "and": Operation(TRUTH, (TRUTH,), several=True),
    "or": Operation(TRUTH, (TRUTH,), several=True),
    "not": Operation(TRUTH, (TRUTH,)),
    "lt": Operation(TRUTH, (NUMBER, NUMBER)),
    "le": Operation(TRUTH, (NUMBER, NUMBER)),
    "gt": Operation(TRUTH, (NUMBER, NUMBER)),
    "ge": Operation(TRUTH, (NUMBER, NUMBER)),
    "eq": Operation(TRUTH, (NUMBER, NUMBER)),
    "ne": Operation(TRUTH, (NUMBER, NUMBER)),
    "among": Operation(TRUTH, (NUMBER, INTEGER)),
}
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


def fault(formula: Any) -> str | None:
    """What keeps something from being a formula: an operation or operand that is none. None for a formula."""
    if not isinstance(formula, tuple) or not formula or not isinstance(formula[0], str):
        return f"{formula!r} is no formula"
    operation = OPERATIONS.get(formula[0])
    if operation is None:
        return f"`{formula[0]}` is no operation"
    operands = formula[1:]
    takes = operation.takes * len(operands) if operation.several else operation.takes
    if len(takes) != len(operands) or (operation.several and len(operands) < 2):
        return f"`{formula[0]}` does not take {len(operands)} operands"
    for kind, operand in zip(takes, operands, strict=True):
        if kind in (NUMBER, TRUTH):
            problem = fault(operand)
            if problem is None and OPERATIONS[operand[0]].gives != kind:
                problem = f"`{formula[0]}` takes a {kind}, and `{operand[0]}` gives none"
            if problem is not None:
                return problem
        elif not _FITS[kind](operand):
            return f"`{formula[0]}` takes a {kind}, not {operand!r}"
    return None


_FITS: dict[str, Callable[[Any], bool]] = {
    SLOT: lambda operand: isinstance(operand, str),
    INTEGER: lambda operand: type(operand) is int,
    UNIT: lambda operand: operand in UNITS,
}


def slots(formula: Formula) -> Iterator[str]:
    """Every slot a formula reads, in the order of reading, again where read again."""
    if formula[0] in ("get", "known", "flag"):
        yield formula[1]
        return
    for part in formula[1:]:
        if isinstance(part, tuple) and part and isinstance(part[0], str):
            yield from slots(part)
