"""A backtest's report for people: months, then the whole, then what needs a look."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fidelang.backtest import Report
from fidelang.backtest.run import place
from fidelang.cli.output import console, counted, table
from fidelang.cli.output import show as display
from fidelang.values import day_text, written

if TYPE_CHECKING:
    from fidelang.backtest.replay import MonthEnd

MOST_SHOWN = 20  # refused rows
ROOMY = 110  # columns of a terminal that takes the months with headings on one line


def show(report: Report, eager: bool) -> None:
    """Prints the report on stdout."""
    if report.months:
        _months(report)
    _points(report)
    _groups(report)
    _whole(report, eager)
    _silence(report)
    _refused(report)


def _months(report: Report) -> None:
    wallets = [wallet.name for wallet in report.program.plan.wallets]
    columns = ["month", "rows", "buyers", "turnover", "discounts", *(f"{name} issued" for name in wallets)]
    columns += [f"{name} expired" for name in wallets if any(_flow(month, name, "expired") for month in report.months)]
    columns += ["cost", "give-back"]
    shown = table(*columns, right=columns[1:], tight=console().width < ROOMY)
    for month in report.months:
        cells = [f"{month.flows.rows:,}", f"{month.buyers:,}", _money(report, month.flows.turnover)]
        cells.append(_money(report, month.flows.discount))
        cells += [_amount(report, name, _flow(month, name, "issued")) for name in wallets]
        cells += [
            _amount(report, name.removesuffix(" expired"), _flow(month, name.removesuffix(" expired"), "expired"))
            for name in columns
            if name.endswith(" expired")
        ]
        cells += [_money(report, report.cost(month.flows)), _percent(report.give_back_rate(month.flows))]
        shown.add_row(month.month, *cells)
    display(shown)
    console().print()


def _points(report: Report) -> None:
    parts = ("issued", "redeemed", "expired", "reversed", "pending", "available", "debt")
    shown = table("wallet", *parts, right=parts)
    ledger = report.ledger(report.flows, report.held) if report.months else {}
    for wallet, book in ledger.items():
        shown.add_row(wallet, *(_amount(report, wallet, book[part]) for part in parts))
    if ledger:
        display(shown)
        console().print()


def _groups(report: Report) -> None:
    for name, held in (("tier", report.held.tiers), ("stage", report.held.stages)):
        if held:
            shown = table(name, "members", "share", right=("members", "share"))
            for group, members in held.items():
                share = Decimal(100 * members) / report.held.members if report.held.members else Decimal(0)
                shown.add_row(group, f"{members:,}", f"{share:.1f}%")
            display(shown)
            console().print()


def _whole(report: Report, eager: bool) -> None:
    out = console()
    currency = report.program.plan.currency
    days = f", {day_text(report.first)} to {day_text(report.last)}" if report.first and report.last else ""
    used = f"{counted(report.read, 'row')} read, {report.flows.rows:,} used, {report.refused_count:,} refused"
    out.print(f"{used}; {counted(report.held.members, 'member')}{days}", soft_wrap=True)
    out.print(f"turnover after discounts  {_money(report, report.flows.turnover)} {currency}")
    parts = f"discounts {_money(report, report.flows.discount)}, gifts {_money(report, report.flows.gifts)}"
    cost = report.cost(report.flows)
    points = cost - report.flows.discount - report.flows.gifts
    out.print(
        f"cost                      {_money(report, cost)} {currency} "
        f"({parts}, points at worth {_money(report, points)})",
        soft_wrap=True,
    )
    rate = report.give_back_rate(report.flows)
    out.print(f"give-back rate            {_percent(rate)}", style="bold")
    if eager:
        out.print(
            "with --redeem eager a reward counts when its points were issued and again when it is taken off",
            soft_wrap=True,
        )


def _silence(report: Report) -> None:
    out = console()
    if report.unknown:
        names = ", ".join(report.unknown)
        out.print(f"not told by the file, so what reads it did not apply: {names}", soft_wrap=True)
    if report.never_applied:
        out.print(f"rules that never applied: {', '.join(report.never_applied)}", soft_wrap=True)


def _refused(report: Report) -> None:
    if not report.refused_count:
        return
    out = console()
    out.print()
    out.print(f"{counted(report.refused_count, 'row')} could not be used:", style="bold")
    shown = report.refused[:MOST_SHOWN]
    for each in shown:
        out.print(f"  {place(each)}: {each.reason}", soft_wrap=True)
    if report.refused_count > len(shown):
        out.print(f"  and {report.refused_count - len(shown):,} more; --format json lists them", soft_wrap=True)


def _flow(month: MonthEnd, wallet: str, part: str) -> int:
    return month.flows.points.get(wallet, {}).get(part, 0)


def _money(report: Report, amount: int) -> str:
    return _grouped(written(amount, report.program.plan.decimals))


def _amount(report: Report, wallet: str, points: int) -> str:
    decimals = next(each.decimals for each in report.program.plan.wallets if each.name == wallet)
    return _grouped(written(points, decimals))


def _grouped(text: str) -> str:
    return f"{Decimal(text):,}"


def _percent(rate: str | None) -> str:
    return "none: no turnover" if rate is None else f"{Decimal(rate) * 100:.2f}%"
