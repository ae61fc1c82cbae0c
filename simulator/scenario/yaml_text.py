"""YAML as far as a scenario needs it: mappings, lists and plain values, each with its place. No aliases, no tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from simulator.scenario.problem import Problem

LARGEST_FILE = 1 << 20
DEEPEST = 64
MOST_NODES = 50_000
_CONTROLS = frozenset(
    [
        *map(chr, range(9)),
        *map(chr, range(11, 13)),
        *map(chr, range(14, 32)),
        "\x7f",
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ]
)
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """Plain values, and the place (line, column, from 1) of each by its path."""

    file: str
    value: Any
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def place(self, path: Path_) -> tuple[int, int]:
        """The place of a path, or of the nearest part of it that is written."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))


def read_yaml(path: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document in a file, or what is wrong with it; never raises for what is in the file."""
    file = str(path)

    def wrong(
        code: str, message: str, line: int = 0, column: int = 0, help: str | None = None
    ) -> tuple[None, tuple[Problem, ...]]:
        return None, (Problem(code, message, file, line, column, help),)

    try:
        if path.is_dir():
            return wrong("SCN001", "this is a folder, not a scenario file")
        if path.stat().st_size > LARGEST_FILE:
            return wrong("SCN002", "a scenario may be at most 1 MiB")
        raw = path.read_bytes()
    except OSError as error:
        return wrong("SCN003", f"the scenario cannot be read: {error.strerror or error}")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return wrong("SCN004", "the file is not UTF-8 text", line, 1, "save it as UTF-8")
    for offset, character in enumerate(text):
        if character in _CONTROLS:
            line = text.count("\n", 0, offset) + 1
            column = offset - (text.rfind("\n", 0, offset) + 1) + 1
            return wrong(
                "SCN005",
                f"an invisible control character stands here (U+{ord(character):04X})",
                line,
                column,
                "delete it",
            )
    if not text.strip():
        return wrong("SCN006", "the scenario is empty", 1, 1, "`fidelang new` writes one to start from")
    problem = _too_much(text, file)
    if problem is not None:
        return None, (problem,)
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return wrong("SCN007", f"this is not YAML: {error.problem or error.context}", *place)
    except yaml.YAMLError as error:
        return wrong("SCN007", f"this is not YAML: {error}", 1, 1)
    document = Document(file, None)
    problems: list[Problem] = []
    document.value = _build(root, (), document, problems)
    return (None, tuple(problems)) if problems else (document, ())


def _too_much(text: str, file: str) -> Problem | None:
    """Counts events before anything is built: aliases, depth, number of nodes."""
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Problem(
                    "SCN008", "anchors and aliases are not used in scenarios", file, line, column, "write the value out"
                )
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    return Problem("SCN009", f"values are nested more than {DEEPEST} deep", file, line, column)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            nodes += 1
            if nodes > MOST_NODES:
                return Problem("SCN009", f"more than {MOST_NODES} values", file, line, column)
    except (yaml.YAMLError, RecursionError):
        return None  # compose says where
    return None


def _build(node: Any, path: Path_, document: Document, problems: list[Problem]) -> Any:
    mark = node.start_mark
    document.places[path] = (mark.line + 1, mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value if isinstance(key_node, yaml.ScalarNode) else None
            line, column = key_node.start_mark.line + 1, key_node.start_mark.column + 1
            if key is None:
                problems.append(Problem("SCN010", "a key must be a word", document.file, line, column))
                continue
            if key in result:
                problems.append(
                    Problem("SCN011", f"`{key}` stands twice", document.file, line, column, "keep one of them")
                )
                continue
            result[key] = _build(value_node, (*path, key), document, problems)
            document.places[(*path, key)] = (line, column)
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_build(item, (*path, position), document, problems) for position, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.ScalarNode) -> Any:
    """A plain value: text as written. What kind of number or date it is, the scenario's models say, not YAML."""
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return node.value.lower() in ("yes", "true", "on")
    return node.value
