"""The program's own objectives, judged."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from fidelang.plan.model import Objective
from simulator.experiment.contrasts import MONEY, money_writer, rounded
from simulator.experiment.replication import Replication
from simulator.finance import Account, Gain
from simulator.measures import INDICATORS
from simulator.result import ObjectiveResult
from simulator.result.model import Contrast, Figure

_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq, "!=": operator.ne,
}  # fmt: skip


def judge(
    objectives: Sequence[Objective],
    months: int,
    arms: Mapping[str, Mapping[str, Figure]],
    contrasts: Sequence[Contrast],
    replications: Sequence[Replication],
    minor: int,
) -> list[ObjectiveResult]:
    """Each objective by its mean over replications. Uplift of a rate is a difference of rates, of an amount a share."""
    found = {c.indicator: c.difference for c in contrasts if (c.arm, c.against) == ("program", "none")}
    return [_judge(objective, months, arms, found, replications, minor) for objective in objectives]


def _judge(
    objective: Objective,
    months: int,
    arms: Mapping[str, Mapping[str, Figure]],
    found: Mapping[str, Figure],
    replications: Sequence[Replication],
    minor: int,
) -> ObjectiveResult:
    text, key = objective.text, objective.indicator
    within = objective.within.months if objective.within else None
    if within is not None and within > months:
        return ObjectiveResult(text=text, met=None, value=None, note=f"the run has {months} months, not {within}")
    note = None
    if within is not None and within < months and key in _BY_MONTH:
        value = _after(replications, key, within)
        note = f"after {within} months"
    else:
        value = _value(objective, arms, found, minor)
        note = f"over the run's {months} months" if within is not None and within < months else None
    if value is None:
        return ObjectiveResult(text=text, met=None, value=None, note="undefined in this run")
    is_amount = key in MONEY and not objective.uplift
    target = Fraction(*objective.target)
    shown: Figure = money_writer(minor)(value) if is_amount else rounded(value)
    return ObjectiveResult(text=text, met=_COMPARE[objective.op](value, target), value=shown, note=note)


def _value(
    objective: Objective, arms: Mapping[str, Mapping[str, Figure]], found: Mapping[str, Figure], minor: int
) -> Fraction | None:
    """The run's figure: money in minor units, rates and counts as they are, uplifts of amounts as a share."""
    key = objective.indicator
    figure = found.get(key) if objective.uplift or key not in INDICATORS else arms["program"].get(key)
    if figure is None:
        return None
    if objective.uplift and key in INDICATORS and INDICATORS[key].kind != "rate":
        base = arms["none"].get(key)
        return _number(figure) / _number(base) if base is not None and _number(base) else None
    return _number(figure) * (minor if key in MONEY else 1)


def _number(figure: str | float) -> Fraction:
    return Fraction(Decimal(figure)) if isinstance(figure, str) else Fraction(str(figure))


_BY_MONTH = ("roi", "net_gain", "program_cost")


def _after(replications: Sequence[Replication], key: str, months: int) -> Fraction | None:
    """A gain's figure after so many months, with the provision owed then."""
    values = []
    for replication in replications:
        program, none = (_until(replication.arms[name].months, months) for name in ("program", "none"))
        values.append(getattr(Gain(program, none), key))
    if any(value is None for value in values):
        return None
    return sum((Fraction(value) for value in values), start=Fraction(0)) / len(values)


def _until(accounts: Sequence[Account], months: int) -> Account:
    total = sum(accounts[:months], start=Account())
    return replace(total, provision=accounts[months - 1].provision)
