"""The plan's file form: canonical JSON (sorted keys, no blanks, integers only), its hash, and back."""

from __future__ import annotations

import hashlib
import json
import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

from fidelang.plan import model
from fidelang.plan.formula import Formula, fault


def to_json(plan: model.Plan) -> str:
    """Canonical JSON text of a plan: the same plan, the same bytes."""
    return json.dumps(_plain(plan), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plan_hash(plan: model.Plan) -> str:
    return hashlib.sha256(to_json(plan).encode()).hexdigest()


def from_json(text: str) -> model.Plan:
    """The plan that `to_json` wrote. Raises ValueError for another format or a part of the wrong kind."""
    found = json.loads(text, parse_float=_no_float)
    if not isinstance(found, dict) or found.get("format") != model.FORMAT:
        raise ValueError(f"not a plan of format {model.FORMAT}")
    plan = _built(model.Plan, found)
    assert isinstance(plan, model.Plan)
    return plan


def _no_float(text: str) -> Any:
    raise ValueError(f"{text}: a plan holds no fractions")


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _built(kind: Any, value: Any) -> Any:
    if kind == Formula:
        formula = _tuples(value)
        problem = fault(formula)
        if problem is not None:
            raise ValueError(problem)
        return formula
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        if value is None:
            return None
        return _built(next(one for one in get_args(kind) if one is not type(None)), value)
    if origin is tuple:
        if not isinstance(value, list):
            raise ValueError(f"expected a list, found {value!r}")
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_built(inner[0], item) for item in value)
        return tuple(_built(one, item) for one, item in zip(inner, value, strict=True))
    if origin is Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is none of {get_args(kind)}")
        return value
    if is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        if not isinstance(value, dict) or set(value) != set(hints):
            raise ValueError(f"not a {getattr(kind, '__name__', kind)}: {value!r}")
        return typing.cast(Any, kind)(**{name: _built(hints[name], item) for name, item in value.items()})
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ValueError(f"expected {kind.__name__}, found {value!r}")
    return value


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
