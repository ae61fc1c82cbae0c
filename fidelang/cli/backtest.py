"""`fidelang backtest PROGRAM --transactions FILE --member COL --date COL --amount COL`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fidelang.cli.output import Format, format_option, refuse, write_json
from fidelang.cli.progress import Progress

if TYPE_CHECKING:
    from fidelang.backtest import FactColumn


@click.command()
@click.argument("program", metavar="PROGRAM")
@click.option("--transactions", required=True, metavar="FILE", help="CSV or Parquet: a purchase a row.")
@click.option("--member", required=True, metavar="COL", help="The column that says who bought.")
@click.option("--date", required=True, metavar="COL", help="When: 2027-05-03, or 2027-05-03T10:00.")
@click.option("--amount", required=True, metavar="COL", help="How much, of the whole row: 12.50.")
@click.option("--quantity", metavar="COL", help="How many items; without it, one.")
@click.option(
    "--fact",
    "facts",
    multiple=True,
    metavar="FACT=COL",
    help="A fact of the basket or line from a column: line.category=department. May be given several times.",
)
@click.option(
    "--redeem",
    type=click.Choice(["none", "eager"]),
    default="none",
    show_default=True,
    help="Rewards asked for: none, or at each basket every one that can be had, the greatest value first.",
)
@click.option("--strict", is_flag=True, help="A row that cannot be used is an error.")
@format_option
def backtest(
    program: str,
    transactions: str,
    member: str,
    date: str,
    amount: str,
    quantity: str | None,
    facts: tuple[str, ...],
    redeem: str,
    strict: bool,
    form: Format,
) -> int:
    """Replay real purchases through a program, as its checkout would have run it.

    Each row is a basket of one line. Points, discounts, tiers, stages and cost are reported by month and in all. Rows
    that cannot be used are counted and listed by line.
    """
    from fidelang.backtest import Columns
    from fidelang.backtest import backtest as replay
    from fidelang.cli.backtest_text import show
    from fidelang.cli.files import load

    columns = Columns(member, date, amount, quantity, tuple(_fact(text) for text in facts))
    loaded, errors, sources = load(program)
    if loaded is None:
        return refuse(form, errors, sources)
    with Progress() as progress:
        report, problems = replay(
            loaded, transactions, columns, eager=redeem == "eager", strict=strict, progress=progress.update
        )
    if report is None:
        return refuse(form, problems, {})
    if form == "json":
        write_json(report.to_json())
    else:
        show(report, eager=redeem == "eager")
    return 0


def _fact(text: str) -> FactColumn:
    from fidelang.backtest import FactColumn

    name, equals, column = text.partition("=")
    owner, dot, fact = name.partition(".")
    if not (equals and dot and column and fact and owner):
        raise click.UsageError(f"--fact {text}: write FACT=COL, such as line.category=department")
    return FactColumn(owner, fact, column)
