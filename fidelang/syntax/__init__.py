"""Text to tree: `parse` reads a file into frozen nodes with spans (`nodes`), `read_program` a
file and what it includes.

>>> from fidelang.source import SourceFile
>>> tree, diagnostics = parse(SourceFile("a.fid", "earn base { give 1 points per 1 EUR }"))
>>> tree.items[0].name.text, diagnostics
('base', ())
"""

from fidelang.syntax import nodes
from fidelang.syntax.dumping import dump
from fidelang.syntax.including import Reading, read_program, read_text
from fidelang.syntax.parse import parse
from fidelang.syntax.reading import read_file, unreadable

__all__ = ["Reading", "dump", "nodes", "parse", "read_file", "read_program", "read_text", "unreadable"]
