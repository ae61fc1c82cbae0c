"""The table of all codes: FID0xx files and text, 1xx syntax, 2xx names, 3xx types and units, 4xx rules,
5xx money and wallets, 6xx privacy, 7xx tests and stories, 8xx what is given to a program, 9xx not supported yet."""

from __future__ import annotations

from fidelang.diagnostics.code import Code
from fidelang.diagnostics.codes_input import INPUT
from fidelang.diagnostics.codes_meaning import MEANING
from fidelang.diagnostics.codes_text import TEXT


def _table(entries: tuple[Code, ...]) -> dict[str, Code]:
    table: dict[str, Code] = {}
    for entry in sorted(entries, key=lambda entry: entry.code):
        if entry.code in table:
            raise ValueError(f"{entry.code} stands twice in the table of codes")
        table[entry.code] = entry
    return table


CODES = _table(TEXT + MEANING + INPUT)
