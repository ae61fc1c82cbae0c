"""The look over a text before it is parsed: characters, quotes, numbers, nesting."""

from fidelang.syntax.scanning.scan import MOST_MISTAKES, Scan, scan

__all__ = ["MOST_MISTAKES", "Scan", "scan"]
