"""Going through a tree: what stands within a node, and what an expression reads."""

from __future__ import annotations

from collections.abc import Iterator

from fidelang.syntax import nodes


def reads_line(node: object) -> bool:
    """Whether an expression reads a fact of the line at hand (what stands within `amount of lines` is not at hand)."""
    match node:
        case nodes.Reading(path=path):
            return path[0] == "line"
        case nodes.LinesTotal() | nodes.AnyLine():
            return False
    return any(reads_line(part) for part in parts_of(node))


def parts_of(node: object) -> list[nodes.Node]:
    """The nodes directly within a node."""
    if not isinstance(node, nodes.Node):
        return []
    found: list[nodes.Node] = []
    for name in node.__dataclass_fields__:
        _gather(getattr(node, name), found)
    return found


def _gather(value: object, found: list[nodes.Node]) -> None:
    if isinstance(value, nodes.Node):
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, found)


def every_node(node: nodes.Node) -> Iterator[nodes.Node]:
    """A node and all within it."""
    waiting: list[nodes.Node] = [node]
    while waiting:
        part = waiting.pop()
        yield part
        waiting.extend(reversed(parts_of(part)))
