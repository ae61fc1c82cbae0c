"""A word misspelt, in capitals, of another vocabulary, or of another block."""

from __future__ import annotations

from fidelang.diagnostics import Diagnostic, Label, nearest
from fidelang.syntax.mistakes.expected import blocks_with, clauses_of, joined, shown_clauses
from fidelang.syntax.mistakes.situation import Situation
from fidelang.syntax.mistakes.speech import SPEECH
from fidelang.syntax.words import keywords, opening_terminals

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
    return Diagnostic.at(
        "FID108",
        f"`{words}` does not compare",
        Label(situation.span, f"write `{sign}`"),
        help="comparisons are `<`, `<=`, `>`, `>=`, `is`, `is not`, `in` and `between`",
        replacement=sign if words == situation.found else None,
    )


def misspelt(situation: Situation) -> Diagnostic | None:
    """A word close to one that can stand here, or one that says the same elsewhere."""
    word = situation.found
    if not word[:1].isalpha():
        return None
    table = keywords()
    accepted = {table[each] for each in situation.accepts if each in table}
    meant = _capitals(word, accepted) or _speech(situation) or nearest(word, accepted)
    if meant is None or meant == word:
        return None
    capitals = word.lower() == meant
    return Diagnostic.at(
        "FID108",
        f"`{word}` is not a word of this language" if word not in table.values() else f"`{word}` cannot stand here",
        Label(situation.span, f"write `{meant}`" if capitals else f"did you mean `{meant}`?"),
        help="keywords are written in small letters" if capitals else _context(situation, meant),
        replacement=meant,
    )


def _capitals(word: str, accepted: set[str]) -> str | None:
    return word.lower() if word != word.lower() and word.lower() in accepted else None


def _speech(situation: Situation) -> str | None:
    for terminal in SPEECH.get(situation.found.lower(), ()):
        if terminal in situation.accepts:
            return keywords()[terminal]
    return None


def _context(situation: Situation, meant: str) -> str:
    if situation.clause:
        return f"`{situation.clause} {meant} …`"
    if situation.block:
        return f"`{meant}` starts a clause of `{situation.block.title}`"
    return f"`{meant}` starts a declaration"


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
