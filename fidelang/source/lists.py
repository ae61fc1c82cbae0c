"""Lists of texts kept in a file beside a program: one a line, or a column of a CSV (row 146)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from fidelang.source.reading import Unreadable, content

MOST_LIST_BYTES = 10 * 1024 * 1024
MOST_VALUES = 100_000

_SEPARATORS = ",;\t"
_LINE_END = re.compile(r"\r\n?")
_TOO_FAR = re.compile("unexpected end of data|field larger than field limit")  # what an open quote ends in
_Reason = Literal["open_text", "quotes", "invisible", "columns", "column_twice", "ragged", "too_many", "empty"]


@dataclass(frozen=True, slots=True)
class ValueList:
    """Different texts, in NFC, in the order of the file. `repeated`, in a file of one column: the first text that
    stands twice, with both lines (from 1); `repeats` counts them all. One of several columns may well repeat itself."""

    name: str
    values: tuple[str, ...]
    repeated: tuple[str, int, int] | None = None
    repeats: int = 0


@dataclass(frozen=True, slots=True)
class NoList:
    """Why a text is no list; `line` (from 1) is where. `found`: the columns that the first line names."""

    name: str
    reason: _Reason
    line: int | None = None
    found: tuple[str, ...] = ()


def read_list(path: Path, name: str, column: str = "") -> ValueList | NoList | Unreadable:
    """The list of a file of at most 10 MiB and 100,000 values."""
    found = content(path, name, MOST_LIST_BYTES)
    return found if isinstance(found, Unreadable) else list_of(name, found, column)


def list_of(name: str, text: str, column: str = "") -> ValueList | NoList:
    """The list that a text is: the column that its first line calls `column`, in letters of any case; without such a
    line, its only column. A byte-order mark, empty lines and blanks around a value are left out.

    >>> list_of("bio.csv", 'A1\\n"B 2"\\n\\nA1\\n', "sku")
    ValueList(name='bio.csv', values=('A1', 'B 2'), repeated=('A1', 1, 4), repeats=1)
    >>> list_of("bio.csv", "SKU;name\\nA1;apples\\nB2;pears\\n", "sku").values
    ('A1', 'B2')
    >>> list_of("bio.csv", "EAN;name\\nA1;apples\\n", "sku")
    NoList(name='bio.csv', reason='columns', line=1, found=('EAN', 'name'))
    """
    text = _LINE_END.sub("\n", normalize("NFC", text.removeprefix("\ufeff")))
    try:
        width, cells = _column(text, column)
        return _taken(name, cells, width == 1)
    except _Refused as refused:
        return NoList(name, refused.reason, refused.line, refused.found)


class _Refused(Exception):
    def __init__(self, reason: _Reason, line: int, found: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.reason, self.line, self.found = reason, line, found


def _taken(name: str, cells: Iterator[tuple[int, str]], alone: bool) -> ValueList | NoList:
    found: dict[str, int] = {}
    repeated: tuple[str, int, int] | None = None
    repeats = 0
    for number, value in cells:
        if not value.isprintable():
            return NoList(name, "invisible", number)
        first = found.setdefault(value, number)
        if first != number:
            if not alone:
                continue
            repeats += 1
            repeated = repeated or (value, first, number)
        elif len(found) > MOST_VALUES:
            return NoList(name, "too_many", number)
    return ValueList(name, tuple(found), repeated, repeats) if found else NoList(name, "empty")


def _column(text: str, column: str) -> tuple[int, Iterator[tuple[int, str]]]:
    """How many columns there are, and (line, value) of each cell of the one meant that is not empty."""
    several: tuple[int, tuple[str, ...]] | None = None
    for separator in _SEPARATORS:
        number, cells = next(_records(text, separator), (0, []))
        if len(cells) > (len(several[1]) if several else 1):
            several = number, tuple(cells)
        heads = [cell.casefold() for cell in cells]
        if column and heads.count(column.casefold()) > 1:
            raise _Refused("column_twice", number)
        if column and column.casefold() in heads:
            return len(heads), _under(text, separator, heads.index(column.casefold()), len(heads))
    if several:  # and nothing says which of them is meant
        raise _Refused("columns", *several)
    return 1, _alone(text)


def _alone(text: str) -> Iterator[tuple[int, str]]:
    """The values of a file of one column without a name."""
    for separator in _SEPARATORS:
        for number, cells in _records(text, separator):
            if len(cells) > 1:
                raise _Refused("columns", number)
    yield from ((number, cells[0]) for number, cells in _records(text, ",") if cells[0].strip(_SEPARATORS))


def _under(text: str, separator: str, place: int, width: int) -> Iterator[tuple[int, str]]:
    """The cells of a column below its name."""
    records = _records(text, separator)
    next(records)
    for number, cells in records:
        if len(cells) != width:
            raise _Refused("ragged", number)
        if cells[place]:
            yield number, cells[place]


def _records(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(the line on which it starts, its cells without blanks around them) of each record that is not empty."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True, strict=True)
    number = 0
    while True:
        number = reader.line_num + 1
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _Refused("open_text" if _TOO_FAR.search(str(error)) else "quotes", number) from None
        if any(cells):
            yield number, cells
