"""What to say of each kind of piece that is wrong wherever it stands, and how to mend it if that is sure.

Mending keeps every offset, so that the parser can read on and the other mistakes of the file are found in the same run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import SourceFile, Span
from fidelang.syntax import nodes
from fidelang.syntax.scanning.letters import describe, latin_twin, odd_letter, odd_words
from fidelang.syntax.scanning.numbers import ascii_digits, bad_number, iso_date
from fidelang.syntax.scanning.pieces import CURRENCY_SIGNS, FOREIGN, INVISIBLE
from fidelang.syntax.words import currencies, keywords

_EVERY = re.compile(r"(?<!\w)(?:every|each)\s+$")


@dataclass(slots=True)
class Scanner:
    """Collects, piece by piece, the comments and mistakes of a text."""

    source: SourceFile
    comments: list[nodes.Comment] = field(default_factory=list)
    found: list[Diagnostic] = field(default_factory=list)
    spoiled: list[Span] = field(default_factory=list)
    mended: list[tuple[int, str]] = field(default_factory=list)
    told: set[tuple[str, int]] = field(default_factory=set)
    foreign_words: list[tuple[str, Span]] = field(default_factory=list)
    latin_words: set[str] = field(default_factory=set)

    def span(self, start: int, end: int) -> Span:
        return Span(self.source.name, start, end)

    def report(
        self,
        code: str,
        message: str,
        span: Span,
        label: str,
        help: str,
        fix: str | None = None,
        mend: str | None = None,
    ) -> None:
        """Note a mistake. `mend` is text as long as the span that may stand for it; without it the span is spoiled."""
        self.found.append(Diagnostic.at(code, message, Label(span, label), help=help, replacement=fix))
        if mend is not None and len(mend) == span.end - span.start:
            self.mended.append((span.start, mend))
        else:
            self.spoiled.append(span)

    # ------------------------------------------------------------ one method a kind of piece

    def comment(self, match: re.Match[str]) -> None:
        text = match[0].rstrip()
        span = self.span(match.start(), match.start() + len(text))
        self.comments.append(nodes.Comment(text, span=span))

    def text(self, match: re.Match[str]) -> None:
        for offset, word, letter in odd_words(match[0]):
            start = match.start() + offset
            label = Label(self.span(start, start + len(word)), f"`{letter}` is {describe(letter)}")
            self.found.append(
                Diagnostic.at(
                    "FID007",
                    f"`{word}` mixes letters of two alphabets",
                    label,
                    help="it will not match the same word typed in one alphabet",
                )
            )

    def opened(self, match: re.Match[str]) -> None:
        self.report(
            "FID010",
            "a text in quotes does not end on its line",
            self.span(match.start(), match.end()),
            "the closing quote is missing",
            'end the text with `"` before the line ends',
        )

    def word(self, match: re.Match[str]) -> None:
        word, span = match[0], self.span(match.start(), match.end())
        if ascii_digits(word) != word:
            self.chunk(match)
        elif letter := odd_letter(word):
            twin = latin_twin(word)
            self.report(
                "FID006",
                f"`{word}` mixes letters of two alphabets",
                span,
                f"`{letter}` is {describe(letter)}",
                "it would be another name than the one it looks like",
                fix=twin,
                mend=twin or word,
            )
        elif latin_twin(word):
            self.foreign_words.append((word, span))
        else:
            self.latin_words.add(word)

    def chunk(self, match: re.Match[str]) -> None:
        span = self.span(match.start(), match.end())
        bad = bad_number(match[0], currencies())
        if bad.code == "FID008":
            line = self.source.position(match.start()).line
            if ("FID008", line) in self.told:  # the date 2027-05-01 in full-width digits is one mistake
                self.mended.append((span.start, ascii_digits(match[0])))
                return
            self.told.add(("FID008", line))
        before = self.source.text[max(0, match.start() - 20) : match.start()]
        if re.fullmatch(r"[0-9]+(?:st|nd|rd|th)", match[0]) and _EVERY.search(before):
            help = "`on every month` and `on every year` run on their first day"
            if not re.compile(r"\s*(?:of|day|month|year)(?!\w)").match(self.source.text, match.end()):
                help = f"for each {match[0]} purchase write `when basket.ordinal is multiple of {match[0][:-2]}`"
            self.report(bad.code, bad.message, span, "not counted so", help)
            return
        self.report(bad.code, bad.message, span, bad.label, bad.help, fix=bad.replacement, mend=bad.replacement)

    def slashed(self, match: re.Match[str]) -> None:
        self.report(
            "FID117",
            f"`{match[0]}` is not a date here",
            self.span(match.start(), match.end()),
            "a date with slashes" if (written := iso_date(match[0])) is None else f"write `{written}`",
            "write year, month, day: `2027-05-01` is 1 May 2027",
            fix=written,
        )

    def slashes(self, match: re.Match[str]) -> None:
        self.report(
            "FID014",
            f"`{match[0][:2]}` does not start a comment",
            self.span(match.start(), match.start() + 2),
            "here",
            "a comment starts with `#` and ends with its line",
            fix="#",
        )
        self.spoiled.pop()
        self.mended.append((match.start(), re.sub(r"[^\n]", " ", match[0])))

    def foreign(self, match: re.Match[str]) -> None:
        sign, end = match[0], match.end()
        word = FOREIGN[sign]
        if not word.isalpha() and len(word) == len(sign) + 1 and self.source.text[end : end + 1] == " ":
            end += 1  # the space after it makes room for the mending
        self.report(
            "FID015",
            f"`{sign}` is not a word of this language",
            self.span(match.start(), match.end()),
            f"write `{word}`",
            "conditions are written in words and with `<`, `<=`, `>`, `>=`",
            fix=word,
        )
        if len(word) == end - match.start():
            self.spoiled.pop()
            self.mended.append((match.start(), word))

    def quoted(self, match: re.Match[str]) -> None:
        written = match[0]
        inner = written[1:-1]
        straight = f'"{inner.strip() if written[0] == "«" else inner}"'
        self.report(
            "FID009",
            f"`{written[0]}` does not start a text",
            self.span(match.start(), match.end()),
            "texts stand between straight double quotes",
            f"write `{straight}`",
            fix=straight,
            mend=f'"{written[1:-1]}"',
        )

    def stray(self, match: re.Match[str]) -> None:
        character, span = match[0], self.span(match.start(), match.end())
        if character in CURRENCY_SIGNS:
            self.currency_sign(match)
        elif character == ";":
            self.report(
                "FID011",
                "`;` is not needed",
                span,
                "leave it out",
                "a clause ends where the next one starts",
                fix="",
                mend=" ",
            )
        elif character.isprintable():
            self.report("FID011", f"`{character}` means nothing here", span, describe(character), "leave it out")
        elif ("FID005", match.start()) not in self.told:
            self.report(
                "FID005",
                f"an invisible character: {describe(character)}",
                span,
                "here",
                "leave it out",
                fix="",
                mend=" ",
            )

    def currency_sign(self, match: re.Match[str]) -> None:
        text, start, end, code = self.source.text, match.start(), match.end(), CURRENCY_SIGNS[match[0]]
        before = re.compile(r"[0-9][0-9_.]*[ ]?$").search(text, max(0, start - 30), start)
        after = re.compile(r"[ ]?([0-9][0-9_.]*)").match(text, end)
        fix = None
        if before:
            start, fix = before.start(), f"{before[0].strip()} {code}"
        elif after:
            end, fix = after.end(), f"{after[1]} {code}"
        self.report(
            "FID011",
            f"`{match[0]}` is not a currency here",
            self.span(start, end),
            f"write `{fix or code}`",
            f"an amount is a number and then its currency in three letters: `5 {code}`",
            fix=fix,
        )

    def mark(self, match: re.Match[str]) -> None:
        text, start = self.source.text, match.start()
        if match[0] == "." and text[start + 1 : start + 2].isdigit() and not text[start - 1 : start].strip():
            digits = re.compile(r"[0-9_]*").match(text, start + 1)
            assert digits is not None
            fix = f"0.{digits[0]}"
            self.report(
                "FID013",
                f"`.{digits[0]}` is not a number",
                self.span(start, digits.end()),
                "a digit is missing before the point",
                f"write `{fix}`",
                fix=fix,
            )

    # ------------------------------------------------------------ over the whole text

    def invisible(self, most: int) -> None:
        """Tell characters that cannot be seen, at most so many."""
        for match in islice(INVISIBLE.finditer(self.source.text), most):
            start = match.start()
            self.told.add(("FID005", start))
            self.report(
                "FID005",
                f"an invisible character: {describe(match[0])}",
                self.span(start, start + 1),
                "here",
                "leave it out: it hides what the file says from its reader",
                fix="",
                mend=" ",
            )

    def twins(self) -> None:
        """Tell words wholly of another script that read as a Latin word of this file or of the language."""
        known = self.latin_words | set(keywords().values())
        for word, span in self.foreign_words:
            twin = latin_twin(word)
            if twin in known:
                self.report(
                    "FID006",
                    f"`{word}` looks like `{twin}` and is another word",
                    span,
                    f"`{word[0]}` is {describe(word[0])}",
                    f"type `{twin}` in Latin letters",
                    fix=twin,
                    mend=twin,
                )

    def mended_text(self) -> str:
        """The text, mended."""
        if not self.mended:
            return self.source.text
        characters = list(self.source.text)
        for start, mend in self.mended:
            characters[start : start + len(mend)] = mend
        return "".join(characters)
