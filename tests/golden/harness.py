"""Fixtures that hold a program and what is said of it.

A fixture is a rule file. Its last lines start with `#|` and hold, after that mark, the exact expected text; being
comments they change nothing in the program. `FIDELANG_REWRITE=1 pytest tests/golden` writes what is found instead of
comparing: read the difference before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

from fidelang.diagnostics import render_text
from fidelang.facade import check_file
from fidelang.semantics import check
from fidelang.source import SourceFile
from fidelang.syntax import dump, parse, read_file, read_text

MARK = "#|"


def expected(path: Path) -> str:
    """The text that a fixture expects."""
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line.startswith(MARK)]
    return "".join(f"{line.removeprefix(MARK).removeprefix(' ')}\n" for line in lines)


def messages(path: Path) -> str:
    """All that `fidelang check` says of a file, as people read it; of one in a folder of its own, what that folder's
    other files make it say, too."""
    if path.parent.name != "bad":
        checked = check_file(path)
        return render_text(checked.diagnostics, checked.sources).replace(f"{path.parent}{os.sep}", "")
    source, found = read_file(path)
    if source is None:
        return render_text(found, {})
    source = SourceFile(path.name, source.text)
    reading = read_text(source)
    found = reading.diagnostics
    if reading.tree is not None and reading.sources is not None:
        found += check(reading.tree, reading.sources)[1]
    return render_text(found, {source.name: source})


def dumped(path: Path) -> str:
    """The tree of a file that parses."""
    source = SourceFile(path.name, path.read_text(encoding="utf-8"))
    tree, found = parse(source)
    assert tree is not None, render_text(found, {source.name: source})
    return dump(tree)


def said(path: Path, found: str) -> tuple[str, str]:
    """What was found and what the fixture says, to be compared; with FIDELANG_REWRITE it is made to say what was found.

    Blanks at the ends of lines do not count: editors strip them.
    """
    if os.environ.get("FIDELANG_REWRITE"):
        program = path.read_bytes().decode("utf-8").split(f"\n{MARK}")[0].rstrip("\n")
        lines = "".join(f"{MARK} {line}".rstrip() + "\n" for line in found.splitlines())
        path.write_bytes(f"{program}\n\n{lines}".encode())
    return "\n".join(line.rstrip() for line in found.splitlines()), expected(path).rstrip("\n")
