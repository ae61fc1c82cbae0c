"""Every formula of a plan, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from fidelang.plan.formula import Formula

_FORMULA = (Formula, Formula | None)  # as the records of `model` declare it


def formulas_of(part: Any) -> Iterator[Formula]:
    """The formulas within a plan or a part of one, known by how the part's record declares them."""
    if isinstance(part, tuple):
        for inner in part:
            yield from formulas_of(inner)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.type not in _FORMULA:
                yield from formulas_of(value)
            elif value is not None:
                yield value
