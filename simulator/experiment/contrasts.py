"""Differences between arms, replication by replication, and their intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from simulator.experiment.replication import ArmResult, Replication
from simulator.finance import Account, Gain, break_even_lift, net_present_value, payback_month
from simulator.measures import INDICATORS, interval
from simulator.result import Contrast

MONEY = frozenset(
    {key for key, indicator in INDICATORS.items() if indicator.kind == "money"}
    | {"incremental_margin", "program_cost", "net_gain", "npv"}
)


def contrasts(
    replications: Sequence[Replication], arm: str, against: str, discount_rate: Fraction, minor: int
) -> list[Contrast]:
    """Every contrast of one pair of arms; break-even lift and subsidised share are undefined between two programs."""
    pairs = [(replication.arms[arm], replication.arms[against]) for replication in replications]
    found = {key: [_difference(mine, other, key) for mine, other in pairs] for key in INDICATORS}
    gains = [Gain(mine.account, other.account) for mine, other in pairs]
    found["incremental_margin"] = [Fraction(gain.incremental_margin) for gain in gains]
    found["program_cost"] = [Fraction(gain.program_cost) for gain in gains]
    found["net_gain"] = [Fraction(gain.net_gain) for gain in gains]
    found["roi"] = [gain.roi for gain in gains]
    found["npv"] = [Fraction(net_present_value(monthly_gains(mine, other), discount_rate)) for mine, other in pairs]
    if against == "none":
        found["subsidised_share"] = [subsidised_share(mine, other) for mine, other in pairs]
        found["break_even_lift"] = [
            break_even_lift(replication.arms["none"].account, replication.mechanical[arm])
            for replication in replications
        ]
    else:  # both are measured on visits of `none`, so between two programs they say nothing
        found["subsidised_share"] = found["break_even_lift"] = [None] * len(pairs)
    return [
        *(_contrast(arm, against, key, values, minor) for key, values in found.items()),
        _payback(arm, against, pairs),
    ]


def _payback(arm: str, against: str, pairs: Sequence[tuple[ArmResult, ArmResult]]) -> Contrast:
    """The payback month of the mean net gain: one figure for all replications, so it has no interval."""
    months = zip(*(monthly_gains(mine, other) for mine, other in pairs), strict=True)
    month = payback_month([sum(gains) for gains in months])
    return Contrast(arm=arm, against=against, indicator="payback", difference=month, low=None, high=None)


def _difference(arm: ArmResult, against: ArmResult, key: str) -> Fraction | None:
    mine, other = arm.values[key], against.values[key]
    return None if mine is None or other is None else Fraction(mine) - Fraction(other)


def monthly_gains(arm: ArmResult, against: ArmResult) -> list[int]:
    """Net gain of each month alone; the provision is spread to the month after which it is still owed: the last."""
    gains = []
    for mine, other in zip(arm.months, against.months, strict=True):
        gains.append(Gain(without_provision(mine), without_provision(other)).net_gain)
    gains[-1] -= arm.months[-1].provision - against.months[-1].provision
    return gains


def without_provision(account: Account) -> Account:
    return Account(**{name: getattr(account, name) for name in Account.__slots__ if name != "provision"})


def subsidised_share(arm: ArmResult, none: ArmResult) -> Fraction | None:
    """Discounts and gifts on visits that the other arm makes too, over all of them; None where there are none."""
    everything = sum(arm.given.values()) + arm.given_elsewhere
    if not everything:
        return None
    return Fraction(sum(given for visit, given in arm.given.items() if visit in none.visits), everything)


def _contrast(arm: str, against: str, key: str, values: Sequence[Fraction | None], minor: int) -> Contrast:
    known = [value for value in values if value is not None]
    write = money_writer(minor) if key in MONEY else rounded
    if len(known) < len(values) or not known:
        return Contrast(arm=arm, against=against, indicator=key, difference=None, low=None, high=None)
    estimate = interval([float(value) for value in known])
    mean = sum(known, start=Fraction(0)) / len(known)
    return Contrast(
        arm=arm,
        against=against,
        indicator=key,
        difference=write(mean),
        low=None if estimate.low is None else write(estimate.low),
        high=None if estimate.high is None else write(estimate.high),
    )


def rounded(value: Fraction | float) -> float:
    """A rate or a count as the result writes it: eight decimals."""
    return round(float(value), 8) + 0.0


def money_writer(minor: int) -> Callable[[Fraction | float], str]:
    """Writes minor units as a decimal string of the main unit, rounded half to even."""
    decimals = len(str(minor)) - 1

    def write(value: Fraction | float) -> str:
        units = round(value)
        sign = "-" if units < 0 else ""
        whole, part = divmod(abs(units), minor)
        return f"{sign}{whole}.{part:0{decimals}d}" if decimals else f"{sign}{whole}"

    return write
