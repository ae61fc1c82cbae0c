"""The command line: `fidelang new|check|test|eval|backtest|simulate|dump`. A face without logic.

`main` returns an exit status and never lets a traceback out: 0 fine, 1 the file or a test fails, 2 wrong usage.
"""

from fidelang.cli.main import main

__all__ = ["main"]
