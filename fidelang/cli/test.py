"""`fidelang test FILE…`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fidelang.cli.output import Format, console, counted, format_option, refuse, show, table, write_json
from fidelang.cli.progress import Progress

if TYPE_CHECKING:
    from fidelang.engine import Program
    from fidelang.semantics import Analysis
    from fidelang.trials import TestResult


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--match", metavar="TEXT", help="Only the tests whose name holds this text.")
@format_option
def test(files: tuple[str, ...], match: str | None, form: Format) -> int:
    """Play the stories of programs.

    Every expectation that fails is shown, expected and found side by side. Exit status 1 if a test fails, and if no
    test was played: a test that is not there proves nothing.
    """
    from fidelang.cli.files import analyse
    from fidelang.trials import run_tests

    sound: list[tuple[Program, Analysis]] = []
    for file in files:
        looked = analyse(file)
        if looked.plan is None or looked.analysis is None:
            return refuse(form, looked.errors, looked.sources)
        sound.append((looked.program(), looked.analysis))
    played: list[TestResult] = []
    with Progress() as progress:
        for program, analysis in sound:
            for number, result in enumerate(run_tests(program, analysis, match), start=1):
                played.append(result)
                progress.update("testing", number, len(analysis.tests))
    failed = sum(not result.passed for result in played)
    if form == "json":
        write_json(
            {
                "passed": len(played) - failed,
                "failed": failed,
                "tests": [_json(result) for result in played],
            }
        )
    else:
        _show(played, failed, match)
    return 1 if failed or not played else 0


def _json(result: TestResult) -> dict[str, object]:
    failures = [{"line": each.line, "expected": each.expected, "found": each.found} for each in result.failures]
    return {"name": result.name, "file": result.file, "passed": result.passed, "failures": failures}


def _show(played: list[TestResult], failed: int, match: str | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for result in played:
        tone = "green" if result.passed else "bold red"
        where = "" if result.passed else f"  {result.file}:{result.line}"
        out.print(
            Text.assemble(("pass  " if result.passed else "FAIL  ", tone), result.name, (where, "blue")), soft_wrap=True
        )
        if not result.passed:
            shown = table("line", "expected", "found", right=("line",))
            for failure in result.failures:
                shown.add_row(str(failure.line), Text(failure.expected, "green"), Text(failure.found, "red"))
            show(Padding(shown, (0, 0, 0, 6), expand=False))
    if not played:
        why = f"no test's name holds `{match}`" if match else "there is no test to play"
        out.print(why, style="bold red")
        return
    passed = f"{counted(len(played) - failed, 'test')} passed"
    out.print(f"{passed}, {failed} failed" if failed else passed, style="bold red" if failed else "bold green")
