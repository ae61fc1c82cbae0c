"""One backtest from a file to a report."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from fidelang.backtest.books import Flows, holdings_of
from fidelang.backtest.columns import Columns, known_facts, missing_columns, unknown_facts
from fidelang.backtest.places import lines_of
from fidelang.backtest.replay import MonthEnd, Replay
from fidelang.backtest.report import MOST_LISTED, Refused, Report
from fidelang.backtest.rows import Purchase, read_row
from fidelang.backtest.timeline import Timeline
from fidelang.backtest.transactions import Connection, Transactions, Unusable
from fidelang.backtest.unknown import facts_not_told
from fidelang.diagnostics import Diagnostic
from fidelang.engine import InvalidInput, Program

Progress = Callable[[str, int, int | None], None]  # what is being done, how many rows are done, of how many


def backtest(
    program: Program,
    path: str,
    columns: Columns,
    *,
    eager: bool = False,
    strict: bool = False,
    progress: Progress = lambda _doing, _done, _of: None,
) -> tuple[Report | None, tuple[Diagnostic, ...]]:
    """Replays the purchases of a CSV or Parquet file, each row a basket of one line, in time order.

    No reward is asked for unless `eager`. Rows that cannot be used are listed in the report; with `strict` they are
    errors, and nothing is reported. The file itself may be larger than memory; a state is kept for each member.
    """
    problems = unknown_facts(columns, program.plan, path)
    if problems:
        return None, tuple(problems)
    with tempfile.TemporaryDirectory(prefix="fidelang-") as folder, Connection(folder) as connection:
        try:
            transactions = Transactions(path, connection)
            problems = missing_columns(columns, transactions.header, path)
            if problems:
                return None, tuple(problems)
            timeline = Timeline(folder, connection, len(columns.facts))
            gathered = _Gathered(program, columns, progress)
            usable = timeline.write(gathered.purchases(transactions))
            malformed = transactions.malformed()
        except Unusable as unusable:
            return None, (unusable.diagnostic,)
        if strict and (gathered.refused or malformed):
            refused = _placed(gathered.refused, malformed, transactions)
            return None, _errors(refused, len(gathered.refused) + len(malformed), path)
        report = _replayed(program, columns, timeline, usable, eager, gathered, progress)
        refused = _placed(gathered.refused, malformed, transactions)
    count = len(gathered.refused) + len(malformed)
    report = replace(report, read=gathered.read + len(malformed), refused_count=count, refused=refused[:MOST_LISTED])
    if strict and count:
        return None, _errors(refused, count, path)
    return report, ()


class _Gathered:
    """The rows of a file as they are read; `refused` holds (row, reason)."""

    def __init__(self, program: Program, columns: Columns, progress: Progress) -> None:
        self.program = program
        self.columns = columns
        self.progress = progress
        self.read = 0
        self.refused: list[tuple[int, str]] = []

    def purchases(self, transactions: Transactions) -> Iterator[Purchase]:
        names = [column for _, column in self.columns.named()]
        quantity = self.columns.quantity is not None
        for values in transactions.rows(names):
            self.read += 1
            found = read_row(self.read, values, quantity, self.program.plan.decimals, self.program.zone)
            if isinstance(found, str):
                self.refused.append((self.read, found))
            else:
                yield found
            if self.read % 4096 == 0:
                self.progress("reading", self.read, None)


def _replayed(
    program: Program,
    columns: Columns,
    timeline: Timeline,
    usable: int,
    eager: bool,
    gathered: _Gathered,
    progress: Progress,
) -> Report:
    kinds = known_facts(program.plan)
    facts = tuple((fact.owner, fact.name, kinds[f"{fact.owner}.{fact.name}"]) for fact in columns.facts)
    replay = Replay(program, facts, eager)
    months: list[MonthEnd] = []
    first = last = None
    for done, purchase in enumerate(timeline.read(), start=1):
        try:
            months.extend(replay.purchase(purchase))
            first, last = first or purchase.day, purchase.day
        except InvalidInput as error:
            gathered.refused.append((purchase.number, error.message))
        if done % 128 == 0:
            progress("replaying", done, usable)
    if replay.day:
        months.append(replay.close(replay.day))
    flows = Flows()
    for month in months:
        flows.add(month.flows)
    held = months[-1].held if months else holdings_of(program, ())
    return Report(program, 0, 0, (), first, last, flows, held, tuple(months), facts_not_told(program.plan, columns))


def _placed(
    refused: list[tuple[int, str]], malformed: list[tuple[int, str]], transactions: Transactions
) -> tuple[Refused, ...]:
    """Refused rows with their lines, in the order of the file."""
    shown = sorted(refused)[:MOST_LISTED]
    lines: dict[int, int] = {}
    if shown and not transactions.parquet:
        lines = lines_of(
            transactions.path,
            transactions.delimiter,
            len(transactions.header),
            (line for line, _ in malformed),
            (row for row, _ in shown),
        )
    found = [Refused(row, lines.get(row), reason) for row, reason in shown]
    found += [Refused(0, line, reason) for line, reason in malformed[:MOST_LISTED]]
    return tuple(sorted(found, key=lambda each: (each.line or each.row, each.row)))


def _errors(refused: tuple[Refused, ...], count: int, path: str) -> tuple[Diagnostic, ...]:
    found = [Diagnostic.at("FID805", f"{place(each)}: {each.reason}", file=path) for each in refused[:20]]
    if count > len(found):
        found.append(Diagnostic.at("FID805", f"and {count - len(found):,} more rows that cannot be used", file=path))
    return tuple(found)


def place(refused: Refused) -> str:
    """`line 12` of a CSV, `row 12` where lines cannot be told."""
    return f"row {refused.row}" if refused.line is None else f"line {refused.line}"
