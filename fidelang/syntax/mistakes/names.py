"""Names: one that is missing, one of two words, one in quotes; and a text without its quotes."""

from __future__ import annotations

import re

from fidelang.diagnostics import Diagnostic, Label
from fidelang.source import Span
from fidelang.syntax.language import could_read
from fidelang.syntax.mistakes.expected import expected, name_of_what
from fidelang.syntax.mistakes.situation import Situation, readings
from fidelang.syntax.mistakes.units import program_currency, program_wallet
from fidelang.syntax.words import keywords, spellings


def missing_name(situation: Situation) -> Diagnostic | None:
    """`give 2 per 1 EUR`: the wallet is missing before `per`; `{ : 5 }`: the fact is, before `:`."""
    found = situation.terminal
    if situation.accepts >= {"NUMBER", "LPAR"} or (found not in keywords() and found not in _AFTER_A_NAME):
        return None
    if not situation.could_follow("NAME", found) or not (situation.clause or found == "COLON"):
        return None
    return _missing(situation, situation.before, situation.span)


_AFTER_A_NAME = frozenset({"RBRACE", "LBRACE", "COLON"})


def missing_value(situation: Situation) -> Diagnostic | None:
    """`channel: ,`: a value is missing before the comma."""
    closers = ("COMMA", "RBRACE", "RPAR", "RSQB", "COLON")
    if not situation.accepts >= {"NUMBER", "LPAR"} or situation.terminal not in closers or not situation.before:
        return None
    if not situation.could_follow("NUMBER", situation.terminal):
        return None
    return Diagnostic.at(
        "FID124",
        f"a value is missing before `{situation.found}`",
        Label(situation.span, f"expected {expected(situation)} after `{situation.clause or situation.previous}`"),
        help=_VALUES,
    )


def swallowed_keyword(situation: Situation) -> Diagnostic | None:
    """`send limit once`: `limit` was taken for the name that is missing before it; `from to 3`: `to` for a value."""
    for place in range(len(situation.before) - 1, max(len(situation.before) - 6, 0), -1):
        word = situation.before[place]
        keyword = spellings().get(word[0])
        if keyword is None or word.start() not in situation.taken_as_names or situation.before[place - 1][0] == ".":
            continue
        if re.search(rf"{_DECLARING}\s+{word[0]}\b", situation.text):
            continue
        state = situation.before_word(word)
        after = [[keyword], *map(readings, situation.before[place + 1 :])]
        if not situation.at_end:
            after.append(readings(situation.found_word))
        span = Span(situation.source.name, word.start(), word.end())
        if could_read(state, [["NUMBER"], *after]):
            before = situation.before[place - 1][0]
            return Diagnostic.at(
                "FID124",
                f"a value is missing before `{word[0]}`",
                Label(span, f"expected a value after `{before}`"),
                help=_VALUES,
            )
        if could_read(state, [["NAME"], *after]):
            return _missing(situation, situation.before[:place], span)
    return None


_VALUES = "a value is a number with its unit, a text in quotes, a date, a name, or an expression in parentheses"
_DECLARING = r"\b(?:wallet|earn|offer|reward|event|stage|tier|segment|let|stack|message)"


def percent_of_what(situation: Situation) -> Diagnostic | None:
    """`give 2%`: a percent of the amount, or so many points?"""
    words = situation.before
    if len(words) < 3 or words[-1][0] != "%" or spellings().get(words[-3][0]) != "GIVE":
        return None
    wallet, share = program_wallet(situation.text), f"{words[-2][0]}%"
    return Diagnostic.at(
        "FID115",
        f"`give {share}` does not say of which wallet",
        Label(Span(situation.source.name, words[-2].start(), words[-1].end()), "a percent of what?"),
        help=f"`give {share} as {wallet}` is that share of the amount paid, counted in `{wallet}` at its worth; "
        f"`give {words[-2][0]} {wallet}` is so many points",
    )


def how_often(situation: Situation) -> Diagnostic | None:
    """`limit 1 per member`: one what? Times, points or money. `per` was read as a wallet's name."""
    words = situation.before[-3:]
    if len(words) < 3 or words[-2].lastgroup != "number" or words[-1][0] != keywords()["PER"]:
        return None
    if spellings().get(words[-3][0]) != "LIMIT" or words[-1].start() not in situation.taken_as_names:
        return None
    count, wallet = words[-2][0], program_wallet(situation.text)
    written = keywords()["ONCE"] if count == "1" else f"{count} times"
    return Diagnostic.at(
        "FID111",
        f"`limit {count}` does not say of what",
        Label(Span(situation.source.name, words[-2].start(), words[-2].end()), f"write `{written}`"),
        help=f"a limit counts times, `{count} times`; points, `{count} {wallet}`; "
        f"or money, `{count} {program_currency(situation.text)}`",
        replacement=written,
    )


def _missing(situation: Situation, before: tuple[re.Match[str], ...], span: Span) -> Diagnostic:
    what = name_of_what(before)
    named = what if what == "a name" else f"{what}'s name"
    word = situation.text[span.start : span.end]
    after = (situation.clause if span == situation.span else "") or before[-1][0]
    return Diagnostic.at(
        "FID115",
        f"{named} is missing before `{word}`",
        Label(span, f"expected {named} after `{after}`"),
        help=_example(situation, what),
    )


def _example(situation: Situation, what: str) -> str:
    if what == "a wallet":
        return f"points are always of a wallet, such as `2 {program_wallet(situation.text)}`"
    return _EXAMPLE.get(what, "a name is letters, digits and `_`, and starts with a letter")


_EXAMPLE = {
    "a rule": "rules are named: `multiply base by 2`",
    "a message": "messages are named: `send welcome`",
    "a stack": "stacks are named: `stack promo`",
}


def several_words(situation: Situation) -> Diagnostic | None:
    """`earn my rule {`, `earn my-rule {`: a name is one word."""
    marks = _AFTER_WORDS.keys() & situation.accepts
    if not marks or not situation.before:
        return None
    first = situation.before[-1]
    if first.lastgroup != "word" or first.start() not in situation.taken_as_names:
        return None
    follows = _AFTER_WORDS[min(marks)]
    rest = re.compile(rf"(?:[ \t]*-[ \t]*|[ \t]+){_WORD}(?:(?:[ \t]+|-){_WORD})*(?=[ \t]*{follows})").match(
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


_WORD = r"[^\W\d]\w*"
_AFTER_WORDS = {"LBRACE": '[{"]', "COLON": "[:=]", "EQUAL": "="}


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
