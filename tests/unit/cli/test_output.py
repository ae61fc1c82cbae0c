"""Tables as a terminal of 80 columns shows them."""

import io

from rich.console import Console

from fidelang.cli.output import table

COLUMNS = ("month", "rows", "buyers", "turnover", "discounts", "points issued", "points expired", "cost", "give-back")
ROW = ("1997-03", "1,204", "948", "143,302.10", "170.00", "122,673", "45,540", "1,396.73", "3.23%")


def shown(tight: bool) -> list[str]:
    made = table(*COLUMNS, right=COLUMNS[1:], tight=tight)
    made.add_row(*ROW)
    out = Console(file=io.StringIO(), width=80)
    out.print(made)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue().splitlines()


def test_a_months_row_stays_on_one_line_of_eighty_columns_when_it_is_tight() -> None:
    lines = shown(tight=True)
    assert len(lines) == 3  # two of headings
    assert lines[-1].split() == list(ROW)


def test_it_would_not_without() -> None:
    assert shown(tight=False)[-1].split() != list(ROW)
