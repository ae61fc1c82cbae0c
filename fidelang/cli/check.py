"""`fidelang check FILE…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fidelang.cli.output import Format, console, counted, format_option, show_diagnostics, write_json

if TYPE_CHECKING:
    from fidelang.semantics import Analysis


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--deny-warnings", is_flag=True, help="A warning fails, too.")
@format_option
def check(files: tuple[str, ...], deny_warnings: bool, form: Format) -> int:
    """Check programs without running them.

    Every mistake is shown with its place and what to write instead. Exit status 1 if there is an error.
    """
    from fidelang.cli.files import analyse
    from fidelang.diagnostics import render_json

    looked = [analyse(name) for name in files]
    diagnostics = [each for one in looked for each in one.diagnostics]
    sources = {name: source for one in looked for name, source in one.sources.items()}
    errors = sum(each.is_error for each in diagnostics)
    failed = bool(errors or (deny_warnings and diagnostics))
    if form == "json":
        write_json({"diagnostics": render_json(diagnostics, sources)})
        return 1 if failed else 0
    show_diagnostics(diagnostics, sources)
    out = console()
    if diagnostics:
        out.print()
    for one in looked:
        if one.analysis is not None and not any(each.is_error for each in one.diagnostics):
            over = f", in {len(one.sources)} files" if len(one.sources) > 1 else ""
            out.print(f"{one.name}: {_contents(one.analysis)}{over}", soft_wrap=True)
    read = sum(max(1, len(one.sources)) for one in looked)
    out.print(_summary(read, errors, len(diagnostics) - errors), style="bold red" if failed else "bold green")
    return 1 if failed else 0


def _contents(analysis: Analysis) -> str:
    kinds = [rule.kind for rule in analysis.rules.values()]
    counts = [
        (len(analysis.wallets), "wallet"),
        (kinds.count("earn"), "earn rule"),
        (kinds.count("offer"), "offer"),
        (kinds.count("reward"), "reward"),
        (len(analysis.messages), "message"),
        (len(analysis.campaigns), "campaign"),
        (len(analysis.tests), "story"),
    ]
    named = ", ".join(counted(count, noun) for count, noun in counts if count)
    return f'"{analysis.program.name}", {named}' if named else f'"{analysis.program.name}", without any rule'


def _summary(files: int, errors: int, warnings: int) -> str:
    if not errors and not warnings:
        return f"{counted(files, 'file')} checked, nothing to say"
    found = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(warnings)
    return f"{counted(files, 'file')} checked: {', '.join(found)}"
