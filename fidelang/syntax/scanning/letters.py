"""Words whose letters are not what they look like: Cyrillic in a Latin word, full-width forms."""

from __future__ import annotations

import re
import unicodedata

from fidelang.syntax.scanning.pieces import LOOKALIKES

# Scripts that are written together in one word.
_TOGETHER = frozenset({"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
_STYLED = frozenset({"FULLWIDTH", "HALFWIDTH", "MATHEMATICAL", "CIRCLED", "SQUARED", "PARENTHESIZED"})
_COMMON_NAMES = {"\0": "NUL", "\ufeff": "byte-order mark", "\x1a": "end of file", "\x1b": "escape"}
_WORD = re.compile(r"[^\W\d_]{2,}")


def script(letter: str) -> str:
    """The script of a letter, by the first word of its Unicode name: LATIN, CYRILLIC, FULLWIDTH."""
    return unicodedata.name(letter, "UNNAMED").split(" ", 1)[0].split("-", 1)[0]


def odd_letter(word: str) -> str | None:
    """The first letter of a word that is of another script than its first, or a styled form; None if it is sound."""
    if word.isascii():
        return None
    home = ""
    for letter in word:
        if not letter.isalpha() or unicodedata.category(letter) == "Lm":
            continue
        its = script(letter)
        if its in _STYLED:
            return letter
        if its in _TOGETHER:
            its = "CJK"
        if home and its != home:
            return letter if home == "LATIN" or its != "LATIN" else word[0]
        home = home or its
    return None


def odd_words(text: str) -> list[tuple[int, str, str]]:
    """Of a text in quotes: (offset, word, odd letter) for each word that mixes scripts."""
    if text.isascii():
        return []
    found = []
    for match in _WORD.finditer(text):
        letter = odd_letter(match[0])
        if letter is not None:
            found.append((match.start(), match[0], letter))
    return found


def latin_twin(word: str) -> str | None:
    """The Latin word that a word of look-alikes reads as (`сору` is `copy`), or None."""
    if word.isascii():
        return None
    twin = unicodedata.normalize("NFKC", word).translate(LOOKALIKES)
    return twin if twin.isascii() else None


def describe(character: str) -> str:
    """A character in words: `Cyrillic small letter o`; `U+202E right-to-left override`."""
    name = _COMMON_NAMES.get(character) or unicodedata.name(character, "").lower()
    code = f"U+{ord(character):04X}"
    if unicodedata.category(character)[0] in "CZ":
        return f"{code} {name}".strip()
    return re.sub(r"\b(cyrillic|greek|latin|armenian|hebrew|arabic)\b", lambda match: match[0].title(), name) or code
