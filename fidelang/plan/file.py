"""The plan's file form: canonical JSON (sorted keys, no blanks, integers only, what says nothing left out), its hash,
and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields, is_dataclass
from typing import Any

from fidelang.plan import model
from fidelang.plan.reading import MISSING, Reading, absent
from fidelang.plan.soundness import fault

OLDEST = 2  # a plan of this format or a later one is read


def to_json(plan: model.Plan) -> str:
    """Canonical JSON text of a plan: the same plan, the same bytes."""
    return json.dumps(_plain(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plan_hash(plan: model.Plan) -> str:
    return hashlib.sha256(to_json(plan).encode()).hexdigest()


def from_json(text: str) -> model.Plan:
    """The plan that `to_json` wrote, of this format or an older one. Raises ValueError for a newer format, a part of
    the wrong kind, or a reference to something that the plan does not hold."""
    found = json.loads(text, parse_float=_no_float, parse_constant=_no_float)
    if not isinstance(found, dict) or type(found.get("format")) is not int:
        raise ValueError("not a plan")
    if found["format"] > model.FORMAT:
        raise ValueError(f"a plan of format {found['format']}; this version reads up to {model.FORMAT}")
    if found["format"] < OLDEST:
        raise ValueError(f"a plan of format {found['format']}; this version reads {OLDEST} and later")
    reading = Reading()
    plan = reading.reader(model.Plan)(found | {"format": model.FORMAT})
    assert isinstance(plan, model.Plan)
    problem = fault(plan, reading.slots, reading.lists)
    if problem is not None:
        raise ValueError(problem)
    return plan


def _no_float(text: str) -> Any:
    raise ValueError(f"{text}: a plan holds no fractions")


_LEFT_OUT: dict[Any, tuple[tuple[str, object], ...]] = {}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if not is_dataclass(value):
        return value
    kind: Any = type(value)
    if kind not in _LEFT_OUT:
        _LEFT_OUT[kind] = tuple((field.name, absent(field)) for field in fields(kind))
    found = ((name, getattr(value, name), without) for name, without in _LEFT_OUT[kind])
    return {name: _plain(item) for name, item, without in found if without is MISSING or item != without}
