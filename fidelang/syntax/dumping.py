"""A tree as text: one node a line, two blanks a level, the same for the same text on every machine."""

from __future__ import annotations

from dataclasses import fields

from fidelang.syntax import nodes


def dump(tree: nodes.Tree) -> str:
    """The tree printed for people: node names, their fields, no spans."""
    lines: list[str] = []
    for item in tree.items:
        _node(item, "", 0, lines)
    return "".join(f"{line}\n" for line in lines)


def _node(node: nodes.Node, role: str, level: int, lines: list[str]) -> None:
    head, rest = [type(node).__name__], []
    for name in (field.name for field in fields(node) if field.name != "span"):
        value = getattr(node, name)
        if value is None or value is False or value == ():
            continue
        if isinstance(value, nodes.Node | tuple) and not _is_short(value):
            rest.append((name, value))
        else:
            head.append(f"{name}={_short(value)}")
    lines.append(f"{'  ' * level}{role}{' '.join(head)}")
    for name, value in rest:
        _value(value, f"{name}: ", level + 1, lines)


def _value(value: object, role: str, level: int, lines: list[str]) -> None:
    if isinstance(value, nodes.Node):
        _node(value, role, level, lines)
    elif isinstance(value, tuple) and not _is_short(value):
        for each in value:
            _value(each, role if isinstance(each, nodes.Node) else f"{role}- ", level, lines)
    else:
        lines.append(f"{'  ' * level}{role}{_short(value)}")


def _is_short(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_short(each) for each in value)
    return not isinstance(value, nodes.Node) or isinstance(value, nodes.Name | nodes.Text | nodes.Number)


def _short(value: object) -> str:
    match value:
        case nodes.Name(text):
            return text
        case nodes.Text(written):
            return '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case nodes.Number(amount):
            return str(amount)
        case tuple():
            return "[" + ", ".join(_short(each) for each in value) + "]"
        case _:
            return str(value)
