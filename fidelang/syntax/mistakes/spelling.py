"""A word misspelt, in capitals, of another vocabulary, or of another block."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Label, nearest
from fidelang.source import Span
from fidelang.syntax.mistakes.expected import blocks_with, clauses_of, joined, shown_clauses
from fidelang.syntax.mistakes.situation import Situation
from fidelang.syntax.mistakes.speech import SPEECH
from fidelang.syntax.words import keywords, opening_terminals, spellings

_COMPARING = {
    "than": ">", "greater": ">", "more": ">", "over": ">", "above": ">", "exceeds": ">", "less": "<", "under": "<",
    "below": "<", "at": ">=", "minimum": ">=", "least": ">=", "maximum": "<=", "most": "<=",
}  # fmt: skip
_PHRASES = {
    ("at", "least"): ">=",
    ("at", "most"): "<=",
    ("greater", "than"): ">",
    ("more", "than"): ">",
    ("less", "than"): "<",
}


def comparing_word(situation: Situation) -> Diagnostic | None:
    """`at least 80` where a sign stands: `>= 80`."""
    if "OP_GE" not in situation.accepts or situation.found not in _COMPARING:
        return None
    phrase = (situation.found, situation.next_word)
    sign = _PHRASES.get(phrase, _COMPARING[situation.found])
    words = " ".join(phrase) if phrase in _PHRASES else situation.found
    end = situation.following[0].end() if phrase in _PHRASES else situation.span.end
    return Diagnostic.at(
        "FID108",
        f"`{words}` does not compare",
        Label(Span(situation.source.name, situation.span.start, end), f"write `{sign}`"),
        help="comparisons are `<`, `<=`, `>`, `>=`, `is`, `is not`, `in` and `between`",
        replacement=sign,
    )


def other_word(situation: Situation) -> Diagnostic | None:
    """A word in capitals, or one that says elsewhere what a keyword says here."""
    word = situation.found
    if not word[:1].isalpha():
        return None
    meant = word.lower() if word != word.lower() and word.lower() in _accepted(situation) else _speech(situation)
    return _meant(situation, meant) if meant else None


def misspelt(situation: Situation) -> Diagnostic | None:
    """A word close to one that can stand here."""
    if not situation.found[:1].isalpha():
        return None
    meant = nearest(situation.found, _accepted(situation))
    return _meant(situation, meant) if meant and meant != situation.found else None


def _accepted(situation: Situation) -> frozenset[str]:
    return frozenset(keywords()[each] for each in situation.accepts & keywords().keys())


def _meant(situation: Situation, meant: str) -> Diagnostic:
    word = situation.found
    capitals = word.lower() == meant
    return Diagnostic.at(
        "FID108",
        f"`{word}` is not a word of this language" if word not in spellings() else f"`{word}` cannot stand here",
        Label(situation.span, f"write `{meant}`" if capitals else f"did you mean `{meant}`?"),
        help="keywords are written in small letters" if capitals else _context(situation, meant),
        replacement=meant,
    )


def _speech(situation: Situation) -> str | None:
    for terminal in SPEECH.get(situation.found.lower(), ()):
        if terminal in situation.accepts:
            return keywords()[terminal]
    return None


def _context(situation: Situation, meant: str) -> str:
    if situation.clause:
        return f"`{situation.clause} {meant} …`"
    if situation.block is None:
        return f"`{meant}` starts a declaration"
    if spellings()[meant] in clauses_of(situation.block.head):
        return f"`{meant}` starts a clause of `{situation.block.title}`"
    return ""


def of_no_block(situation: Situation) -> Diagnostic | None:
    """A clause that stands by itself: `tier gold { … }` belongs inside `tiers { … }`."""
    if situation.block is not None or situation.clause or situation.at_end:
        return None
    blocks = blocks_with(situation.terminal)
    if not blocks or situation.terminal in opening_terminals():
        return None
    return Diagnostic.at(
        "FID116",
        f"`{situation.found}` does not stand by itself",
        Label(situation.span, f"belongs in {joined([f'`{each}`' for each in blocks[:4]])}"),
        help=f"such as `{_HEADS.get(blocks[0], f'{blocks[0]} name')} {{ {situation.found} … }}`",
    )


_HEADS = {
    "program": 'program "Name"',
    "tiers": "tiers by member.spend",
    "lifecycle": "lifecycle",
    "test": 'test "what it shows"',
}


def of_another_block(situation: Situation) -> Diagnostic | None:
    """A keyword that starts a clause, but of another block; or a declaration within a block."""
    terminal = situation.terminal
    if situation.block is None or terminal not in keywords() or not clauses_of(situation.block.head):
        return None
    if situation.clause and not situation.could_follow("RBRACE"):
        return None  # the clause before is not finished: that is the mistake
    blocks = blocks_with(terminal)
    if blocks:
        homes = joined([f"`{each}`" for each in blocks[:4]])
        return Diagnostic.at(
            "FID116",
            f"`{situation.found}` is not a clause of `{situation.block.title}`",
            Label(situation.span, f"belongs in {homes}"),
            Label(situation.block.span, "this block"),
            help=f"`{situation.block.title}` takes clauses such as {shown_clauses(clauses_of(situation.block.head))}",
        )
    if terminal in opening_terminals():
        return Diagnostic.at(
            "FID116",
            f"`{situation.found}` cannot stand inside `{situation.block.title}`",
            Label(situation.span, "a declaration stands by itself"),
            Label(situation.block.span, "this block is still open"),
            help="close the block with `}` before it",
        )
    return None
