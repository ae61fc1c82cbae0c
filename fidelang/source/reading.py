"""Files from disk: bounded and UTF-8; what cannot be read is told as data."""

from __future__ import annotations

import codecs
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fidelang.source.span import SourceFile

MOST_BYTES = 1024 * 1024
COMPILED = b'{"fidelang":"program"'  # how a compiled program starts, and no text of one
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

Reason = Literal["missing", "folder", "special", "forbidden", "too_large", "utf16", "not_utf8", "compiled"]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a file cannot be read. `line` (from 1) is the first that is not UTF-8; `size` in bytes, of one too large."""

    name: str
    reason: Reason
    line: int | None = None
    size: int | None = None


def read(path: str | Path, name: str | None = None) -> SourceFile | Unreadable:
    """The text of a file of at most 1 MiB, under the name that messages call it by (its path if none is given)."""
    name = str(path) if name is None else name
    found = content(path, name, MOST_BYTES)
    return found if isinstance(found, Unreadable) else SourceFile(name, found)


def content(path: str | Path, name: str, most: int) -> str | Unreadable:
    """The text of a file of at most so many bytes."""
    try:
        status = Path(path).stat()
        if stat.S_ISDIR(status.st_mode):
            return Unreadable(name, "folder")
        if not stat.S_ISREG(status.st_mode):
            return Unreadable(name, "special")
        if status.st_size > most:
            return Unreadable(name, "too_large", size=status.st_size)
        with open(path, "rb") as file:
            found = file.read(most + 1)
    except PermissionError:
        return Unreadable(name, "forbidden")
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return Unreadable(name, "missing")
    if len(found) > most:  # it grew since its size was asked
        return Unreadable(name, "too_large", size=len(found))
    return _text(name, found)


def decode(name: str, content: bytes) -> SourceFile | Unreadable:
    """The source file that these bytes are."""
    found = _text(name, content)
    return found if isinstance(found, Unreadable) else SourceFile(name, found)


def _text(name: str, content: bytes) -> str | Unreadable:
    if content.startswith(UTF16_MARKS):
        return Unreadable(name, "utf16")
    if content.startswith(COMPILED):
        return Unreadable(name, "compiled")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Unreadable(name, "not_utf8", line=content[: error.start].count(b"\n") + 1)
