"""Program files for commands: checked, or made ready to run, while the user is told if that takes long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from fidelang.cli.progress import waiting
from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile

if TYPE_CHECKING:
    from fidelang.engine import Program
    from fidelang.facade import Checked


def analyse(path: str) -> Checked:
    """A program file and what it includes, checked as far as its mistakes let it."""
    from fidelang.facade import check_file

    with waiting(f"checking {path}"):
        return check_file(path)


def load(path: str) -> tuple[Program | None, tuple[Diagnostic, ...], Mapping[str, SourceFile]]:
    """The program of a file, a text or a compiled one, ready to run; None and its errors if it cannot run."""
    from fidelang.engine import Program
    from fidelang.engine.artifact import ArtifactError, from_artifact
    from fidelang.loading import compiled

    with waiting(f"reading {path}"):
        try:
            data = compiled(path)
            if data is not None:
                return from_artifact(data), (), {}
        except ArtifactError as problem:
            return None, (Diagnostic.at("FID810", f"`{path}` cannot be used: {problem}", file=path),), {}
        from fidelang.facade import check_file

        found = check_file(path)
        if found.plan is not None:
            return Program(found.plan), (), found.sources
    return None, found.errors, found.sources
