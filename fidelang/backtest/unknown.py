"""Facts that a program reads and a file of purchases does not tell: what rests on them does not apply."""

from __future__ import annotations

from fidelang.backtest.columns import Columns
from fidelang.plan import Plan
from fidelang.plan.names import facts_read

# Known of every replayed purchase and member without a column.
_TOLD = frozenset(
    {
        "basket.total", "basket.gross", "basket.items", "basket.at", "basket.ordinal",
        "line.amount", "line.price", "line.quantity", "line.giftcard",
    }
)  # fmt: skip


def facts_not_told(plan: Plan, columns: Columns) -> tuple[str, ...]:
    """Names with their owners, such as `line.category`, in alphabetical order."""
    told = _TOLD | {f"{fact.owner}.{fact.name}" for fact in columns.facts}
    return tuple(sorted(set(facts_read(plan)) - told))
