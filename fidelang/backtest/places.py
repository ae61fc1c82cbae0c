"""Where rows stand in a CSV: a value may run over several lines, and blank lines are no rows."""

from __future__ import annotations

import csv
from collections.abc import Iterable


def lines_of(path: str, delimiter: str, width: int, malformed: Iterable[int], wanted: Iterable[int]) -> dict[int, int]:
    """Line (from 1, the header's) of each wanted row (from 1), counting rows as duckdb does.

    `width`: the header's number of columns; `malformed`: lines that were left out. A row that is not found, because
    the file is not as it seemed, is left out of the answer.
    """
    out = set(malformed)
    missing = set(wanted)
    last = max(missing, default=0)
    found: dict[int, int] = {}
    row = 0
    with open(path, encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter)
        try:
            next(reader, None)
            before = reader.line_num
            for values in reader:
                line, before = before + 1, reader.line_num
                if not values or line in out or len(values) != width:
                    continue
                row += 1
                if row in missing:
                    found[row] = line
                if row >= last:
                    break
        except csv.Error:
            return found
    return found
