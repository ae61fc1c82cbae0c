"""One pass over a text before it is parsed: comments, strange characters, how deep it nests, where it may be cut."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from fidelang.diagnostics import Diagnostic
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes
from fidelang.syntax.builder.base import MAX_NESTING
from fidelang.syntax.scanning.pieces import PIECES
from fidelang.syntax.scanning.scanner import Scanner
from fidelang.syntax.words import opening_words

MOST_MISTAKES = 20
MOST_TOKENS = 50_000  # of one declaration


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a declaration seems to start, and how many brackets were open there since the start of the file."""

    offset: int
    depth: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What the pass found: `text` is the source's, mended offset for offset; `spoiled` are places left unmended."""

    text: str
    cuts: tuple[Cut, ...]
    comments: tuple[nodes.Comment, ...]
    diagnostics: tuple[Diagnostic, ...]
    spoiled: tuple[Span, ...]
    stopped: bool  # too deep, too long or too many mistakes: the text is not to be parsed


def scan(source: SourceFile) -> Scan:
    """Look a text over."""
    scanner = Scanner(source)
    scanner.invisible(MOST_MISTAKES)
    cuts: list[Cut] = []
    stopped = _pieces(scanner, cuts)
    scanner.twins()
    if not cuts or cuts[0].offset:
        cuts.insert(0, Cut(0, 0))
    found = sorted(scanner.found, key=lambda diagnostic: diagnostic.labels[0].span.start)
    comments, spoiled = tuple(scanner.comments), tuple(scanner.spoiled)
    return Scan(scanner.mended_text(), tuple(cuts), comments, tuple(found), spoiled, stopped)


def _pieces(scanner: Scanner, cuts: list[Cut]) -> bool:
    """Hand each piece that is not plainly right to its method; True if the text must not be parsed."""
    text, starting = scanner.source.text, _starting()
    depth = brackets = tokens = 0
    for match in PIECES.finditer(text):
        kind = match.lastgroup
        if kind == "space":
            continue
        tokens += 1
        if kind == "word":
            start = match.start()
            outermost = depth == 0 or text[start - 1 : start] == "\n"
            if outermost and _starts_a_line(text, start) and starting.match(text, start):
                cuts.append(Cut(start, brackets))
                depth = tokens = 0
            if match[0].isascii():
                scanner.latin_words.add(match[0])
            else:
                scanner.word(match)
        elif kind == "open":
            depth += 1
            brackets += 1
            if depth > MAX_NESTING:
                return _stop(scanner, "FID102", f"brackets nest more than {MAX_NESTING} deep", match)
        elif kind == "close":
            depth = max(0, depth - 1)
            brackets -= 1
        elif kind != "number" and kind != "day":
            getattr(scanner, kind or "stray")(match)
            if len(scanner.found) >= MOST_MISTAKES:
                return _stop(scanner, "FID100", "too many mistakes: the rest of the file was not read", match)
        if tokens > MOST_TOKENS:
            return _stop(scanner, "FID106", f"a declaration of more than {MOST_TOKENS:,} words is too long", match)
    return False


def _starts_a_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip()


@cache
def _starting() -> re.Pattern[str]:
    """What a declaration starts with: its keyword, or any word that opens a block, for the keyword may be misspelt."""
    openings = "|".join(sorted(map(re.escape, opening_words())))
    return re.compile(rf"(?:{openings})(?!\w)|[^\W\d]\w*(?:[ \t]+(?:\w+|\"[^\"\n]*\"))*[ \t]*\{{")


def _stop(scanner: Scanner, code: str, message: str, match: re.Match[str]) -> bool:
    helps = {
        "FID100": "correct those above and check again",
        "FID102": "split it: a `let` can name a part",
        "FID106": "split it into several",
    }
    scanner.report(code, message, scanner.span(match.start(), match.end()), "reading stops here", helps[code])
    return True
