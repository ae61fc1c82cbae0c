"""A tree as text: one node a line, two blanks a level, the same for the same text on every machine."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

from fidelang.syntax import nodes

_LEAVES = (
    nodes.Name, nodes.Text, nodes.Number, nodes.Percent, nodes.Money, nodes.Grant, nodes.Duration, nodes.Date,
    nodes.Flag,
)  # fmt: skip


def dump(tree: nodes.Tree) -> str:
    """The tree printed for people: node names and their fields, literals as they are written, no spans."""
    lines: list[str] = []
    for item in tree.items:
        _node(item, "", 0, lines)
    return "".join(f"{line}\n" for line in lines)


def _node(node: nodes.Node, role: str, level: int, lines: list[str]) -> None:
    """A node's line, with what is short on it, then what is long a level deeper."""
    head, rest = [type(node).__name__], []
    for name in (field.name for field in fields(node) if field.name != "span"):
        value = getattr(node, name)
        if value is None or value is False or value == ():
            continue
        if _is_short(value):
            head.append(f"{name}={_short(value)}")
        else:
            rest.append((name, value))
    lines.append(f"{'  ' * level}{role}{' '.join(head)}")
    for name, value in rest:
        for each in value if isinstance(value, tuple) else (value,):
            _part(each, name, level + 1, lines)


def _part(value: object, name: str, level: int, lines: list[str]) -> None:
    """One node, or one pair, of a field: the sign of a sum's term, the line of a return."""
    if isinstance(value, tuple):
        sign, node = value
        value, name = node, f"{name} {_short(sign)}"
    if isinstance(value, nodes.Node) and not _is_short(value):
        _node(value, f"{name}: ", level, lines)
    else:
        lines.append(f"{'  ' * level}{name}: {_short(value)}")


def _is_short(value: object) -> bool:
    if isinstance(value, tuple):
        return all(_is_short(each) for each in value)
    if isinstance(value, nodes.Reading):
        return value.window is None
    return not isinstance(value, nodes.Node) or isinstance(value, _LEAVES)


def _short(value: object) -> str:
    match value:
        case nodes.Name(text):
            return text
        case nodes.Text(written):
            return '"' + written.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case nodes.Number(amount, decimals):
            return _figure(amount, decimals)
        case nodes.Percent(share):
            decimals = next(each for each in range(21) if (share * 10 ** (each + 2)).denominator == 1)
            return f"{_figure(share * 100, decimals)}%"
        case nodes.Money(amount, decimals, currency):
            return f"{_figure(amount, decimals)} {currency}"
        case nodes.Grant(amount, decimals, wallet):
            return f"{_figure(amount, decimals)} {wallet.text}"
        case nodes.Duration(count, unit):
            return f"{count} {unit}s"
        case nodes.Date():
            return _date(value)
        case nodes.Flag(flag):
            return "yes" if flag else "no"
        case nodes.Reading(path):
            return ".".join(path)
        case tuple():
            return "[" + ", ".join(_short(each) for each in value) + "]"
        case _:
            return str(value)


def _figure(amount: Fraction, decimals: int) -> str:
    """An exact amount with its decimals as written: 3/2 of one decimal is `1.5`."""
    sign, units = "-" if amount < 0 else "", str(abs(amount.numerator) * 10**decimals // amount.denominator)
    padded = units.rjust(decimals + 1, "0")
    return f"{sign}{padded[: len(padded) - decimals]}.{padded[-decimals:]}" if decimals else f"{sign}{units}"


def _date(date: nodes.Date) -> str:
    day = f"{date.month:02d}-{date.day:02d}"
    written = f"--{day}" if date.year is None else f"{date.year:04d}-{day}"
    return written if date.minute is None else f"{written}T{date.minute // 60:02d}:{date.minute % 60:02d}"
