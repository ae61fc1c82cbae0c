"""What the table of codes says about one code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake: `what` it is and `why` it matters, a line each; `wrong` and `right` show it in a program."""

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    wrong: str
    right: str
