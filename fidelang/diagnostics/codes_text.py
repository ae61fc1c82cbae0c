"""Codes of files, characters and sentences: FID0xx and FID1xx."""

from __future__ import annotations

from fidelang.diagnostics.code import Code

TEXT: tuple[Code, ...] = tuple(
    Code(c, s, e, w, "", "", "")
    for c, s, e, w in (
        ("FID001", "unreadable_file", "error", "a path with no readable file"),
        ("FID002", "large_file", "error", "a file over 1 MiB"),
        ("FID003", "not_utf8", "error", "a file that is not UTF-8"),
        ("FID004", "empty_file", "error", "a file with no declaration"),
        ("FID005", "invisible_character", "error", "a character that cannot be seen"),
        ("FID006", "mixed_alphabets", "error", "a word with letters of two alphabets"),
        ("FID007", "mixed_alphabets_in_text", "warning", "a text with a word of two alphabets"),
        ("FID008", "foreign_digits", "error", "digits other than 0 to 9"),
        ("FID009", "wrong_quotes", "error", "quotes other than straight double ones"),
        ("FID010", "open_text", "error", "a text without its closing quote"),
        ("FID011", "stray_character", "error", "a character that means nothing"),
        ("FID012", "glued_number", "error", "a number and a word without a space between"),
        ("FID013", "bad_number", "error", "digits that make no number"),
        ("FID014", "foreign_comment", "error", "a comment as other languages write it"),
        ("FID015", "foreign_operator", "error", "an operator of another language"),
        ("FID018", "unknown_escape", "error", "a backslash before a character it does not escape"),
        ("FID100", "too_many_mistakes", "error", ""),
        ("FID101", "unexpected_word", "error", "a word that cannot stand where it does"),
        ("FID102", "too_deep", "error", "a text that nests too deep"),
        ("FID103", "long_number", "error", "a number with too many digits"),
        ("FID104", "no_such_date", "error", "a date that the calendar does not have"),
        ("FID105", "no_such_time", "error", "a time that a day does not have"),
        ("FID106", "long_declaration", "error", ""),
        ("FID107", "open_block", "error", ""),
        ("FID108", "misspelt_keyword", "error", ""),
        ("FID109", "reserved_name", "error", ""),
        ("FID110", "equals_sign", "error", "a sign where equality is written in words"),
        ("FID111", "missing_unit", "error", ""),
        ("FID112", "decimal_comma", "error", ""),
        ("FID113", "spaced_number", "error", ""),
        ("FID114", "stray_bracket", "error", ""),
        ("FID115", "bad_name", "error", ""),
        ("FID116", "wrong_block", "error", ""),
        ("FID117", "date_form", "error", ""),
        ("FID118", "missing_mark", "error", ""),
        ("FID119", "unquoted_text", "error", ""),
        ("FID120", "negative_amount", "error", ""),
        ("FID121", "missing_comparison", "error", ""),
    )
)
