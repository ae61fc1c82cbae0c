"""YAML as far as a scenario needs it: mappings, lists and plain values, each with its place. No aliases, no tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from fidelang.source import Unreadable, read
from simulator.scenario.problem import Problem

DEEPEST = 64
MOST_NODES = 50_000
# The same events and places as the slow loader's, where libyaml is there: 1 MiB in a fraction of a second.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE: dict[str, tuple[str, str, str | None]] = {
    "missing": ("SCN003", "there is no such file", "check the path"),
    "folder": ("SCN001", "this is a folder, not a scenario file", "give the path of a file"),
    "special": ("SCN003", "this is not a plain file", "give the path of a file"),
    "forbidden": ("SCN003", "this file may not be read", "ask for the right to read it"),
    "too_large": ("SCN002", "a scenario may be at most 1 MiB", None),
    "utf16": ("SCN004", "the file is saved as UTF-16", "save it again as UTF-8"),
    "not_utf8": ("SCN004", "the file is not UTF-8 text", "save it as UTF-8"),
}
_CONTROLS = frozenset(
    [
        *map(chr, range(9)),
        *map(chr, range(11, 13)),
        *map(chr, range(14, 32)),
        *map(chr, range(0x7F, 0xA0)),
        *"\ufeff\u200b\u200e\u200f\u2028\u2029",
        *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ]
)
NAMES = {"\ufeff": ", a byte-order mark", "\0": ", NUL"}
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

    source = read(path)
    if isinstance(source, Unreadable):
        code, message, help = _UNREADABLE[source.reason]
        return wrong(code, message, source.line or 0, 1 if source.line else 0, help)
    text = source.text
    for offset, character in enumerate(text):
        if character in _CONTROLS:
            line = text.count("\n", 0, offset) + 1
            column = offset - (text.rfind("\n", 0, offset) + 1) + 1
            return wrong(
                "SCN005",
                f"an invisible character stands here (U+{ord(character):04X}{NAMES.get(character, '')})",
                line,
                column,
                "delete it",
            )
    empty = wrong("SCN006", "the scenario is empty", 1, 1, "`fidelang new` writes one to start from")
    problem = _too_much(text, file)
    if problem is not None:
        return None, (problem,)
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        said = str(error.problem or error.context)
        if "nesting" in said:  # libyaml stops by itself before it has told of any event
            return wrong("SCN009", f"values are nested more than {DEEPEST} deep", *place)
        return wrong("SCN007", f"this is not YAML: {said}", *place, _advice(said, text, place[0]))
    except yaml.YAMLError as error:
        return wrong("SCN007", f"this is not YAML: {str(error).splitlines()[0]}", 1, 1)
    if root is None:
        return empty
    document = Document(file, None)
    problems: list[Problem] = []
    document.value = _build(root, (), document, problems)
    return (None, tuple(problems)) if problems else (document, ())


def _advice(said: str, text: str, line: int) -> str:
    """What to do about text that is not YAML."""
    lines = text.splitlines()
    if line <= len(lines) and "\t" in lines[line - 1]:
        return "indent with blanks, not with tabs"
    if "document" in said:
        return "a scenario is one document: leave out the `---`"
    return "check the indentation, the colons with a blank after them, and the brackets and quotes up to here"


def _too_much(text: str, file: str) -> Problem | None:
    """Counts events before anything is built: aliases, depth, number of nodes."""
    depth = nodes = 0
    try:
        for event in yaml.parse(text, Loader=_Loader):
            mark = event.start_mark
            line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                return Problem(
                    "SCN008", "anchors and aliases are not used in scenarios", file, line, column, "write the value out"
                )
            if getattr(event, "tag", None) not in (None, "!"):
                return Problem("SCN012", "tags are not used in scenarios", file, line, column, "leave out the `!…`")
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
