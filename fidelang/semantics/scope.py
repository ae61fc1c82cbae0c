"""Which facts an expression may read where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from fidelang.semantics.symbols import FactInfo


@dataclass(frozen=True, slots=True)
class Scope:
    """`basket`: a basket is at hand; `line`: so is one of its lines; `fields`: those of the event at hand, if any.

    `place` says in the user's words where the expression stands ("a tier's criterion"). `rule` is true inside a rule or
    a message, where another trigger could make a basket's facts readable. `constant` is true where no fact may be read.
    `event_known` is false where an event of no declaration is at hand, which is told where it is named.
    """

    place: str
    member: bool = True
    basket: bool = False
    line: bool = False
    fields: Mapping[str, FactInfo] | None = None
    rule: bool = False
    constant: bool = False
    event_known: bool = True

    def of_lines(self) -> Scope:
        """The same place, one line at hand."""
        return replace(self, line=True)


def constant(place: str) -> Scope:
    """A place where only literals and `let`s may stand."""
    return Scope(place, member=False, constant=True)
