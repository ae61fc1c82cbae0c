"""The checks on an analysed program, one a file, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.checks import (
    birthdays,
    budgets,
    campaigns,
    consents,
    conversions,
    costs,
    farewells,
    holdings,
    kinds,
    limits,
    line_limits,
    multipliers,
    offers,
    once,
    periods,
    privacy,
    purchases,
    rewards,
    segments,
    stacks,
    stages,
    tables,
    tiers,
    weekdays,
)
from fidelang.semantics.report import Report

CHECKS: tuple[Callable[[Analysis, Report], None], ...] = (
    once.check,
    kinds.check,
    purchases.check,
    periods.check,
    tables.check,
    multipliers.check,
    stacks.check,
    limits.check,
    line_limits.check,
    rewards.check,
    conversions.check,
    holdings.check,
    tiers.check,
    segments.check,
    stages.check,
    budgets.check,
    campaigns.check,
    consents.check,
    privacy.check,
    farewells.check,
    offers.check,
    weekdays.check,
    birthdays.check,
    costs.check,
)

__all__ = ["CHECKS"]
