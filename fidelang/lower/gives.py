"""What rules give and multiply: factors reduced to ratios of a wallet's units, tables to rows that hold or not."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor, lcm

from fidelang.lower.expressions import Scope, amount, truth
from fidelang.lower.problem import CannotLower
from fidelang.lower.tables import Tables, ratio, whole
from fidelang.lower.values import Amount
from fidelang.plan import model
from fidelang.plan.formula import TRUE, Formula, all_of, any_of, compared, constant, product
from fidelang.semantics import meanings, symbols
from fidelang.semantics.types import FlagType, PointsType
from fidelang.syntax import nodes

MOST_ROWS = 100  # of a table: each is asked after the one before it


def table(info: symbols.TableInfo, unit: Fraction, scope: Scope, less: int = 0) -> model.Table:
    """A table whose values are (value − less) × unit, over their common denominator."""
    if len(info.rows) > MOST_ROWS:
        raise CannotLower(info.rows[MOST_ROWS].node, f"a table has at most {MOST_ROWS} rows", "too_long")
    values = [(row.value - less) * unit for row in info.rows]
    rest = Fraction(0) if info.otherwise is None else (info.otherwise - less) * unit
    shared = lcm(rest.denominator, *(value.denominator for value in values))
    known, tests = _brackets(info, scope) if info.kind == "brackets" else _cases(info, scope)
    rows = tuple(
        model.TableRow(test, whole(value * shared)) for test, value in zip(tests, values, strict=True)
    )  # fmt: skip
    return model.Table(known, rows, whole(rest * shared), shared, info.by_line)


def _brackets(info: symbols.TableInfo, scope: Scope) -> tuple[Formula, list[Formula]]:
    """Rows by rising bounds, each included; a subject of 0 or less gives nothing (row 25)."""
    subject = amount(info.subject, scope)
    kind = scope.tables.analysis.type_of(info.subject)
    above_zero = compared("gt", subject.numerator, constant(0))
    tests = []
    for row in info.rows:
        if row.to is None:
            tests.append(TRUE)
            continue
        bound = scope.tables.points(kind.wallet, row.to) if isinstance(kind, PointsType) else row.to
        tests.append(subject.against("le", Amount.of(bound)).holds)
    return all_of(subject.known, above_zero), tests


def _cases(info: symbols.TableInfo, scope: Scope) -> tuple[Formula, list[Formula]]:
    analysis = scope.tables.analysis
    kind = analysis.type_of(info.subject)
    if isinstance(kind, FlagType):
        flag = truth(info.subject, scope)
        known = any_of(flag.holds, flag.fails)
        return known, [any_of(*(flag.holds if key else flag.fails for key in row.keys)) for row in info.rows]
    subject = amount(info.subject, scope)
    tests = []
    for row in info.rows:
        codes = [_key(key, node, kind, scope) for key, node in zip(row.keys, row.node.keys, strict=True)]
        tests.append(any_of(*(subject.against("eq", code).holds for code in codes)))
    return subject.known, tests


def _key(key: str | Fraction | bool, node: nodes.Node, kind: object, scope: Scope) -> Amount:
    if isinstance(key, Fraction):
        return Amount.of(scope.tables.points(kind.wallet, key) if isinstance(kind, PointsType) else key)
    meaning = scope.tables.analysis.meaning_of(node)
    if isinstance(meaning, meanings.OneOfValue):
        return Amount(constant(meaning.index))
    return Amount(constant(scope.tables.text_at(str(key))))


def give(info: symbols.Give, scope: Scope, limits: Sequence[symbols.LimitInfo] = ()) -> model.Give:
    tables = scope.tables
    wallet = tables.analysis.wallets[info.wallet]
    unit = Fraction(10**wallet.decimals)
    form = info.form
    of: Amount | None = None
    step = 1
    if info.of is not None:
        of = amount(info.of, scope)
    if form == "rate":
        unit /= info.per_money or 1
    elif form == "share":
        unit /= wallet.worth or 1
        form = "rate"
    elif form == "full":
        step = whole(info.per_money or Fraction(1))
    elif form in ("units", "full_units") and of is not None:
        size = (info.per_count or Fraction(1)) * of.denominator[1]
        if form == "units":
            unit /= size
        else:
            of = Amount(product(constant(size.denominator), of.numerator), of.denominator, of.known)
            step = size.numerator
    return model.Give(
        tables.wallet_at[info.wallet],
        form,
        None if info.amount is None else ratio(info.amount * unit),
        None if info.table is None else table(info.table, unit, scope),
        info.line_wise,
        None if of is None else of.numerator,
        None if of is None else of.known,
        info.of is not None and info.of.path[0] == "line",
        step,
        _line_cap(limits, info, tables),
    )


def _line_cap(limits: Sequence[symbols.LimitInfo], info: symbols.Give, tables: Tables) -> int | None:
    """The least of the limits per line, in units of the wallet; money at its worth, rounded down."""
    caps = []
    for limit in limits:
        if limit.subject == "line":
            wallet = tables.analysis.wallets[info.wallet]
            points = limit.amount if limit.kind == "points" else limit.amount / (wallet.worth or 1)
            caps.append(floor(tables.points(info.wallet, points)))
    return min(caps, default=None)


def multiply(info: symbols.MultiplyInfo, scope: Scope) -> model.Multiply:
    tables = scope.tables
    return model.Multiply(
        tuple(sorted(tables.rule_at[name] for name in info.targets)),
        tables.wallet_at[info.wallet],
        None if info.factor is None else ratio(info.factor),
        None if info.table is None else table(info.table, Fraction(1), scope),
    )
