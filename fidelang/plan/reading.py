"""Values of the plan's types out of plain JSON, each checked."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import Field, fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

from fidelang.plan.formula import INTEGER, NUMBER, OPERATIONS, SLOT, TRUTH, UNITS, Formula, fault

Reader = Callable[[Any], Any]
MISSING = object()


def absent(field: Field[Any]) -> object:
    """What a field is where the file leaves it out: its default, null or an empty list; MISSING if it must stand."""
    if field.default is not NO_DEFAULT:
        return field.default
    kind: Any = field.type
    if get_origin(kind) in (Union, types.UnionType) and type(None) in get_args(kind):
        return None
    if kind != Formula and get_origin(kind) is tuple and get_args(kind)[1:] == (Ellipsis,):
        return ()
    return MISSING


class Reading:
    """The readers of one file, by type; the slots and the lists that its formulas read."""

    def __init__(self) -> None:
        self.slots: set[str] = set()
        self.lists: set[int] = set()
        self._made: dict[Any, Reader] = {Formula: self._formula}

    def reader(self, kind: Any) -> Reader:
        """The function from JSON's value to a value of this type. It raises ValueError."""
        if kind not in self._made:
            self._made[kind] = self._new(kind)
        return self._made[kind]

    def _new(self, kind: Any) -> Reader:
        origin, inner = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return _optional(self.reader(next(one for one in inner if one is not type(None))))
        if origin is tuple and inner[1:] == (Ellipsis,):
            return _several(self.reader(inner[0]))
        if origin is tuple:
            return _each(tuple(self.reader(one) for one in inner))
        if origin is Literal:
            return _one_of(inner)
        return _record(kind, self.reader) if is_dataclass(kind) else _plain(kind)

    def _formula(self, value: Any) -> Formula:
        try:
            return self._operation(value)
        except (KeyError, TypeError, IndexError):
            raise ValueError(fault(_tuples(value)) or f"{value!r} is no formula") from None

    def _operation(self, value: Any) -> Formula:
        """In one pass, as there are thousands; what is wrong is found out apart."""
        if type(value) is not list:
            raise TypeError
        name = value[0]
        takes = _TAKES[name]
        if takes is None:  # operands of one kind, two or more
            wanted = OPERATIONS[name].takes[0]
            formula: Formula = (name, *map(self._operation, value[1:]))
            if len(formula) < 3 or any(_GIVES[part[0]] is not wanted for part in formula[1:]):
                raise TypeError
            return formula
        if len(value) != len(takes) + 1:
            raise TypeError
        parts = [name]
        for kind, part in zip(takes, value[1:], strict=True):
            if kind is NUMBER or kind is TRUTH:
                part = self._operation(part)
                if _GIVES[part[0]] is not kind:
                    raise TypeError
            elif kind is SLOT:
                if type(part) is not str:
                    raise TypeError
                self.slots.add(part)
            elif type(part) is not int if kind is INTEGER else part not in UNITS:
                raise TypeError
            parts.append(part)
        if name == "among":
            self.lists.add(value[2])
        return tuple(parts)


_GIVES = {name: operation.gives for name, operation in OPERATIONS.items()}
_TAKES = {name: None if operation.several else operation.takes for name, operation in OPERATIONS.items()}


def _optional(read: Reader) -> Reader:
    return lambda value: None if value is None else read(value)


def _several(read: Reader) -> Reader:
    def several(value: Any) -> Any:
        if type(value) is not list:
            raise ValueError(f"expected a list, found {value!r}")
        return tuple(map(read, value))

    return several


def _each(readers: tuple[Reader, ...]) -> Reader:
    def each(value: Any) -> Any:
        if type(value) is not list or len(value) != len(readers):
            raise ValueError(f"expected a list of {len(readers)}, found {value!r}")
        return tuple(read(item) for read, item in zip(readers, value, strict=True))

    return each


def _one_of(known: tuple[Any, ...]) -> Reader:
    def one_of(value: Any) -> Any:
        if value not in known:
            raise ValueError(f"{value!r} is none of {known}")
        return value

    return one_of


def _plain(kind: type) -> Reader:
    def plain(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(f"expected {kind.__name__}, found {value!r}")
        return value

    return plain


def _record(kind: Any, reader: Callable[[Any], Reader]) -> Reader:
    readers = {field.name: reader(field.type) for field in fields(kind)}
    left_out = {field.name: absent(field) for field in fields(kind)}
    needed = frozenset(name for name, value in left_out.items() if value is MISSING)
    names = frozenset(readers)

    def record(value: Any) -> Any:
        if type(value) is not dict or not needed <= value.keys() <= names:
            raise ValueError(f"not a {kind.__name__}: {value!r}")
        found = left_out.copy()
        for name, item in value.items():
            found[name] = readers[name](item)
        return kind(**found)

    return record


def _tuples(value: Any) -> Any:
    return tuple(map(_tuples, value)) if type(value) is list else value
