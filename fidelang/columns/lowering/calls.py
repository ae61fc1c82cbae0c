"""Calls of the text's own functions: numbers as they are, tables where they stand."""

from __future__ import annotations

import ast

from fidelang.columns.lowering.body import CONTEXT, Body
from fidelang.state import ABSENT


class Calls(Body):
    def expr(self, node: ast.expr) -> str:
        raise NotImplementedError

    def called(self, name: str, node: ast.Call, first: list[str] | None = None) -> str:
        """A call of a function of the text: numbers as they are, tables where they stand, an empty one emptied."""
        passed = list(first or [])
        for parameter, arg in zip(self.module.functions[name], node.args, strict=True):
            if parameter in ("S", "H", "log", "found"):
                continue
            if parameter == "E" or parameter in self.layout.tables or parameter == "paid":
                self._hand_over(parameter, arg)
            elif parameter not in ("answer", "b"):
                passed.append(self.expr(arg))
        return f"{name}({', '.join([CONTEXT, *passed])})"

    def _hand_over(self, parameter: str, arg: ast.expr) -> None:
        empty = isinstance(arg, ast.Tuple | ast.Dict)
        if parameter == "E":
            for at in self.layout.event_field.values() if empty else ():
                self.emit(f"Z[{at}] = {ABSENT}")
        elif parameter == "paid":
            for at in range(len(self.layout.plan.wallets) if empty else 0):
                self.emit(f"{self.cell('paid', at)} = 0")
        elif empty:
            self.emit(f"Z[{self.layout.tables[parameter]}] = 0")
        elif isinstance(arg, ast.Subscript):  # done[:1]
            self.emit(f"Z[{self.layout.tables[parameter]}] = min(Z[{self.layout.tables[parameter]}], 1)")

    def chosen_call(self, node: ast.Call, table: str, at: str) -> str:
        """A call of one of several functions, by number."""
        functions = self.module.constants[table]
        assert isinstance(functions, tuple)
        if not functions:  # a program without wallets or messages: nobody comes here
            return "0"
        name = f"{table}_at"
        if name not in self.module.functions:
            parameters = self.module.functions[functions[0]]
            self.module.functions[name] = parameters
            numbers = [one for one in parameters if one not in ("S", "H", "log", "found", "E")]
            lines = [f"def {name}({', '.join([CONTEXT, 'which', *numbers])}):"]
            for number, function in enumerate(functions):
                lines.append(f"    if which == {number}:")
                lines.append(f"        return {function}({', '.join([CONTEXT, *numbers])})")
            lines.append(f"    return {functions[0]}({', '.join([CONTEXT, *numbers])})")
            self.module.extra.append("\n".join(lines) + "\n")
        return self.called(name, node, [at])
