"""Members in columns: a plan's price, settle and tick over flat arrays of integers, compiled where Numba is there.

The text is the one that the emitter writes, lowered: it owns access, no meaning. `import fidelang` loads nothing of it.
"""

from fidelang.columns.layout import Layout
from fidelang.columns.lowering import NotInColumns, lowered
from fidelang.columns.native import NativeMissing, has_native
from fidelang.columns.one import ColumnProgram, Mismatch, NoRoom

__all__ = ["ColumnProgram", "Layout", "Mismatch", "NativeMissing", "NoRoom", "NotInColumns", "has_native", "lowered"]
