"""A program out of a file, whichever it is: a text, or one compiled; the parser is loaded for a text only."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fidelang.engine.artifact import LARGEST, from_artifact, is_artifact

if TYPE_CHECKING:
    from fidelang.engine import Program

_ENOUGH = 64  # bytes, to tell one from the other


def load(path: str | Path) -> Program:
    """The program of a `.fid` file and of those it includes, or of a `.fidc` that `fidelang compile` wrote.

    Raises ProgramError for a text that cannot run, ArtifactError for a compiled program that cannot be trusted or read.
    """
    data = compiled(path)
    if data is not None:
        return from_artifact(data)
    from fidelang.facade import load

    return load(path)


def compiled(path: str | Path) -> bytes | None:
    """The bytes of a compiled program; None for any other file, and for one that cannot be read."""
    try:
        if not Path(path).is_file():  # a device or a pipe could keep its reader waiting for ever
            return None
        with open(path, "rb") as file:
            data = file.read(_ENOUGH)
            return data + file.read(LARGEST) if is_artifact(data) else None
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return None
