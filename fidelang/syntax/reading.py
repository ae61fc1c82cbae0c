"""Files from disk, with what is wrong with them as diagnostics."""

from __future__ import annotations

from pathlib import Path

from fidelang.diagnostics import Diagnostic
from fidelang.source import MOST_BYTES, SourceFile, Unreadable, read

_MESSAGES = {
    "missing": ("FID001", "there is no file `{name}`", "check the path"),
    "folder": ("FID001", "`{name}` is a folder", "give the path of a file"),
    "special": ("FID001", "`{name}` is not a plain file", "give the path of a file"),
    "forbidden": ("FID001", "`{name}` may not be read", "ask for the right to read it"),
    "too_large": ("FID002", "`{name}` holds more than {most} bytes", "such a file is text of at most {size} MiB"),
    "compiled": ("FID810", "`{name}` is a compiled program, without its text", "give the file it was compiled from"),
    "utf16": ("FID003", "`{name}` is saved as UTF-16", "save it again as UTF-8"),
    "not_utf8": ("FID003", "`{name}` is not UTF-8, from line {line} on", "save it again as UTF-8"),
}


def read_file(path: str | Path) -> tuple[SourceFile | None, tuple[Diagnostic, ...]]:
    """The source file at a path, or None and why it cannot be read."""
    found = read(path)
    if isinstance(found, SourceFile):
        return found, ()
    return None, (unreadable(found),)


def unreadable(problem: Unreadable, most: int = MOST_BYTES) -> Diagnostic:
    """The diagnostic of a file that cannot be read; it has no place but its file."""
    code, message, help = _MESSAGES[problem.reason]
    text = message.format(name=problem.name, most=f"{most:,}", line=problem.line)
    help = help.format(size=most // MOST_BYTES)
    return Diagnostic.at(code, text, help=help, file=problem.name)
