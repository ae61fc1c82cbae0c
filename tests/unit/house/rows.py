"""The appendix of the reference: every row of docs/semantics.md as it stands there, followed by the cases that run it."""

from __future__ import annotations

import re
from functools import cache

from tests.conformance.harness import FOLDER, load_cases, read_yaml
from tests.unit.house.pages import DOCS

_ROW = re.compile(r"^(\d+)\. (.*)$")
_HEAD = """# Appendix: what a rule file means, row by row

The rows of [semantics.md](../semantics.md), each followed by the [cases](../../tests/conformance/README.md) that run it: a
program, a story and what must come of it, judged on every engine. This page is written from both by
`FIDELANG_REWRITE=1 python -m pytest tests/unit/house/test_rows_page.py`; a test compares it.
"""


def rows_page() -> str:
    """The text of docs/language/rows.md."""
    parts = [_HEAD]
    _, *rest = (DOCS / "semantics.md").read_text(encoding="utf-8").partition("\n## ")
    for line in "".join(rest).split("\n"):
        if line.startswith("## "):
            parts.append(f"\n{line}\n")
        elif found := _ROW.match(line):
            number = int(found[1])
            parts.append(f'\n<a id="row-{number}"></a>**{number}.** {_relinked(found[2])}\n\n{_cases_of(number)}\n')
        elif line and not line.startswith("Cases: "):
            parts.append(f"\n{_relinked(line)}\n")
    return "".join(parts)


def _relinked(text: str) -> str:
    return text.replace("](decisions/", "](../decisions/")


def _cases_of(row: int) -> str:
    named = _cases().get(row)
    if named is None:
        return f"*No case:* {_waiting()[row]}."
    return "*Cases:* " + ", ".join(f"[{name}](../../tests/conformance/{file})" for name, file in named) + "."


@cache
def _cases() -> dict[int, list[tuple[str, str]]]:
    """The name and file of each case, by row."""
    found: dict[int, list[tuple[str, str]]] = {}
    for case in load_cases():
        for row in case.rows:
            found.setdefault(row, []).append((case.id, case.file))
    return found


@cache
def _waiting() -> dict[int, str]:
    """Why a row has no case."""
    listed = read_yaml(FOLDER / "waiting.yaml")
    assert isinstance(listed, list)
    return {row: entry["why"] for entry in listed for row in entry["rows"]}
