"""Lowered text as functions: as it is, over lists of Python integers, or compiled by Numba, over arrays of 64 bits."""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import os
import re
import sys
import tempfile
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from fidelang.columns.runtime import calendar, effects, lists, readings, records, sharing

RUNTIME = (calendar, lists, readings, sharing, records, effects)
_JIT = "@njit(cache=True, nogil=True, error_model='numpy')\n"


class NumbaMissing(ImportError):
    """Numba, which columns are compiled with, is not installed."""

    def __init__(self) -> None:
        super().__init__("columns are compiled by Numba, which is not installed: pip install 'fidelang[columns]'")


def has_numba() -> bool:
    return importlib.util.find_spec("numba") is not None


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


def compiled(text: str, stem: str = "rules") -> dict[str, Any]:
    """The functions of a lowered text, each compiled when first called, or found in the cache. Raises NumbaMissing."""
    if not has_numba():
        raise NumbaMissing
    runtime = _module("runtime", _JIT_HEAD + _jitted(runtime_text()))
    imported = ", ".join(f"{name[2:]} as {name}" for name in runtime_functions())
    head = f"{_JIT_HEAD}from {runtime.__name__} import ({imported})\n"
    return vars(_module(stem, head + _jitted(text)))


_JIT_HEAD = "from numba import njit\n"


def runtime_text() -> str:
    """The sources of the runtime as one text, without their docstrings and imports."""
    parts = []
    for module in RUNTIME:
        source = inspect.getsource(module)
        source = re.sub(r'\A""".*?"""\n', "", source, flags=re.DOTALL)
        source = re.sub(r"^from .*? import (\(.*?\)|[^\n]*)[^\n]*\n", "", source, flags=re.DOTALL | re.MULTILINE)
        parts.append(re.sub(r"\bInts\b", "list", source))
    return "\n".join(parts)


def _jitted(text: str) -> str:
    return re.sub(r"^def ", f"{_JIT}def ", text, flags=re.MULTILINE)


def module_name(stem: str, text: str) -> str:
    """By what is in it, and by what compiles it: Numba looks at the file's own time alone."""
    key = "\0".join([text, version("numba"), version("numpy"), sys.version])
    return f"fidelang_columns_{stem}_{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def cache_folder() -> Path:
    """Where compiled columns are kept: FIDELANG_CACHE, or a folder of its own in the user's cache."""
    given = os.environ.get("FIDELANG_CACHE")
    if given:
        return Path(given) / "columns"
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "fidelang" / "columns"


def _module(stem: str, text: str) -> ModuleType:
    """A module of this text, from a real file and under its own name: without both, the cache fails the next process."""
    name = module_name(stem, text)
    found = sys.modules.get(name)
    if found is not None:
        return found
    path = _written(name, text)
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def _written(name: str, text: str) -> Path:
    """The file of a module. A cache that cannot be written costs time at each start, and no result."""
    folder = cache_folder()
    path = folder / f"{name}.py"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=folder, suffix=".tmp")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.replace(temporary, path)  # whole or not at all, whoever else writes it
        return path
    except OSError as problem:
        warnings.warn(f"{folder} cannot be written ({problem}): columns are compiled anew each time", stacklevel=2)
        kept = Path(tempfile.mkdtemp(prefix="fidelang-")) / path.name
        kept.write_text(text, encoding="utf-8")
        return kept
