"""A row is a purchase or a reason; nothing is guessed at."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from fidelang.backtest.rows import Purchase, read_row

PARIS = ZoneInfo("Europe/Paris")
DAY = date(1997, 1, 1).toordinal()


def test_a_row_is_read_exactly() -> None:
    values = (" 7 ", "1997-01-01", "29.3", "2", "music", "")
    assert read_row(3, values, True, 2, PARIS) == Purchase(3, DAY, 720, "7", 2930, "2", ("music", None))


def test_a_time_with_an_offset_is_brought_to_the_program_zone() -> None:
    found = read_row(1, ("7", "1996-12-31T23:30:00Z", "1"), False, 2, PARIS)
    assert isinstance(found, Purchase)
    assert (found.day, found.minute, found.quantity) == (DAY, 30, None)


def test_an_amount_of_zero_is_a_purchase() -> None:
    found = read_row(1, ("7", "1997-01-01", "0.00"), False, 2, PARIS)
    assert isinstance(found, Purchase)
    assert found.amount == 0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ((None, "1997-01-01", "1"), "no member"),
        (("  ", "1997-01-01", "1"), "no member"),
        (("7", None, "1"), "no date"),
        (("7", "1997-01-01", ""), "no amount"),
        (("7", "1997-02-30", "1"), "`1997-02-30` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"),
        (("7", "01/02/1997", "1"), "`01/02/1997` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"),
        (("7", "19970101", "1"), "`19970101` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"),
        (("7", "9999-12-31", "1"), "`9999-12-31` is not in the years 1900 to 2199"),
        (("7", "0001-01-01T00:00+14:00", "1"), "`0001-01-01T00:00+14:00` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"),
        (("7", "1997-01-01", "-5.00"), "`-5.00` is a negative amount"),
        (("7", "1997-01-01", "5.001"), "`5.001` has more decimals than the currency"),
        (("7", "1997-01-01", "5,00"), "`5,00` is not an amount like 12.50"),
        (("7", "1997-01-01", "1e3"), "`1e3` is not an amount like 12.50"),
        (("7", "1997-01-01", "nan"), "`nan` is not an amount like 12.50"),
        (("7", "1997-01-01", "９"), "`９` is not an amount like 12.50"),
        (("7", "1997-01-01", "9" * 200), f"`{'9' * 27}…` is not an amount like 12.50"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_used_says_why(values: tuple[str | None, ...], reason: str) -> None:
    assert read_row(1, values, False, 2, PARIS) == reason


@pytest.mark.parametrize(
    ("quantity", "reason"),
    [
        ("", "no quantity"),
        ("0", "the quantity `0` is not above zero"),
        ("-1", "the quantity `-1` is not above zero"),
        ("1.0005", "`1.0005` is not a quantity with at most 3 decimals"),
        ("two", "`two` is not a quantity with at most 3 decimals"),
    ],
)
def test_a_quantity_that_cannot_be_used_says_why(quantity: str, reason: str) -> None:
    assert read_row(1, ("7", "1997-01-01", "1", quantity), True, 2, PARIS) == reason
