"""`fidelang eval PROGRAM --member M.json --basket B.json`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from fidelang.cli.output import Format, format_option, refuse, write_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fidelang.cli.json_text import JsonFile
    from fidelang.diagnostics import Diagnostic
    from fidelang.engine import InvalidInput
    from fidelang.plan import Plan
    from fidelang.source import SourceFile


@click.command(name="eval")
@click.argument("program", metavar="PROGRAM")
@click.option("--member", metavar="FILE", help="The member, as JSON.  [default: member.json beside the program]")
@click.option("--basket", metavar="FILE", help="The basket, as JSON.  [default: basket.json beside the program]")
@click.option("--anonymous", is_flag=True, help="Nobody showed a card: no member.")
@format_option
def evaluate(program: str, member: str | None, basket: str | None, anonymous: bool, form: Format) -> int:
    """Evaluate one basket of one member.

    Both files use the names that test blocks use. Limits and budgets are untouched, as at the start of a story.
    """
    if anonymous and member:
        raise click.UsageError("--anonymous and --member contradict each other")
    if "" in (member, basket):
        raise click.UsageError("--member and --basket take the path of a file, not an empty text")
    from fidelang.cli.evaluate_text import show
    from fidelang.cli.files import load
    from fidelang.engine import InvalidInput

    loaded, errors, sources = load(program)
    if loaded is None:
        return refuse(form, errors, sources)
    beside = Path(program).parent
    for option, name in (("--member", member or anonymous), ("--basket", basket)):
        if not name and not (beside / f"{option[2:]}.json").exists():
            raise click.UsageError(f"there is no {option[2:]}.json beside the program; give one with {option} FILE")
    given = None if anonymous else _Given("member", member or str(beside / "member.json"), loaded.plan)
    bought = _Given("basket", basket or str(beside / "basket.json"), loaded.plan)
    problems = [each for one in (given, bought) if one is not None for each in one.problems]
    if problems:
        return refuse(form, problems, _sources(given, bought))
    try:
        outcome = loaded.evaluate(given.value if given else None, bought.value, loaded.new_shared())
    except InvalidInput as error:
        return refuse(form, [_diagnostic(error, given, bought)], _sources(given, bought))
    if form == "json":
        write_json(outcome.to_json())
    else:
        show(loaded, outcome)
    return 0


class _Given:
    """One input file: its mapping, or what is wrong with it."""

    def __init__(self, what: Literal["member", "basket"], path: str, plan: Plan) -> None:
        from fidelang.cli.json_text import read_json
        from fidelang.cli.shapes import first_problems

        found, diagnostics, self.source = read_json(path)
        self.file: JsonFile | None = found
        self.problems: tuple[Diagnostic, ...] = diagnostics or (first_problems(found, what, plan) if found else ())

    @property
    def value(self) -> dict[str, Any]:
        value = self.file.value if self.file is not None else None
        return value if isinstance(value, dict) else {}


def _sources(*inputs: _Given | None) -> Mapping[str, SourceFile]:
    return {one.source.name: one.source for one in inputs if one is not None and one.source is not None}


def _diagnostic(error: InvalidInput, member: _Given | None, basket: _Given) -> Diagnostic:
    """What the engine refuses, at its place in the file that it came from."""
    from fidelang.diagnostics import Diagnostic, Label

    owner, *path = error.where or ("basket",)
    holder = member if owner == "member" and member is not None else basket
    assert holder.file is not None
    where = tuple(path)
    span = holder.file.keys.get(where) if error.slug == "unknown_fact" else None
    label = Label(span or holder.file.span_of(where))
    return Diagnostic.at("FID804", error.message, label, help=error.help)
