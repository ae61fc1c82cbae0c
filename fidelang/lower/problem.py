"""What the lowering cannot put into a plan."""

from __future__ import annotations

from fidelang.syntax import nodes


class CannotLower(Exception):
    """A place of the program that does not run yet; turned into a diagnostic at the edge of this room."""

    def __init__(self, node: nodes.Node, message: str, slug: str = "unsupported") -> None:
        super().__init__(message)
        self.node = node
        self.message = message
        self.slug = slug
