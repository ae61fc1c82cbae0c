"""A diagnostic is data: what is wrong, where, why, and what to write instead. Its text is framed at the edge."""

from __future__ import annotations

from dataclasses import dataclass

from fidelang.diagnostics.code import Severity
from fidelang.diagnostics.codes import CODES
from fidelang.source import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A place and what to say about it. The first label of a diagnostic is where it stands."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write in place of a span; an empty span inserts."""

    span: Span
    replacement: str


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One mistake.

    `message`, `help` and the labels' texts are one line each, in lower case without a full stop, the user's own text in
    backticks. `labels` may be empty for a mistake of the whole file; `file` then says which.
    """

    code: str
    slug: str
    severity: Severity
    message: str
    labels: tuple[Label, ...] = ()
    help: str = ""
    fix: Fix | None = None
    file: str = ""

    @classmethod
    def at(
        cls, code: str, message: str, *labels: Label, help: str = "", replacement: str | None = None, file: str = ""
    ) -> Diagnostic:
        """A diagnostic of a code of the table, which gives its slug and severity.

        `replacement` is what to write in place of the first label's span.
        """
        entry = CODES[code]
        fix = None if replacement is None else Fix(labels[0].span, replacement)
        return cls(
            code, entry.slug, entry.severity, message, labels, help, fix, labels[0].span.file if labels else file
        )

    @property
    def span(self) -> Span | None:
        """Where it stands, if it stands anywhere within its file."""
        return self.labels[0].span if self.labels else None

    @property
    def is_error(self) -> bool:
        return self.severity == "error"
