"""The pages of the language reference: their blocks, headings and links, and the programs that their examples stand in.

A block says what it is on its first line: `fid frame` is the program that the page's examples stand in, `fid` an example
(in the frame, or whole if it has a header of its own), `fid file NAME` (csv, json) a file that the next example or
command reads, `form` lines of the grammar, `console` commands with what they print, `json` what `eval` reads or answers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tests.unit.house.places import ROOT

DOCS = ROOT / "docs"
ROWS_PAGE = DOCS / "language" / "rows.md"
_BLOCK = re.compile(r"^```([^\n`]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
HEADER = re.compile(r"^program ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block; `line` is that of its first line of text, from 1."""

    page: str
    line: int
    info: str
    text: str

    @property
    def name(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def file(self) -> str | None:
        """The name of the file that the block is, if it is one."""
        found = re.fullmatch(r"\w+ file (\S+)", self.info)
        return None if found is None else found[1]


@dataclass(frozen=True)
class Example:
    """A program of a page with its stories; `files` are what it includes, by name."""

    block: Block
    program: str
    files: dict[str, str]


@dataclass(frozen=True)
class Page:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(DOCS).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def blocks(self) -> list[Block]:
        return [
            Block(self.name, self.text.count("\n", 0, found.start()) + 2, found[1], found[2])
            for found in _BLOCK.finditer(self.text)
        ]

    @property
    def frame(self) -> str:
        """The program that the page's examples stand in; nothing if all are whole."""
        return "".join(block.text for block in self.blocks if block.info == "fid frame")

    @property
    def examples(self) -> list[Example]:
        found: list[Example] = []
        files: dict[str, str] = {}
        for block in self.blocks:
            if block.file is not None:
                files[block.file] = block.text
            elif block.info == "fid":
                whole = HEADER.search(block.text) is not None
                found.append(Example(block, block.text if whole else self.frame + block.text, files))
                files = {}
        return found


def reference_pages() -> list[Page]:
    """The entry page and those by theme; the appendix of rows is no prose and has a test of its own."""
    themes = sorted(path for path in (DOCS / "language").glob("*.md") if path != ROWS_PAGE)
    return [Page(DOCS / "language.md"), *map(Page, themes)]


def anchors(text: str) -> set[str]:
    """What a link into a page may name: its headings, as GitHub spells them, and its own anchors."""
    outside = _BLOCK.sub("", text)
    return {slug(heading) for heading in _HEADING.findall(outside)} | set(_ANCHOR.findall(outside))


def slug(heading: str) -> str:
    """GitHub's anchor of a heading.

    >>> slug("Limits: `per member`, and more")
    'limits-per-member-and-more'
    """
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def outside_of_blocks(text: str) -> str:
    """The prose: blocks and code left out, lines kept."""
    without = _BLOCK.sub(lambda found: "\n" * found[0].count("\n"), text)
    return re.sub(r"`[^`\n]*`", "``", without)
