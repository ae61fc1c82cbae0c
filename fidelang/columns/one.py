"""A column of one: a plan's kernel over flat integers, behind the functions that every kernel has.

Each call puts the state into a row, runs the lowered text, and puts what happened back as effects; the row that the
run left is then compared with the state that the effects left (`Mismatch`). Made for tests and for whoever asks what
columns do with a member; columns of many keep their rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

from fidelang.columns.compiling import library, plain
from fidelang.columns.lowering import lowered
from fidelang.columns.rows import Door, new_arena, room_of
from fidelang.columns.runtime.lists import appended
from fidelang.columns.runtime.records import HEAD
from fidelang.columns.told import Tale, apply, read
from fidelang.engine import Program
from fidelang.kernel import Found, Kernel
from fidelang.plan import model
from fidelang.state import ABSENT, Effect, Lot, Shared, State

Args = tuple[Any, ...]
_ROOM = 512  # entries of a table, and words of X over sixteen: small, since each run makes them anew


class NoRoom(OverflowError):
    """A run needed more room, or wider numbers, than columns have."""


class Mismatch(AssertionError):
    """A run left a row that is not what its effects make of the state."""


class Run:
    """The arrays of one run: a member's row, then the shared one."""

    def __init__(self, column: Column, state: State | None, shared: Shared | None, lines: int = 1) -> None:
        self.column = column
        layout = column.low.layout
        self.S, self.H = 0, layout.width
        self.R = layout.new_row() + layout.new_row()
        words = room_of(state) if state is not None else 4096
        words += 96 * sum(map(len, shared.counters)) if shared is not None else 0
        self.M = new_arena(words)
        self.X = [0] * (16 * _ROOM)
        self.X[0], self.X[1], self.X[3] = HEAD, 1, len(self.X)
        self.Z = [0] * column.low.scratch_words(max(lines, 1))
        self.Z[layout.scratch["n"]] = lines
        for at in layout.event_field.values():
            self.Z[at] = ABSENT
        self.fresh: dict[str, int] = {}
        self.state = state
        self._shared = shared

    def fill(self, fresh: dict[str, int]) -> None:
        self.fresh = fresh
        if self.state is not None:
            self.column.door.put_state(self.R, self.M, self.S, self.state, fresh)
        self.column.door.put_shared(self.R, self.M, self.H, self._shared)

    def call(self, name: str, *numbers: int) -> Any:
        """Runs a function of the text. Raises NoRoom."""
        arrays = [self.R, self.M, self.Z, self.X]
        if self.column.library is not None:
            found = _native(self.column.library.function(name), arrays, self.S, self.H, *map(int, numbers))
        else:
            found = self.column.functions[name](*arrays, self.S, self.H, *map(int, numbers))
            if any(max(one) >= 2**63 or min(one) < -(2**63) for one in arrays):
                raise NoRoom("a number left 63 bits")
        if self.Z[0] or self.M[63] or self.X[2]:
            raise NoRoom(f"columns have no room for this: {self.Z[0]} {self.M[63]} {self.X[2]}")
        return found

    def told(self, found: Found | None, shared: Shared | None, log: list[Effect], lines: int = 0) -> Tale:
        """What happened, onto the state, the log and `found`; the records are done with."""
        records = list(read(self.X))
        self.X[0] = HEAD
        tale = Tale(lines)
        if found is not None:
            for record in records:
                tale.take(record, found)
        apply(records, self.column.door, self.state, shared, log)
        if self.state is not None:
            wrong = self.column.door.differences(self.R, self.M, self.S, self.state)
            if wrong:
                raise Mismatch("; ".join(wrong))
        return tale

    def table(self, name: str, width: int) -> list[tuple[int, ...]]:
        first = self.column.low.layout.tables[name]
        rows = range(self.Z[first])
        return [tuple(self.Z[first + 1 + at * width : first + 1 + (at + 1) * width]) for at in rows]


def _native(function: Callable[..., int], arrays: list[list[int]], *numbers: int) -> int:
    """Runs machine code over copies of the arrays, and copies back."""
    copies = [array("q", one) for one in arrays]
    found = function(*(one.buffer_info()[0] for one in copies), *numbers)
    for one, copy in zip(arrays, copies, strict=True):
        one[:] = copy.tolist()
    return found


class Answer:
    """What `price` leaves for `settle`, and what the engine reads of it."""

    def __init__(self, run: Run, tale: Tale, found: Found, lines: int) -> None:
        layout = run.column.low.layout
        self.run, self.takes, self.refused, self.reasons = run, tale.takes, tale.refused, tale.reasons
        net = run.Z[layout.scratch["net"]]
        self.net = run.Z[net : net + lines]
        self.gross = run.Z[layout.scratch["gross"]]
        self.texts = run.fresh
        first = layout.tables["gifts"]
        self.gifts = [(run.Z[first + 1 + 2 * at], run.Z[first + 2 + 2 * at]) for at in range(run.Z[first])]
        self.effects: list[Effect] = []


class Column:
    """The lowered text of a plan as functions, and its door."""

    def __init__(self, plan: model.Plan, native: bool) -> None:
        self.plan = plan
        self.low = lowered(plan, _ROOM)
        self.library = library(self.low.text) if native else None
        self.functions = plain(self.low.text)
        self.door = Door(self.low.layout, self.low.keys)

    def run(self, state: State | None, shared: Shared | None, fresh: dict[str, int] | None = None) -> Run:
        run = Run(self, state, shared)
        run.fill({} if fresh is None else fresh)
        return run


def build_one(plan: model.Plan, encode: Callable[..., Args], *, native: bool = False) -> Kernel:
    """The kernel of a plan over a column of one. `encode` is the one text's. Raises NotInColumns, NativeMissing."""
    column = Column(plan, native)

    def priced(name: str, basket: Any, state: State | None, shared: Shared, day: int, minute: int) -> Answer:
        encoded = dict(zip(_names(column), encode(basket), strict=True))
        lines, low = encoded["n"], column.low
        run = Run(column, state, shared, lines)
        run.fill(encoded["fresh"])
        for at, line_list in enumerate(low.columns):
            first = low.layout.lines + at * lines
            run.Z[first : first + lines] = encoded[line_list]
        for at, mark in enumerate(column.door.marks(encoded)):
            run.Z[low.layout.lines + len(low.columns) * lines + at] = mark
        for at, fact in enumerate(low.facts):
            run.Z[low.layout.scratch["lasts"] + at] = encoded[fact]
        asked = low.layout.tables["asked"]
        run.Z[asked] = len(encoded["asked"])
        words = [number for one in encoded["asked"] for number in one]
        run.Z[asked + 1 : asked + 1 + len(words)] = words
        run.call(name, day, minute)
        tale, found, log = Tale(lines), Found(), list[Effect]()
        for record in read(run.X):
            tale.take(record, found)
        run.X[0] = HEAD
        answer = Answer(run, tale, found, lines)
        first = low.layout.tables["fx"]
        for at in range(run.Z[first]):
            own, counter, window, amount = run.Z[first + 1 + 4 * at : first + 5 + 4 * at]
            log.append(("draw" if own else "count", counter, window, amount))
        answer.effects = log
        return answer

    def price(basket: Any, S: State, H: Shared, day: int, minute: int) -> Answer:
        return priced("price", basket, S, H, day, minute)

    def price_alone(basket: Any, S: None, H: Shared, day: int, minute: int) -> Answer:
        return priced("price_alone", basket, None, H, day, minute)

    def settle(S: State, H: Shared, log: list[Effect], found: Found, answer: Answer, day: int, minute: int) -> None:
        found.texts = answer.texts
        answer.run.call("settle", day, minute)
        answer.run.told(found, H, log)
        found.reasons = list(answer.reasons)

    def react(
        S: State, H: Shared, log: list[Effect], found: Found, day: int, minute: int, name: str, E: dict[str, int]
    ) -> None:
        run = column.run(S, H, found.texts)
        for field, value in E.items():
            if field in column.low.layout.event_field:
                run.Z[column.low.layout.event_field[field]] = value
        run.call("react", day, minute, [event.name for event in plan.events].index(name))
        found.reasons += run.told(found, H, log).reasons

    def redeem(
        S: State, H: Shared, log: list[Effect], found: Found, day: int, minute: int, rule: int, m: int, mode: int
    ) -> tuple[int, Any] | None:
        run = column.run(S, H, found.texts)
        refused = run.call("redeem", day, minute, rule, m, mode)
        run.told(found, H, log)
        return (refused, None) if refused else None

    def tick(S: State, H: Shared, log: list[Effect], found: Found, day: int) -> None:
        run = column.run(S, H, found.texts)
        run.call("tick", day)
        found.reasons += run.told(found, H, log).reasons

    def moved(
        S: State, H: Shared, log: list[Effect], found: Found, day: int, minute: int, moves: list[tuple[str, int, int]]
    ) -> None:
        run = column.run(S, H, found.texts)
        numbers = {"tier": 0, "stage": 2, "segment": 3, "campaign": 4}
        table = column.low.layout.tables["moves"]
        run.Z[table] = len(moves)
        words = [word for kind, before, after in moves for word in (numbers[kind], before, after)]
        run.Z[table + 1 : table + 1 + len(words)] = words
        run.call("moved", day, minute)
        found.reasons += run.told(found, H, log).reasons

    def segments_of(S: State, day: int, minute: int) -> list[int]:
        run = column.run(S, None)
        run.call("segments_of", day, minute)
        first = column.low.layout.scratch["now"]
        return [int(one) for one in run.Z[first : first + len(plan.segments)]]

    def entered(S: State, day: int, minute: int) -> list[tuple[int, int]]:
        run = column.run(S, None)
        run.call("entered", day, minute)
        return [(at, drawn) for at, drawn in run.table("entered", 2)]

    def readings(name: str, count: int) -> Callable[[State, int], tuple[int, ...]]:
        def read_them(S: State, day: int) -> tuple[int, ...]:
            run = column.run(S, None)
            run.call(name, day)
            first = column.low.layout.scratch["readings"]
            return tuple(int(one) for one in run.Z[first : first + count])

        return read_them

    def joining_fees(S: State, log: list[Effect], found: Found, day: int, minute: int, told: bool) -> None:
        run = column.run(S, None)
        run.call("joining_fees", day, minute, told)
        run.told(found, None, log)

    def taken_up(S: State, log: list[Effect], found: Found, day: int, minute: int) -> None:
        run = column.run(S, None)
        run.call("taken_up", day, minute)
        run.told(found, None, log)

    def number(name: str) -> Callable[..., int]:
        return lambda S, *numbers: int(column.run(S, None).call(name, *numbers))

    def days_of(wallet: int) -> Callable[[State, int, int], tuple[int, tuple[int, ...]]]:
        from fidelang.kernel.shapes.lots import soft_expiries

        def days(S: State, day: int, from_day: int) -> tuple[int, tuple[int, ...]]:
            run = column.run(S, None)
            run.call(f"days_{wallet}", day, from_day)
            first = column.low.layout.scratch["soft"]
            count = len(soft_expiries(plan.wallets[wallet]))
            return run.Z[first], tuple(run.Z[first + 1 : first + 1 + count])

        return days

    def last_of(wallet: int) -> Callable[[State, Lot], int]:
        def last(S: State, lot: Lot) -> int:
            run = column.run(S, None)
            words = column.door.lot_words(lot)
            place = appended(run.R, run.M, run.H + column.low.layout.list_at("lots", wallet), len(words))
            run.M[place : place + len(words)] = list(words)
            return int(run.call(f"last_day_{wallet}", place))

        return last

    def pay_of(wallet: int) -> Callable[..., None]:
        def pay(S: State, H: Shared | None, log: list[Effect], day: int) -> None:
            run = column.run(S, H)
            run.call(f"pay_{wallet}", day)
            run.told(None, H, log)

        return pay

    def gone_of(wallet: int) -> Callable[[State, int], tuple[tuple[int, int], ...]]:
        def gone(S: State, day: int) -> tuple[tuple[int, int], ...]:
            run = column.run(S, None)
            run.call(f"gone_{wallet}", day)
            return tuple((number, left) for number, left in run.table("gone", 2))

        return gone

    wallets = range(len(plan.wallets))
    return Kernel(
        text=column.low.text,
        price=price,
        price_alone=price_alone,
        settle=settle,
        react=react,
        redeem=redeem,
        tick=tick,
        moved=moved,
        stage_of=number("stage_of"),
        segments_of=segments_of,
        entered=entered,
        metrics=readings("metrics", len(plan.metrics)),
        rows=readings("rows", len(plan.streaks)),
        kept=number("kept"),
        due=number("due"),
        joining_fees=joining_fees,
        taken_up=taken_up,
        days=tuple(days_of(wallet) for wallet in wallets),
        last_day=tuple(last_of(wallet) for wallet in wallets),
        pay=tuple(pay_of(wallet) for wallet in wallets),
        gone=tuple(gone_of(wallet) for wallet in wallets),
        encode=None,
        price_encoded=None,
    )


def _names(column: Column) -> list[str]:
    from fidelang.kernel.frames import columns

    return columns(column.plan)


class ColumnProgram(Program):
    """A program whose members are columns of one. Returns are rated by the kernel of one text, over fractions."""

    def __init__(self, plan: model.Plan, *, native: bool = False) -> None:
        super().__init__(plan)
        encode = super().kernel("one_text").encode
        assert encode is not None
        self._kernels["dict"] = build_one(plan, encode, native=native)
