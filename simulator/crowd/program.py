"""A program as the loop needs it: its rules as machine code, rows for its members, and tables."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from fidelang.columns.compiling import library
from fidelang.columns.entry import entry_text
from fidelang.columns.lowering import NotInColumns, lowered
from fidelang.columns.lowering.module import Lowered
from fidelang.columns.native import Library
from fidelang.columns.rows import Door, new_arena
from fidelang.columns.runtime.records import HEAD
from fidelang.engine import Program
from fidelang.kernel.primitives import text_mark
from fidelang.plan import Plan
from fidelang.state import ABSENT
from simulator.crowd import loop, places
from simulator.crowd.people import People, birthdays
from simulator.crowd.tables import tables_of
from simulator.individuals.books import Books
from simulator.individuals.clock import Horizon
from simulator.individuals.rules import RuleBook
from simulator.individuals.service import drawn_welcome
from simulator.population.market import Market
from simulator.scenario import Scenario

if TYPE_CHECKING:
    from simulator.crowd.engine import Crowd

_MOST_LINES = 42  # of a visit, with the line that tops it up
_RECORDS = 1 << 16  # words of X


@lru_cache(maxsize=8)
def _lowered(_hash: str, plan: Plan) -> Lowered:
    return lowered(plan)


@lru_cache(maxsize=8)
def _library(text: str) -> Library:
    """The same for all replications of a run."""
    return library(text, frozenset({"rules"}))


def check(plan: Plan) -> None:
    """Raises NotInColumns for a program that the crowd does not run."""
    if drawn_welcome(plan):
        raise NotInColumns("a welcome that hangs on what a member's id draws")
    _lowered(plan.hash, plan)


class CrowdProgram:
    """Raises NotInColumns for a program that the crowd does not run."""

    def __init__(
        self, program: Program, people: People, scenario: Scenario, market: Market, horizon: Horizon, respond: bool
    ) -> None:
        plan = program.plan
        check(plan)
        self.plan, self.people, self.scenario = plan, people, scenario
        self.low = _lowered(plan.hash, plan)
        self.door = Door(self.low.layout, self.low.keys)
        basket = int(people.median_spend)
        rules = RuleBook.of(plan, basket, int(basket / scenario.population.lines_per_basket))
        self.rules = rules
        self.tables, coding = tables_of(program, self.low, scenario, market, horizon, rules, respond)
        self._places, self._traits = self._told(program, coding, horizon)
        self._library = _library(self.low.text + entry_text(self.low, self._places))
        self.address = self._library.address("rules")
        self.gift = self._welcome(program, horizon)
        self._marks = np.zeros(0, dtype=np.int64)
        if any(log.name == "categories" for log in plan.logs):
            self._marks = np.array([text_mark(kind.name) for kind in market.goods], dtype=np.int64)

    def _welcome(self, program: Program, horizon: Horizon) -> int:
        """What joining gives at once, in thousandths of a minor unit."""
        state = program.new_state("anybody", horizon.start)
        signup = {"name": "signup", "at": (horizon.start, 0)}
        outcome = program.react(state, signup, program.new_shared())
        return sum(points * self.rules.worth_milli[wallet] for wallet, points in outcome.points.items())

    def _told(self, program: Program, coding: Any, horizon: Horizon) -> tuple[list[int], Any]:
        """Words of a row that are told of who joins, and their values by customer. Raises InvalidInput."""
        plan, layout, people = self.plan, self.low.layout, self.people
        facts = self.scenario.population.facts.member
        values = {name: spread.values[0] for name, spread in facts.items()}
        program.new_state("anybody", horizon.start, values, list(self.scenario.population.consents))
        places: list[int] = []
        columns: list[Any] = []
        if "birthday" in people.traits:
            feasts = birthdays(people.traits["birthday"])
            places += [layout.row["birthday_month"], layout.row["birthday_day"]]
            columns += [feasts[:, 0], feasts[:, 1]]
        for name, share in sorted(self.scenario.population.consents.items()):
            places.append(layout.row["consents"] + plan.consents.index(name))
            columns.append((people.traits[f"consent {name}"] < share).astype(np.int64))
        for name, spread in sorted(facts.items()):
            fact = coding.find("member", name)
            if fact is None or name not in layout.fact:
                continue
            codes = np.array([coding.code(fact, value) for value in spread.values], dtype=np.int64)
            chosen = np.searchsorted(np.array(spread.bounds), people.traits[f"fact {name}"], side="right")
            places.append(layout.fact[name])
            columns.append(codes[np.minimum(chosen, len(codes) - 1)])
        for at, campaign in enumerate(plan.campaigns):
            places.append(layout.row["drawn"] + at)
            columns.append(self._drawn(at, campaign.draws))
        told = np.stack(columns, axis=1).astype(np.int64) if columns else np.zeros((len(people), 0), dtype=np.int64)
        return places, np.ascontiguousarray(told)

    def _drawn(self, campaign: int, draws: bool) -> Any:
        """What each customer's id draws; alike for all where the campaign draws nothing."""
        seed, replication = self.people.key
        ids = range(len(self.people)) if draws else range(1)
        drawn = [self.door.drawn(f"{seed}.{replication}.{at}")[campaign] for at in ids]
        return np.array(drawn if draws else drawn * len(self.people), dtype=np.int64)

    # ------------------------------------------------------------ rows

    def arrays(self, first: int, last: int) -> dict[str, Any]:
        """What a shard of customers needs: rows (the one of nobody, the shared one, the members'), M, Z and X."""
        width = self.low.layout.width
        rows = np.zeros(width * (4 + (last - first) // 2), dtype=np.int64)
        rows[:width] = self.low.layout.new_row()
        records = np.zeros(_RECORDS, dtype=np.int64)
        records[0], records[3] = HEAD, _RECORDS
        scratch = np.zeros(self.low.scratch_words(_MOST_LINES), dtype=np.int64)
        for at in self.low.layout.event_field.values():
            scratch[at] = ABSENT
        arena = np.array(new_arena(65536 + 256 * (last - first)), dtype=np.int64)
        traits = np.ascontiguousarray(self._traits[first:last])
        levels = len(self.plan.tiers.tiers) if self.plan.tiers else 0
        widest = 1 + max(levels, len(self.plan.stages), len(self.plan.wallets))
        return {
            "R": rows, "M": arena, "Z": scratch, "X": records, "traits": traits, "marks": self._marks,
            "closing": np.zeros((5, widest), dtype=np.int64),
        }  # fmt: skip

    def make_room(self, arrays: dict[str, Any], rows: int, row: int) -> None:
        """Longer arrays where an event of the member at `row` may not fit."""
        layout = self.low.layout
        if (3 + rows) * layout.width > len(arrays["R"]):
            arrays["R"] = np.concatenate([arrays["R"], np.zeros(len(arrays["R"]) // 2, dtype=np.int64)])
        words = 1024 * layout.lists
        if row >= 0:
            heads = arrays["R"][row + layout.row["lots"] : row + layout.width]
            words += 4 * int(heads[3::4].sum()) * layout.lot
        while arrays["M"][0] + words > len(arrays["M"]):
            arrays["M"] = np.concatenate([arrays["M"], np.zeros(len(arrays["M"]) // 2, dtype=np.int64)])
            arrays["M"][62] = len(arrays["M"])

    def sum_up(self, crowd: Crowd, books: Books) -> None:
        """Wallets, tiers and stages of all members at the horizon, and which rules applied."""
        names = [*(rule.name for rule in self.plan.rules), *(message.name for message in self.plan.messages)]
        last = crowd.horizon.month_starts[-1] - 1 - crowd.horizon.start
        closing: Any = 0
        members = 0
        for shard in crowd.shards:
            arrays = shard.arrays
            arrays["closing"][:] = 0
            loop.act(shard.context(crowd), loop.CLOSE, 0, float(last), 0, 0, 0)
            closing = closing + arrays["closing"]
            members += int(arrays["run"][places.ROWS])
            books.applied |= {name for name, used in zip(names, arrays["applied"].tolist(), strict=True) if used}
        for sums, row, labels in ((books.tiers, 0, self.rules.tiers), (books.stages, 1, self.rules.stages)):
            for name, count in zip(labels, closing[row].tolist(), strict=False):
                if count:
                    sums[name] += count
        for at, wallet in enumerate(self.plan.wallets if members else ()):
            ledger = books.ledger.setdefault(wallet.name, Counter())
            for name in ("issued", "redeemed", "expired"):
                ledger[name] += sum(getattr(month, name)[wallet.name] for month in books.months)
            for name in ("reversed", "adjusted"):
                ledger[name] += 0
            for row, name in enumerate(("available", "pending", "debt"), 2):
                ledger[name] += int(closing[row, at])
