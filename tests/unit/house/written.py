"""What the pages of the reference say that is not written by hand: each part is made anew from its one source.

`page_now(page)` is a page's text with its forms (from the grammar), its tables of mistakes (from the checker), its tables
of words (from the keywords and the catalogue) and its link definitions as they must be today. A test compares it with
the page; `FIDELANG_REWRITE=1` writes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import get_args

from fidelang.catalogue import (
    CONSENTS,
    EVENTS,
    FACTS,
    INDICATORS,
    MESSAGE_CHANNELS,
    METRICS,
    SALES_CHANNELS,
)
from fidelang.diagnostics import CODES, Diagnostic
from fidelang.facade import check_text
from fidelang.syntax.words import NameKind, keywords, reserved
from tests.unit.house.forms import UNITS, form, rules, terminals
from tests.unit.house.pages import DOCS, HEADER, ROWS_PAGE, Page, outside_of_blocks, reference_pages, slug

MISTAKES = "| mistake | what `check` says |"
_FORMS = re.compile(r"(?<=^```form\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_PART = re.compile(r"^#+ (?P<heading>[^\n]+)$|^```form\n(?P<forms>.*?)^```$|^```.*?^```$", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"^([a-z_]+)(?: =|$)", re.MULTILINE)
_TABLE = re.compile(r"(?<=^)<!-- table: (\w+) -->\n(.*?)<!-- end of table -->", re.DOTALL | re.MULTILINE)
_ROW = re.compile(r"^\| (.*?) \|(?: (.*) \|)?$", re.MULTILINE)
_LINKS = "<!-- links -->\n"
_SHOWN = re.compile(r"\[(\d+|FID\d+)\](?![\[(])")


def page_now(page: Page) -> str:
    """The page's text as it must be."""
    text = page.text.split(_LINKS)[0].rstrip() + "\n"
    text = _FORMS.sub(lambda found: "".join(f"{form(name)}\n" for name in _NAMED.findall(found[0])), text)
    text = _with_mistakes(text, page.frame)
    text = _TABLE.sub(
        lambda found: f"<!-- table: {found[1]} -->\n{table(found[1], found[2])}<!-- end of table -->", text
    )
    return text + _definitions(page, text)


# ---------------------------------------------------------------- mistakes


def mistakes(text: str) -> list[str]:
    """The first cells of the tables of mistakes of a page: what is written wrongly."""
    return [line.split("` |")[0].removeprefix("| `") for line in _mistake_lines(text)]


def _mistake_lines(text: str) -> list[str]:
    found: list[str] = []
    within = False
    for line in text.split("\n"):
        within = line == MISTAKES or (within and line.startswith("|"))
        if within and line.startswith("| `"):
            found.append(line)
    return found


def _with_mistakes(text: str, frame: str) -> str:
    lines = set(_mistake_lines(text))
    written = []
    for line in text.split("\n"):
        if line in lines:
            wrong = line.split("` |")[0].removeprefix("| `")
            line = f"| `{wrong}` | {' '.join(said(each) for each in found_in(frame, wrong))} |"
        written.append(line)
    return "\n".join(written)


def found_in(frame: str, wrong: str) -> list[Diagnostic]:
    """What is said of a mistake in its frame, of what the frame itself is told left out."""
    frame = "" if HEADER.match(wrong) else frame
    text = frame + wrong + "\n"
    return [each for each in check_text(text, "page.fid").diagnostics if each.labels[0].span.end > len(frame)]


def said(each: Diagnostic) -> str:
    """`[FID316] message; help`, a warning called so."""
    kind = "" if each.is_error else "a warning: "
    help = f"; *{each.help}*" if each.help else ""
    return f"[{each.code}] {kind}{each.message}{help}"


# ---------------------------------------------------------------- tables of words


def table(name: str, old: str) -> str:
    """A table by its name; what was written by hand in the last column stays."""
    by_hand = {found[1]: found[2] or "" for found in _ROW.finditer(old)}
    return TABLES[name](by_hand)


def _described(head: str, first: list[str], by_hand: dict[str, str]) -> str:
    """Rows that begin with `first`; what each means is written by hand after it."""
    rows = "".join(f"| {cell} | {by_hand.get(cell, '')} |\n" for cell in first)
    return f"| {head} | |\n|---|---|\n{rows}"


def _keywords(_: dict[str, str]) -> str:
    """Each keyword with the forms it stands in, linked to the heading under which they are."""
    homes = form_homes()
    rows = []
    for spelling in sorted(set(keywords().values())):
        of = {terminal for terminal, spelt in keywords().items() if spelt == spelling}
        stands = [name.removeprefix("_") for name in rules() if terminals(name) & of and name not in UNITS]
        linked = [f"[{name}]({homes[name]})" if name in homes else name for name in stands]
        rows.append(f"| `{spelling}` | {', '.join(linked) or 'durations and times'} |\n")
    return "| word | stands in |\n|---|---|\n" + "".join(rows)


def form_homes() -> dict[str, str]:
    """Where the form of each rule stands, as a link from a page beside: page and heading."""
    found: dict[str, str] = {}
    for page in reference_pages():
        beside = page.name.removeprefix("language/") if page.name.startswith("language/") else f"../{page.name}"
        heading = ""
        for part in _PART.finditer(page.text):
            if part["heading"]:
                heading = slug(part["heading"])
            for name in _NAMED.findall(part["forms"] or ""):
                found[name] = f"{beside}#{heading}"
    return found


def _reserved(_: dict[str, str]) -> str:
    """For each kind of name the keywords that it cannot be."""
    rows = ((kind, ", ".join(f"`{word}`" for word in sorted(reserved(kind)))) for kind in get_args(NameKind))
    return "| a name of a | cannot be |\n|---|---|\n" + "".join(
        f"| {kind} | {words} |\n" for kind, words in rows if words
    )


TABLES: dict[str, Callable[[dict[str, str]], str]] = {
    "keywords": _keywords,
    "reserved": _reserved,
    "facts": lambda hand: _described("fact", [f"`{fact.owner}.{fact.name}`, {fact.kind}" for fact in FACTS], hand),
    "metrics": lambda hand: _described(
        "counted of a member", [f"`member.{each.name}`, {each.kind}" for each in METRICS], hand
    ),
    "events": lambda hand: _described("event", [f"`{each.name}`" for each in EVENTS], hand),
    "sales_channels": lambda hand: _described("sold through", [f"`{each.name}`" for each in SALES_CHANNELS], hand),
    "message_channels": lambda hand: _described("sent by", [f"`{each.name}`" for each in MESSAGE_CHANNELS], hand),
    "consents": lambda hand: _described("consent", [f"`{each.name}`" for each in CONSENTS], hand),
    "indicators": lambda hand: _described("indicator", [f"`{each.name}`, {each.kind}" for each in INDICATORS], hand),
}


# ---------------------------------------------------------------- links


def shown_links(text: str) -> set[str]:
    """The rows and codes that a page's prose names: `33`, `FID316`."""
    return set(_SHOWN.findall(outside_of_blocks(text.split(_LINKS)[0])))


def _definitions(page: Page, text: str) -> str:
    """Where `[33]` and `[FID316]` of the prose lead."""
    up = "" if page.path.parent == DOCS else "../"
    rows = "language/rows.md" if page.path.parent == DOCS else ROWS_PAGE.name
    shown = sorted(shown_links(text), key=lambda each: (len(each), each))
    lines = [
        f"[{each}]: {up}errors.md#{slug(f'{each} {CODES[each].slug}')}\n"
        if each.startswith("FID")
        else f"[{each}]: {rows}#row-{each}\n"
        for each in shown
    ]
    return f"\n{_LINKS}" + "".join(lines) if lines else ""
