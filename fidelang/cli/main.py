"""The entry point: runs a command, and turns whatever ends it early into a message and an exit status."""

from __future__ import annotations

import io
import os
import platform
import sys
import traceback
from collections.abc import Sequence

import click

from fidelang.cli.group import Commands

FINE, FAILED, USAGE, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def version() -> str:
    """The installed version; of a source tree that is not installed, `unknown`."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("fidelang")
    except PackageNotFoundError:
        return "unknown (not installed)"


def _show_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"fidelang {version()}")
        context.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_show_version, help="The version.")
def commands() -> None:
    """Loyalty programs as text: checked, tested, replayed over real purchases, simulated.

    \b
    fidelang new my_club               start from an example
    fidelang check my_club/program.fid
    fidelang test my_club/program.fid
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs `fidelang ARGUMENTS` (default: those of the process) and returns its exit status."""
    _print_anything()
    try:
        status = _run(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()
        return status
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else str(error))
        return USAGE
    except click.UsageError as error:
        error.show()
        return USAGE
    except click.ClickException as error:
        error.show()
        return FAILED
    except (KeyboardInterrupt, click.Abort):
        click.echo("stopped", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        # who reads us has seen enough; the interpreter must not try to flush again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:
        return _bug(error)


def _print_anything() -> None:
    """A name that is no text, or a frame's line on a terminal of few letters, is shown escaped, not died of."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: list[str]) -> int:
    # not `commands.main`, which ends the process itself when a pipe closes
    try:
        with commands.make_context("fidelang", arguments) as context:
            status = commands.invoke(context)
    except click.exceptions.Exit as early:
        return early.exit_code
    return status if isinstance(status, int) else FINE


def _bug(error: Exception) -> int:
    """The last resort: no traceback for any input, but enough to report what went wrong."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else "?"
    click.echo(
        f"fidelang stopped on a mistake of its own, not of yours: {type(error).__name__} at {where}\n"
        f"  {error}\n"
        "please report it to those who maintain fidelang, with this message and the files that you gave\n"
        f"(fidelang {version()}, Python {platform.python_version()}, {platform.system()}; "
        f"FIDELANG_DEBUG=1 shows where it happened)",
        err=True,
    )
    if os.environ.get("FIDELANG_DEBUG"):
        traceback.print_exception(error)
    return FAILED
