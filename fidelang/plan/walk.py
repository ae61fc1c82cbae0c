"""Every formula of a plan, found by the types of its records' fields, so that none can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from fidelang.plan.formula import Formula

_TYPES = ("Formula", "Formula | None")


def formulas(part: Any) -> Iterator[Formula]:
    """The formulas within a plan, a record of it or a tuple of records, in the order of the fields."""
    if isinstance(part, tuple):
        for inner in part:
            yield from formulas(inner)
    elif is_dataclass(part):
        for field in fields(part):
            value = getattr(part, field.name)
            if field.type not in _TYPES:
                yield from formulas(value)
            elif value is not None:
                yield value
