"""Where everything stands: the words of a member's row in R, and the words of scratch in Z. Numbers only."""

from __future__ import annotations

from dataclasses import dataclass, field

from fidelang.columns.runtime.lists import HEADER
from fidelang.kernel.price import read_by_messages
from fidelang.kernel.shapes.lots import soft_expiries
from fidelang.plan import model
from fidelang.state import ABSENT

ROOM = 4096  # entries of a table in Z, unless asked otherwise: lots of a member, applications of a reward at once
SINGLE = (
    "joined", "clock", "told", "corrected", "birthday", "birthday_month", "birthday_day", "tier", "tier_since",
    "tier_until", "lifetime", "stage", "next_lot", "last_order",
)  # fmt: skip
FIXED = ("error", "n", "net", "units", "giftcards", "gross", "read", "hand", "hand_spend")
TABLES = {
    "fx": 4, "message_fx": 4, "awards": 3, "gifts": 2, "given": 3, "done": 1, "refused": 2, "moves": 3, "go": 1,
    "made": 4, "merged": 3, "gone": 2, "parts": 2, "spent": 2, "days": 1, "entered": 2, "asked": 3, "wanted": 1,
    "met": 1, "picked": 1,
}  # fmt: skip
LOT = {"number": 0, "rule": 1, "earned": 2, "available": 3, "fixed": 4, "left": 5, "points": 6, "soft": 7}


@dataclass
class Layout:
    """Offsets of a plan. `row`: words of R by name, of the first of several; `scratch`: words of Z; `tables`: of Z too,
    the count first; `lines`: the first list of lines in Z, each as long as the basket has lines."""

    plan: model.Plan
    room: int = ROOM
    row: dict[str, int] = field(default_factory=dict)
    width: int = 0  # of a row
    lot: int = 7  # words of a lot
    lists: int = 0  # how many lists a row has, from `row["lots"]` on
    scratch: dict[str, int] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)
    lines: int = 0
    fact: dict[str, int] = field(default_factory=dict)  # of the member's own facts, by name
    event_field: dict[str, int] = field(default_factory=dict)  # words of Z
    read: dict[str, int] = field(default_factory=dict)  # words of Z, by slot

    def __post_init__(self) -> None:
        plan = self.plan
        levels = len(plan.tiers.tiers) if plan.tiers else 0
        facts = [fact.name for fact in plan.facts if fact.owner == "member" and fact.name != "birthday"]
        self.lot = 7 + max([0, *(len(soft_expiries(wallet)) for wallet in plan.wallets)])
        words = [(name, 1) for name in SINGLE]
        words += [
            ("held_from", levels), ("held_days", levels), ("segments", len(plan.segments)),
            ("campaigns", len(plan.campaigns)), ("drawn", len(plan.campaigns)), ("consents", len(plan.consents)),
            ("facts", len(facts)), ("totals", len(plan.logs)), ("activity", len(plan.activities)),
            ("debt", len(plan.wallets)), ("rows", 2 * len(plan.streaks)),
        ]  # fmt: skip
        lists = [
            ("lots", len(plan.wallets)), ("logs", len(plan.logs)), ("given", len(plan.metrics)),
            ("counters", len(plan.counters)), ("happened", len(plan.moments)), ("keys", 1),
        ]  # fmt: skip
        self.width = _laid(self.row, [*words, *((name, HEADER * count) for name, count in lists)], 0)
        self.lists = sum(count for _, count in lists)
        self.fact = {name: self.row["facts"] + at for at, name in enumerate(facts)}
        self._lay_scratch()

    def _lay_scratch(self) -> None:
        plan = self.plan
        fields = sorted({plan.facts[at].name for event in plan.events for at in event.fields})
        read = read_by_messages(plan)
        words = [(name, 1) for name in FIXED]
        words += [
            ("soft", 1 + self.lot - 7), ("sent", len(plan.messages)), ("fields", len(fields)), ("slots", len(read)),
            ("u", len(plan.counters)), ("w", len(plan.counters)), ("bal", len(plan.wallets)),
            ("paid", len(plan.wallets)), ("ship", 1), ("taken", len(plan.rules)), ("took", len(plan.rules)),
            ("now", len(plan.segments)), ("readings", max(len(plan.metrics), len(plan.streaks), 1)),
            ("lasts", self.room),
        ]  # fmt: skip
        end = _laid(self.scratch, words, 0)
        self.lines = _laid(self.tables, [(name, 1 + self.room * width) for name, width in TABLES.items()], end)
        self.event_field = {name: self.scratch["fields"] + at for at, name in enumerate(fields)}
        self.read = {slot: self.scratch["slots"] + at for at, slot in enumerate(read)}

    def list_at(self, name: str, at: int) -> int:
        """The header of a list in a row."""
        return self.row[name] + HEADER * at

    def new_row(self) -> list[int]:
        """A row as of a member of whom nothing is known, joined on day 0."""
        row = [0] * self.width
        for name in ("told", "corrected", "last_order"):
            row[self.row[name]] = ABSENT
        row[self.row["lifetime"]] = -1
        row[self.row["next_lot"]] = 1
        levels = len(self.plan.tiers.tiers) if self.plan.tiers else 0
        for level in range(1, levels):
            row[self.row["held_from"] + level] = ABSENT
        for at in range(len(self.plan.campaigns)):
            row[self.row["campaigns"] + at] = row[self.row["drawn"] + at] = -1
        for at in range(len(self.plan.activities)):
            row[self.row["activity"] + at] = ABSENT
        for at in range(len(self.plan.streaks)):
            row[self.row["rows"] + 2 * at] = ABSENT
        for fact in self.plan.facts:
            if fact.owner == "member" and fact.name in self.fact:
                row[self.fact[fact.name]] = 0 if fact.kind == "flag" else ABSENT
        return row


def _laid(words: dict[str, int], parts: list[tuple[str, int]], start: int) -> int:
    """Notes where each part starts; the first word after them all."""
    for name, count in parts:
        words[name] = start
        start += count
    return start
