"""Lowered text as functions: as it is, over lists of Python integers, or as machine code, over arrays of 64 bits."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from typing import Any

from fidelang.columns.native import Library
from fidelang.columns.runtime import calendar, effects, lists, readings, records, sharing

RUNTIME = (calendar, lists, readings, sharing, records, effects)


def runtime_functions() -> dict[str, Callable[..., Any]]:
    """The runtime in plain Python, by the names that lowered text has for it."""
    return {
        f"r_{name}": function
        for module in RUNTIME
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    }


def plain(text: str) -> dict[str, Any]:
    """The functions of a lowered text, as they are."""
    names: dict[str, Any] = runtime_functions()
    exec(compile(text, "<columns>", "exec"), names)
    return names


def library(text: str, exported: frozenset[str] | None = None) -> Library:
    """A lowered text as machine code, with the runtime that it calls; `exported`: what is called from outside, if not
    everything. Raises NativeMissing."""
    defs = re.findall(r"^def (\w+)", text, flags=re.MULTILINE)
    exported = exported or frozenset(name for name in defs if not re.search(r"_try_\d+$|_at$", name)) - {
        "level",
        "level_at_midnight",
    }
    return Library(runtime_text() + "\n" + text, runtime_constants(), exported)


def runtime_constants() -> dict[str, int]:
    return {
        name: value
        for module in RUNTIME
        for name, value in vars(module).items()
        if name.isupper() and type(value) is int
    }


def runtime_text() -> str:
    """The functions of the runtime as one text, under the names that lowered text has for them."""
    source = "\n".join(inspect.getsource(function) for function in runtime_functions().values())
    names = "|".join(name[2:] for name in runtime_functions())
    return re.sub(rf"\b({names})\(", r"r_\1(", source)
