"""Reason codes as the emitted text writes them: small integers in the order of precedence."""

from __future__ import annotations

CODES = (
    "", "not_started", "ended", "no_member", "too_early", "too_late", "other_day", "other_hour", "audience",
    "holdout", "variant", "consent", "unknown",
    "condition", "no_line", "target", "stock", "limit", "balance", "stack", "nothing", "nothing_left", "budget",
)  # fmt: skip
NUMBER = {code: number for number, code in enumerate(CODES)}
PART = 32  # a code's number plus 32 × the position of the `when` it is about


def code_of(number: int) -> str:
    return CODES[number % PART]
