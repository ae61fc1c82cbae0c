"""A plan's one text as the text of a module over flat integers."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from fidelang.columns.layout import ROOM, Layout
from fidelang.columns.lowering.body import CONTEXT, INT, Kind, Module, Runs
from fidelang.columns.lowering.statements import Statements
from fidelang.kernel import kernel_text
from fidelang.plan import model

_LEFT_OUT = ("encode", "do", "fee")  # the door's, and what stands where it is called


@dataclass(frozen=True)
class Lowered:
    """`text`: functions of a module that finds the runtime's own under `r_NAME` · `functions`: their parameters after
    the context · `slots`: lists of lines in scratch · `keys`: what fires once, by what stands for it in a row ·
    `columns`: lists of lines that `price` reads, in their order · `facts`: the basket's, likewise · `rewards`,
    `automatic`: rules by the names that are asked for, and what is asked for at each purchase."""

    text: str
    layout: Layout
    functions: dict[str, list[str]]
    slots: int
    keys: dict[str, int]
    columns: list[str]
    facts: list[str]
    rewards: dict[str, int]
    automatic: tuple[tuple[int, int, int], ...]

    def scratch_words(self, lines: int) -> int:
        """Words of Z for baskets of so many lines."""
        return self.layout.lines + self.slots * lines + 1


def lowered(plan: model.Plan, room: int = ROOM) -> Lowered:
    """Lower a plan's kernel. Same plan, same text. Raises NotInColumns for what columns do not run.

    `room`: entries of a table in scratch; a run that needs more is void, and says so.
    """
    tree = ast.parse(kernel_text(plan, "one_text"))
    module = Module(Layout(plan, room))
    defs = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name not in _LEFT_OUT]
    for one in defs:
        module.functions[one.name] = [arg.arg for arg in one.args.args]
    module.functions["fee"] = ["log", "found", "day", "tier", "amount"]
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            module.constants[node.targets[0].id] = _constant(node.value)
    encode = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "encode")
    last = encode.body[-1]
    assert isinstance(last, ast.Return)
    assert isinstance(last.value, ast.Tuple)
    names = [ast.unparse(one) for one in last.value.elts]
    columns = [name for name in names if name in ("G", "Q", "U", "P", "K") or name.startswith("v_line_")]
    module.marks = len(columns)
    module.slots = len(columns) + 1
    parts = [_function(module, node) for node in defs]
    parts.append(_fee(module))
    parts.append(_turn(module))
    return Lowered(
        "\n".join([*parts, *module.extra]),
        module.layout,
        {
            name: [one for one in parameters if passed(one, module.layout)]
            for name, parameters in module.functions.items()
        },
        module.slots,
        module.keys,
        columns,
        [name for name in names if name.startswith("v_basket_")],
        module.constants["REWARDS"],  # type: ignore[arg-type]
        module.constants["AUTOMATIC"],  # type: ignore[arg-type]
    )


def passed(parameter: str, layout: Layout) -> bool:
    """Whether a parameter of the text is one of the lowered function, as a number."""
    return parameter not in ("S", "H", "log", "found", "E", "answer", "b", "paid") and parameter not in layout.tables


def _function(module: Module, node: ast.FunctionDef) -> str:
    parameters = [one for one in module.functions[node.name] if passed(one, module.layout)]
    kinds: dict[str, Kind] = dict.fromkeys(parameters, INT)
    if "lot" in kinds:
        kinds["lot"] = Kind("place", array="M")
    if node.name == "entered":  # there `found` is a list of its own
        kinds["found"] = Kind("table", module.layout.tables["entered"], 2)
    body = Statements(module, node.name, kinds)
    body.run(node.body)
    if not isinstance(node.body[-1], ast.Return):
        body.emit("return 0")
    return f"def {node.name}({', '.join([CONTEXT, *parameters])}):\n" + "\n".join(body.lines) + "\n"


def _fee(module: Module) -> str:
    from fidelang.columns.runtime import records

    return (
        f"def fee({CONTEXT}, day, tier, amount):\n"
        "    r_do_fee(X, tier, amount, day)\n"
        f"    r_record2(X, {records.FEE}, tier, amount)\n"
    )


def _turn(module: Module) -> str:
    """`turn_at(rule, instant)`: the version of a reward that speaks at an instant."""
    turns = module.constants.get("TURNS")
    assert isinstance(turns, dict)
    lines = ["def turn_at(rule, instant):"]
    for rule, versions in turns.items():
        lines.append(f"    if rule == {rule}:")
        for position, stop in versions:
            lines.append(f"        return {position}" if stop is None else f"        if instant < {stop}:")
            if stop is not None:
                lines.append(f"            return {position}")
    lines.append("    return rule")
    return "\n".join(lines) + "\n"


def _constant(node: ast.expr) -> object:
    """A constant of the text; functions by their names; None for one that no function reads."""
    if isinstance(node, ast.Tuple) and node.elts and all(isinstance(one, ast.Name) for one in node.elts):
        return tuple(one.id for one in node.elts if isinstance(one, ast.Name))
    if isinstance(node, ast.Call) and ast.unparse(node).startswith("frozenset((*range("):  # a list of texts, by runs
        assert isinstance(node.args[0], ast.Tuple)
        runs = [one.value for one in node.args[0].elts if isinstance(one, ast.Starred)]
        return Runs(tuple(tuple(map(ast.literal_eval, one.args)) for one in runs if isinstance(one, ast.Call)))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "frozenset":
        return frozenset(ast.literal_eval(node.args[0]))
    try:
        found: object = ast.literal_eval(node)
    except ValueError:
        return None
    return found
