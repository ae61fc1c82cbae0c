"""Expressions: readings of a state, of lists and of tables as words of flat arrays."""

from __future__ import annotations

import ast
from typing import Any

from fidelang.columns.layout import LOT
from fidelang.columns.lowering.body import CONTEXT, Runs
from fidelang.columns.lowering.calls import Calls
from fidelang.columns.runtime.calendar import UNIT
from fidelang.columns.runtime.lists import HEADER
from fidelang.columns.runtime.sharing import ROUNDING
from fidelang.state import ABSENT

_MOVES = {"tier": 0, "stage": 2, "segment": 3, "campaign": 4}
_INFIX = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%",
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_LISTS = {"lots": "lots", "logs": "logs", "given": "given", "counters": "counters", "happened": "happened"}
_WORDS = ("campaigns", "segments", "held_from", "held_days", "totals", "activity", "debt")
_DAYS = frozenset({
    "shift", "parts", "feast_in", "period_start", "period_end", "latest_feast", "next_feast", "elapsed",
    "next_day_of_year", "shifted_feast", "next_shifted_feast", "deadline", "held", "sign", "down", "up", "half_up",
    "half_even",
})  # fmt: skip
_OVER_LISTS = frozenset({"used", "since", "oldest", "distinct"})


class Expressions(Calls):
    def expr(self, node: ast.expr) -> str:
        """The text of an integer or truth."""
        if isinstance(node, ast.IfExp | ast.BinOp) and _names(node, "keyed"):
            return self._drawn(node)
        method = getattr(self, "_" + type(node).__name__.lower(), None)
        if method is None:
            self.refuse(node)
        found: str = method(node)
        return found

    def truth(self, node: ast.expr) -> str:
        """The text of what an `if` asks."""
        if isinstance(node, ast.Name):
            kind = self.kind(node.id)
            if kind.what == "list":
                return f"{node.id}_n != 0"
            if kind.what == "table":
                return f"Z[{kind.at}] != 0"
        if isinstance(node, ast.Attribute) and node.attr == "birthday":
            return f"{self.row('birthday_month')} != 0"
        if isinstance(node, ast.Subscript) and self.header(node) is not None:
            return f"R[{self.header(node)} + 2] != 0"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"not ({self.truth(node.operand)})"
        if isinstance(node, ast.BoolOp):
            sign = " and " if isinstance(node.op, ast.And) else " or "
            return sign.join(f"({self.truth(value)})" for value in node.values)
        return self.expr(node)

    # ------------------------------------------------------------ kinds of expression

    def _constant(self, node: ast.Constant) -> str:
        value = node.value
        if value is None:
            return f"({ABSENT})"
        if isinstance(value, str):
            number = UNIT.get(value, _MOVES.get(value))
            if number is None:
                self.refuse(node)
            return str(number)
        return repr(value)

    def _name(self, node: ast.Name) -> str:
        if self.kind(node.id).what not in ("int", "place", "header"):
            self.refuse(node)
        return node.id

    def _unaryop(self, node: ast.UnaryOp) -> str:
        if isinstance(node.op, ast.Not):
            return f"(not ({self.truth(node.operand)}))"
        return f"(-{self.expr(node.operand)})"

    def _binop(self, node: ast.BinOp) -> str:
        return f"({self.expr(node.left)} {_INFIX[type(node.op)]} {self.expr(node.right)})"

    def _boolop(self, node: ast.BoolOp) -> str:
        sign = " and " if isinstance(node.op, ast.And) else " or "
        whole = all(not isinstance(value, ast.Name | ast.Attribute | ast.Subscript) for value in node.values)
        parts = [self.expr(value) if whole else self._either(value) for value in node.values]
        return f"({sign.join(parts)})"

    def _either(self, node: ast.expr) -> str:
        """An operand that may be a list, of which only the truth is asked."""
        text = self.truth(node)
        return text if text.isidentifier() else f"({text})"

    def _ifexp(self, node: ast.IfExp) -> str:
        return f"({self.expr(node.body)} if {self.truth(node.test)} else {self.expr(node.orelse)})"

    def _compare(self, node: ast.Compare) -> str:
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.In | ast.NotIn | ast.Is | ast.IsNot):
            return self._member(node.left, node.ops[0], node.comparators[0])
        if isinstance(node.left, ast.Name) and node.left.id == "name":  # of an event
            assert isinstance(node.comparators[0], ast.Constant)
            names = [event.name for event in self.layout.plan.events]
            return f"(name == {names.index(str(node.comparators[0].value))})"
        if isinstance(node.comparators[0], ast.Tuple):
            parts = node.comparators[0].elts
            place = self._place_of(node.left)
            return "(" + " and ".join(f"Z[{place} + {at}] == {self.expr(part)}" for at, part in enumerate(parts)) + ")"
        text = self.expr(node.left)
        for op, other in zip(node.ops, node.comparators, strict=True):
            text += f" {_INFIX[type(op)]} {self.expr(other)}"
        return f"({text})"

    def _place_of(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name) or self.kind(node.id).what != "place":
            self.refuse(node)
        return node.id

    def _member(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> str:
        no = "not " if isinstance(op, ast.NotIn | ast.IsNot) else ""
        if isinstance(op, ast.Is | ast.IsNot):
            if isinstance(left, ast.Attribute) and left.attr == "read":
                return f"({no}{self.cell('read')} == 0)"
            return f"({no}{self.expr(left)} == {ABSENT})"
        if isinstance(right, ast.Attribute) and right.attr == "consents" and isinstance(left, ast.Constant):
            at = self.layout.plan.consents.index(str(left.value))
            return f"({self.row('consents', at)} {'==' if no else '!='} 0)"
        if isinstance(right, ast.Attribute) and right.attr == "keys" and isinstance(left, ast.Tuple):
            key, year = left.elts
            at = self.layout.row["keys"]
            return f"({no}r_has_key(R, M, S + {at}, {self.key(key)}, {self.expr(year)}))"
        if isinstance(right, ast.Name) and self.kind(right.id).what == "table":
            return f"({no}r_is_in(Z, {self.kind(right.id).at}, {self.expr(left)}))"
        among: list[Any]
        if isinstance(right, ast.Tuple):
            among = [ast.literal_eval(part) for part in right.elts]
        else:
            held = self.module.constants.get(right.id) if isinstance(right, ast.Name) else None
            if isinstance(held, Runs) and isinstance(right, ast.Name):
                return f"({no}{self._listed(right.id, held)}({self.expr(left)}))"
            if not isinstance(held, frozenset | dict):
                self.refuse(right)
            among = sorted(held)
        text = " or ".join(f"{self.expr(left)} == {value}" for value in among) or "False"
        return f"({no}({text}))"

    def _listed(self, name: str, held: Runs) -> str:
        """The function that says whether a code is in a list."""
        function = f"{name}_has"
        if function not in self.module.functions:
            self.module.functions[function] = ["value"]
            lines = [f"def {function}(value):"]
            for first, end in held.runs:
                lines += [f"    if {first} <= value and value < {end}:", "        return 1"]
            self.module.extra.append("\n".join([*lines, "    return 0", ""]))
        return function

    def key(self, node: ast.expr) -> str:
        """What fires once, as a number: a rule's or message's own, or a new one for a text."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return str(self.module.keys.setdefault(node.value, 1_000_000 + len(self.module.keys)))
        return self.expr(node)

    # ------------------------------------------------------------ readings

    def header(self, node: ast.expr) -> str | None:
        """The place in R of the header of a list such as `S.lots[0]`; None for another expression."""
        if isinstance(node, ast.Name) and self.kind(node.id).what == "header":
            return node.id
        if not (isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute)):
            return None
        owner, name = node.value.value, node.value.attr
        if not isinstance(owner, ast.Name) or owner.id not in ("S", "H") or name not in _LISTS:
            return None
        first = self.layout.row[_LISTS[name]]
        if isinstance(node.slice, ast.Constant):
            assert isinstance(node.slice.value, int)
            return f"{owner.id} + {first + HEADER * node.slice.value}"
        return f"{owner.id} + {first} + {HEADER} * {self.expr(node.slice)}"

    def width(self, node: ast.expr) -> int:
        """Words of an entry of a list."""
        assert isinstance(node, ast.Subscript | ast.Name)
        name = node.value.attr if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) else ""
        return self.layout.lot if name == "lots" else 1 if name == "happened" else 2

    def _attribute(self, node: ast.Attribute) -> str:
        if isinstance(node.value, ast.Name) and node.value.id == "S" and node.attr in self.layout.row:
            return self.row(node.attr)
        if isinstance(node.value, ast.Name) and node.attr in LOT and self.kind(node.value.id).array == "M":
            return f"M[{node.value.id} + {LOT[node.attr]}]"
        return self.refuse(node)

    def _subscript(self, node: ast.Subscript) -> str:
        value, at = node.value, node.slice
        if isinstance(value, ast.Name):
            return self._item(node, value, at)
        if isinstance(value, ast.Attribute):
            if value.attr == "birthday" and isinstance(at, ast.Constant):
                return self.row("birthday", int(str(at.value)))
            if value.attr in _WORDS and isinstance(value.value, ast.Name) and value.value.id == "S":
                return f"R[S + {self.layout.row[value.attr]} + {self.expr(at)}]"
            if value.attr == "soft" and isinstance(value.value, ast.Name):
                return f"M[{value.value.id} + {LOT['soft']} + {self.expr(at)}]"
            if value.attr == "read" and isinstance(at, ast.Constant):
                return f"Z[{self.layout.read[str(at.value)]}]"
        if isinstance(value, ast.Call):
            return f"{self.expr(value)}[{self.expr(at)}]"
        if isinstance(value, ast.Tuple):
            return self.choice(self.expr(at), [self.expr(part) for part in value.elts])
        if isinstance(value, ast.Subscript) and self.header(value) is not None:  # S.lots[0][-1]
            return f"r_last_of(R, {self.header(value)}, {self.width(value)})"
        if isinstance(value, ast.Subscript) and self.header(value.value) is not None:  # S.logs[0][-1][0]
            list_at = self.header(value.value)
            return f"M[r_last_of(R, {list_at}, {self.width(value.value)}) + {self.expr(at)}]"
        return self.refuse(node)

    def _item(self, node: ast.Subscript, value: ast.Name, at: ast.expr) -> str:
        kind = self.kind(value.id)
        if kind.what == "list":
            return f"Z[{value.id}_b + {self.expr(at)}]"
        if kind.what == "cells":
            return f"Z[{kind.at} + {self.expr(at)}]"
        if kind.what == "tuple":
            return f"{value.id}[{self.expr(at)}]"
        if kind.what == "place":
            return f"{kind.array}[{value.id} + {self.expr(at)}]"
        if kind.what == "table" and isinstance(at, ast.UnaryOp):  # the last one
            return f"Z[{kind.at} + Z[{kind.at}]]"
        held = self.module.constants.get(value.id)
        if isinstance(held, dict):
            return self.choice(self.expr(at), [str(each) for each in held.values()], list(held))
        return self.refuse(node)

    def choice(self, at: str, values: list[str], keys: list[int] | None = None) -> str:
        """The value of a small table of constants."""
        text = values[-1]
        for key, value in reversed(list(zip(keys or range(len(values)), values, strict=True))[:-1]):
            text = f"({value} if {at} == {key} else {text})"
        return text

    def _drawn(self, node: ast.expr) -> str:
        """What a member draws on entering a campaign hangs on the id alone: a word of the row, the door's work."""
        names = [
            call.args[1].value
            for call in ast.walk(node)
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "keyed"
            and isinstance(call.args[1], ast.Constant)
        ]  # fmt: skip
        at = next(at for at, one in enumerate(self.layout.plan.campaigns) if one.name == names[0])
        return self.row("drawn", at)

    # ------------------------------------------------------------ calls

    def _call(self, node: ast.Call) -> str:
        func = node.func
        if isinstance(func, ast.Name):
            return self._named_call(node, func.id)
        if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
            if func.value.id == "E" and func.attr == "get" and isinstance(node.args[0], ast.Constant):
                return f"Z[{self.layout.event_field[str(node.args[0].value)]}]"
            if func.value.id == "found" and func.attr == "sent":
                return f"(Z[{self.layout.scratch['sent']} + {self.expr(node.args[0])}] != 0)"
        if isinstance(func, ast.Attribute) and ast.unparse(func) == "S.facts.get":
            assert isinstance(node.args[0], ast.Constant)
            return f"R[S + {self.layout.fact[str(node.args[0].value)]}]"
        if isinstance(func, ast.Subscript) and isinstance(func.value, ast.Name):
            return self.chosen_call(node, func.value.id, self.expr(func.slice))
        return self.refuse(node)

    def _named_call(self, node: ast.Call, name: str) -> str:
        args = node.args
        if name in ("min", "max", "abs"):
            first = args[0]
            if isinstance(first, ast.Name) and self.kind(first.id).what == "table":
                return f"r_least(Z, {self.kind(first.id).at}, {self.expr(node.keywords[0].value)})"
            return f"{name}({', '.join(self.expr(arg) for arg in args)})"
        if name == "len" and isinstance(args[0], ast.Name):
            kind = self.kind(args[0].id)
            return (
                f"{args[0].id}_n"
                if kind.what == "list"
                else str(kind.width)
                if kind.what == "cells"
                else f"Z[{kind.at}]"
            )
        if name in ("sum", "any"):
            return self.reduced(name, args[0])
        if name == "text_code":
            return self.expr(args[2])
        if name in _OVER_LISTS:
            return f"r_{name}(R, M, {self._header(args[0])}, {self.expr(args[1])})"
        if name == "available":
            return f"r_available(R, M, {self._header(args[0])}, {self.layout.lot}, {self.expr(args[1])})"
        if name == "in_a_row":
            return self._in_a_row(args)
        if name == "turn":
            return f"turn_at({self.expr(args[1])}, {self.expr(args[2])})"
        if name == "round_lines":
            return self._round_lines(args)
        if name == "rounded_parts":
            quantities = "-1" if isinstance(args[2], ast.Constant) else f"{self._list_name(args[2])}_b"
            by_line = self.expr(args[3])
            return f"r_rounded_parts(Z, {self.table('made')}, {self._mode(args[1])}, {quantities}, {by_line}, n)"
        if name in _DAYS:
            return f"r_{name}({', '.join(self._day_args(name, args))})"
        if name in self.closures:
            outside, reads = self.closures[name]
            return f"{outside}({', '.join([CONTEXT, *(self.expr(arg) for arg in args), *reads])})"
        if name in self.module.functions:
            return self.called(name, node)
        return self.refuse(node)

    def _day_args(self, name: str, args: list[ast.expr]) -> list[str]:
        """Arguments one by one where the text spreads a tuple; `joined` where the text leaves it out; no unit is −1."""
        found: list[str] = []
        for arg in args:
            if isinstance(arg, ast.Starred):
                found += self._spread(arg.value)
            elif isinstance(arg, ast.Constant) and arg.value is None:
                found.append("-1")
            else:
                found.append(self.expr(arg))
        if name in ("period_start", "period_end") and len(found) == 2:
            found.append("0")
        return found

    def _spread(self, node: ast.expr) -> list[str]:
        if ast.unparse(node) == "S.birthday":
            return [self.row("birthday", at) for at in range(3)]
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call):
            return [f"{self.expr(node.value)}[1]", f"{self.expr(node.value)}[2]"]
        return self.refuse(node)

    def _header(self, node: ast.expr) -> str:
        found = self.header(node)
        if found is None:
            self.refuse(node)
        return found

    def _in_a_row(self, args: list[ast.expr]) -> str:
        assert isinstance(args[2], ast.Subscript)
        told = f"{self.layout.row['rows']} + 2 * {self.expr(args[2].slice)}"
        lists = f"{self._header(args[0])}, {self._header(args[1])}"
        return f"r_in_a_row(R, M, {lists}, R[S + {told}], R[S + {told} + 1], {', '.join(map(self.expr, args[3:]))})"

    def _mode(self, node: ast.expr) -> int:
        assert isinstance(node, ast.Name)
        return ROUNDING[node.id]

    def _list_name(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Name) or self.kind(node.id).what != "list":
            self.refuse(node)
        return node.id

    def _round_lines(self, args: list[ast.expr]) -> str:
        name = self._list_name(args[0])
        quantities = "-1" if isinstance(args[3], ast.Constant) else f"{self._list_name(args[3])}_b"
        return f"r_round_lines(Z, {name}_b, {name}_n, {self.expr(args[1])}, {self._mode(args[2])}, {quantities})"

    def reduced(self, name: str, node: ast.expr) -> str:
        raise NotImplementedError


def _names(node: ast.AST, name: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id == name for one in ast.walk(node))
