"""The look over a text before it is parsed: characters, quotes, numbers, nesting, places to cut."""

from fidelang.syntax.scanning.scan import MOST_MISTAKES, Cut, Scan, scan

__all__ = ["MOST_MISTAKES", "Cut", "Scan", "scan"]
