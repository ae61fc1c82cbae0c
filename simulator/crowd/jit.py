"""Numba where it is there: scalar functions compiled once, in the file that holds them, and cached beside it."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def has_numba() -> bool:
    """Whether the crowd can run: Numba is in the extra `columns`."""
    return importlib.util.find_spec("numba") is not None


def jit(function: F) -> F:
    """Compiled when first called, out of the cache in the next process; as it is where Numba is missing.

    No fastmath: floats decide, and a decision must be the readable engine's. Threads run side by side.
    """
    if not has_numba():
        return function
    import numba

    compiled: F = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return compiled


def inlined(function: F) -> F:
    """As `jit`, for what a loop calls at every round."""
    return jit(function)
