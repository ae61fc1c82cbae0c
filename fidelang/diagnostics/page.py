"""The page of all codes, `docs/errors.md`, as the table has them."""

from __future__ import annotations

from fidelang.diagnostics.code import Code
from fidelang.diagnostics.codes import CODES

_CHAPTERS = {
    "0": "Files and characters",
    "1": "Sentences",
    "2": "Names",
    "3": "Types and units",
    "4": "Rules",
    "5": "Money and wallets",
    "6": "Privacy",
    "7": "Tests and stories",
    "8": "What is given to a program",
    "9": "Not supported yet",
}
_LONGEST_EXAMPLE = 120
_HEADER = """# Errors and warnings

Every message of fidelang has a code that does not change. This page is written from the table of codes
(`fidelang/diagnostics`); run `python -m fidelang.diagnostics > docs/errors.md` after a change there.
An error cannot be silenced: what could lose money is an error. A warning does not stop a program from running.
"""


def errors_page() -> str:
    """The text of `docs/errors.md`."""
    parts = [_HEADER]
    chapter = ""
    for code, entry in CODES.items():
        if code[3] != chapter:
            chapter = code[3]
            parts.append(f"\n## {_CHAPTERS[chapter]}\n")
        parts.append(_entry(entry))
    return "".join(parts)


def _entry(entry: Code) -> str:
    kind = " (a warning)" if entry.severity == "warning" else ""
    lines = [f"\n### {entry.code} {entry.slug}\n", f"\n{entry.what[:1].upper()}{entry.what[1:]}{kind}."]
    if entry.why:
        lines.append(f" Why it matters: {entry.why}.")
    lines.append("\n")
    for title, example in (("Instead of", entry.wrong), ("write", entry.right)):
        if example and len(example) <= _LONGEST_EXAMPLE:
            lines.append(f"\n{title}\n\n```\n{example}\n```\n")
    return "".join(lines)
