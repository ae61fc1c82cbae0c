"""`fidelang simulate`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Literal

import click

from fidelang.cli.files import load
from fidelang.cli.output import Format, console, format_option, refuse, write_json

if TYPE_CHECKING:
    from simulator.result import Result
    from simulator.scenario import Problem

_FAILED = 1


@click.command()
@click.argument("program", metavar="PROGRAM")
@click.option("--scenario", required=True, metavar="FILE", help="Customers, their response, costs and the run (YAML).")
@click.option("--against", metavar="FILE", help="Another program, run on the same customers.")
@click.option("--members", type=click.IntRange(1, 1_000_000), help="Customers, in place of the scenario's.")
@click.option("--months", type=click.IntRange(1, 240), help="Months, in place of the scenario's.")
@click.option("--replications", type=click.IntRange(1, 10_000), help="Replications, in place of the scenario's.")
@click.option("--seed", type=click.IntRange(0, 2**63 - 1), help="Seed, in place of the scenario's.")
@click.option(
    "--engine",
    type=click.Choice(["crowd", "individuals"]),
    help="How members are run; the result is the same. Without it: crowd, where that can run.",
)
@click.option("--gate", is_flag=True, help="Exit with 1 if an objective of the program is missed or not judged.")
@format_option
def simulate(
    program: str,
    scenario: str,
    against: str | None,
    members: int | None,
    months: int | None,
    replications: int | None,
    seed: int | None,
    engine: Literal["crowd", "individuals"] | None,
    gate: bool,
    form: Format,
) -> int:
    """Project cost, retention and return over a population, beside the same population without the program.

    The last lines are the return on investment with its interval. Every assumption is listed with its source.
    """
    from fidelang.engine import InvalidInput
    from simulator.experiment import EngineMissing, chosen, run
    from simulator.scenario import problem_at, read_scenario, refused

    compiled, diagnostics, sources = load(program)
    if compiled is None:
        return refuse(form, diagnostics, sources)
    other = None
    if against is not None:
        other, diagnostics, sources = load(against)
        if other is None:
            return refuse(form, diagnostics, sources)
    read, problems = read_scenario(scenario)
    if read is None:
        return _refuse_scenario(form, problems)
    read = read.running(members=members, months=months, replications=replications, seed=seed)
    for name, each in ((program, compiled), (against, other)):
        if each is not None and each.plan.currency != read.run.currency:
            said = f"the run is in {read.run.currency}, and {name} in {each.plan.currency}"
            return _refuse_scenario(form, (problem_at(scenario, ("run", "currency"), "SCN031", said),))
    try:
        runs, why = chosen(engine, [one for one in (compiled, other) if one is not None])
    except EngineMissing as error:
        raise click.UsageError(str(error)) from None
    if why is not None:
        click.echo(f"members run one by one, and slower: {why}", err=True)
    try:
        with _progress() as advance:
            result = run(compiled, read, against=other, progress=advance, engine=runs)
    except InvalidInput as error:
        return _refuse_scenario(form, (refused(scenario, error.where, error.message),))
    if form == "json":
        click.echo(result.to_json(), nl=False)
    else:
        _print(result)
    return _FAILED if gate and any(objective.met is not True for objective in result.objectives) else 0


def _print(result: Result) -> None:
    """The result for people; where nobody watches, without the blanks that fill a line."""
    from simulator.report import show

    out = console()
    if out.is_terminal:
        show(result, out)
        return
    with out.capture() as captured:
        show(result, out)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))


def _refuse_scenario(form: Format, problems: tuple[Problem, ...]) -> int:
    if form == "json":
        write_json(
            {
                "diagnostics": [
                    {
                        "code": problem.code,
                        "severity": "error",
                        "message": problem.message,
                        "file": problem.file,
                        "line": problem.line or None,
                        "column": problem.column or None,
                        "help": problem.help or "",
                    }
                    for problem in problems
                ]
            }
        )
    else:
        from simulator.scenario import framed

        click.echo("\n\n".join(framed(problem, _lines(problem.file)) for problem in problems), err=True)
    return _FAILED


def _lines(file: str) -> list[str]:
    """The lines of a scenario that could be read; none of one that could not."""
    from fidelang.source import SourceFile, read

    source = read(file)
    return source.text.splitlines() if isinstance(source, SourceFile) else []


def _progress() -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A bar on the terminal's stderr, nothing where nobody watches."""
    return _Bar() if sys.stderr.isatty() else nullcontext()


class _Bar(AbstractContextManager[Callable[[int, int], None]]):
    def __enter__(self) -> Callable[[int, int], None]:
        from rich.console import Console
        from rich.progress import Progress

        self._progress = Progress(console=Console(stderr=True), transient=True)
        self._progress.start()
        self._task = self._progress.add_task("replications", total=None)
        return lambda done, of: self._progress.update(self._task, completed=done, total=of)

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
