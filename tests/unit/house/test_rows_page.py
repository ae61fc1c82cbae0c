"""The appendix of the reference is what the rows and their cases say today."""

from __future__ import annotations

import os

from tests.unit.house.pages import ROWS_PAGE
from tests.unit.house.rows import rows_page


def test_the_appendix_is_current() -> None:
    now = rows_page()
    if os.environ.get("FIDELANG_REWRITE"):
        ROWS_PAGE.write_text(now, encoding="utf-8")
    assert ROWS_PAGE.read_text(encoding="utf-8") == now


def test_a_row_is_followed_by_the_cases_that_name_it() -> None:
    page = rows_page()
    start = page.index('<a id="row-154"></a>')
    told = page[start : page.index("\n## ", start)]
    assert "rules-on-moves-and-groups-read-a-streak" in told or "*Cases:* [" in told
    assert "](../../tests/conformance/t_streaks.yaml)" in told


def test_a_row_without_a_case_says_why() -> None:
    page = rows_page()
    start = page.index('<a id="row-93"></a>')
    assert (
        "*No case:* no answer can show that a record holds no name" in page[start : page.index('<a id="row-94"', start)]
    )
