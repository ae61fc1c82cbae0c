"""What a run leaves: effects on the row, records in X of what the outcome tells, the basket between two functions."""

from __future__ import annotations

import ast

from fidelang.columns.lowering.body import INT, LIST, Kind
from fidelang.columns.lowering.loops import Loops
from fidelang.columns.runtime import records
from fidelang.plan import model

_LOTS = {"spend": 0, "expire": 1, "reverse": 2, "pay": 3}
_MOVES = {"lifetime": 1, "stage": 2, "segment": 3, "campaign": 4}


class Effects(Loops):
    def _do_expr(self, node: ast.Expr) -> None:
        call = node.value
        if not isinstance(call, ast.Call):
            self.refuse(node)
        name = ast.unparse(call.func)
        if name == "do":
            self._effect(call.args[3])
        elif name == "taken":
            self._taken(call)
        elif name == "log.append":
            self._effect(call.args[0])
        elif name.startswith("found.") and "found" not in self.kinds:
            self._told(name, call)
        elif name.endswith((".append", ".add")):
            self._appended(name.rpartition(".")[0], call.args[0])
        elif name == "days.pop":
            self.emit(f"Z[{self.table('days')}] -= 1")
        else:
            self.emit(self.expr(call))

    def record(self, kind: str, parts: list[ast.expr]) -> None:
        values = [self.expr(part) for part in parts]
        self.emit(f"r_record{len(values)}(X, {getattr(records, kind)}, {', '.join(values)})")

    # ------------------------------------------------------------ effects

    def _effect(self, effect: ast.expr) -> None:
        if not isinstance(effect, ast.Tuple) or not isinstance(effect.elts[0], ast.Constant):
            self.refuse(effect)
        kind, parts = str(effect.elts[0].value), effect.elts[1:]
        getattr(self, "_effect_" + kind, lambda _: self.refuse(effect))(parts)

    def _effect_post(self, parts: list[ast.expr]) -> None:
        wallet = self.expr(parts[0])
        numbers = ", ".join(self.expr(part) for part in parts[:5])
        hd = f"S + {self.layout.row['lots']} + 4 * {wallet}"
        soft = self.layout.scratch["soft"] + 1
        self.emit(
            f"r_do_post(R, M, Z, X, S + {self.layout.row['next_lot']}, {hd}, {self.layout.lot}, {numbers}, {soft}, "
            f"{self.expr(parts[6])})"
        )

    def _lots(self, kind: str, parts: list[ast.expr]) -> None:
        wallet = self.expr(parts[0])
        table = self.kind(ast.unparse(parts[1])).at
        hd = f"S + {self.layout.row['lots']} + 4 * {wallet}"
        debt = f"S + {self.layout.row['debt']} + {wallet}"
        self.emit(f"r_do_lots(R, M, Z, X, {_LOTS[kind]}, {hd}, {self.layout.lot}, {wallet}, {table}, {debt})")

    def _effect_spend(self, parts: list[ast.expr]) -> None:
        self._lots("spend", parts)

    def _effect_expire(self, parts: list[ast.expr]) -> None:
        self._lots("expire", parts)

    def _effect_pay(self, parts: list[ast.expr]) -> None:
        self._lots("pay", parts)

    def _effect_observe(self, parts: list[ast.expr]) -> None:
        log = self.expr(parts[0])
        hd = f"S + {self.layout.row['logs']} + 4 * {log}"
        total = f"S + {self.layout.row['totals']} + {log}"
        self.emit(f"r_do_observe(R, M, X, {hd}, {total}, {log}, {self.expr(parts[1])}, {self.expr(parts[2])})")

    def _effect_meet(self, parts: list[ast.expr]) -> None:
        log = self.expr(parts[0])
        hd = f"S + {self.layout.row['logs']} + 4 * {log}"
        self.emit(f"r_do_meet(R, M, X, {hd}, {log}, {self.expr(parts[1])}, {self.expr(parts[2])})")

    def _effect_carry(self, parts: list[ast.expr]) -> None:
        metric = self.expr(parts[0])
        hd = f"S + {self.layout.row['given']} + 4 * {metric}"
        self.emit(f"r_do_carry(R, M, X, {hd}, {metric}, {self.expr(parts[1])}, {self.expr(parts[2])})")

    def _effect_order(self, parts: list[ast.expr]) -> None:
        self.emit(f"r_do_order(R, X, S + {self.layout.row['last_order']}, {self.expr(parts[0])})")

    def _effect_happened(self, parts: list[ast.expr]) -> None:
        at = self.expr(parts[0])
        hd = f"S + {self.layout.row['happened']} + 4 * {at}"
        self.emit(f"r_do_happened(R, M, X, {hd}, {at}, {self.expr(parts[1])})")

    def _effect_active(self, parts: list[ast.expr]) -> None:
        at = self.expr(parts[0])
        self.emit(f"r_do_active(R, X, S + {self.layout.row['activity']} + {at}, {at}, {self.expr(parts[1])})")

    def _effect_key(self, parts: list[ast.expr]) -> None:
        assert isinstance(parts[0], ast.Tuple)
        key, year = parts[0].elts
        hd = f"S + {self.layout.row['keys']}"
        self.emit(f"r_do_key(R, M, X, {hd}, {self.key(key)}, {self.expr(year)}, {self.expr(parts[1])})")

    def _effect_gift(self, parts: list[ast.expr]) -> None:
        self.emit(f"r_do_gift(X, {self.expr(parts[0])}, {self.expr(parts[1])})")

    def _effect_send(self, parts: list[ast.expr]) -> None:
        self.emit(f"r_do_send(X, {self.expr(parts[0])}, {self.expr(parts[1])})")

    def _effect_fee(self, parts: list[ast.expr]) -> None:
        self.emit(f"r_do_fee(X, {', '.join(self.expr(part) for part in parts)})")

    def _effect_move(self, parts: list[ast.expr]) -> None:
        assert isinstance(parts[0], ast.Constant)
        what = str(parts[0].value)
        rest = [self.expr(part) for part in parts[1:]]
        row = self.layout.row
        if what == "tier":
            levels = len(self.layout.plan.tiers.tiers) if self.layout.plan.tiers else 0
            places = f"S + {row['tier']}, S + {row['held_from']}, {levels}"
            self.emit(f"r_do_move_tier(R, X, {places}, {', '.join(rest)})")
        elif what == "lifetime":
            self.emit(f"r_do_move(R, X, S + {row['lifetime']}, 1, 0, {rest[0]}, 0)")
        elif what == "stage":
            self.emit(f"r_do_move(R, X, S + {row['stage']}, 2, {', '.join(rest)})")
        else:
            first = row["segments" if what == "segment" else "campaigns"]
            self.emit(f"r_do_move(R, X, S + {first} + {rest[0]}, {_MOVES[what]}, {', '.join(rest)})")

    def uses(self, kind: Kind) -> None:
        """Uses of counters that a group has noted: of the member's (0) and of all members' (1)."""
        at = self.new_name("at")
        first = self.layout.row["counters"]
        with self.block(f"for {at} in range(Z[{kind.at}]):"):
            self.emit(f"{at} = {kind.at + 1} + 4 * {at}")
            self.emit(f"row__ = (H if Z[{at}] else S) + {first}")
            self.emit(f"r_do_use(R, M, X, row__, Z[{at}], Z[{at} + 1], Z[{at} + 2], Z[{at} + 3])")

    def spend(self, out: Kind, call: ast.Call) -> None:
        """(lot, points) in the order of spending: the last days of the lots are worked out first."""
        lots, points, day, last = call.args
        header = self.header(lots)
        assert header is not None
        assert isinstance(last, ast.Lambda)
        amount = self.new_name("points")
        self.emit(f"{amount} = {self.expr(points)}")
        at = self.new_name("at")
        self.kinds["lot"] = Kind("place", array="M")
        with self.block(f"if {amount} > 0:"), self.block(f"for {at} in range(R[{header} + 2]):"):
            self.emit(f"lot = r_first_of(R, {header}, {self.layout.lot}) + {self.layout.lot} * {at}")
            self.emit(f"Z[{self.layout.scratch['lasts']} + {at}] = {self.expr(last.body)}")
        lasts = self.layout.scratch["lasts"]
        places = f"{header}, {self.layout.lot}, {lasts}, {out.at}, {self.layout.room}"
        self.emit(f"r_to_spend(R, M, Z, {places}, {amount}, {self.expr(day)})")

    # ------------------------------------------------------------ what the outcome tells

    def _appended(self, name: str, value: ast.expr) -> None:
        kind = self.kind(name)
        if kind.what != "table":
            self.refuse(value)
        parts = value.elts if isinstance(value, ast.Tuple) else [value]
        if name == "fx":
            assert isinstance(parts[0], ast.Constant)
            values = [str(int(parts[0].value == "draw")), *(self.expr(part) for part in parts[1:])]
        elif name == "made":
            values = self._made(parts)
        else:
            values = [self.expr(part) for part in parts if not _shown(part)]
            values = values[: kind.width]  # a refusal without what it shows
        # what is done a thousand times over, such as a price of a cent, is kept once: later it is added up anyway
        how = {"fx": "_use", "given": "_up", "done": "_once"}.get(name, str(kind.width))
        self.emit(f"r_put{how}(Z, {kind.at}, {self.layout.room}, {', '.join(values)})")

    def _made(self, parts: list[ast.expr]) -> list[str]:
        self.assign_list("made_part", parts[0])
        return ["made_part_b", "made_part_n", self.expr(parts[1]), self.expr(parts[2])]

    def _told(self, name: str, call: ast.Call) -> None:
        parts = call.args[0].elts if call.args and isinstance(call.args[0], ast.Tuple) else list(call.args)
        if name == "found.awards.append":
            self.record("AWARD", parts)
        elif name == "found.gifts.append":
            self.record("GIFT", parts)
        elif name == "found.fees.append":
            self.record("FEE", parts)
        elif name == "found.sends.append":
            self.emit(f"Z[{self.layout.scratch['sent']} + {self.expr(parts[0])}] = 1")
            self.record("SENT", parts)
        elif name == "found.expire":
            table = self.kind(ast.unparse(parts[1])).at
            self.emit(f"r_record2(X, {records.EXPIRED}, {self.expr(parts[0])}, r_points_in(Z, {table}))")
        else:
            self.refuse(call)

    def found_assigned(self, name: str, value: ast.expr) -> None:
        if name == "read":
            self.emit(f"{self.cell('read')} = {0 if isinstance(value, ast.Constant) else 1}")
        elif name == "hand":
            assert isinstance(value, ast.Tuple)
            for cell, part in zip(("hand", "hand_spend"), value.elts, strict=True):
                self.emit(f"{self.cell(cell)} = {self.expr(part)}")
        elif name not in ("reasons", "texts"):  # reasons are told where they are found
            self.refuse(value)

    def found_added(self, name: str, value: ast.expr) -> None:
        if name == "moves":
            at, table = self.new_name("at"), self.table("moves")
            with self.block(f"for {at} in range(Z[{table}]):"):
                words = ", ".join(f"Z[{table + 1 + word} + 3 * {at}]" for word in range(3))
                self.emit(f"r_record3(X, {records.MOVED}, {words})")
        elif name == "reasons":
            self._reasons(value)
        else:
            self.refuse(value)

    def _reasons(self, value: ast.expr) -> None:
        assert isinstance(value, ast.Tuple)
        for one in value.elts:
            assert isinstance(one, ast.Tuple)
            self.record("REASON", one.elts[:2])

    def _taken(self, call: ast.Call) -> None:
        """Discounts of one rule, of several applications, kept as one."""
        assert isinstance(call.args[0], ast.Constant)
        rule = int(str(call.args[0].value))
        amount, part = self.expr(call.args[1]), ast.unparse(call.args[2])
        kept = self.slot()
        with self.block(f"if {self.cell('took', rule)}:"):
            self.emit(f"{self.cell('taken', rule)} += {amount}")
            with self.block("for at__ in range(n):"):
                self.emit(f"Z[{self.cell('took', rule)} + at__] += Z[{part}_b + at__]")
        with self.block("else:"):
            self.emit(f"{self.cell('taken', rule)} = {amount}; {self.cell('took', rule)} = {kept}")
            self.emit(f"r_copied(Z, {self.cell('took', rule)}, {part}_b, n)")

    # ------------------------------------------------------------ a basket

    def basket_read(self, names: list[str]) -> None:
        """The door has put the basket into Z: its lists of lines one after the other, its facts where they are read."""
        columns = [name for name in names if line_list(name, self.layout.plan)]
        self.kinds["n"] = INT
        self.emit(f"n = {self.cell('n')}")
        for at, name in enumerate(columns):
            self.kinds[name] = LIST
            self.emit(f"{name}_b = {self.layout.lines} + {at} * n; {name}_n = n")
        self.module.slots = max(self.module.slots, len(columns))
        for at, name in enumerate(basket_facts(names, self.layout.plan)):
            self.kinds[name] = INT
            self.emit(f"{name} = Z[{self.layout.scratch['lasts']} + {at}]")

    def answered(self, value: ast.expr) -> None:
        """The end of `price`: what the outcome tells of discounts and reasons, and what `settle` goes on from."""
        assert isinstance(value, ast.Call)
        reasons, net, units, giftcards = (value.args[at] for at in (8, 9, 10, 11))
        for at in range(len(self.layout.plan.rules)):
            if self.layout.plan.rules[at].take is None:
                continue
            with self.block(f"if {self.cell('took', at)}:"):
                self.emit(f"r_record2(X, {records.TAKE}, {at}, {self.cell('taken', at)})")
                with self.block("if X[1]:"), self.block("for at__ in range(n):"):
                    self.emit(f"r_record3(X, {records.SHARE}, {at}, at__, Z[{self.cell('took', at)} + at__])")
        self._reasons(reasons)
        refused = self.table("refused")
        with self.block(f"for at__ in range(Z[{refused}]):"):
            self.emit(f"r_record2(X, {records.REFUSED}, Z[{refused + 1} + 2 * at__], Z[{refused + 2} + 2 * at__])")
        for cell, one in (("net", net), ("units", units), ("giftcards", giftcards)):
            self.emit(f"{self.cell(cell)} = {ast.unparse(one)}_b")
        self.emit(f"{self.cell('gross')} = gross")
        self.emit(f"r_record2(X, {records.TOTAL}, r_summed(Z, N_b, n), gross)")
        self.emit("return 0")

    def answer_read(self) -> None:
        self.kinds["n"] = INT
        self.emit(f"n = {self.cell('n')}")
        for name, cell in (("N", "net"), ("U", "units"), ("K", "giftcards")):
            self.kinds[name] = LIST
            self.emit(f"{name}_b = {self.cell(cell)}; {name}_n = n")

    def basket_kept(self, name: str, value: ast.expr) -> None:
        """What `settle` and messages read of a basket."""
        if name == "met":
            self.emit(f"Z[{self.table('met')}] = 0")
            if isinstance(value, ast.Call) and isinstance(value.args[0], ast.SetComp):
                marks = f"{self.layout.lines} + {self.module.marks} * n"  # of the lines' categories: the door's
                put = f"r_put_sorted(Z, {self.table('met')}, {self.layout.room}, Z[{marks} + j])"
                self.comprehension(value.args[0], lambda _: self.emit(put))
            elif not isinstance(value, ast.Tuple) or value.elts:
                self.refuse(value)
            return
        assert isinstance(value, ast.Dict)
        for slot, part in zip(value.keys, value.values, strict=True):
            assert isinstance(slot, ast.Constant)
            self.emit(f"Z[{self.layout.read[str(slot.value)]}] = {self.expr(part)}")


def line_list(name: str, plan: model.Plan) -> bool:
    return name in ("G", "Q", "U", "P", "K") or name.startswith("v_line_")


def basket_facts(names: list[str], plan: model.Plan) -> list[str]:
    """Names of a basket's facts, in the order in which the door writes them."""
    return [name for name in names if name.startswith("v_basket_")]


def _shown(node: ast.expr) -> bool:
    return (isinstance(node, ast.Name) and node.id.startswith("y_")) or (
        isinstance(node, ast.Constant) and node.value is None
    )
