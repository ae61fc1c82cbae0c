"""A language for loyalty programs: rules in a file, run to the last point at a checkout and in a simulation.

Importing this package loads none of its rooms; each public name is looked up when it is first used.

>>> import fidelang
>>> sorted(fidelang.__all__)
['InvalidInput', 'Program', 'ProgramError', 'compile_text', 'load']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelang.engine import InvalidInput, Program
    from fidelang.facade import ProgramError, compile_text, load

__all__ = ["InvalidInput", "Program", "ProgramError", "compile_text", "load"]

_HOMES = {
    "InvalidInput": "fidelang.engine",
    "Program": "fidelang.engine",
    "ProgramError": "fidelang.facade",
    "compile_text": "fidelang.facade",
    "load": "fidelang.facade",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
