"""Text to tree: `parse` reads a file into frozen nodes with spans (`nodes`).

>>> from fidelang.source import SourceFile
>>> tree, diagnostics = parse(SourceFile("a.fid", "earn base { give 1 points per 1 EUR }"))
>>> tree.items[0].name.text, diagnostics
('base', ())
"""

from fidelang.syntax import nodes
from fidelang.syntax.dumping import dump
from fidelang.syntax.parse import parse
from fidelang.syntax.reading import read_file, unreadable

__all__ = ["dump", "nodes", "parse", "read_file", "unreadable"]
