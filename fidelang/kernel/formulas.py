"""Formulas of the plan as Python expressions over local variables."""

from __future__ import annotations

from collections.abc import Callable

from fidelang.plan.formula import Formula
from fidelang.state import ABSENT

_INFIX = {"add": " + ", "mul": " * ", "and": " and ", "or": " or "}
_PAIR = {"sub": "-", "mod": "%", "lt": "<", "le": "<=", "gt": ">", "ge": ">=", "eq": "==", "ne": "!="}
_CALLS = {
    "abs": "abs", "sign": "sign", "elapsed": "elapsed", "latest_feast": "latest_feast", "next_feast": "next_feast",
    "shift": "shift",
}  # fmt: skip
_PART_OF_DAY = {"year": 0, "month": 1, "dom": 2}

Name = Callable[[str], str]
LONGEST_CHAIN = 64  # of operands, and of `elif`: Python's compiler nests each in the one before it


def python(formula: Formula, name: Name) -> str:
    """The expression of a formula; `name` gives the variable of a slot."""
    formula = _shorter(formula)
    op = formula[0]
    if op == "int":
        return str(formula[1]) if formula[1] >= 0 else f"({formula[1]})"
    if op == "flag" and formula[1].startswith("event."):
        return f"{name(formula[1])} == 1"  # the event at hand may not have the field: no
    if op in ("get", "flag"):
        return name(formula[1])
    if op == "known":
        return f"{name(formula[1])} != {ABSENT}"
    if op == "true":
        return "True"
    if op == "false":
        return "False"
    if op == "not":
        return f"not {_inner(formula[1], name)}"
    if op == "neg":
        return f"-{_inner(formula[1], name)}"
    if op in _INFIX:
        return _joined(_INFIX[op], [_inner(part, name) for part in formula[1:]])
    if op in _PAIR:
        return f"{_inner(formula[1], name)} {_PAIR[op]} {_inner(formula[2], name)}"
    if op in _PART_OF_DAY:
        return f"parts({python(formula[1], name)})[{_PART_OF_DAY[op]}]"
    if op == "among":
        return f"{_inner(formula[1], name)} in LIST_{formula[2]}"
    if op == "hour":
        return f"{_inner(formula[1], name)} // 60"
    if op == "elapsed" and formula[1] == "day":
        return f"{_inner(formula[3], name)} - {_inner(formula[2], name)}"
    operands = (repr(part) if not isinstance(part, tuple) else python(part, name) for part in formula[1:])
    return f"{_CALLS[op]}({', '.join(operands)})"


def _shorter(formula: Formula) -> Formula:
    """The same meaning with less work: constants multiplied now; `known` dropped where a comparison says it, too, for
    what is absent is less than every number and equal to none."""
    if formula[0] == "mul":
        fixed, moving = 1, []
        for part in map(_shorter, formula[1:]):
            if part[0] == "int":
                fixed *= part[1]
            else:
                moving.append(part)
        if not moving or fixed == 0:
            return ("int", fixed)
        if fixed != 1:
            moving.append(("int", fixed))
        return moving[0] if len(moving) == 1 else ("mul", *moving)
    if formula[0] == "and":
        said = {slot for part in formula[1:] for slot in _says_known(part)}
        kept = [part for part in formula[1:] if part[0] != "known" or part[1] not in said]
        return kept[0] if len(kept) == 1 else ("and", *kept)
    return formula


def _says_known(part: Formula) -> tuple[str, ...]:
    """The slot that cannot be absent where a comparison with a constant holds."""
    if part[0] in ("eq", "gt", "ge") and part[1][0] == "get" and part[2][0] == "int" and part[2][1] > ABSENT:
        return (part[1][1],)
    return ()


def _joined(sign: str, operands: list[str]) -> str:
    """Operands with a sign between. Python's compiler descends into `a + b + c` from the right: long chains are cut."""
    while len(operands) > LONGEST_CHAIN:
        chunks = (operands[at : at + LONGEST_CHAIN] for at in range(0, len(operands), LONGEST_CHAIN))
        operands = [f"({sign.join(chunk)})" if len(chunk) > 1 else chunk[0] for chunk in chunks]
    return sign.join(operands)


def _inner(formula: Formula, name: Name) -> str:
    text = python(formula, name)
    return (
        text
        if formula[0] in ("int", "get", "true", "false")
        or text.isidentifier()
        or (text.endswith(")") and text[0] not in "(-" and _call(text))
        else f"({text})"
    )


def _call(text: str) -> bool:
    """Whether the whole text is one call, so that it needs no parentheses."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth == 0 and character == ")" and at < len(text) - 1:
            return False
        if depth == 0 and character == " ":
            return False
    return True
