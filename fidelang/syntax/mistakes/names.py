"""Names: one that is missing, one of two words, one in quotes; and a text without its quotes."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import Span
from fidelang.syntax.mistakes.expected import name_of_what
from fidelang.syntax.mistakes.situation import Situation
from fidelang.syntax.words import keywords, spellings


def missing_name(situation: Situation) -> Diagnostic | None:
    """`give 2 per 1 EUR`: the wallet is missing before `per`."""
    found = situation.terminal
    if "NUMBER" in situation.accepts or (found not in keywords() and found not in ("RBRACE", "LBRACE")):
        return None
    if not situation.could_follow("NAME", found):
        return None
    return _missing(situation, situation.before, situation.span) if situation.clause else None


def swallowed_keyword(situation: Situation) -> Diagnostic | None:
    """`send limit once`: `limit` was taken for the name of the message that is missing before it."""
    words = situation.before
    if len(words) < 2 or words[-1].lastgroup != "word" or words[-2].lastgroup not in ("word", "number"):
        return None
    last, word = situation.last_shifted, words[-1]
    if word[0] not in spellings() or last is None or last.type != "NAME" or last.start_pos != word.start():
        return None
    declared = rf"\b(?:wallet|earn|offer|reward|event|stage|tier|segment|let|stack|message)\s+{word[0]}\b"
    if name_of_what(words[:-1]) == "a name" or re.search(declared, situation.text):
        return None
    return _missing(situation, words[:-1], Span(situation.source.name, word.start(), word.end()))


def _missing(situation: Situation, before: tuple[re.Match[str], ...], span: Span) -> Diagnostic:
    what = name_of_what(before)
    named = what if what == "a name" else f"{what}'s name"
    word = situation.text[span.start : span.end]
    after = situation.clause if span == situation.span else " ".join(match[0] for match in before[-2:])
    return Diagnostic.at(
        "FID115",
        f"{named} is missing before `{word}`",
        Label(span, f"expected {named} after `{after}`"),
        help=_EXAMPLE.get(what, "a name is letters, digits and `_`, and starts with a letter"),
    )


_EXAMPLE = {
    "a wallet": "points are always of a wallet: `give 2 soleils per 1 EUR`",
    "a rule": "rules are named: `multiply base by 2`",
    "a message": "messages are named: `send welcome`",
    "a stack": "stacks are named: `stack promo`",
}


def several_words(situation: Situation) -> Diagnostic | None:
    """`earn my rule {`, `earn my-rule {`: a name is one word."""
    if not {"LBRACE", "COLON", "EQUAL"} & situation.accepts or not situation.before:
        return None
    first = situation.before[-1]
    if first.lastgroup != "word" or (situation.last_shifted is None or situation.last_shifted.type != "NAME"):
        return None
    rest = re.compile(r"(?:[ \t]*-[ \t]*|[ \t]+)[\w-]+(?:(?:[ \t]+|-)[\w-]+)*(?=[ \t]*[{\":=])").match(
        situation.text, first.end()
    )
    if rest is None:
        return None
    joined = re.sub(r"[\s-]+", "_", first[0] + rest[0])
    return Diagnostic.at(
        "FID115",
        f"a name is one word: `{first[0]}{rest[0]}` is more than one",
        Label(Span(situation.source.name, first.start(), rest.end()), f"write `{joined}`"),
        help="letters, digits and `_` make a name; a label in quotes may follow it",
        replacement=joined,
    )


def quoted_name(situation: Situation) -> Diagnostic | None:
    """`earn "Base" {`: a name stands without quotes."""
    if "NAME" not in situation.accepts or "STRING" in situation.accepts or not situation.found.startswith('"'):
        return None
    plain = re.sub(r"\W+", "_", situation.found[1:-1].strip().lower()).strip("_")
    if not plain or plain[0].isdigit():
        plain = f"n_{plain}".rstrip("_")
    return Diagnostic.at(
        "FID115",
        f"a name stands without quotes, found `{situation.found}`",
        Label(situation.span, f"write `{plain}`"),
        help="a name is one word; a label in quotes may follow the name where it is declared",
        replacement=plain,
    )


def unquoted_text(situation: Situation) -> Diagnostic | None:
    """`timezone Europe/Paris`: a text stands in quotes."""
    if situation.accepts != {"STRING"} or not situation.found[:1].isalnum():
        return None
    pattern = r"[^{}\n#]+?(?=\s*(?:[{}\n#]|\Z))" if situation.block is None else r"[^\s{}#]+"
    match = re.compile(pattern).match(situation.text, situation.span.start, situation.limit)
    if match is None:
        return None
    written = f'"{match[0].strip()}"'
    return Diagnostic.at(
        "FID119",
        "a text stands in quotes",
        Label(Span(situation.source.name, match.start(), match.end()), f"write `{written}`"),
        help=f"after `{situation.clause or situation.previous}` comes a text",
        replacement=written,
    )
