"""Named constants, worked out in the order in which they need each other."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.context import Context
from fidelang.semantics.expressions import infer
from fidelang.semantics.operators import comparable
from fidelang.semantics.report import plain, there
from fidelang.semantics.scope import constant
from fidelang.semantics.symbols import LetInfo
from fidelang.semantics.types import UNKNOWN, MoneyType, NumberType, PointsType, UnknownType, in_words
from fidelang.semantics.walk import every_node
from fidelang.syntax import nodes

_PLACE = constant("a `let`")


def resolve_lets(ctx: Context) -> None:
    """Fills `ctx.lets`. Told: cycles, a fact read, a value outside its range or between its steps."""
    lets = ctx.declared.lets
    needs = {name: _needs(let, lets) for name, let in lets.items()}
    needed_by: dict[str, list[str]] = {name: [] for name in lets}
    for name, of in needs.items():
        for other in sorted(of):
            needed_by[other].append(name)
    ready = [name for name, of in needs.items() if not of]
    for name in ready:  # grows while it is walked
        ctx.lets[name] = _let(ctx, lets[name])
        for other in needed_by[name]:
            needs[other].discard(name)
            if not needs[other]:
                ready.append(other)
    waiting = {name: of for name, of in needs.items() if of}
    if waiting:
        _cycle(ctx, waiting)


def _needs(let: nodes.Let, lets: dict[str, nodes.Let]) -> set[str]:
    return {
        node.path[0]
        for node in every_node(let)
        if isinstance(node, nodes.Reading) and len(node.path) == 1 and node.path[0] in lets
    }


def _cycle(ctx: Context, waiting: dict[str, set[str]]) -> None:
    """Tells the first cycle among lets that wait for each other; all of them stay unknown."""
    name = next(iter(waiting))
    trail: dict[str, None] = {}
    while name not in trail:
        trail[name] = None
        name = min(need for need in waiting[name] if need in waiting)
    names = list(trail)
    cycle = names[names.index(name) :]
    node = ctx.declared.lets[cycle[0]]
    ctx.report.add(
        "let_cycle",
        node.name,
        _needs_in_words(cycle),
        *(there(ctx.declared.lets[other].name, f"`{other}`") for other in cycle[1:4]),
        help="give one of them a number",
    )
    for other in waiting:
        ctx.lets[other] = LetInfo(other, ctx.declared.lets[other], UNKNOWN, None)


def _needs_in_words(cycle: list[str]) -> str:
    if len(cycle) == 1:
        return f"`{cycle[0]}` needs itself"
    shown = cycle if len(cycle) < 6 else [*cycle[:4], "…"]
    return f"`{shown[0]}` needs " + ", which needs ".join(f"`{name}`" for name in [*shown[1:], cycle[0]])


def _let(ctx: Context, node: nodes.Let) -> LetInfo:
    kind = infer(ctx, node.value, _PLACE)
    value = ctx.constant_of(node.value)
    if not isinstance(kind, NumberType | MoneyType | PointsType | UnknownType) or (
        value is None and not isinstance(kind, UnknownType)
    ):
        ctx.report.add(
            "type_mismatch",
            node.value,
            f"a `let` names a number, a percent or an amount, and {ctx.report.quote(node.value)} is {in_words(kind)}",
            help="write it where it is needed",
        )
        kind, value = UNKNOWN, None
    if isinstance(kind, UnknownType):
        value = None
    low = high = step = None
    if node.tunable is not None:
        low, high, step = _range(ctx, node, node.tunable, value)
    return LetInfo(node.name.text, node, kind, value, low, high, step)


def _range(
    ctx: Context, node: nodes.Let, tunable: nodes.Tunable, value: Fraction | None
) -> tuple[Fraction | None, Fraction | None, Fraction | None]:
    parts = [tunable.low, tunable.high] + ([] if tunable.step is None else [tunable.step])
    kind = ctx.type_of(node.value)
    for part in parts:
        other = infer(ctx, part, _PLACE)
        if isinstance(other, UnknownType) or isinstance(kind, UnknownType):
            return None, None, None
        if not comparable(kind, other):
            ctx.report.add(
                "type_mismatch",
                part,
                f"the range of `{node.name.text}` is of {in_words(other)}, its value is {in_words(kind)}",
                there(node.value, in_words(kind)),
                help="write the range in the units of the value",
            )
            return None, None, None
    low, high = ctx.constant_of(tunable.low), ctx.constant_of(tunable.high)
    step = None if tunable.step is None else ctx.constant_of(tunable.step)
    if low is None or high is None or value is None:
        return low, high, step
    quote = ctx.report.quote
    if not low <= value <= high:
        ctx.report.add(
            "let_out_of_range",
            node.value,
            f"{quote(node.value)} is not from {quote(tunable.low)} to {quote(tunable.high)}",
            there(tunable, "the range"),
            help="move the value into its range, or widen the range",
        )
    elif step is not None and (step <= 0 or (value - low) % step != 0):
        ctx.report.add(
            "let_off_step",
            node.value if step > 0 else tunable,
            f"{quote(node.value)} is not on a step of {quote(tunable.step)} from {quote(tunable.low)}"  # type: ignore[arg-type]
            if step > 0
            else "a step is above 0",
            there(tunable, "the range"),
            help=_steps_help(ctx, tunable, value, low, step),
        )
    return low, high, step


def _steps_help(ctx: Context, tunable: nodes.Tunable, value: Fraction, low: Fraction, step: Fraction) -> str:
    if step <= 0 or not isinstance(ctx.type_of(tunable.low), NumberType) or isinstance(tunable.low, nodes.Percent):
        return "choose a value that a whole number of steps reaches"
    under = low + (value - low) // step * step
    return f"choose `{plain(under)}` or `{plain(under + step)}`"
