"""`fidelang schema PROGRAM --of member`."""

from __future__ import annotations

from typing import Literal

import click

from fidelang.cli.output import refuse, write_json


@click.command()
@click.argument("program", metavar="PROGRAM")
@click.option(
    "--of", "what", type=click.Choice(["member", "basket", "outcome"]), required=True, help="What is described."
)
def schema(program: str, what: Literal["member", "basket", "outcome"]) -> int:
    """Print the JSON Schema of what a program takes or answers.

    A member must hold what the rules read; `docs/embedding.md` says what to do with an answer.
    """
    from fidelang.cli.files import load
    from fidelang.engine.schemas import schema

    loaded, errors, sources = load(program)
    if loaded is None:
        return refuse("text", errors, sources)
    write_json(schema(loaded.plan, what))
    return 0
