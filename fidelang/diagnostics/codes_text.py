"""Codes of files, characters and sentences: FID0xx and FID1xx."""

from __future__ import annotations

from fidelang.diagnostics.code import Code

TEXT: tuple[Code, ...] = (
    Code("FID001", "unreadable_file", "error", "the file cannot be read", "", "", ""),
    Code("FID018", "unknown_escape", "error", "a backslash before a character it does not escape", "", "", ""),
    Code("FID101", "unexpected_word", "error", "a word that cannot stand where it does", "", "", ""),
    Code("FID102", "too_deep", "error", "a text that nests too deep", "", "", ""),
    Code("FID103", "long_number", "error", "a number with too many digits", "", "", ""),
    Code("FID104", "no_such_date", "error", "a date that the calendar does not have", "", "", ""),
    Code("FID105", "no_such_time", "error", "a time that a day does not have", "", "", ""),
    Code("FID110", "equals_sign", "error", "a sign where equality is written in words", "", "", ""),
)
