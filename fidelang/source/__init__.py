"""Files and spans: where a piece of text stands, so that every message can show its place."""

from fidelang.source.span import Position, SourceFile, Span

__all__ = ["Position", "SourceFile", "Span"]
