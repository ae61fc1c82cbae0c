"""Text to tree: `parse` reads a file into frozen nodes with spans (`nodes`)."""

from fidelang.syntax import nodes
from fidelang.syntax.parse import parse

__all__ = ["nodes", "parse"]
