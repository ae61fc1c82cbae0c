"""Lists in files, as spreadsheets and people write them (row 146)."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelang.source import MOST_LIST_BYTES, MOST_VALUES, NoList, Unreadable, ValueList, list_of, read_list


def values(text: str, column: str = "sku") -> tuple[str, ...]:
    found = list_of("bio.csv", text, column)
    assert isinstance(found, ValueList), found
    return found.values


def refused(text: str, column: str = "sku") -> tuple[str, int | None]:
    found = list_of("bio.csv", text, column)
    assert isinstance(found, NoList), found
    return found.reason, found.line


@pytest.mark.parametrize(
    "text", ["A1\nB2", "A1\r\nB2\r\n", "A1\rB2\r", "\ufeffA1\n\n  B2 \n\n", '"A1"\n"B2"\n', "A1\n;;\nB2\n"]
)
def test_one_value_a_line_however_the_lines_end(text: str) -> None:
    assert values(text) == ("A1", "B2")


@pytest.mark.parametrize(
    "text",
    [
        "sku\nA1\nB2\n",
        "\ufeffSKU;name\r\nA1;apples\r\nB2;pears\r\n;;\r\n;nothing\r\n",
        'name,Sku,price\n"apples, red",A1,"1,50"\npears,"B2",2\n',
        'name\tsku\n"two\nlines"\tA1\npears\tB2\n',
        "price;sku\n1,50;A1\n2,00;B2\n",
        '"sku",  "name"\nA1, "apples"\nB2,pears\n',
    ],
)
def test_of_several_columns_the_one_called_as_the_fact(text: str) -> None:
    assert values(text) == ("A1", "B2")


def test_letters_are_composed_and_quotes_are_those_of_csv() -> None:
    assert values('e\u0301\n"1 ""large"" box"\n"a;b,c"\n3" nail\n') == ("\u00e9", '1 "large" box', "a;b,c", '3" nail')


def test_a_name_of_a_column_that_is_another_facts_is_a_value_where_there_is_one_column() -> None:
    assert values("sku\nA1\n", "category") == ("sku", "A1")


def test_a_value_that_stands_twice_is_told_with_its_lines_where_there_is_one_column() -> None:
    assert list_of("f", "A1\nB2\n\n A1 \nB2\nA1\n", "sku") == ValueList("f", ("A1", "B2"), ("A1", 1, 4), 3)
    assert list_of("f", "sku;size\nA1;s\nA1;m\n", "sku") == ValueList("f", ("A1",))


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff", "sku\n", "sku;name\n;pears\n", '""\n'])
def test_a_list_without_a_value_is_none(text: str) -> None:
    assert refused(text) == ("empty", None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EAN;name\nA1;apples\n", ("columns", 1)),
        ("A1\nfruit, vegetables\n", ("columns", 2)),
        ("\nsku;name;SKU\n", ("column_twice", 2)),
        ("sku,name\nA1,apples\nA2,pears, red\n", ("ragged", 3)),
        ("sku,name\nA1\n", ("ragged", 2)),
        ('A1\n"A2\nA3\n', ("open_text", 2)),
        ('sku,name\nA1,"apples\n', ("open_text", 2)),
        ('A1\n"A2"x\n', ("quotes", 2)),
        ("A1\nA\u200b2\n", ("invisible", 2)),
        ("A1\x00\n", ("invisible", 1)),
        ('sku\n"A\n1"\n', ("invisible", 2)),
        (f'A1\n"{"x" * 200_000}\n', ("open_text", 2)),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_with_its_line(text: str, expected: tuple[str, int]) -> None:
    assert refused(text) == expected


def test_the_columns_that_there_are_are_named() -> None:
    found = list_of("f", "EAN, name;price\n", "sku")
    assert found == NoList("f", "columns", 1, ("EAN", "name;price"))


def test_a_hundred_thousand_values_are_a_list_and_one_more_is_none() -> None:
    text = "\n".join(f"A{number}" for number in range(MOST_VALUES))
    assert len(values(text)) == MOST_VALUES
    assert len(values(text + "\nA1")) == MOST_VALUES
    assert refused(f"{text}\nB") == ("too_many", MOST_VALUES + 1)


def test_a_file_is_bounded_and_utf8(tmp_path: Path) -> None:
    path = tmp_path / "bio.csv"
    path.write_bytes(b"A" * (MOST_LIST_BYTES + 1))
    assert read_list(path, "bio.csv") == Unreadable("bio.csv", "too_large", size=MOST_LIST_BYTES + 1)
    path.write_bytes(b"A1\ncaf\xe9\n")
    assert read_list(path, "bio.csv") == Unreadable("bio.csv", "not_utf8", line=2)
    path.write_bytes("A1\n".encode("utf-16"))
    assert read_list(path, "bio.csv") == Unreadable("bio.csv", "utf16")
    path.write_bytes(b"\xef\xbb\xbfA1\n")
    assert read_list(path, "bio.csv") == ValueList("bio.csv", ("A1",))
