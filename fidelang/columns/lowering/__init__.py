"""The one text of a plan, lowered to flat integers: the frame of columns. It owns access, no meaning."""

from fidelang.columns.lowering.body import NotInColumns
from fidelang.columns.lowering.module import lowered

__all__ = ["NotInColumns", "lowered"]
