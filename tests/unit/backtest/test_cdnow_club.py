"""The CDNOW club over its sample: every row used, points to the unit, and the figures that its README states."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fidelang.cli import main

CLUB = Path(__file__).parents[3] / "programs/examples/cdnow_club"
COLUMNS = ("--member", "customer_id", "--date", "date", "--amount", "amount", "--quantity", "quantity")


@pytest.mark.parametrize("redeem", ["none", "eager"])
def test_the_sample_is_replayed_to_the_unit(redeem: str, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["--redeem", redeem] if redeem == "eager" else []
    file = str(CLUB / "cdnow_sample.csv")
    assert (
        main(["backtest", str(CLUB / "program.fid"), "--transactions", file, *COLUMNS, *asked, "--format", "json"]) == 0
    )
    report = json.loads(capsys.readouterr().out)
    assert report["rows"] == {"read": 6919, "used": 6919, "refused": 0}
    assert report["members"] == 2357
    book = {name: int(points) for name, points in report["ledger"]["points"].items()}
    went = sum(book[name] for name in ("available", "pending", "redeemed", "expired", "reversed"))
    assert book["issued"] + book["adjusted"] + book["debt"] == went
    assert (book["redeemed"] > 0) == (redeem == "eager")
    if redeem == "none":
        readme = (CLUB / "README.md").read_text(encoding="utf-8")
        for key in ("turnover", "cost"):
            assert f"{report[key][:-6]},{report[key][-6:]} USD" in readme
