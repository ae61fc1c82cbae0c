"""Files of transactions: read as exact text, and refused with words when they are no table."""

from pathlib import Path

import duckdb
import pytest

from fidelang.backtest.places import lines_of
from fidelang.backtest.transactions import Connection, Transactions, Unusable

CSV = (
    'id,date,amount\n1,1997-01-01,3.00\n2,1997-01-02\n3,1997-01-03,4.00,x\n\n4,bad,5.00\n5,1997-01-04,"6,\n0"\n6,d,7\n'
)


def opened(path: Path, content: bytes, columns: list[str]) -> tuple[object, ...]:
    path.write_bytes(content)
    with Connection(str(path.parent)) as connection:
        transactions = Transactions(str(path), connection)
        rows = list(transactions.rows(columns))
        return transactions.header, rows, transactions.malformed()


def test_a_csv_is_read_as_it_stands(tmp_path: Path) -> None:
    header, rows, malformed = opened(tmp_path / "t.csv", CSV.encode(), ["id", "amount"])
    assert header == ("id", "date", "amount")
    assert rows == [("1", "3.00"), ("4", "5.00"), ("5", "6,\n0"), ("6", "7")]
    assert malformed == [(3, "it has fewer columns than the header"), (4, "it has more columns than the header")]


def test_rows_are_placed_on_their_lines_past_blank_lines_and_long_values(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(CSV)
    assert lines_of(str(path), ",", 3, [3, 4], [1, 2, 3, 4]) == {1: 2, 2: 6, 3: 7, 4: 9}


def test_semicolons_marks_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfid;date;amount\r\n1;1997-01-01;3,00\r\n"
    assert opened(tmp_path / "t.csv", content, ["id", "amount"])[:2] == (("id", "date", "amount"), [("1", "3,00")])


def test_a_name_with_signs_of_a_pattern_is_a_plain_name(tmp_path: Path) -> None:
    assert opened(tmp_path / "we[i]rd*?'.csv", b'a"b,c\n1,2\n', ['a"b'])[1] == [("1",)]


def test_parquet_numbers_come_as_their_exact_shortest_text(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    duckdb.sql(
        "SELECT 7 AS id, DATE '1997-01-01' AS date, 29.33::DOUBLE AS amount, 0.1::DECIMAL(9,2) AS q, NULL AS n"
    ).write_parquet(str(path))
    with Connection(str(tmp_path)) as connection:
        transactions = Transactions(str(path), connection)
        assert list(transactions.rows(transactions.header)) == [("7", "1997-01-01", "29.33", "0.10", None)]
        assert transactions.malformed() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "`{path}` is empty"),
        (b"\n \n", "`{path}` is empty"),
        ("id,date\n".encode("utf-16"), "`{path}` is saved as UTF-16"),
        (b"PK\x03\x04" + b"x" * 40, "`{path}` is a spreadsheet or a zip file"),
        (b"\x1f\x8b" + b"x" * 40, "`{path}` is compressed"),
        (b"PAR1" + b"x" * 40, "`{path}` cannot be read as Parquet: "),
        (b'id,date\n1,"1997-01-01\n2,1997-01-02\n', "`{path}` cannot be read as CSV: its lines do not make a table"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "t.csv"
    with pytest.raises(Unusable) as refused:
        opened(path, content, ["id"])
    assert str(refused.value).startswith(message.format(path=path))


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with Connection(str(tmp_path)) as connection:
        with pytest.raises(Unusable, match="is a folder"):
            Transactions(str(tmp_path), connection)
        with pytest.raises(Unusable, match="is not there"):
            Transactions(str(tmp_path / "no.csv"), connection)
        with pytest.raises(Unusable, match=r"cannot be read|is not there"):
            Transactions("a\0b", connection)
