"""Which columns of a file say what: checked against the file's header and the facts that a program knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fidelang.catalogue import FACTS
from fidelang.diagnostics import Diagnostic, nearest
from fidelang.plan import Plan

MOST_LISTED = 20  # columns of a file that a message names
# Worked out from the row itself, so no column may say otherwise.
_WORKED_OUT = {"basket.total", "basket.gross", "basket.items", "basket.at", "basket.ordinal"} | {
    "line.amount",
    "line.price",
    "line.quantity",
}


@dataclass(frozen=True, slots=True)
class FactColumn:
    """A fact of the basket or of its line, and the column that holds it: `line.category` in `dept`."""

    owner: str
    name: str
    column: str


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a file's columns. `quantity` only counts items: the amount is the whole line's."""

    member: str
    date: str
    amount: str
    quantity: str | None = None
    facts: tuple[FactColumn, ...] = ()

    def named(self) -> tuple[tuple[str, str], ...]:
        """(what was said on the command line, column) for each column that is read, in the order of reading."""
        found = [("--member", self.member), ("--date", self.date), ("--amount", self.amount)]
        if self.quantity is not None:
            found.append(("--quantity", self.quantity))
        found += [(f"--fact {fact.owner}.{fact.name}", fact.column) for fact in self.facts]
        return tuple(found)


def missing_columns(columns: Columns, header: Sequence[str], file: str) -> list[Diagnostic]:
    """A diagnostic for each column that the file does not have."""
    return [
        Diagnostic.at(
            "FID805",
            f"there is no column `{column}` for {option}",
            help=_guess(column, header) or _listed(header),
            file=file,
        )
        for option, column in columns.named()
        if column not in header
    ]


def _listed(header: Sequence[str]) -> str:
    more = f" and {len(header) - MOST_LISTED:,} more" if len(header) > MOST_LISTED else ""
    return f"the columns are {', '.join(f'`{name}`' for name in header[:MOST_LISTED])}{more}"


def known_facts(plan: Plan) -> dict[str, str]:
    """Kind of each fact of a basket or a line that a column can hold, by its name with its owner: `line.category`."""
    found: dict[str, str] = {f"{fact.owner}.{fact.name}": fact.kind for fact in FACTS if fact.owner != "member"}
    found |= {f"{fact.owner}.{fact.name}": fact.kind for fact in plan.facts if fact.owner in ("basket", "line")}
    return {name: kind for name, kind in found.items() if name not in _WORKED_OUT}


def unknown_facts(columns: Columns, plan: Plan, file: str) -> list[Diagnostic]:
    """A diagnostic for each fact that the program does not know."""
    known = known_facts(plan)
    found = []
    for fact in columns.facts:
        name = f"{fact.owner}.{fact.name}"
        if name not in known:
            why = "is worked out from the row" if name in _WORKED_OUT else "is no fact of this program"
            found.append(Diagnostic.at("FID805", f"`{name}` {why}", help=_guess(name, known), file=file))
    return found


def _guess(name: str, known: Sequence[str] | dict[str, str]) -> str:
    meant = nearest(name, known)
    return f"did you mean `{meant}`?" if meant else ""
