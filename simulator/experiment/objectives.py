"""The program's own objectives, judged."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fidelang.plan.model import Objective
from simulator.experiment.contrasts import MONEY, money_writer, rounded
from simulator.experiment.replication import ArmResult, Replication
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
    key, unit = objective.indicator, _unit(objective)

    def not_judged(why: str) -> ObjectiveResult:
        return ObjectiveResult(text=objective.text, met=None, value=None, unit=unit, note=why)

    if objective.uplift and key not in INDICATORS:
        return not_judged(f"{key} is a difference to no program already: it has no uplift of its own")
    within = objective.within.months if objective.within else months
    if within > months:
        return not_judged(f"the run has {months} months, not {within}")
    note = None
    if within < months:
        value = _after(replications, objective, within)
        note = f"after {within} months"
        if value is None and key not in _KEPT_BY_MONTH:
            return not_judged(f"{key} is known for a whole run only: run it with --months {within}")
    else:
        value = _value(objective, arms, found, minor)
    if value is None:
        return not_judged("undefined in this run")
    shown: Figure = money_writer(minor)(value) if unit == "money" else rounded(value)
    met = _COMPARE[objective.op](value, Fraction(*objective.target))
    return ObjectiveResult(text=objective.text, met=met, value=shown, unit=unit, note=note)


def _unit(objective: Objective) -> Literal["money", "count", "share", "points"]:
    """How a figure is written: money, a count, a share (0.25 is 25%), or a difference of shares in points."""
    key = objective.indicator
    kind = INDICATORS[key].kind if key in INDICATORS else "money" if key in MONEY else "rate"
    if objective.uplift:
        return "points" if kind == "rate" else "share"
    return "share" if kind == "rate" else kind


def _value(
    objective: Objective, arms: Mapping[str, Mapping[str, Figure]], found: Mapping[str, Figure], minor: int
) -> Fraction | None:
    """The run's figure: money in minor units, rates and counts as they are, uplifts of amounts as a share."""
    key = objective.indicator
    figure = found.get(key) if objective.uplift or key not in INDICATORS else arms["program"].get(key)
    if figure is None:
        return None
    if objective.uplift and INDICATORS[key].kind != "rate":
        base = arms["none"].get(key)
        return _number(figure) / _number(base) if base is not None and _number(base) else None
    return _number(figure) * (minor if key in MONEY else 1)


def _number(figure: str | float) -> Fraction:
    return Fraction(Decimal(figure)) if isinstance(figure, str) else Fraction(str(figure))


_GAINS = ("roi", "net_gain", "program_cost", "incremental_margin")
_COUNTS = {"orders": "orders", "members": "enrolments"}
_AMOUNTS = (*Account.__slots__, "profit")
_KEPT_BY_MONTH = frozenset((*_GAINS, *_COUNTS, *_AMOUNTS))


def _after(replications: Sequence[Replication], objective: Objective, months: int) -> Fraction | None:
    """A figure after so many months, with the provision owed then; None where it is undefined or not kept by month."""
    key = objective.indicator
    if key not in _KEPT_BY_MONTH:
        return None
    if key in _GAINS:
        return _mean(
            [
                getattr(Gain(*(_until(replication.arms[name].months, months) for name in ("program", "none"))), key)
                for replication in replications
            ]
        )
    mine, none = (
        _mean([_so_far(replication.arms[name], key, months) for replication in replications])
        for name in ("program", "none")
    )
    if not objective.uplift:
        return mine
    return None if mine is None or not none else (mine - none) / none


def _so_far(arm: ArmResult, key: str, months: int) -> int:
    if key in _COUNTS:
        return sum(getattr(arm, _COUNTS[key])[:months])
    amount: int = getattr(_until(arm.months, months), key)
    return amount


def _mean(values: Sequence[int | Fraction | None]) -> Fraction | None:
    known = [Fraction(value) for value in values if value is not None]
    return sum(known, start=Fraction(0)) / len(known) if len(known) == len(values) else None


def _until(accounts: Sequence[Account], months: int) -> Account:
    total = sum(accounts[:months], start=Account())
    return replace(total, provision=accounts[months - 1].provision)
