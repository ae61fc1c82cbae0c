"""A language for loyalty programs: rules in a file, run to the last point at a checkout and in a simulation.

Importing this package loads none of its rooms; each public name is looked up when it is first used.

>>> import fidelang
>>> sorted(fidelang.__all__)
['ArtifactError', 'InvalidInput', 'Program', 'ProgramError', 'compile_text', 'from_artifact', 'load', 'to_artifact']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fidelang.engine import InvalidInput, Program
    from fidelang.engine.artifact import ArtifactError, from_artifact, to_artifact
    from fidelang.facade import ProgramError, compile_text
    from fidelang.loading import load

__all__ = [
    "ArtifactError", "InvalidInput", "Program", "ProgramError", "compile_text", "from_artifact", "load", "to_artifact",
]  # fmt: skip

_HOMES = {
    "ArtifactError": "fidelang.engine.artifact",
    "InvalidInput": "fidelang.engine",
    "Program": "fidelang.engine",
    "ProgramError": "fidelang.facade",
    "compile_text": "fidelang.facade",
    "from_artifact": "fidelang.engine.artifact",
    "load": "fidelang.loading",
    "to_artifact": "fidelang.engine.artifact",
}


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted(__all__)
