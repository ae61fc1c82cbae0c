"""Files and spans: where a piece of text stands, so that every message can show its place.

>>> SourceFile("a.fid", "earn base\\nearn more").position(12)
Position(line=2, column=3)
"""

from fidelang.source.lists import MOST_LIST_BYTES, MOST_VALUES, NoList, ValueList, list_of, read_list
from fidelang.source.reading import MOST_BYTES, Unreadable, decode, read
from fidelang.source.sources import Sources
from fidelang.source.span import Position, SourceFile, Span

__all__ = [
    "MOST_BYTES", "MOST_LIST_BYTES", "MOST_VALUES", "NoList", "Position", "SourceFile", "Sources", "Span", "Unreadable",
    "ValueList", "decode", "list_of", "read", "read_list",
]  # fmt: skip
