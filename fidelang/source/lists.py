"""Lists of texts kept in a file beside a program: one a line, or the first column of a CSV (row 163)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from fidelang.source.reading import Unreadable, content

MOST_LIST_BYTES = 5 * 1024 * 1024
MOST_VALUES = 100_000

_LINE_END = re.compile(r"\r\n|\n|\r")
_FIRST = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=[,;\t]|$)|([^",;\t][^,;\t]*)?(?=[,;\t]|$))')


@dataclass(frozen=True, slots=True)
class ValueList:
    """Different texts, in NFC, in the order of the file. `repeated`: a text that stands twice, with both lines (from 1),
    the first such; `repeats` counts them all."""

    name: str
    values: tuple[str, ...]
    repeated: tuple[str, int, int] | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class NoList:
    """Why a text is no list; `line` (from 1) is where."""

    name: str
    reason: Literal["open_text", "invisible", "too_many", "empty"]
    line: int | None = None


def read_list(path: Path, name: str) -> ValueList | NoList | Unreadable:
    """The list of a file of at most 5 MiB and 100,000 values."""
    found = content(path, name, MOST_LIST_BYTES)
    return found if isinstance(found, Unreadable) else list_of(name, found)


def list_of(name: str, text: str) -> ValueList | NoList:
    """The list that a text is. A byte-order mark, empty lines and blanks around a value are left out.

    >>> list_of("bio.csv", 'A1;apples\\n"B 2", pears\\n\\nA1\\n')
    ValueList(name='bio.csv', values=('A1', 'B 2'), repeated=('A1', 1, 4), repeats=1)
    """
    found: dict[str, int] = {}
    repeated: tuple[str, int, int] | None = None
    repeats = 0
    for number, line in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        match = _FIRST.match(line)
        if match is None:
            return NoList(name, "open_text", number)
        quoted, plain = match.groups()
        value = normalize("NFC", (plain or "" if quoted is None else quoted.replace('""', '"')).strip())
        if not value:
            continue
        if not value.isprintable():
            return NoList(name, "invisible", number)
        first = found.setdefault(value, number)
        if first != number:
            repeats += 1
            repeated = repeated or (value, first, number)
        elif len(found) > MOST_VALUES:
            return NoList(name, "too_many", number)
    return ValueList(name, tuple(found), repeated, repeats) if found else NoList(name, "empty")
