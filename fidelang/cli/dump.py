"""`fidelang dump --stage STAGE FILE`."""

from __future__ import annotations

import json
from typing import Literal

import click

from fidelang.cli.outline import outline, plain
from fidelang.cli.output import Format, format_option, refuse, write_json
from fidelang.cli.progress import waiting

Stage = Literal["tree", "analysis", "plan", "kernel"]


@click.command()
@click.argument("file", metavar="FILE")
@click.option(
    "--stage", type=click.Choice(["tree", "analysis", "plan", "kernel"]), required=True, help="What to print."
)
@format_option
def dump(file: str, stage: Stage, form: Format) -> int:
    """Print a stage of a program.

    tree: what its text says. analysis: what names and types were found. plan: what it means, as data. kernel: the code
    that runs it.
    """
    if stage == "tree":
        return _tree(file, form)
    if stage == "analysis":
        return _analysis(file, form)
    return _plan(file, form) if stage == "plan" else _kernel(file, form)


def _tree(file: str, form: Format) -> int:
    from fidelang.syntax import read_program

    with waiting(f"reading {file}"):
        reading = read_program(file)
    if reading.tree is None or reading.sources is None or any(each.is_error for each in reading.diagnostics):
        return refuse(form, reading.diagnostics, reading.sources or {})
    sources = reading.sources
    return _write([plain(item, sources) for item in reading.tree.items], form)


def _analysis(file: str, form: Format) -> int:
    from fidelang.cli.files import analyse

    looked = analyse(file)
    if looked.analysis is None or looked.errors:
        return refuse(form, looked.errors, looked.sources)
    analysis = looked.analysis
    parts = (
        *("program", "lets", "wallets", "facts", "events", "segments", "stages", "tiers", "stacks", "budgets"),
        *("rules", "messages", "objectives", "consents", "references"),
    )
    return _write({part: plain(getattr(analysis, part), analysis.sources) for part in parts}, form)


def _plan(file: str, form: Format) -> int:
    from fidelang.cli.files import load
    from fidelang.plan import to_json

    program, errors, sources = load(file)
    if program is None:
        return refuse(form, errors, sources)
    if form == "json":
        click.echo(to_json(program.plan))  # the canonical bytes, whose hash names the plan
        return 0
    return _write(json.loads(to_json(program.plan)), form)


def _kernel(file: str, form: Format) -> int:
    from fidelang.cli.files import load

    program, errors, sources = load(file)
    if program is None:
        return refuse(form, errors, sources)
    if form == "json":
        write_json({frame: program.kernel(frame).text for frame in ("dict", "one_text")})
    else:
        click.echo(program.kernel().text)
    return 0


def _write(value: object, form: Format) -> int:
    if form == "json":
        write_json(value)
    else:
        click.echo("\n".join(outline(value)))
    return 0
