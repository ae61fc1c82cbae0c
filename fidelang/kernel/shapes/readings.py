"""Readings that the engine asks for apart from any rule: metrics as of a day, and how long a tier is kept."""

from __future__ import annotations

from fidelang.kernel.names import metric, row
from fidelang.kernel.shapes.moves import keep_until
from fidelang.kernel.shapes.writer import Writer


def write_readings(to: Writer) -> None:
    """`metrics(S, day)`: every metric of the plan; `rows(S, day)`: its streaks, up to the unit before that of the day;
    `kept(S, day)`: first day a tier reached then is not kept."""
    out, plan = to.out, to.plan
    with out.block("def metrics(S, day):"):
        values = "".join(f"{metric(at, plan, 'day', False)}, " for at in range(len(plan.metrics)))
        out.line(f"return ({values})")
    with out.block("def rows(S, day):"):
        values = "".join(f"{row(at, plan, 'day', False)}, " for at in range(len(plan.streaks)))
        out.line(f"return ({values})")
    with out.block("def kept(S, day):"):
        out.line(f"return {'day' if plan.tiers is None else keep_until(plan.tiers, 'day', 'day')}")
