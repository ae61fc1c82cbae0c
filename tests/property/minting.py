"""Purchases and returns that try to mint: programs of brackets, stacks, tier moves, rewards and gift cards without
expiry, sequences in which everything comes back in the end, and what a member must then have (rows 69, 121 to 124)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from fidelang.engine import Program
from fidelang.state import OrderRecord, Shared, State
from tests.property.baskets import basket
from tests.property.earning import earn, habit, multiplier
from tests.property.frame import DEBTS, FACTS, ROUNDINGS
from tests.property.pick import Pick
from tests.property.programs import rewards_of
from tests.property.returning import Kept
from tests.property.sharing import budget, stack
from tests.property.standing import standing
from tests.property.taking import offer, reward
from tests.property.versions import versioned

FIRST = date(2027, 1, 11).toordinal()
MOVES = (
    "earn up { on reaching silver  give 25 pts }", "earn top { on reaching gold  give 6 fine }",
    "earn often { on entering regular  give 12 pts }", "earn bye { on leaving new  give 9 pts  limit once }",
    "earn seen { on entering keen or entering both  give 5 pts }", 'reward cup { on reaching silver  gift "Cup"  cost 2 EUR }',
    "reward change { on reaching silver or reaching gold  price every 10 pts  give 1 fine }",
    "reward swap { on entering regular  price 15 pts  give 2 fine }",
)  # fmt: skip


def minting_program(pick: Pick) -> str:
    """Points never expire, and no rule but those of orders and their moves gives any."""
    more = pick.one(["", "", "multipliers compound", "earn on gross"])
    words = [
        f"{pick.one(ROUNDINGS)}  {pick.one(('', 'pending 1 days', 'pending 5 days'))}  {pick.one(DEBTS)}" for _ in "12"
    ]
    parts = [
        f'program "Made" {{ currency EUR  timezone "Europe/Paris"  from 2026-01-01  largest basket 5_000 EUR lines 50  {more} }}',
        f"wallet pts {{ worth 0.05 EUR  {words[0]} }}\nwallet fine {{ worth 0.10 EUR  decimals 1  {words[1]} }}",
        "wallet marks { status }",
        FACTS,
        standing(pick),
        "earn cards { on lines where line.giftcard  give 1 pts per 3 EUR }" if pick.chance(40) else "",
    ]
    parts += [stack(pick, name) for name in ("gives", "cuts", "rights")]
    parts += [earn(pick, f"e{at}") for at in range(pick.number(1, 4))]
    parts += [multiplier(pick, "m0"), habit(pick, "0")]
    parts += [offer(pick, f"o{at}") for at in range(pick.number(0, 2))]
    rewards = pick.number(1, 3)
    parts += [reward(pick, f"r{at}") for at in range(rewards)]
    if pick.chance(50):  # more than an order costs, and soon spent
        parts.append("earn welcome { when basket.ordinal <= 2  give 80 pts }")
        parts.append(f"reward r{rewards} {{ price 20 pts  take 1 EUR off basket }}")
    parts += [versioned(pick, "dated", "earn")] if pick.chance(20) else []
    parts += [budget(pick, "b0")] if pick.chance(40) else []
    parts += [rule for rule in MOVES if pick.chance(40)]
    return "\n".join(parts) + "\n"


@dataclass
class Played:
    """A sequence at its end. Points in units of their wallets, by position; money in minor units."""

    gained: list[int]
    missing: list[int]  # taken by no return, for want of points: bought from the refunds
    kept_back: int  # paid and not refunded, everything having come back: what was withheld
    wrong: list[str]
    seen: Counter[str] = field(default_factory=Counter)


class Sequence:
    """A member who buys and brings back, until nothing is kept."""

    def __init__(self, program: Program, text: str, pick: Pick) -> None:
        self.program, self.pick = program, pick
        self.rewards, self.kept = rewards_of(text), Kept()
        self.state: State = program.new_state("m1", FIRST - 40)
        self.shared: Shared = program.new_shared()
        told: dict[str, Any] = {"consents": ["marketing"]}
        if pick.chance(50):
            told["balance"] = {"pts": str(pick.number(0, 60)), "fine": pick.one(["0.0", "4.5"])}
        program.set_member(self.state, told, FIRST)
        self.state.clock, self.day, self.minute = FIRST, FIRST, 500
        self.began = [book.available for book in program.ledger(self.state).values()]
        self.given = [0] * len(self.began)  # at midnights, to nobody's order
        self.records: dict[str, OrderRecord] = {}
        self.paid = self.refunded = 0
        self.seen: Counter[str] = Counter()
        self.wrong: list[str] = []

    def play(self) -> Played:
        for at in range(self.pick.number(2, 6)):
            if self.kept and self.pick.chance(35):
                self._bring_back(self.kept.step(self.pick, wrong=0))
            else:
                self._pass(self.pick.one([0, 0, 0, 1, 2, 6, 33]))
                self._buy(f"b{at}")
        while self.kept:
            self._pass(self.pick.one([0, 0, 0, 0, 1, 6]))
            self._bring_back(self.kept.step(self.pick, wrong=0))
        self._pass(7)  # all that pends has ripened
        return self._end()

    def _end(self) -> Played:
        gained, books = [], self.program.ledger(self.state)
        for at, book in enumerate(books.values()):
            gained.append(book.available + book.pending - book.debt - self.began[at] - self.given[at])
        for name, record in self.records.items():
            if any(record.unpaid):
                self.wrong.append(f"{name}: of a price that went back, {record.unpaid} are due")
        missing = [sum(record.missing[at] for record in self.records.values()) for at in range(len(gained))]
        return Played(gained, missing, self.paid - self.refunded, self.wrong, self.seen)

    # ------------------------------------------------------------ steps

    def _pass(self, days: int) -> None:
        self.day += days
        self.minute = 500 if days else self.minute + 1
        before = self._came()
        self.program.advance(self.state, self.day, self.shared)
        more = [now - then for now, then in zip(self._came(), before, strict=True)]
        self.given = [so_far + points for so_far, points in zip(self.given, more, strict=True)]
        self.seen["given or spent at a midnight"] += any(more)

    def _came(self) -> list[int]:
        return [issued - redeemed for issued, redeemed in zip(self.state.issued, self.state.redeemed, strict=True)]

    def _buy(self, name: str) -> None:
        asked = basket(self.pick, "", name, self.rewards)
        self.kept.bought(asked | {"name": name, "member": True})
        given = {key: value for key, value in asked.items() if key not in ("at", "name", "member")}
        given["at"] = (self.day, self.minute)
        outcome = self.program.purchase(self.state, given, self.shared)
        record = self.program.order_record(name, self.state, given, self.shared, outcome)
        self.program.apply(self.state, self.shared, outcome)
        self.records[name] = record
        self.paid += outcome.total or 0
        self.seen += Counter({
            "purchases": 1, "tier moves": any(move.kind == "tier" for move in outcome.moves),
            "gift cards": any("giftcard" in line for line in given["lines"]), "discounts": outcome.discount > 0,
            "rewards paid": any(effect[0] == "spend" for effect in outcome.effects),
            "moves that gave": any(award.rule in ("up", "top", "often", "bye", "seen", "change", "swap") for award in outcome.awards),
        })  # fmt: skip

    def _bring_back(self, step: dict[str, Any]) -> None:
        record = self.records[step["order"]]
        outcome = self.program.take_back(
            record, step.get("lines"), state=self.state, shared=self.shared, at=(self.day, self.minute)
        )
        self.program.apply(self.state, self.shared, outcome)
        self.records[step["order"]] = outcome.record
        self.refunded += outcome.refund
        self.seen += Counter({
            "returns": 1, "points taken": any(points > 0 for points in outcome.taken_back.values()),
            "points restored": any(points < 0 for points in outcome.taken_back.values()),
            "prices given back": any(points > 0 for points in outcome.price_back.values()),
            "withheld": outcome.withheld > 0,
        })  # fmt: skip


def minted(program: Program, played: Played) -> list[str]:
    """What a member has too much, everything having come back: points may be left that the refunds withheld the worth of,
    and no others."""
    found = list(played.wrong)
    if played.kept_back < 0:
        found.append(f"{-played.kept_back} refunded that were never paid")
    worth = Fraction(0)
    for points, missing, wallet in zip(played.gained, played.missing, program.plan.wallets, strict=True):
        if points != missing or (missing and (wallet.worth is None or wallet.debt_allowed)):
            found.append(f"{points} of {wallet.name} more than before, {missing} missing")
        elif wallet.worth is not None:
            worth += Fraction(points * wallet.worth[0], wallet.worth[1])
    if (
        worth and worth > played.kept_back + played.seen["withheld"]
    ):  # each withholding rounds by less than one minor unit
        found.append(f"points worth {worth} for {played.kept_back} withheld")
    return found
