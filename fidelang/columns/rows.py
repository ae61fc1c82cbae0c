"""A state as a row, and back: the door of columns for one member."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from fidelang.columns.layout import Layout
from fidelang.columns.runtime.lists import FIRST, appended, first_of
from fidelang.kernel.primitives import text_code, text_mark
from fidelang.kernel.shapes.campaigns import draw
from fidelang.plan import model
from fidelang.state import ABSENT, Lot, Shared, State
from fidelang.values import keyed

Ints = list[int]
_WORDS = (
    "joined", "clock", "told", "corrected", "tier", "tier_since", "tier_until", "lifetime", "stage", "next_lot",
    "last_order",
)  # fmt: skip
_SEVERAL = ("held_from", "held_days", "segments", "campaigns", "totals", "activity", "debt")


def new_arena(words: int) -> Ints:
    """M with so many words to take."""
    arena = [0] * (FIRST + words)
    arena[0], arena[62] = FIRST, len(arena)
    return arena


class Door:
    """Puts states of a plan into rows. `keys`: what fires once, by what stands for it in a row."""

    def __init__(self, layout: Layout, keys: dict[str, int]) -> None:
        self.layout = layout
        self.plan: model.Plan = layout.plan
        self._keys = keys
        self._key_names = {number: name for name, number in keys.items()}
        self._texts = {text: at for at, text in enumerate(self.plan.texts)}
        self._draws = [compile(draw(self.plan, one), "<draw>", "eval") for one in self.plan.campaigns]

    def drawn(self, member: str) -> list[int]:
        """What the id draws in each campaign, by the very expression of the emitted text."""
        names = {"S": _Drawing(member), "keyed": keyed, "bisect_right": bisect_right}
        return [eval(one, names) for one in self._draws]

    def marks(self, basket: Mapping[str, Any]) -> list[int]:
        """Of the categories of a basket's lines, by what the one text's `encode` made of them."""
        names = [*self.plan.texts, *basket["fresh"]]
        codes = basket.get("v_line_category", ())
        return [0 if code == ABSENT else text_mark(names[code]) for code in codes]

    def put_state(self, R: Ints, M: Ints, S: int, state: State, fresh: dict[str, int]) -> None:
        """Writes a state into the row at S, its lists into M. `fresh`: codes of texts that the plan does not name."""
        row = self.layout.row
        for name in _WORDS:
            R[S + row[name]] = getattr(state, name)
        for name in _SEVERAL:
            for at, value in enumerate(getattr(state, name)):
                R[S + row[name] + at] = value
        if state.birthday is not None:
            R[S + row["birthday"] : S + row["birthday"] + 3] = list(state.birthday)
        for at, value in enumerate(self.drawn(state.member)):
            R[S + row["drawn"] + at] = value
        for at, name in enumerate(self.plan.consents):
            R[S + row["consents"] + at] = int(name in state.consents)
        for at, told in enumerate(state.rows):
            R[S + row["rows"] + 2 * at : S + row["rows"] + 2 * at + 2] = list(told)
        for fact in self.plan.facts:
            if fact.owner == "member" and fact.name in self.layout.fact and fact.name in state.facts:
                value = state.facts[fact.name]
                if fact.kind == "text":
                    value = text_code(self._texts, fresh, value)
                R[S + self.layout.fact[fact.name]] = value
        for name in ("logs", "given", "counters"):
            for at, entries in enumerate(getattr(state, name)):
                self._put_list(R, M, S + self.layout.list_at(name, at), entries)
        for at, days in enumerate(state.happened):
            self._put_list(R, M, S + self.layout.list_at("happened", at), [(day,) for day in days])
        for at, lots in enumerate(state.lots):
            self._put_list(R, M, S + self.layout.list_at("lots", at), [self.lot_words(lot) for lot in lots])
        keys = [(self._key(key[0]), key[1]) for key in state.keys if key[0] != "event"]
        self._put_list(R, M, S + row["keys"], keys)

    def put_shared(self, R: Ints, M: Ints, H: int, shared: Shared | None) -> None:
        for at, uses in enumerate(shared.counters if shared is not None else ()):
            self._put_list(R, M, H + self.layout.list_at("counters", at), uses)

    def lot_words(self, lot: Lot) -> tuple[int, ...]:
        soft = lot.soft + (0,) * (self.layout.lot - 7 - len(lot.soft))
        return (lot.number, lot.rule, lot.earned, lot.available, lot.fixed, lot.left, lot.points, *soft)

    def _put_list(self, R: Ints, M: Ints, hd: int, entries: Any) -> None:
        for entry in entries:
            place = appended(R, M, hd, len(entry))
            M[place : place + len(entry)] = list(entry)

    def _key(self, key: int | str) -> int:
        return key if isinstance(key, int) else self._keys.get(key, -1)

    def key_of(self, number: int) -> int | str:
        return self._key_names.get(number, number)

    def differences(self, R: Ints, M: Ints, S: int, state: State) -> list[str]:
        """Where a row is not what a state holds: each part with both."""
        found = []
        row = [0] * self.layout.width
        arena = new_arena(
            64 * self.layout.width
            + 64 * (sum(map(len, state.lots)) + sum(map(len, state.logs)) + sum(map(len, state.happened)))
        )
        row[:] = self.layout.new_row()
        self.put_state(row, arena, 0, state, {})
        facts = range(self.layout.row["facts"], self.layout.row["totals"])  # texts have other codes in another run
        for at in range(self.layout.row["lots"]):
            if R[S + at] != row[at] and at not in facts:
                found.append(f"word {at}: {R[S + at]} is not {row[at]}")
        for name, count, width in (
            ("lots", len(state.lots), self.layout.lot), ("logs", len(state.logs), 2), ("given", len(state.given), 2),
            ("counters", len(state.counters), 2), ("happened", len(state.happened), 1), ("keys", 1, 2),
        ):  # fmt: skip
            for at in range(count):
                hd = self.layout.list_at(name, at)
                mine, other = entries(R, M, S + hd, width), entries(row, arena, hd, width)
                if mine != other:
                    found.append(f"{name}[{at}]: {mine} is not {other}")
        return found


def entries(R: Ints, M: Ints, hd: int, width: int) -> list[tuple[int, ...]]:
    """A list of a row as tuples."""
    first = first_of(R, hd, width)
    return [tuple(M[first + at * width : first + (at + 1) * width]) for at in range(R[hd + 2])]


class _Drawing:
    def __init__(self, member: str) -> None:
        self.member = member


def room_of(state: State) -> int:
    """Words of M that a state's lists take, with room for what one event adds."""
    lists: list[Sequence[Any]] = [*state.lots, *state.logs, *state.given, *state.counters, *state.happened]
    counts = [len(one) for one in lists]
    return 96 * (sum(counts) + len(state.keys)) + 256 * (len(counts) + 1) + 4096
