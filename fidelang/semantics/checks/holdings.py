"""Wallets that contradict themselves: a status that is worth something, points that expire before they ripen."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import Lapse
from fidelang.syntax import nodes

_SHORTEST_MONTHS = (0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334, 365)  # days, over all starts


def check(analysis: Analysis, report: Report) -> None:
    for wallet in analysis.wallets.values():
        worth = next((clause for clause in wallet.node.clauses if isinstance(clause, nodes.Worth)), None)
        if wallet.status and worth is not None:
            report.add(
                "status_wallet",
                worth,
                f"`{wallet.name}` is a status, which buys nothing and is worth nothing",
                there(next(clause for clause in wallet.node.clauses if isinstance(clause, nodes.StatusOnly)), "status"),
                help="leave out `worth`, or leave out `status`",
            )
        pending = next((clause for clause in wallet.node.clauses if isinstance(clause, nodes.Pending)), None)
        for expiry in wallet.expiries:
            if pending is None or expiry.after is None or expiry.start == "availability":
                continue
            if _outlasts(Lapse(wallet.pending_months, wallet.pending_days), expiry.after):
                clause = next(part for part in wallet.node.clauses if isinstance(part, nodes.ExpireAfter))
                report.add(
                    "pending_outlasts_expiry",
                    pending,
                    f"points of `{wallet.name}` would expire before they can be spent",
                    there(clause, "they expire here"),
                    help="shorten the wait, lengthen the life, or count it `from availability`",
                )


def _outlasts(wait: Lapse, life: Lapse) -> bool:
    if wait.months and life.months:
        return wait.months >= life.months
    return _shortest(wait) >= _shortest(life)


def _shortest(lapse: Lapse) -> int:
    """The fewest days that a length of time may last."""
    years, months = divmod(lapse.months, 12)
    return lapse.days + 365 * years + _SHORTEST_MONTHS[months]
