"""Columns that a file does not have: the nearest name, or the first of those that are there."""

from __future__ import annotations

from fidelang.backtest.columns import Columns, missing_columns


def helps(*header: str) -> list[str]:
    return [one.help for one in missing_columns(Columns("member", "date", "amount"), header, "t.csv")]


def test_a_misspelt_column_is_guessed() -> None:
    assert helps("Member", "date", "amont") == ["did you mean `Member`?", "did you mean `amont`?"]


def test_of_thousands_of_columns_twenty_are_named() -> None:
    (first, *_) = helps(*(f"c{at}" for at in range(5_000)))
    assert first == "the columns are " + ", ".join(f"`c{at}`" for at in range(20)) + " and 4,980 more"
