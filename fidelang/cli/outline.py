"""Records of any stage as JSON values, and those as an outline for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction

from fidelang.source import SourceFile, Sources, Span
from fidelang.syntax.nodes import Node

SHORT = 76  # what fits on a line stays on one


def plain(value: object, sources: Sources) -> object:
    """A record as JSON values: a node with its kind and its place (`12:3`, in an included file `more.fid:12:3`), a
    fraction as text.

    A declaration's record names its node, which the tree holds already: it is left out.
    """
    if isinstance(value, Span):
        place = sources.position(value)
        file = "" if value.file == sources.root.name else f"{value.file}:"
        return f"{file}{place.line}:{place.column}"
    if isinstance(value, SourceFile):
        return value.name
    if isinstance(value, Fraction):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            field.name: plain(getattr(value, field.name), sources) for field in fields(value) if field.name != "node"
        }
        if not isinstance(value, Node):
            return found
        return {"kind": type(value).__name__, "at": found.pop("span")} | found
    if isinstance(value, Mapping):
        return {str(key): plain(inner, sources) for key, inner in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [plain(inner, sources) for inner in value]
    return value if isinstance(value, str | int | bool) or value is None else str(value)


def outline(value: object, depth: int = 0) -> Iterator[str]:
    """Lines, two blanks a level; what is short is on one line, what is empty left out."""
    lead = "  " * depth
    for mark, inner in _items(value):
        if inner is None or inner == [] or inner == {}:
            continue
        short = json.dumps(_without_nothing(inner), ensure_ascii=False)
        if len(lead) + len(mark) + len(short) <= SHORT or not isinstance(inner, dict | list):
            yield f"{lead}{mark} {short}"
        else:
            yield f"{lead}{mark}"
            yield from outline(inner, depth + 1)


def _items(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield from ((f"{key}:", inner) for key, inner in value.items())
    elif isinstance(value, list):
        yield from (("-", inner) for inner in value)
    else:
        yield "-", value


def _without_nothing(value: object) -> object:
    if isinstance(value, dict):
        return {key: _without_nothing(inner) for key, inner in value.items() if inner is not None and inner != []}
    if isinstance(value, list):
        return [_without_nothing(inner) for inner in value]
    return value
