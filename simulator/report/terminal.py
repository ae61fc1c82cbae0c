"""The projection on a terminal: what was assumed, what moved, what it cost, and last whether it pays."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from simulator.finance import QUANTITIES
from simulator.measures import INDICATORS
from simulator.report.figures import amount, percent, plain, points_of_percent, with_interval
from simulator.result import Contrast, Result
from simulator.scenario import TAGS

_MONEY_LINES = ("list_sales", "cost_of_goods", "discounts", "gifts", "messages", "fixed", "provision", "fees", "profit")
_NAMES = {"program": "program", "against": "the other program"}
_PEOPLE_LINES = ("customers", "members", "orders", "average_basket", "retention_rate", "repurchase_rate",
                 "redemption_rate", "breakage_rate")  # fmt: skip


def show(result: Result, out: Console) -> None:
    """Prints a result; its last lines are the return on investment with its interval."""
    manifest = result.manifest
    out.print(
        Text(
            f"{manifest.program}: {manifest.members:,} customers, {manifest.months} months, "
            f"{manifest.replications} replications, seed {manifest.seed}. Means, {manifest.currency}.",
            style="bold",
        )
    )
    out.print()
    out.print(_arms(result))
    out.print()
    out.print(_wallets(result))
    out.print()
    _assumed(result, out)
    for line in _gaps(result):
        out.print(Text(line, style="yellow"))
    if result.objectives:
        out.print()
        out.print(_objectives(result))
    out.print()
    if "against" in result.arms:
        out.print(_verdict(result, "against"))
        out.print(_between(result))
    out.print(_verdict(result, "program"))


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="bold")
    for number, name in enumerate(columns):
        table.add_column(name, justify="right" if number else "left", no_wrap=number > 0)
    return table


def _arms(result: Result) -> Table:
    """Each arm's figures side by side, and the program's difference to none with its interval."""
    arms = list(result.arms)
    table = _table("", *arms, "program − none", "95% interval")
    for key in (*_MONEY_LINES, *_PEOPLE_LINES):
        contrast = result.contrast(key)
        name = QUANTITIES[key].english if key in QUANTITIES else INDICATORS[key].english
        table.add_row(
            name,
            *(_figure(key, result.arms[arm][key]) for arm in arms),
            _difference(key, contrast.difference),
            _interval(key, contrast),
        )
    return table


def _figure(key: str, value: str | float | None) -> str:
    if value is None:
        return "–"
    kind = INDICATORS[key].kind
    if kind == "money":
        return amount(value)
    return percent(value) if kind == "rate" else plain(value)


def _difference(key: str, value: str | float | None) -> str:
    if value is None:
        return "–"
    kind = INDICATORS[key].kind
    if kind == "money":
        return amount(value, signed=True)
    return points_of_percent(value) if kind == "rate" else plain(value, signed=True)


def _interval(key: str, contrast: Contrast) -> str:
    if contrast.low is None or contrast.low == contrast.high:
        return ""
    return f"{_difference(key, contrast.low)} to {_difference(key, contrast.high)}"


def _wallets(result: Result) -> Table:
    names = ("issued", "redeemed", "expired", "reversed", "pending", "available", "debt")
    table = _table("points, means", *names)
    for arm, wallets in result.ledger.items():
        for wallet, ledger in wallets.items():
            label = wallet if len(result.ledger) == 1 else f"{wallet} ({arm})"
            table.add_row(label, *(amount(getattr(ledger, name), decimals=0) for name in names))
    return table


def _assumed(result: Result, out: Console) -> None:
    on, off = ([mechanism.name for mechanism in result.mechanisms if mechanism.on is is_on] for is_on in (True, False))
    table = _table("assumption", "low", "base", "high")
    table.add_column("known by, source", overflow="fold")
    for a in result.assumptions:
        write = percent if a.unit == "%" else plain
        table.add_row(a.name, write(a.low), write(a.base), write(a.high), f"{TAGS[a.tag]}: {a.source}")
    out.print(table)
    if on:
        out.print(Text(f"on: {', '.join(on)}"))
    if off:
        out.print(Text(f"off, their effect exactly zero: {', '.join(off)}"))


def _gaps(result: Result) -> list[str]:
    lines = []
    if result.missing_facts:
        lines.append(
            f"read by the program, left out by the scenario, so unknown here: {', '.join(result.missing_facts)}"
        )
    if result.never_applied:
        lines.append(f"never applied in this run: {', '.join(result.never_applied)}")
    return [*lines, *result.warnings]


def _objectives(result: Result) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
    for objective in result.objectives:
        judged = {True: ("met", "green"), False: ("missed", "red"), None: ("not judged", "yellow")}[objective.met]
        write = _writers(result.manifest.currency)[objective.unit]
        found = "" if objective.value is None else f"found {write(objective.value)}"
        table.add_row(Text(judged[0], style=judged[1]), objective.text, found, objective.note or "")
    return table


def _writers(currency: str) -> dict[str, Callable[[str | float], str]]:
    """How a figure of each unit is written."""
    return {
        "money": lambda value: f"{amount(value)} {currency}",
        "count": plain,
        "share": percent,
        "points": points_of_percent,
    }


def _verdict(result: Result, arm: str) -> Panel:
    """ROI with its interval, break-even lift, cost, retention uplift."""
    currency = result.manifest.currency
    lines = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)

    def line(name: str, key: str, write: object, note: str = "") -> None:
        contrast = result.contrast(key, arm)
        lines.add_row(name, with_interval(contrast, write), note)  # type: ignore[arg-type]

    line("cost of the program", "program_cost", lambda value: f"{amount(value)} {currency}")
    line("incremental margin", "incremental_margin", lambda value: f"{amount(value, signed=True)} {currency}")
    line("net gain", "net_gain", lambda value: f"{amount(value, signed=True)} {currency}", _payback(result, arm))
    line("retention uplift", "retention_rate", points_of_percent, "percentage points")
    lines.add_row("visits", f"{_visits(result, arm):+.2%}", "next to those without a program")
    line("break-even lift", "break_even_lift", percent, "more visits at which it would pay for itself")
    free = float(result.contrast("program_cost", arm).difference or 0) < 0
    line("return on investment", "roi", percent, "its fees are above what it gives and costs" if free else "")
    interval = f"95% interval over {result.manifest.replications} replications, chance of the draw only (Monte Carlo)"
    note = interval if result.contrast("net_gain", arm).low is not None else "no interval under 5 replications"
    title = f"{_NAMES[arm]} against none"
    return Panel(Group(lines, Text(note, style="dim")), title=title, title_align="left", expand=False)


def _between(result: Result) -> Panel:
    """The two programs next to each other, on the same customers and the same chance."""
    lines = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), show_header=False)
    currency = result.manifest.currency

    def money(value: str | float) -> str:
        return f"{amount(value, signed=True)} {currency}"

    for name, key, write in (
        ("cost of the program", "program_cost", money),
        ("incremental margin", "incremental_margin", money),
        ("net gain", "net_gain", money),
        ("retention", "retention_rate", points_of_percent),
        ("orders", "orders", lambda value: plain(value, signed=True)),
    ):
        lines.add_row(name, with_interval(result.contrast(key, "program", "against"), write))
    return Panel(lines, title=f"program against {_NAMES['against']}", title_align="left", expand=False)


def _visits(result: Result, arm: str) -> Decimal:
    mine, none = (Decimal(str(result.arms[name]["orders"])) for name in (arm, "none"))
    return mine / none - 1 if none else Decimal(0)


def _payback(result: Result, arm: str) -> str:
    month = result.contrast("payback", arm).difference
    return "not paid back within the run" if month is None else f"paid back from month {plain(month)} on"
