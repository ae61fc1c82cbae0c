"""One function of lowered text as LLVM assembly: every value an i64, every array a pointer to them."""

from __future__ import annotations

import ast
from dataclasses import dataclass

ARRAYS = ("R", "M", "Z", "X")
_ARITHMETIC = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.LShift: "shl", ast.BitAnd: "and", ast.BitOr: "or",
    ast.BitXor: "xor",
}  # fmt: skip
_ORDER = {ast.Lt: "slt", ast.LtE: "sle", ast.Gt: "sgt", ast.GtE: "sge", ast.Eq: "eq", ast.NotEq: "ne"}


@dataclass(frozen=True)
class Signature:
    """Parameters in their order, and how many integers come back."""

    parameters: tuple[str, ...]
    results: int

    @property
    def returns(self) -> str:
        return "i64" if self.results == 1 else f"[{self.results} x i64]"


def signature(node: ast.FunctionDef) -> Signature:
    counts = {
        len(one.value.elts)
        for one in ast.walk(node)
        if isinstance(one, ast.Return) and isinstance(one.value, ast.Tuple)
    }
    assert len(counts) <= 1, node.name
    return Signature(tuple(arg.arg for arg in node.args.args), counts.pop() if counts else 1)


class Writing:
    """Assembly of one function; `signatures` of all that it may call, `constants` by name."""

    def __init__(self, node: ast.FunctionDef, signatures: dict[str, Signature], constants: dict[str, int]) -> None:
        self.node = node
        self.signatures = signatures
        self.constants = constants
        self.own = signatures[node.name]
        self.lines: list[str] = []
        self._next = 0
        self._ended = False  # whether the block at hand has its last instruction
        self._loops: list[tuple[str, str]] = []  # where the next round begins, and what follows the last
        self.tuples: dict[str, int] = {}  # locals that hold several integers
        self.locals: list[str] = []
        self._find_locals()

    # ------------------------------------------------------------ the whole function

    def text(self, exported: bool) -> str:
        parameters = ", ".join(f"{'ptr' if one in ARRAYS else 'i64'} %{one}" for one in self.own.parameters)
        linkage = "" if exported else "internal "
        for name in self.locals:
            kind = f"[{self.tuples[name]} x i64]" if name in self.tuples else "i64"
            self.lines.append(f"  %v.{name} = alloca {kind}")
            if name in self.own.parameters:
                self.lines.append(f"  store i64 %{name}, ptr %v.{name}")
            elif name not in self.tuples:
                self.lines.append(f"  store i64 0, ptr %v.{name}")
        self.run(self.node.body)
        if not self._ended:
            self.lines.append(f"  ret {self.own.returns} {'0' if self.own.results == 1 else 'zeroinitializer'}")
        body = "\n".join(self.lines)
        return f"define {linkage}{self.own.returns} @{self.node.name}({parameters}) nounwind {{\nentry:\n{body}\n}}\n"

    def _find_locals(self) -> None:
        found = dict.fromkeys(one for one in self.own.parameters if one not in ARRAYS)
        for one in ast.walk(self.node):
            if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store):
                found[one.id] = None
            if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
                count = self._several(one.value)
                if count > 1:
                    self.tuples[one.targets[0].id] = count
        self.locals = list(found)

    def _several(self, value: ast.expr) -> int:
        if isinstance(value, ast.Tuple):
            return len(value.elts)
        if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
            found = self.signatures.get(value.func.id)
            return 1 if found is None else found.results
        return self.tuples.get(value.id, 1) if isinstance(value, ast.Name) else 1

    # ------------------------------------------------------------ pieces

    def op(self, text: str) -> str:
        self._next += 1
        self.lines.append(f"  %t{self._next} = {text}")
        return f"%t{self._next}"

    def do(self, text: str) -> None:
        if not self._ended:
            self.lines.append("  " + text)

    def label(self) -> str:
        self._next += 1
        return f"b{self._next}"

    def begin(self, label: str) -> None:
        self.lines.append(f"{label}:")
        self._ended = False

    def jump(self, label: str) -> None:
        if not self._ended:
            self.lines.append(f"  br label %{label}")
        self._ended = True

    def branch(self, test: str, yes: str, no: str) -> None:
        self.lines.append(f"  br i1 {test}, label %{yes}, label %{no}")
        self._ended = True

    def wrong(self, node: ast.AST) -> str:
        raise SyntaxError(f"{self.node.name}: no machine code for `{ast.unparse(node)}`")

    # ------------------------------------------------------------ expressions

    def value(self, node: ast.expr) -> str:
        if isinstance(node, ast.Constant):
            return str(int(node.value))  # type: ignore[arg-type]
        if isinstance(node, ast.Name):
            if node.id in self.locals:
                return self.op(f"load i64, ptr %v.{node.id}")
            return str(self.constants[node.id])
        if isinstance(node, ast.BinOp):
            return self._arithmetic(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            if isinstance(node.operand, ast.Constant):
                return str(-int(node.operand.value))  # type: ignore[arg-type]
            return self.op(f"sub i64 0, {self.value(node.operand)}")
        if isinstance(node, ast.IfExp):
            return self._chosen(node.test, node.body, node.orelse)
        if isinstance(node, ast.BoolOp) and not all(isinstance(one, ast.Compare | ast.UnaryOp) for one in node.values):
            return self._either(node)
        if isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp):
            return self.op(f"zext i1 {self.test(node)} to i64")
        if isinstance(node, ast.Subscript):
            return self._item(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        return self.wrong(node)

    def _arithmetic(self, node: ast.BinOp) -> str:
        one, other = self.value(node.left), self.value(node.right)
        name = _ARITHMETIC.get(type(node.op))
        if name is not None:
            return self.op(f"{name} i64 {one}, {other}")
        if not other.lstrip("-").isdigit():  # proven above zero; a machine that traps on zero must not stop a run
            zero = self.op(f"icmp eq i64 {other}, 0")
            other = self.op(f"select i1 {zero}, i64 1, i64 {other}")
        rest = self.op(f"srem i64 {one}, {other}")
        signs = self.op(f"xor i64 {rest}, {other}")
        apart = self.op(f"icmp slt i64 {signs}, 0")
        some = self.op(f"icmp ne i64 {rest}, 0")
        below = self.op(f"and i1 {apart}, {some}")
        if isinstance(node.op, ast.Mod):
            more = self.op(f"select i1 {below}, i64 {other}, i64 0")
            return self.op(f"add i64 {rest}, {more}")
        whole = self.op(f"sdiv i64 {one}, {other}")
        less = self.op(f"zext i1 {below} to i64")
        return self.op(f"sub i64 {whole}, {less}")

    def _chosen(self, test: ast.expr, body: ast.expr, orelse: ast.expr) -> str:
        yes, no, end = self.label(), self.label(), self.label()
        kept = self._kept()
        self.branch(self.test(test), yes, no)
        for label, node in ((yes, body), (no, orelse)):
            self.begin(label)
            self.do(f"store i64 {self.value(node)}, ptr {kept}")
            self.jump(end)
        self.begin(end)
        return self.op(f"load i64, ptr {kept}")

    def _kept(self) -> str:
        """A place for a value that two ways lead to."""
        self._next += 1
        self.lines.insert(0, f"  %k{self._next} = alloca i64")
        return f"%k{self._next}"

    def _either(self, node: ast.BoolOp) -> str:
        """`a or b` and `a and b` as values."""
        kept, end = self._kept(), self.label()
        for at, one in enumerate(node.values):
            found = self.value(one)
            self.do(f"store i64 {found}, ptr {kept}")
            if at < len(node.values) - 1:
                more = self.label()
                test = self.op(f"icmp ne i64 {found}, 0")
                self.branch(test, *((more, end) if isinstance(node.op, ast.And) else (end, more)))
                self.begin(more)
        self.jump(end)
        self.begin(end)
        return self.op(f"load i64, ptr {kept}")

    def test(self, node: ast.expr) -> str:
        """An i1."""
        if isinstance(node, ast.Compare):
            return self._compared(node)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return self.op(f"xor i1 {self.test(node.operand)}, true")
        if isinstance(node, ast.BoolOp):
            kept, end = self._kept(), self.label()
            for at, one in enumerate(node.values):
                found = self.test(one)
                wide = self.op(f"zext i1 {found} to i64")
                self.do(f"store i64 {wide}, ptr {kept}")
                if at < len(node.values) - 1:
                    more = self.label()
                    self.branch(found, *((more, end) if isinstance(node.op, ast.And) else (end, more)))
                    self.begin(more)
            self.jump(end)
            self.begin(end)
            return self.op(f"trunc i64 {self.op(f'load i64, ptr {kept}')} to i1")
        return self.op(f"icmp ne i64 {self.value(node)}, 0")

    def _compared(self, node: ast.Compare) -> str:
        left = self.value(node.left)
        found = ""
        for op, other in zip(node.ops, node.comparators, strict=True):  # operands have no effect: all may be read
            right = self.value(other)
            one = self.op(f"icmp {_ORDER[type(op)]} i64 {left}, {right}")
            found = one if not found else self.op(f"and i1 {found}, {one}")
            left = right
        return found

    def place(self, node: ast.Subscript) -> str:
        if isinstance(node.value, ast.Name) and node.value.id in ARRAYS:
            return self.op(f"getelementptr i64, ptr %{node.value.id}, i64 {self.value(node.slice)}")
        if isinstance(node.value, ast.Name) and node.value.id in self.tuples:
            return self.op(f"getelementptr i64, ptr %v.{node.value.id}, i64 {self.value(node.slice)}")
        return self.wrong(node)

    def _item(self, node: ast.Subscript) -> str:
        if isinstance(node.value, ast.Call):
            assert isinstance(node.slice, ast.Constant)
            return self.op(f"extractvalue {self._called(node.value)}, {node.slice.value!r}")
        return self.op(f"load i64, ptr {self.place(node)}")

    def _call(self, node: ast.Call) -> str:
        assert isinstance(node.func, ast.Name)
        name = node.func.id
        if name in ("min", "max"):
            found = self.value(node.args[0])
            for arg in node.args[1:]:
                found = self.op(f"call i64 @llvm.s{name}.i64(i64 {found}, i64 {self.value(arg)})")
            return found
        if name == "abs":
            return self.op(f"call i64 @llvm.abs.i64(i64 {self.value(node.args[0])}, i1 false)")
        return self._called(node).partition(" ")[2]

    def _called(self, node: ast.Call) -> str:
        """The result of a call, its type before it."""
        assert isinstance(node.func, ast.Name)
        own = self.signatures.get(node.func.id)
        if own is None or len(own.parameters) != len(node.args):
            return self.wrong(node)
        args = []
        for parameter, arg in zip(own.parameters, node.args, strict=True):
            if parameter in ARRAYS:
                assert isinstance(arg, ast.Name)
                args.append(f"ptr %{arg.id}")
            else:
                args.append(f"i64 {self.value(arg)}")
        return f"{own.returns} " + self.op(f"call {own.returns} @{node.func.id}({', '.join(args)})")

    # ------------------------------------------------------------ statements

    def run(self, statements: list[ast.stmt]) -> None:
        for one in statements:
            if self._ended:
                return
            getattr(self, "_do_" + type(one).__name__.lower(), self.wrong)(one)

    def _do_pass(self, node: ast.Pass) -> None:
        return

    def _do_expr(self, node: ast.Expr) -> None:
        if isinstance(node.value, ast.Call):
            self._call(node.value)
        elif not isinstance(node.value, ast.Constant):
            self.wrong(node)

    def _store(self, target: ast.expr, found: str) -> None:
        if isinstance(target, ast.Name):
            self.do(f"store i64 {found}, ptr %v.{target.id}")
        else:
            assert isinstance(target, ast.Subscript)
            self.do(f"store i64 {found}, ptr {self.place(target)}")

    def _do_annassign(self, node: ast.AnnAssign) -> None:
        self.wrong(node)

    def _do_assign(self, node: ast.Assign) -> None:
        target, value = node.targets[0], node.value
        if isinstance(target, ast.Tuple):
            self._assign_several(target.elts, value)
        elif isinstance(target, ast.Name) and target.id in self.tuples:
            self._assign_tuple(target.id, value)
        else:
            found = self.value(value)
            for one in node.targets:
                self._store(one, found)

    def _assign_several(self, targets: list[ast.expr], value: ast.expr) -> None:
        if isinstance(value, ast.Tuple):
            found = [self.value(one) for one in value.elts]
        else:
            assert isinstance(value, ast.Call)
            whole = self._called(value)
            found = [self.op(f"extractvalue {whole}, {at}") for at in range(len(targets))]
        for target, one in zip(targets, found, strict=True):
            self._store(target, one)

    def _assign_tuple(self, name: str, value: ast.expr) -> None:
        kind = f"[{self.tuples[name]} x i64]"
        if isinstance(value, ast.Tuple):
            for at, one in enumerate([self.value(part) for part in value.elts]):
                place = self.op(f"getelementptr i64, ptr %v.{name}, i64 {at}")
                self.do(f"store i64 {one}, ptr {place}")
        elif isinstance(value, ast.Name):
            whole = self.op(f"load {kind}, ptr %v.{value.id}")
            self.do(f"store {kind} {whole}, ptr %v.{name}")
        else:
            assert isinstance(value, ast.Call)
            self.do(f"store {self._called(value)}, ptr %v.{name}")

    def _do_augassign(self, node: ast.AugAssign) -> None:
        left = ast.Name(node.target.id, ast.Load()) if isinstance(node.target, ast.Name) else node.target
        self._store(node.target, self.value(ast.BinOp(left, node.op, node.value)))

    def _do_if(self, node: ast.If) -> None:
        yes, no, end = self.label(), self.label(), self.label()
        self.branch(self.test(node.test), yes, no if node.orelse else end)
        self.begin(yes)
        self.run(node.body)
        self.jump(end)
        if node.orelse:
            self.begin(no)
            self.run(node.orelse)
            self.jump(end)
        self.begin(end)

    def _do_while(self, node: ast.While) -> None:
        head, body, end = self.label(), self.label(), self.label()
        self.jump(head)
        self.begin(head)
        self.branch(self.test(node.test), body, end)
        self._looped(node.body, body, head, end)

    def _looped(self, statements: list[ast.stmt], body: str, again: str, end: str) -> None:
        self.begin(body)
        self._loops.append((again, end))
        self.run(statements)
        self._loops.pop()
        self.jump(again)
        self.begin(end)

    def _do_for(self, node: ast.For) -> None:
        assert isinstance(node.target, ast.Name)
        assert isinstance(node.iter, ast.Call)
        bounds = [self.value(arg) for arg in node.iter.args]
        first, last = ("0", bounds[0]) if len(bounds) == 1 else (bounds[0], bounds[1])
        step = bounds[2] if len(bounds) == 3 else "1"
        counter = self._kept()
        self.do(f"store i64 {first}, ptr {counter}")
        head, body, more, end = self.label(), self.label(), self.label(), self.label()
        self.jump(head)
        self.begin(head)
        at = self.op(f"load i64, ptr {counter}")
        self.branch(self.op(f"icmp {'sgt' if step.startswith('-') else 'slt'} i64 {at}, {last}"), body, end)
        self.begin(body)
        self.do(f"store i64 {at}, ptr %v.{node.target.id}")
        self._loops.append((more, end))
        self.run(node.body)
        self._loops.pop()
        self.jump(more)
        self.begin(more)
        self.do(f"store i64 {self.op(f'add i64 {at}, {step}')}, ptr {counter}")
        self.jump(head)
        self.begin(end)

    def _do_break(self, node: ast.Break) -> None:
        self.jump(self._loops[-1][1])

    def _do_continue(self, node: ast.Continue) -> None:
        self.jump(self._loops[-1][0])

    def _do_return(self, node: ast.Return) -> None:
        if self.own.results == 1:
            found = "0" if node.value is None else self.value(node.value)
            self.do(f"ret i64 {found}")
        elif isinstance(node.value, ast.Tuple):
            whole = "poison"
            for at, one in enumerate([self.value(part) for part in node.value.elts]):
                whole = self.op(f"insertvalue {self.own.returns} {whole}, i64 {one}, {at}")
            self.do(f"ret {self.own.returns} {whole}")
        else:
            assert isinstance(node.value, ast.Call)
            self.do(f"ret {self._called(node.value)}")
        self._ended = True
