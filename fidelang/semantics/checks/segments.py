"""Segments and stages that depend on each other in a circle (row 63)."""

from __future__ import annotations

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.meanings import FactOf, SegmentRef
from fidelang.semantics.report import Report, there
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes

_STAGE = "the stage"


def check(analysis: Analysis, report: Report) -> None:
    reads: dict[str, dict[str, nodes.Node]] = {_STAGE: {}}
    for stage in analysis.stages:
        if stage.when is not None:
            reads[_STAGE] |= _read(analysis, stage.when)
    for name, segment in analysis.segments.items():
        reads[name] = {}
        for when in segment.whens:
            reads[name] |= _read(analysis, when)
    done: set[str] = set()
    for start in reads:
        way = _circle(start, reads, done)
        if way is not None:
            _tell(way, reads, report)
            return


def _read(analysis: Analysis, expression: nodes.Expr) -> dict[str, nodes.Node]:
    """The segments, and the stage, that an expression reads, and where."""
    found: dict[str, nodes.Node] = {}
    for node in every_node(expression):
        match analysis.meaning_of(node):
            case SegmentRef(name):
                found.setdefault(name, node)
            case FactOf(fact) if fact.name == "stage" and fact.owner == "member":
                found.setdefault(_STAGE, node)
            case _:
                pass
    return found


def _circle(start: str, reads: dict[str, dict[str, nodes.Node]], done: set[str]) -> list[str] | None:
    """A way from `start` that comes back on itself; `done` holds what is known to lead nowhere."""
    way: list[str] = []
    waiting: list[tuple[str, bool]] = [(start, True)]
    while waiting:
        name, entering = waiting.pop()
        if not entering:
            way.pop()
            done.add(name)
        elif name in way:
            return way[way.index(name) :]
        elif name not in done:
            way.append(name)
            waiting.append((name, False))
            waiting.extend((other, True) for other in reads.get(name, {}))
    return None


def _tell(way: list[str], reads: dict[str, dict[str, nodes.Node]], report: Report) -> None:
    places = [reads[name][other] for name, other in zip(way, [*way[1:], way[0]], strict=True)]
    words = [name if name == _STAGE else f"`{name}`" for name in [*way, way[0]]]
    report.add(
        "segment_cycle",
        places[0],
        f"{words[0]} depends on itself"
        if len(way) == 1
        else f"{words[0]} depends on {', which depends on '.join(words[1:])}",
        *(there(place, "and on") for place in places[1:4]),
        help="write in one of them the conditions that the other looks at",
    )
