"""Purchases put in time order by duckdb on disk: a file larger than memory is no trouble."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from fidelang.backtest.rows import Purchase
from fidelang.backtest.transactions import BATCH

if TYPE_CHECKING:
    import duckdb

_MINUTES = 1440
_FIXED = 5  # columns before the facts


class Timeline:
    """A file of purchases, written as they come and read in the order of time, ties as in the file."""

    def __init__(self, folder: str, connection: duckdb.DuckDBPyConnection, facts: int) -> None:
        self._path = Path(folder) / "purchases.csv"
        self._connection = connection
        self._facts = facts

    def write(self, purchases: Iterable[Purchase]) -> int:
        """Writes all of them and returns how many."""
        count = 0
        with open(self._path, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
            for each in purchases:
                moment = each.day * _MINUTES + each.minute
                writer.writerow((moment, each.number, each.amount, each.member, each.quantity, *each.facts))
                count += 1
        return count

    def read(self) -> Iterator[Purchase]:
        kinds = ["'BIGINT'"] * 3 + ["'VARCHAR'"] * (2 + self._facts)
        columns = ", ".join(f"'c{place}': {kind}" for place, kind in enumerate(kinds))
        path = str(self._path).replace("'", "''")
        cursor = self._connection.execute(
            f"SELECT * FROM read_csv('{path}', auto_detect=false, header=false, delim=',', quote='\"', escape='\"', "
            f"new_line='\\n', columns={{{columns}}}) ORDER BY c0, c1"
        )
        while batch := cursor.fetchmany(BATCH):
            for moment, number, amount, member, quantity, *facts in batch:
                day, minute = divmod(moment, _MINUTES)
                yield Purchase(
                    number, day, minute, member, amount, quantity or None, tuple(fact or None for fact in facts)
                )
