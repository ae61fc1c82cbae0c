"""Statements: assignments to numbers, lists and tables, effects, and control flow."""

from __future__ import annotations

import ast

from fidelang.columns.lowering.body import CONTEXT, INT, LIST, TUPLE, Body, Kind
from fidelang.columns.lowering.effects import Effects
from fidelang.columns.lowering.loops import Comprehension

_UNUSED = ("fresh", "named")  # codes of texts: the door has them


class Statements(Effects):
    def run(self, statements: list[ast.stmt]) -> None:
        for one in statements:
            getattr(self, "_do_" + type(one).__name__.lower(), self.refuse)(one)

    # ------------------------------------------------------------ control flow

    def _do_pass(self, node: ast.Pass) -> None:
        self.emit("pass")

    def _do_break(self, node: ast.Break) -> None:
        self.emit("break")

    def _do_if(self, node: ast.If, word: str = "if") -> None:
        if all(_shows(one) for one in node.body) and not node.orelse:
            return  # it says what a reason shows: columns give the code alone
        test = self.truth(node.test)
        with self.block(f"{word} {test}:"):
            self.run(node.body)
        if not node.orelse:
            return
        if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
            inner = node.orelse[0]
            before = len(self.lines)
            self.truth(inner.test)
            if len(self.lines) == before:  # its test needs no lines of its own
                self._do_if(inner, "elif")
                return
            del self.lines[before:]
        with self.block("else:"):
            self.run(node.orelse)

    def _do_while(self, node: ast.While) -> None:
        with self.block(f"while {self.truth(node.test)}:"):
            self.run(node.body)

    def _do_for(self, node: ast.For) -> None:
        if isinstance(node.iter, Comprehension):  # the list is made before anything changes
            self._fill("picked", node.iter)
            self.loop(node.target, ast.Name("picked"), lambda: self.run(node.body))
            return
        if isinstance(node.iter, ast.Name) and node.iter.id == "fx":
            self.uses(self.kind("fx"))
            return
        self.loop(node.target, node.iter, lambda: self.run(node.body))

    def _do_return(self, node: ast.Return) -> None:
        value = node.value
        if value is None:
            self.emit("return 0")
        elif self.name in ("price", "price_alone"):
            self.answered(value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "tuple":
            self._fill("gone", value.args[0])
            self.emit("return 0")
        elif self.name.startswith("gone_"):
            self.emit(f"Z[{self.table('gone')}] = 0")
            self.emit("return 0")
        elif self.name.startswith("days_"):
            assert isinstance(value, ast.Tuple)
            fixed, soft = value.elts
            assert isinstance(soft, ast.Tuple)
            for at, part in enumerate([fixed, *soft.elts]):
                self.emit(f"{self.cell('soft', at)} = {self.expr(part)}")
            for at in range(1 + len(soft.elts), self.layout.lot - 6):  # lots of all wallets have one width
                self.emit(f"{self.cell('soft', at)} = 0")
            self.emit("return 0")
        elif self.name in ("metrics", "rows"):
            assert isinstance(value, ast.Tuple)
            for at, part in enumerate(value.elts):
                self.emit(f"{self.cell('readings', at)} = {self.expr(part)}")
            self.emit("return 0")
        elif isinstance(value, ast.List):  # of segments_of
            for at, part in enumerate(value.elts):
                self.emit(f"{self.cell('now', at)} = {self.expr(part)}")
            self.emit("return 0")
        elif isinstance(value, ast.Tuple):
            self.emit(f"return {self._tuple(value)}")
        elif isinstance(value, ast.Name) and self.kind(value.id).what == "table":
            self.emit("return 0")
        else:
            self.emit(f"return {self.expr(value)}")

    def _tuple(self, value: ast.Tuple) -> str:
        parts = []
        for part in value.elts:
            if isinstance(part, ast.Name) and self.kind(part.id).what == "list":
                parts.append(f"{part.id}_b")
            elif isinstance(part, ast.Constant) and part.value is None:
                parts.append("0")
            else:
                parts.append(self.expr(part))
        return f"({', '.join(parts)},)"

    def _do_functiondef(self, node: ast.FunctionDef) -> None:
        """An inner function reads what its outer one has at hand: it becomes a function that is given it."""
        if node.name == "taken":
            return
        own = {arg.arg for arg in node.args.args}
        written = {one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)}
        reads: list[str] = ["n"] if "n" in self.kinds else []
        kinds: dict[str, Kind] = {"n": INT} if reads else {}
        for one in ast.walk(node):
            if not isinstance(one, ast.Name) or one.id in own | written or one.id in kinds:
                continue
            found = self.kinds.get(one.id)
            if found is None:
                continue
            kinds[one.id] = found
            reads += [f"{one.id}_b", f"{one.id}_n"] if found.what == "list" else [one.id]
        inner = type(self)(self.module, f"{self.name}_{node.name}", {**kinds, **dict.fromkeys(own, INT)})
        inner.run(node.body)
        parameters = ", ".join([CONTEXT, *(arg.arg for arg in node.args.args), *reads])
        self.module.extra.append(f"def {inner.name}({parameters}):\n" + "\n".join(inner.lines) + "\n")
        self.closures[node.name] = (inner.name, reads)

    # ------------------------------------------------------------ assignments

    def _do_assign(self, node: ast.Assign) -> None:
        target, value = node.targets[0], node.value
        if all(_shown_name(one) for one in node.targets):
            return
        if len(node.targets) > 1:
            last = ast.unparse(node.targets[-1])
            self._assign(node.targets[-1], value)
            for one in node.targets[:-1]:
                self._assign(one, ast.Name(last))
            return
        self._assign(target, value)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Tuple):
            self._assign_tuple(target, value)
        elif isinstance(target, ast.Attribute):
            self.found_assigned(target.attr, value)
        elif isinstance(target, ast.Subscript):
            self._assign_item(target, value)
        elif isinstance(target, ast.Name) and target.id not in _UNUSED:
            self._assign_name(target.id, value)

    def _assign_name(self, name: str, value: ast.expr) -> None:
        kind = Body.kind(self, name) if name not in self.kinds else self.kinds[name]
        if kind.what == "table" and self._assign_table(name, kind, value):
            return
        if name == "takes":
            for at in range(len(self.layout.plan.rules)):
                self.emit(f"{self.cell('took', at)} = 0")
        elif name in ("met", "read"):
            self.basket_kept(name, value)
        elif name in ("u", "w", "bal", "paid", "ship"):
            self._assign_cells(name, value)
        elif self._is_list(value):
            self.assign_list(name, value)
        elif isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "segments_of":
            self.kinds[name] = Kind("cells", self.layout.scratch["now"], len(self.layout.plan.segments))
            self.emit(self.called("segments_of", value))
        elif self._is_tuple(value):
            self.kinds[name] = TUPLE
            self.emit(f"{name} = {self._tuple(value) if isinstance(value, ast.Tuple) else self.expr(value)}")
        else:
            if isinstance(value, ast.Tuple):  # (code, what it shows)
                value = value.elts[0]
            if name == "refused" and isinstance(value, ast.Constant):
                value = ast.Constant(0)
            self.kinds[name] = INT
            self.emit(f"{name} = {self.expr(value)}")

    def _assign_table(self, name: str, kind: Kind, value: ast.expr) -> bool:
        """A list of tuples anew. False where the name stands for something else here, such as a number."""
        if isinstance(value, ast.List | ast.Dict) or ast.unparse(value) in ("set()", "()"):
            elements = value.elts if isinstance(value, ast.List) else []
            self.emit(f"Z[{kind.at}] = 0")
            for element in elements:
                self.put(kind, [element])
        elif isinstance(value, Comprehension) and name == "asked":
            self._turned(value)
        elif isinstance(value, Comprehension):
            self._fill(name, value)
        elif isinstance(value, ast.Call):
            called = ast.unparse(value.func)
            if called == "to_spend":
                self.spend(kind, value)
            elif called.startswith("gone_"):
                self.emit(self.called(called, value))
            elif called == "tuple":
                self._fill(name, value.args[0])
            else:
                return False
        else:
            return False
        return True

    def _fill(self, name: str, value: ast.expr) -> None:
        """A table anew, from a comprehension."""
        kind = self.kind(name)
        if not isinstance(value, Comprehension):
            self.refuse(value)
        self.emit(f"Z[{kind.at}] = 0")

        def one(element: ast.expr) -> None:
            self.put(kind, element.elts if isinstance(element, ast.Tuple) else [element])

        self.comprehension(value, one)

    def _turned(self, value: Comprehension) -> None:
        """`asked` with each reward's version of the moment, in place."""
        kind = self.kind("asked")
        element = value.elt
        assert isinstance(element, ast.Tuple)
        at = self.new_name("at")
        with self.block(f"for {at} in range(Z[{kind.at}]):"):
            self.kinds["r"] = INT
            self.emit(f"r = Z[{kind.at + 1} + 3 * {at}]")
            self.emit(f"Z[{kind.at + 1} + 3 * {at}] = {self.expr(element.elts[0])}")

    def put(self, kind: Kind, parts: list[ast.expr]) -> None:
        values = [self.expr(part) for part in parts]
        self.emit(f"r_put{kind.width}(Z, {kind.at}, {self.layout.room}, {', '.join(values)})")

    def _assign_cells(self, name: str, value: ast.expr) -> None:
        first = self.layout.scratch[name]
        if isinstance(value, ast.List):
            self.emit(f"Z[{first}] = {self.expr(value.elts[0])}")
            return
        assert isinstance(value, ast.BinOp)
        assert isinstance(value.right, ast.Constant)
        if value.right.value:
            self.emit(f"r_filled(Z, {first}, {value.right.value!r}, 0)")

    def _is_tuple(self, value: ast.expr) -> bool:
        if isinstance(value, ast.Tuple):
            return len(value.elts) == 6
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            return value.func.id in self.closures or value.func.id == "parts"
        return isinstance(value, ast.Name) and self.kind(value.id).what == "tuple"

    def _assign_tuple(self, target: ast.Tuple, value: ast.expr) -> None:
        names = [ast.unparse(one) for one in target.elts]
        if ast.unparse(value) == "b":
            self.basket_read(names)
        elif ast.unparse(value) == "answer":
            self.answer_read()
        elif isinstance(value, ast.Tuple):  # p_1, q_1 = [], 100
            for one, part in zip(target.elts, value.elts, strict=True):
                self._assign(one, part)
        elif ast.unparse(value) == "found.hand":
            for name, cell in zip(names, ("hand", "hand_spend"), strict=True):
                self.kinds[name] = INT
                self.emit(f"{name} = {self.cell(cell)}")
        elif names == ["fixed", "soft"]:
            assert isinstance(value, ast.Call)
            self.emit(self.called(ast.unparse(value.func), value))
            self.kinds["fixed"] = INT
            self.kinds["soft"] = Kind("cells", self.layout.scratch["soft"] + 1)
            self.emit(f"fixed = {self.cell('soft')}")
        else:
            self._unpack_answer(names, value)

    def _unpack_answer(self, names: list[str], value: ast.expr) -> None:
        """Of a try, or of a level."""
        found = value.id if isinstance(value, ast.Name) else self.new_name("answer")
        if found != ast.unparse(value):
            self.emit(f"{found} = {self.expr(value)}")
        for at, name in enumerate(names):
            if name == "W":
                self.kinds["W"] = LIST
                lines = "n" if "n" in self.kinds else "0"
                self.emit(f"W_b = {found}[{at}]; W_n = {lines}")
            elif name != "_":
                self.kinds[name] = INT
                self.emit(f"{name} = {found}[{at}]")

    def _assign_item(self, target: ast.Subscript, value: ast.expr) -> None:
        if ast.unparse(target.value) == "found.redeemed":
            assert isinstance(value, ast.BinOp)
            self.record("REDEEMED", [target.slice, value.right])
        elif isinstance(target.value, ast.Name) and target.value.id == "merged":
            assert isinstance(target.slice, ast.Tuple)
            assert isinstance(value, ast.BinOp)
            parts = [self.expr(part) for part in (*target.slice.elts, value.right)]
            self.emit(f"r_put_up(Z, {self.table('merged')}, {self.layout.room}, {', '.join(parts)})")
        else:
            self.emit(f"{self.expr(target)} = {self.expr(value)}")

    def _do_augassign(self, node: ast.AugAssign) -> None:
        target, value = node.target, node.value
        if isinstance(target, ast.Attribute):
            self.found_added(target.attr, value)
            return
        if isinstance(target, ast.Name) and self.kind(target.id).what == "table":
            kind = self.kind(target.id)
            if not isinstance(value, Comprehension):
                self.refuse(node)
            self.comprehension(value, lambda element: self.put(kind, [element]))
            return
        sign = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}[type(node.op)]
        self.emit(f"{self.expr(target)} {sign}= {self.expr(value)}")

    # ------------------------------------------------------------ lists of lines

    def _is_list(self, value: ast.expr) -> bool:
        if isinstance(value, ast.ListComp):
            return True
        if isinstance(value, ast.Name):
            return self.kind(value.id).what == "list"
        if isinstance(value, ast.List):
            return True
        if isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
            return True
        if isinstance(value, ast.BinOp) and isinstance(value.left, ast.List):
            return True
        return (
            isinstance(value, ast.Call)
            and isinstance(value.func, ast.Name)
            and value.func.id in ("spread", "units_scope", "range")
        )

    def assign_list(self, name: str, value: ast.expr) -> None:
        self.kinds.pop(name, None) if name not in self.kinds else None
        if isinstance(value, ast.Subscript) and isinstance(value.value, ast.List):  # a copy of a list made here
            value = value.value
        if isinstance(value, ast.Name):
            self.emit(f"{name}_b = {value.id}_b; {name}_n = {value.id}_n")
            self.kinds[name] = LIST
            return
        slot = self.slot() if not (isinstance(value, ast.List) and not value.elts) else "0"
        if isinstance(value, ast.ListComp):
            made = self.new_name("made")
            self.emit(f"{made}_b = {slot}; {made}_n = 0")

            def one(element: ast.expr) -> None:
                self.emit(f"Z[{made}_b + {made}_n] = {self.expr(element)}")
                self.emit(f"{made}_n += 1")

            self.comprehension(value, one)
            self.emit(f"{name}_b = {made}_b; {name}_n = {made}_n")
        elif isinstance(value, ast.List):
            self.emit(f"{name}_b = {slot}; {name}_n = {len(value.elts)}")
            for at, element in enumerate(value.elts):
                self.emit(f"Z[{name}_b + {at}] = {self.expr(element)}")
        elif isinstance(value, ast.Subscript):
            source = ast.unparse(value.value)
            made = self.new_name("made")
            self.emit(f"{made} = {slot}; r_copied(Z, {made}, {source}_b, {source}_n)")
            self.emit(f"{name}_b = {made}; {name}_n = {source}_n")
        elif isinstance(value, ast.BinOp):
            self.emit(f"{name}_b = {slot}; {name}_n = n; r_filled(Z, {name}_b, n, 0)")
        else:
            assert isinstance(value, ast.Call)
            self._called_list(name, ast.unparse(value.func), value.args, slot)
        self.kinds[name] = LIST

    def _called_list(self, name: str, function: str, args: list[ast.expr], slot: str) -> None:
        self.emit(f"{name}_b = {slot}; {name}_n = n")
        if function == "range":
            with self.block("for at__ in range(n):"):
                self.emit(f"Z[{name}_b + at__] = at__")
        elif function == "spread":
            self.emit(f"r_spread(Z, {name}_b, {self.expr(args[0])}, {ast.unparse(args[1])}_b, n)")
        else:
            lists = [ast.unparse(one) for one in args[:3]]
            rest = ", ".join(self.expr(one) for one in args[3:])
            self.emit(f"r_units_scope(Z, {name}_b, {lists[0]}_b, {lists[1]}_b, {lists[2]}_b, {lists[2]}_n, n, {rest})")


def _shown_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.startswith("y_")


def _shows(node: ast.stmt) -> bool:
    """Whether a statement only works out what a reason shows."""
    if isinstance(node, ast.Assign):
        return all(_shown_name(one) for one in node.targets)
    if isinstance(node, ast.Pass):
        return True
    return isinstance(node, ast.If) and all(_shows(one) for one in (*node.body, *node.orelse))
