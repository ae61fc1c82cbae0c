"""From a tree to its meaning: `check` finds out what every name and number stands for, and tells what is wrong."""

from fidelang.semantics.analysis import Analysis, Reference
from fidelang.semantics.check import check

__all__ = ["Analysis", "Reference", "check"]
