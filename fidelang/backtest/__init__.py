"""Real purchases replayed through a program as its checkout would have run it, and what that would have given."""

from fidelang.backtest.columns import Columns, FactColumn
from fidelang.backtest.replay import MonthEnd, Replay
from fidelang.backtest.report import Report
from fidelang.backtest.run import backtest

__all__ = ["Columns", "FactColumn", "MonthEnd", "Replay", "Report", "backtest"]
