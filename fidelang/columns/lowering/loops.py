"""Loops of statements and of comprehensions: over lines, lots, logs, tables and numbers."""

from __future__ import annotations

import ast
from collections.abc import Callable

from fidelang.columns.lowering.body import INT, Kind
from fidelang.columns.lowering.expressions import Expressions

Act = Callable[[], None]
Comprehension = ast.ListComp | ast.SetComp | ast.GeneratorExp


class Loops(Expressions):
    def assign_list(self, name: str, value: ast.expr) -> None:
        raise NotImplementedError

    def loop(self, target: ast.expr, over: ast.expr, act: Act) -> None:
        """`for TARGET in OVER:` with what `act` writes."""
        if isinstance(over, Comprehension):
            self._inner(target, over, act)
        elif isinstance(over, ast.Tuple | ast.List):
            self._each(target, over, act)
        elif self.header(over) is not None and not isinstance(over, ast.Name):
            self._entries(target, over, act)
        elif isinstance(over, ast.Name):
            self._named(target, over, act)
        elif isinstance(over, ast.Call):
            self._called(target, over, act)
        else:
            self.refuse(over)

    def comprehension(self, node: Comprehension, act: Callable[[ast.expr], None]) -> None:
        """Runs `act` on the element of each round that passes the conditions."""
        (generator,) = node.generators

        def body() -> None:
            if not generator.ifs:
                act(node.elt)
                return
            tests = " and ".join(f"({self.truth(one)})" for one in generator.ifs)
            with self.block(f"if {tests}:"):
                act(node.elt)

        self.loop(generator.target, generator.iter, body)

    def reduced(self, name: str, node: ast.expr) -> str:
        """`sum` and `any` over a list, or over what a comprehension makes."""
        if isinstance(node, ast.Name):
            kind = self.kind(node.id)
            if kind.what == "list":
                return f"r_summed(Z, {node.id}_b, {node.id}_n)"
            self.refuse(node)
        if not isinstance(node, Comprehension):
            self.refuse(node)
        found = self.new_name(name)
        self.emit(f"{found} = 0")

        def add(element: ast.expr) -> None:
            if name == "sum":
                self.emit(f"{found} += {self.expr(element)}")
            else:
                with self.block(f"if {self.truth(element)}:"):
                    self.emit(f"{found} = 1")

        self.comprehension(node, add)
        return found if name == "sum" else f"({found} != 0)"

    # ------------------------------------------------------------ what is looped over

    def _inner(self, target: ast.expr, over: Comprehension, act: Act) -> None:
        def bind(element: ast.expr) -> None:
            assert isinstance(target, ast.Name)
            self.kinds[target.id] = INT
            self.emit(f"{target.id} = {self.expr(element)}")
            act()

        self.comprehension(over, bind)

    def _each(self, target: ast.expr, over: ast.Tuple | ast.List, act: Act) -> None:
        """A short tuple, written out round by round."""
        assert isinstance(target, ast.Name)
        for part in over.elts:
            header = self.header(part)
            self.kinds[target.id] = INT if header is None else Kind("header")
            self.emit(f"{target.id} = {header or self.expr(part)}")
            act()

    def _entries(self, target: ast.expr, over: ast.expr, act: Act) -> None:
        """The entries of a list of the state: their places, or their one number."""
        assert isinstance(target, ast.Name)
        header, width = self.header(over), self.width(over)
        place, at = self.new_name("place"), self.new_name("at")
        with self.block(f"for {at} in range(R[{header} + 2]):"):
            self.emit(f"{place} = r_first_of(R, {header}, {width}) + {width} * {at}")
            self.kinds[target.id] = INT if width == 1 else Kind("place", array="M")
            self.emit(f"{target.id} = M[{place}]" if width == 1 else f"{target.id} = {place}")
            act()

    def _named(self, target: ast.expr, over: ast.Name, act: Act) -> None:
        kind = self.kind(over.id)
        if kind.what == "table":
            self._table_rows(target, kind, act)
            return
        if kind.what != "list" or not isinstance(target, ast.Name):
            self.refuse(over)
        at = self.new_name("at")
        with self.block(f"for {at} in range({over.id}_n):"):
            self.kinds[target.id] = INT
            self.emit(f"{target.id} = Z[{over.id}_b + {at}]")
            act()

    def _table_rows(self, target: ast.expr, kind: Kind, act: Act) -> None:
        at = self.new_name("at")
        with self.block(f"for {at} in range(Z[{kind.at}]):"):
            place = f"{kind.at + 1} + {kind.width} * {at}"
            if isinstance(target, ast.Name) and kind.width > 1:
                self.kinds[target.id] = Kind("place")
                self.emit(f"{target.id} = {place}")
            else:
                self._unpack(target, place)
            act()

    def _unpack(self, target: ast.expr, place: str) -> None:
        names = [one for one in ast.walk(target) if isinstance(one, ast.Name)]
        for at, name in enumerate(sorted(names, key=lambda one: one.col_offset)):
            self.kinds[name.id] = INT
            self.emit(f"{name.id} = Z[{place} + {at}]")

    def _called(self, target: ast.expr, over: ast.Call, act: Act) -> None:
        func = over.func
        name = func.id if isinstance(func, ast.Name) else ast.unparse(func)
        if name == "range":
            assert isinstance(target, ast.Name)
            self.kinds[target.id] = INT
            rounds = self.new_name("round") if target.id == "_" else target.id
            with self.block(f"for {rounds} in range({self.expr(over.args[0])}):"):
                act()
        elif name == "enumerate":  # of the points paid, by wallet
            wallet, points = self._two(target)
            with self.block(f"for {wallet} in range({len(self.layout.plan.wallets)}):"):
                self.emit(f"{points} = Z[{self.layout.scratch['paid']} + {wallet}]")
                act()
        elif name == "merged.items":
            self._table_rows(target, self.kind("merged"), act)
        elif name == "entered":
            self.emit(self.called("entered", over))
            self._table_rows(target, self.kind("entered"), act)
        elif name == "SENDS.get":
            self._sent_by(target, over, act)
        else:
            self.refuse(over)

    def _two(self, target: ast.expr) -> list[str]:
        assert isinstance(target, ast.Tuple)
        names = [ast.unparse(one) for one in target.elts]
        for name in names:
            self.kinds[name] = INT
        return names

    def _sent_by(self, target: ast.expr, over: ast.Call, act: Act) -> None:
        """Messages that a rule sends."""
        assert isinstance(target, ast.Name)
        sends = self.module.constants["SENDS"]
        assert isinstance(sends, dict)
        self.kinds[target.id] = INT
        for rule, messages in sends.items():
            with self.block(f"if {self.expr(over.args[0])} == {rule}:"):
                for message in messages:
                    self.emit(f"{target.id} = {message}")
                    act()
