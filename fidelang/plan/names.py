"""Names of a plan's parts as JSON and stories write them."""

from __future__ import annotations

import re

from fidelang.plan import model
from fidelang.values import written

_KEPT = re.compile(r" as | in a row")  # how long a tier was held, how long a streak is: a state knows


def metric_name(plan: model.Plan, position: int) -> str:
    """A metric as JSON and stories write it: `orders over 12 months`, `earned stars this year`, `spend`."""
    metric = plan.metrics[position]
    log, window = plan.logs[metric.log], metric.window
    name = f"earned {plan.wallets[log.wallet].name}" if log.wallet is not None else log.name
    if window.kind == "this":
        return f"{name} this {window.unit}"
    if window.kind == "over" and window.lapse is not None:
        months, days = window.lapse.months, window.lapse.days
        count, unit = (months, "month") if months else (days, "day")
        return f"{name} over {count} {unit}{'' if count == 1 else 's'}"
    return name


def streak_name(plan: model.Plan, position: int) -> str:
    """A streak as JSON and stories write it: `weeks in a row`, `months in a row of 20.00 EUR`."""
    streak = plan.streaks[position]
    metric = plan.metrics[streak.metric]
    name = f"{metric.window.unit}s in a row"
    if plan.logs[metric.log].name == "orders":
        return name
    return f"{name} of {written(streak.least, plan.decimals)} {plan.currency}"


def facts_read(plan: model.Plan) -> tuple[str, ...]:
    """Facts that the rules read and somebody must tell, as `line.organic`: not metrics, which a state keeps."""
    metrics = {f"member.{metric_name(plan, position)}" for position in range(len(plan.metrics))}
    kept = {f"member.{name}" for name in ("tier", "stage", "joined", "last_order", "id", "campaigns")} | metrics
    owners = ("member.", "basket.", "line.")
    return tuple(
        name for name in plan.requires if name.startswith(owners) and name not in kept and not _KEPT.search(name)
    )
