"""Members in columns: a plan's price, settle and tick over flat arrays of integers, compiled by Numba where it is there.

The text is the one that the emitter writes, lowered: it owns access, no meaning. `import fidelang` loads nothing of it.
"""

from fidelang.columns.compiling import NumbaMissing, has_numba
from fidelang.columns.layout import Layout
from fidelang.columns.lowering import NotInColumns, lowered
from fidelang.columns.one import ColumnProgram, Mismatch, NoRoom

__all__ = ["ColumnProgram", "Layout", "Mismatch", "NoRoom", "NotInColumns", "NumbaMissing", "has_numba", "lowered"]
