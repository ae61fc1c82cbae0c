"""The group of commands: each is imported when it is called, so that `--help` and `--version` load nothing else."""

from __future__ import annotations

import importlib
from importlib.util import find_spec

import click

from fidelang.cli.table import COMMANDS
from fidelang.diagnostics.nearest import nearest


class MissingExtra(click.ClickException):
    """A command whose libraries are not installed."""

    def __init__(self, command: str, extra: str, missing: str) -> None:
        super().__init__(
            f"`fidelang {command}` needs `{missing}`, which is not installed; "
            f"install it with `pip install 'fidelang[{extra}]'`"
        )


class Commands(click.Group):
    """A group whose members stand in the static table."""

    def list_commands(self, context: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        entry = COMMANDS.get(name)
        if entry is None:
            return None
        missing = next((module for module in entry.modules if find_spec(module) is None), None)
        if entry.extra is not None and missing is not None:
            raise MissingExtra(name, entry.extra, missing)
        module, function = entry.target.split(":")
        command = getattr(importlib.import_module(module), function)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = arguments[0]
        if name in COMMANDS or name.startswith("-"):
            return super().resolve_command(context, arguments)
        meant = nearest(name, COMMANDS)
        guess = f"; did you mean `{meant}`?" if meant else f"; there are {', '.join(COMMANDS)}"
        raise click.UsageError(f"there is no command `{name}`{guess}", context)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.help) for name, entry in COMMANDS.items()])
