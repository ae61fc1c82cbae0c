"""The shell around the commands: statuses, messages, and never a traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from fidelang.cli import main
from fidelang.cli import main as main_function
from fidelang.cli.group import Commands
from fidelang.cli.table import COMMANDS, Entry

ROOT = Path(__file__).parents[3]
RUN = [sys.executable, "-m", "fidelang.cli"]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}


def test_help_names_every_command_without_loading_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert [name for name, entry in COMMANDS.items() if entry.help in shown] == list(COMMANDS)


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_load_neither_parser_nor_arrays(argument: str) -> None:
    code = (
        "import sys; from fidelang.cli import main; status = main([sys.argv[1]]); "
        "heavy = {'lark', 'numpy', 'duckdb', 'pydantic', 'simpy', 'yaml', 'rich', 'fidelang.syntax'}; "
        "print(status, sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, argument], env=ENVIRONMENT, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "0 []", done.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["chek"], "there is no command `chek`; did you mean `check`?"),
        (
            ["zzzzzz"],
            "there is no command `zzzzzz`; there are new, check, test, eval, backtest, replay, simulate, compile, schema, dump",
        ),
        (["check"], "Missing argument 'FILE…'"),
        (["check", "--fromat", "json", "a.fid"], "No such option '--fromat'"),
        (["dump", "a.fid"], "Missing option '--stage'"),
        (["eval", "a.fid", "--anonymous", "--member", "m.json"], "--anonymous and --member contradict each other"),
        (["backtest", "a.fid", "--transactions", "t.csv", "--member", "m", "--date", "d"], "Missing option '--amount'"),
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert message in capsys.readouterr().err


def test_no_argument_shows_help_as_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Commands:" in capsys.readouterr().out


def test_a_command_without_its_libraries_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = Entry("simulator.commands:simulate", "", "simulate", ("numpy", "no_such_library"))
    monkeypatch.setitem(COMMANDS, "simulate", entry)
    assert main(["simulate", "a.fid"]) == 1
    assert "needs `no_such_library`, which is not installed; install it with `pip install 'fidelang[simulate]'`" in (
        capsys.readouterr().err
    )


def test_a_mistake_of_our_own_is_a_message_not_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(self: Commands, context: click.Context, name: str) -> click.Command:
        raise ZeroDivisionError("one\ntwo")

    monkeypatch.setattr(Commands, "get_command", broken)
    monkeypatch.delenv("FIDELANG_DEBUG", raising=False)
    assert main_function(["check", "a.fid"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("fidelang stopped on a mistake of its own, not of yours: ZeroDivisionError at test_main.py:")
    assert "Traceback" not in said
    monkeypatch.setenv("FIDELANG_DEBUG", "1")
    assert main_function(["check", "a.fid"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_who_stops_reading_is_no_error() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*RUN, "--help"], env=ENVIRONMENT, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interrupt_ends_with_130_and_a_word() -> None:
    code = (
        "import signal, sys, time\n"
        "from fidelang.cli import group, main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background was born deaf to it\n"
        "group.Commands.get_command = lambda *_: (print('ready', flush=True), time.sleep(60))\n"
        "sys.exit(main(['check']))"
    )
    command = subprocess.Popen(
        [sys.executable, "-c", code], env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert command.stdout is not None
    assert command.stdout.readline() == "ready\n"
    command.send_signal(signal.SIGINT)
    _, said = command.communicate(timeout=10)
    assert (command.returncode, said) == (130, "stopped\n")
