"""`fidelang compile PROGRAM -o program.fidc`."""

from __future__ import annotations

from pathlib import Path

import click

from fidelang.cli.output import Format, format_option, refuse, write_json


@click.command(name="compile")
@click.argument("program", metavar="PROGRAM")
@click.option("-o", "--out", metavar="FILE", help="Where the compiled program goes.  [default: beside it, as .fidc]")
@format_option
def compile_(program: str, out: str | None, form: Format) -> int:
    """Compile a program into one file for a checkout.

    The file is data: it loads without the parser, says by its hash which program it is, and the same program gives the
    same bytes. `eval`, `replay`, `backtest` and `simulate` take it in place of the program.
    """
    if "" in (program, out):
        raise click.UsageError("PROGRAM and --out take the path of a file, not an empty text")
    from fidelang.cli.aside import Aside, NoPlace
    from fidelang.cli.files import load
    from fidelang.engine.artifact import SUFFIX, to_artifact

    if Path(program).suffix == SUFFIX:
        raise click.UsageError(f"`{program}` is compiled already")
    target = out or str(Path(program).with_suffix(SUFFIX))
    if Path(target).exists() and Path(target).resolve() == Path(program).resolve():
        raise click.UsageError("--out is the program itself: give the compiled file another name")
    loaded, errors, sources = load(program)
    if loaded is None:
        return refuse(form, errors, sources)
    data = to_artifact(loaded)
    try:
        with Aside() as aside:
            aside.open(target).write(data.decode())
            aside.commit()
    except NoPlace as problem:
        return refuse(form, [problem.diagnostic], {})
    if form == "json":
        write_json(
            {"file": target, "bytes": len(data), "hash": loaded.plan.hash, "program_hash": loaded.plan.source_hash}
        )
    else:
        click.echo(f"{target}: {len(data):,} bytes, plan {loaded.plan.hash[:12]}")
    return 0
