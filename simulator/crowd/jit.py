"""Numba where it is there: the engine's own loop, compiled once for all programs and cached."""

from __future__ import annotations

import hashlib
import importlib.util
import platform
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import fidelang.columns
from fidelang.columns.native.library import cache_folder

F = TypeVar("F", bound=Callable[..., Any])
# No fastmath: a decision must be the readable engine's. No counting of references: a context holds many arrays, the
# loop makes none, and counting who holds them took most of the time.
_OPTIONS = {"nogil": True, "error_model": "numpy", "_nrt": False}


def has_numba() -> bool:
    """Whether the crowd can run: Numba is in the extra `columns`."""
    return importlib.util.find_spec("numba") is not None


def jit(function: F) -> F:
    """For what Python calls: compiled when first called, out of the cache in the next process.

    As it is where Numba is missing; threads run it side by side.
    """
    if not has_numba():
        return function
    import numba

    before = numba.config.CACHE_DIR
    try:
        numba.config.CACHE_DIR = str(_folder())
        compiled: F = numba.njit(cache=True, **_OPTIONS)(function)
    except (OSError, RuntimeError) as problem:
        warnings.warn(f"the crowd's loop cannot be cached and is compiled anew ({problem})", stacklevel=2)
        compiled = numba.njit(**_OPTIONS)(function)
    finally:
        numba.config.CACHE_DIR = before
    return compiled


def inner(function: F) -> F:
    """For what only other compiled functions call: it goes into their code, and has no face of its own."""
    if not has_numba():
        return function
    import numba

    compiled: F = numba.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **_OPTIONS)(function)
    return compiled


@cache
def _folder() -> Path:
    """By all sources that the loop is made of: Numba looks at the file of the outermost function alone."""
    house, columns = Path(__file__).parents[1], Path(fidelang.columns.__file__).parent
    sources = [*house.glob("crowd/*.py"), *house.glob("behaviour/*.py"), *house.glob("random/*.py")]
    sources += [columns / "ops.py", columns / "runtime" / "records.py"]
    digest = hashlib.sha256(platform.machine().encode())
    for source in sorted(sources):
        digest.update(source.read_bytes())
    return cache_folder().parent / "crowd" / digest.hexdigest()[:16]
