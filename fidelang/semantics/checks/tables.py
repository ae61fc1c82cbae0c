"""Tables: bounds that rise, labels that are all there, gaps and cliffs (rows 4, 25)."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction

from fidelang.catalogue import BuiltinFact
from fidelang.semantics.analysis import Analysis
from fidelang.semantics.meanings import FactOf
from fidelang.semantics.report import Report, plain, there
from fidelang.semantics.symbols import Give, TableInfo, TableRow
from fidelang.semantics.types import FlagType, MoneyType, OneOfType


def check(analysis: Analysis, report: Report) -> None:
    for rule in analysis.rules.values():
        if rule.give is not None and rule.give.table is not None:
            table = rule.give.table
            _by_line(rule.give, table, report)
            if _shape(analysis, table, report) and rule.on_purchase:
                _counts_all(analysis, table, report)
                _cliff(analysis, rule.give, table, report)
        elif rule.multiply is not None and rule.multiply.table is not None:
            _shape(analysis, rule.multiply.table, report)


def _by_line(give: Give, table: TableInfo, report: Report) -> None:
    if table.by_line and not give.line_wise:
        whole = "gives once for the basket" if give.form == "flat" else "counts the sum of the lines"
        report.add(
            "flat_table_on_line",
            table.subject,
            f"{report.quote(table.subject)} differs from line to line, and the rule {whole}",
            help="give a rate, `give POINTS per 1 EUR by …`, or choose by a fact of the basket or member",
        )


def _shape(analysis: Analysis, table: TableInfo, report: Report) -> bool:
    """Whether bounds rise and labels stand once; then tells what no row fits."""
    rows = table.node.rows
    last = [row for row in rows if row.otherwise]
    if len(last) > 1:
        report.add(
            "clause_twice",
            last[1],
            "`otherwise` stands twice",
            there(last[0], "the first one"),
            help="keep one of them",
        )
        return False
    if table.kind == "brackets":
        return _rising(table, report) and _gap(analysis, table, report)
    return _labels_once(table, report) and _labels_all(analysis, table, report)


def _rising(table: TableInfo, report: Report) -> bool:
    before: TableRow | None = None
    for row in table.rows:
        if before is not None and before.to is None:
            report.add(
                "bounds_not_rising",
                row.node,
                "nothing comes after `above`",
                there(before.node, "this row takes all that is left"),
                help="put `above` last",
            )
            return False
        if before is not None and row.to is not None and before.to is not None and row.to <= before.to:
            report.add(
                "bounds_not_rising",
                row.node.to or row.node,
                f"{report.quote(row.node.to or row.node)} is not above the bound before it",
                there(before.node.to or before.node, "the bound before"),
                help="write the bounds from the smallest to the greatest",
            )
            return False
        before = row
    return True


def _gap(analysis: Analysis, table: TableInfo, report: Report) -> bool:
    if table.otherwise is None and table.rows and table.rows[-1].to is not None:
        bound = report.quote(table.rows[-1].node.to or table.rows[-1].node)
        report.add(
            "table_no_row",
            table.rows[-1].node,
            f"no row fits more than {bound}: nothing is given then",
            label="the last row",
            help="add a row `above: …`",
        )
    return True


def _labels_once(table: TableInfo, report: Report) -> bool:
    seen: dict[str | Fraction | bool, TableRow] = {}
    for row in table.rows:
        for key in row.keys:
            if key in seen:
                report.add(
                    "clause_twice",
                    row.node,
                    f"a second row for {_label(key)}",
                    there(seen[key].node, "the first one"),
                    help="keep one of them",
                )
                return False
            seen[key] = row
    return True


def _label(key: str | Fraction | bool) -> str:
    if isinstance(key, bool):
        return "`yes`" if key else "`no`"
    return f"`{key}`"


def _labels_all(analysis: Analysis, table: TableInfo, report: Report) -> bool:
    if table.otherwise is not None or not table.rows:
        return True
    keys = {key for row in table.rows for key in row.keys}
    kind = analysis.type_of(table.subject)
    wanted: tuple[str | bool, ...] = ()
    if isinstance(kind, OneOfType):
        wanted = kind.values
    elif isinstance(kind, FlagType):
        wanted = (True, False)
    else:
        report.add(
            "table_no_row",
            table.subject,
            f"other values of {report.quote(table.subject)} get nothing",
            help="add a row `otherwise: …`",
        )
    missing = [_label(value) for value in wanted if value not in keys]
    if missing:
        report.add(
            "missing_label",
            table.subject,
            f"the table has no row for {', '.join(missing)}: nothing is given then",
            help="add the missing rows, or `otherwise: …`",
        )
    return True


def _counts_all(analysis: Analysis, table: TableInfo, report: Report) -> None:
    meaning = analysis.meaning_of(table.subject)
    if table.kind == "brackets" and isinstance(meaning, FactOf) and _is_total(meaning.fact):
        report.add(
            "bracket_counts_all",
            table.subject,
            f"{report.quote(table.subject)} counts gift cards and excluded lines too",
            help="write `by amount of lines` to count only the lines that earn",
        )


def _is_total(fact: BuiltinFact) -> bool:
    return fact.owner == "basket" and fact.name in ("total", "gross")


def _cliff(analysis: Analysis, give: Give, table: TableInfo, report: Report) -> None:
    """Two baskets at a bound against one of both together: a flat table pays for splitting, or punishes it."""
    if give.form != "flat" or table.kind != "brackets" or not isinstance(analysis.type_of(table.subject), MoneyType):
        return
    for row in table.rows:
        if row.to is None or row.to <= 0 or (table.rows[-1].to is not None and 2 * row.to > table.rows[-1].to):
            continue
        split, whole = 2 * _at(table, row.to), _at(table, 2 * row.to)
        if split != whole:
            bound = report.quote(row.node.to or row.node)
            double = f"{plain(2 * row.to / 10**analysis.program.decimals)} {analysis.program.currency}"
            report.add(
                "cliff",
                row.node,
                f"two baskets of {bound} give {plain(split)}, one of `{double}` gives {plain(whole)}",
                help=f"for points in proportion give a rate: `give {give.wallet} per 1 {analysis.program.currency}`",
            )
            return


def _at(table: TableInfo, amount: Fraction) -> Fraction:
    bounds = [row.to for row in table.rows if row.to is not None]  # they rise, and what has none comes last
    at = bisect_left(bounds, amount)
    return table.rows[at].value if at < len(table.rows) else table.otherwise or Fraction(0)
