"""`fidelang new NAME`."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import click

from fidelang.cli.output import Format, console, format_option, refuse, write_json

EXAMPLES = ("stamp_card", "club_soleil", "cdnow_club")
DEFAULT = "stamp_card"


@click.command()
@click.argument("name", metavar="NAME")
@click.option(
    "--like", type=click.Choice(EXAMPLES), default=DEFAULT, show_default=True, help="The example to start from."
)
@format_option
def new(name: str, like: str, form: Format) -> int:
    """Start a program from an example.

    Makes the folder NAME with a program and its stories, a scenario to simulate it, and a README. A folder that
    holds anything already is left alone.
    """
    folder = Path(name)
    problem = _obstacle(name, folder)
    if problem:
        return _refuse(form, name, problem)
    try:
        written = _copy(like, folder)
    except (OSError, ValueError) as error:
        return _refuse(form, name, f"`{name}` cannot be written: {getattr(error, 'strerror', None) or error}")
    program = folder / "program.fid"
    if form == "json":
        write_json({"folder": str(folder), "like": like, "files": written})
        return 0
    out = console()
    out.print(f"{folder}: {', '.join(written)}", soft_wrap=True)
    out.print("Next:")
    play = ("fidelang", "test", str(program))
    project = ("fidelang", "simulate", str(program), "--scenario", str(folder / "scenario.yaml"))
    for command in (play, project):
        out.print(f"  {shlex.join(command)}", soft_wrap=True)
    return 0


def _refuse(form: Format, name: str, problem: str) -> int:
    from fidelang.diagnostics import Diagnostic

    return refuse(form, [Diagnostic.at("FID806", problem, file=name)], {})


def _obstacle(name: str, folder: Path) -> str | None:
    """Why NAME cannot be made, before anything is written."""
    if not name.strip() or "\0" in name:
        return "a program needs a name: the folder that it will lie in"
    try:
        if folder.is_dir():
            if any(folder.iterdir()):
                return f"`{name}` is there already and holds files; nothing was written"
        elif folder.exists() or folder.is_symlink():
            return f"`{name}` is there already and is no folder; nothing was written"
    except OSError as error:
        return f"`{name}` cannot be looked into: {error.strerror or error}"
    return None


def _copy(like: str, folder: Path) -> list[str]:
    """Copies the template beside its place first, then moves it there whole: nothing is ever half-written."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fidelang-", dir=folder.parent) as beside:
        made = Path(beside) / "new"
        made.mkdir()
        with as_file(files("fidelang.cli") / "templates" / like) as template:
            for file in sorted(template.iterdir()):
                if file.is_file():
                    shutil.copyfile(file, made / file.name)
        written = sorted(file.name for file in made.iterdir())
        if folder.is_dir():
            folder.rmdir()
        os.replace(made, folder)
    return written
