"""What every command writes with: the choice of format, JSON, tables and diagnostics for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table

    from fidelang.diagnostics import Diagnostic
    from fidelang.source import SourceFile

Format = Literal["text", "json"]
PIPED_WIDTH = 240  # what is not a terminal has no width: a row is not folded
_Function = TypeVar("_Function", bound=Callable[..., Any])


def format_option(function: _Function) -> _Function:
    """The `--format` of every command."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="For people, or for machines.",
    )(function)


def console(stream: TextIO | None = None) -> Console:
    """A console that colours only a terminal, and folds lines only there. User text is never read as markup."""
    from rich.console import Console

    stream = stream or sys.stdout
    return Console(
        file=stream,
        width=None if stream.isatty() else PIPED_WIDTH,
        markup=False,
        highlight=False,
        emoji=False,
    )


def counted(number: int, noun: str) -> str:
    """`1 story`, `3 stories`, `1,200 rows`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def write_json(value: object) -> None:
    click.echo(json.dumps(value, indent=2, ensure_ascii=not _unicode(sys.stdout)))


def _unicode(stream: TextIO) -> bool:
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")


def show(renderable: RenderableType) -> None:
    """Prints a table; where it is not a terminal, without the blanks that fill its lines."""
    out = console()
    if out.is_terminal:
        out.print(renderable)
        return
    with out.capture() as captured:
        out.print(renderable)
    for line in captured.get().splitlines():
        click.echo(line.rstrip())


def table(*columns: str, right: Iterable[str] = (), tight: bool = False) -> Table:
    """A table without a frame: a heading, then rows; columns named in `right` hold numbers.

    `tight` sets headings on several lines and columns one blank apart, so that a dozen numbers fit on 80 columns.
    """
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 1 if tight else 2, 0, 0), header_style="bold")
    numbers = set(right)
    for name in columns:
        heading = name.replace(" ", "\n") if tight else name
        made.add_column(heading, justify="right" if name in numbers else "left", overflow="fold", vertical="bottom")
    return made


def show_diagnostics(
    diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile], stream: TextIO | None = None
) -> None:
    """Diagnostics framed for people, a blank line between."""
    from fidelang.diagnostics import render_text

    stream = stream or sys.stdout
    out = console(stream)
    colour = out.is_terminal and not out.no_color
    text = render_text(tuple(diagnostics), sources, width=out.width if out.is_terminal else None, color=colour)
    if text:
        click.echo(text.rstrip("\n"), file=stream, color=colour)


def refuse(form: Format, diagnostics: Iterable[Diagnostic], sources: Mapping[str, SourceFile]) -> int:
    """Says why a command cannot go on, on stdout as JSON or on stderr for people; the exit status is 1."""
    from fidelang.diagnostics import render_json

    if form == "json":
        write_json({"diagnostics": render_json(diagnostics, sources)})
    else:
        show_diagnostics(diagnostics, sources, sys.stderr)
    return 1
