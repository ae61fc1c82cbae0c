"""What the table of codes says about one code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of mistake. `what` is a line; `why` says what it would cost; `wrong` and `right` are two ways to write it."""

    code: str
    slug: str
    severity: Severity
    what: str
    why: str
    wrong: str
    right: str
