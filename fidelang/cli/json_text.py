"""JSON read strictly, with the place of every value: exact numbers only, no name twice, bounded size and depth."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import read_file

Json = None | bool | int | str | Decimal | list["Json"] | dict[str, "Json"]
Where = tuple[str | int, ...]  # ("lines", 0, "price"): keys and positions from the root

DEEPEST = 64
MOST_DIGITS = 18  # a longer number is no amount, and would leave 64 bits
_MARK = "\ufeff"
_BLANK = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"[^\W\d]\w*|\S")
_STRING = re.compile(r'[^"\\\x00-\x1f]*')
_ESCAPES = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A JSON file as read: its value, and the span of each value and of each key by its path from the root."""

    source: SourceFile
    value: Json
    spans: dict[Where, Span]
    keys: dict[Where, Span]

    def span_of(self, where: Where) -> Span:
        """The span of the value at a path; of the nearest one around it that there is."""
        while where not in self.spans:
            where = where[:-1]
        return self.spans[where]


def read_json(path: str | Path) -> tuple[JsonFile | None, tuple[Diagnostic, ...], SourceFile | None]:
    """The JSON file at a path, or None and why not. The source is there if the file could be read at all."""
    source, diagnostics = read_file(path)
    if source is None:
        return None, diagnostics, None
    if source.text.startswith(_MARK):
        problem = Diagnostic.at(
            "FID801",
            "the file starts with a byte-order mark",
            Label(Span(source.name, 0, 1)),
            help="save it as UTF-8 without a byte-order mark",
        )
        return None, (problem,), source
    found = parse_json(source)
    if isinstance(found, Diagnostic):
        return None, (found,), source
    return found, (), source


def parse_json(source: SourceFile) -> JsonFile | Diagnostic:
    """The value that a text holds, or the first thing that is wrong with it."""
    reader = _Reader(source)
    try:
        reader.blank()
        value = reader.value((), 0)
        reader.blank()
        if reader.at < len(source.text):
            raise reader.wrong("FID801", "something stands after the end of the value", reader.at, reader.at + 1)
    except _Wrong as wrong:
        return wrong.diagnostic
    return JsonFile(source, value, reader.spans, reader.keys)


class _Wrong(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


class _Reader:
    """One pass over a text; `at` is the offset of the next character."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.spans: dict[Where, Span] = {}
        self.keys: dict[Where, Span] = {}

    def wrong(self, code: str, message: str, start: int, end: int, help: str = "") -> _Wrong:
        return _Wrong(Diagnostic.at(code, message, Label(Span(self.source.name, start, end)), help=help))

    def blank(self) -> None:
        match = _BLANK.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def next(self) -> str:
        return self.text[self.at : self.at + 1]

    def value(self, where: Where, depth: int) -> Json:
        start = self.at
        if depth > DEEPEST:
            raise self.wrong("FID801", f"this nests deeper than {DEEPEST} levels", start, start + 1)
        sign = self.next()
        found: Json
        if sign == "{":
            found = self.mapping(where, depth)
        elif sign == "[":
            found = self.list(where, depth)
        elif sign == '"':
            found = self.string()
        elif sign == "-" or (sign.isascii() and sign.isdigit()):
            found = self.number()
        else:
            found = self.word()
        self.spans[where] = Span(self.source.name, start, self.at)
        return found

    def mapping(self, where: Where, depth: int) -> dict[str, Json]:
        found: dict[str, Json] = {}
        self.at += 1
        self.blank()
        while self.next() != "}":
            start = self.at
            if self.next() != '"':
                raise self.unexpected("a name in double quotes or `}`")
            key = self.string()
            span = Span(self.source.name, start, self.at)
            if key in found:
                raise _Wrong(
                    Diagnostic.at(
                        "FID802",
                        f"`{key}` stands twice",
                        Label(span),
                        Label(self.keys[(*where, key)], "first here"),
                        help="keep one of the two",
                    )
                )
            self.keys[(*where, key)] = span
            self.blank()
            if self.next() != ":":
                raise self.unexpected("`:`")
            self.at += 1
            self.blank()
            found[key] = self.value((*where, key), depth + 1)
            self.after_item("}", "a name in double quotes")
        self.at += 1
        return found

    def list(self, where: Where, depth: int) -> list[Json]:
        found: list[Json] = []
        self.at += 1
        self.blank()
        while self.next() != "]":
            found.append(self.value((*where, len(found)), depth + 1))
            self.after_item("]", "a value")
        self.at += 1
        return found

    def after_item(self, close: str, item: str) -> None:
        self.blank()
        if self.next() == ",":
            comma = self.at
            self.at += 1
            self.blank()
            if self.next() == close:
                raise self.wrong("FID801", f"a comma stands before `{close}`", comma, comma + 1, help="leave it out")
        elif self.next() != close:
            raise self.unexpected(f"`,` or `{close}`")

    def string(self) -> str:
        start = self.at
        parts: list[str] = []
        self.at += 1
        while True:
            match = _STRING.match(self.text, self.at)
            assert match is not None
            parts.append(match[0])
            self.at = match.end()
            sign = self.next()
            if sign == '"':
                self.at += 1
                return self.sound("".join(parts), start)
            if sign == "\\":
                parts.append(self.escape())
            elif sign in ("", "\n", "\r"):
                raise self.wrong("FID801", 'this text has no closing `"`', start, self.at)
            else:
                raise self.wrong(
                    "FID801", f"the character U+{ord(sign):04X} may not stand in a text", self.at, self.at + 1
                )

    def escape(self) -> str:
        start = self.at
        sign = self.text[start + 1 : start + 2]
        self.at += 2
        if sign in _ESCAPES:
            return _ESCAPES[sign]
        first = self.code_unit(start) if sign == "u" else None
        if first is None:
            raise self.wrong(
                "FID801", f"`\\{sign}` is no escape", start, self.at, help='escapes are \\" \\\\ \\n \\u00e9'
            )
        if 0xD800 <= first < 0xDC00 and self.text.startswith("\\u", self.at):
            self.at += 2
            second = self.code_unit(start)
            if second is not None and 0xDC00 <= second < 0xE000:
                return chr(0x10000 + (first - 0xD800) * 0x400 + second - 0xDC00)
        if 0xD800 <= first < 0xE000:
            raise self.wrong("FID801", "half of a character", start, self.at, help="write the character itself")
        return chr(first)

    def code_unit(self, start: int) -> int | None:
        digits = self.text[self.at : self.at + 4]
        if not re.fullmatch(r"[0-9a-fA-F]{4}", digits):
            return None
        self.at += 4
        return int(digits, 16)

    def sound(self, text: str, start: int) -> str:
        """Refuses what no fact holds: NUL, control and direction characters, which hide what is really there."""
        if not text.isascii() or not text.isprintable():
            for sign in text:
                if unicodedata.category(sign) in ("Cc", "Cf") and sign not in "\t\n\u200c\u200d":
                    raise self.wrong(
                        "FID801", f"the character U+{ord(sign):04X} may not stand in a text", start, self.at
                    )
        return unicodedata.normalize("NFC", text)

    def number(self) -> int | Decimal:
        start = self.at
        match = _NUMBER.match(self.text, start)
        if match is None:
            self.at += self.text.startswith("-Infinity", start)
            raise self.unexpected("a digit after `-`") if self.at == start else self.no_number()
        self.at = match.end()
        if match[2]:
            raise self.wrong("FID803", f"`{_short(match[0])}` has an exponent", start, self.at, help="write it out")
        if sum(sign.isdigit() for sign in match[0]) > MOST_DIGITS:
            message = f"`{_short(match[0])}` has more than {MOST_DIGITS} digits"
            raise self.wrong("FID803", message, start, self.at)
        if re.match(r"[\w.]", self.next()):
            raise self.wrong("FID801", "this is no number", start, self.at + 1, help="numbers look like 12 or 12.5")
        return Decimal(match[0]) if match[1] else int(match[0])

    def word(self) -> bool | None:
        match = _WORD.match(self.text, self.at)
        if match is not None and match[0] in _WORDS:
            self.at = match.end()
            return _WORDS[match[0]]
        if match is not None and match[0] in ("NaN", "Infinity"):
            raise self.no_number()
        raise self.unexpected("a value")

    def no_number(self) -> _Wrong:
        match = _WORD.match(self.text, self.at)
        assert match is not None
        return self.wrong(
            "FID803", f"`{match[0]}` is no number", self.at, match.end(), help="leave out what is not known"
        )

    def unexpected(self, wanted: str) -> _Wrong:
        match = _WORD.match(self.text, self.at)
        if match is None:
            message = "the file is empty" if not self.text.strip() else f"the file ends where {wanted} should stand"
            return self.wrong("FID801", message, self.at, self.at)
        help = "texts stand in double quotes" if match[0] == "'" or match[0][0].isalpha() else ""
        return self.wrong("FID801", f"`{_short(match[0])}` where {wanted} should stand", self.at, match.end(), help)


def _short(text: str) -> str:
    return text if len(text) <= 24 else text[:20] + "…"
