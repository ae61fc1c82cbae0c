"""Diagnostics for machines: plain values ready for JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fidelang.diagnostics.diagnostic import Diagnostic
from fidelang.source import SourceFile

JsonEntry = dict[str, str | int | None]


def render_json(diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> list[JsonEntry]:
    """An entry a diagnostic: code, severity, message, file, line, column, help.

    `sources` are by file name. Lines and columns start at 1; both are null for a mistake of the whole file, such as
    one that cannot be read.
    """
    return [_entry(each, sources.get(each.file)) for each in diagnostics]


def _entry(diagnostic: Diagnostic, source: SourceFile | None) -> JsonEntry:
    span = diagnostic.span
    place = source.position(span.start) if source and span else None
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity,
        "message": diagnostic.message,
        "file": diagnostic.file,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "help": diagnostic.help,
    }
