"""The checks on an analysed program, one a file, in the order in which they run."""

from __future__ import annotations

from collections.abc import Callable

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report

CHECKS: tuple[Callable[[Analysis, Report], None], ...] = ()

__all__ = ["CHECKS"]
