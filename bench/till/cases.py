"""Seeded cases for the twelve rules: members and baskets of five lines, as fidelang, the hand-written version and peers
read them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

SEED, LINES = 20_270_503, 5
FIRST, LAST = date(2027, 1, 1).toordinal(), date(2027, 12, 31).toordinal()


@dataclass(frozen=True, slots=True)
class Case:
    """One basket of one member. `member` and `basket` are fidelang's own mappings, of integers where it takes them;
    `flat` is the same for peers, with the calendar worked out before (they know none): an easier job."""

    member: dict[str, Any]
    basket: dict[str, Any]
    flat: dict[str, Any]

    def text(self) -> str:
        """Member and basket as JSON."""
        return json.dumps({"member": self.member, "basket": self.basket}, separators=(",", ":"))

    def flat_text(self) -> str:
        return json.dumps(self.flat, separators=(",", ":"))


def cases(count: int, seed: int = SEED) -> list[Case]:
    """So many cases. One in twenty is a large basket that meets the limit of the first rule; lines of one price and
    lines for nothing are among them, so that remainders tie."""
    random = Random(seed)
    return [_case(random) for _ in range(count)]


def _case(random: Random) -> Case:
    day, minute = random.randint(FIRST, LAST), random.randint(540, 1_200)
    orders = random.choice((0, 0, 1, 2, 4, 8, 9, 9, 19, 30))
    away = random.choice((3, 20, 60, 180, 181, 400))
    birthday = date(random.randint(1945, 2008), random.randint(1, 12), random.randint(1, 28))
    member = {
        "tier": random.choice(("bronze", "bronze", "silver", "gold")),
        "birthday": (birthday.year, birthday.month, birthday.day),
        "ambassador": random.random() < 0.2,
        "last_order": day - away if orders else None,
        "orders": orders,
    }
    dearest = 80_000 if random.random() < 0.05 else 4_000
    equal = random.randint(1, dearest)
    lines = [
        {
            "price": random.choice((equal, 0, *(random.randint(50, dearest) for _ in range(8)))),
            "quantity": random.choice((1, 1, 1, 2, 3)),
            "organic": random.random() < 0.3,
        }
        for _ in range(LINES)
    ]
    channel = random.choice(("store", "web", "app"))
    basket = {"at": (day, minute), "channel": channel, "lines": lines}
    flat = {
        "tier": member["tier"],
        "ambassador": member["ambassador"],
        "birthday_month": birthday.month,
        "days_away": away if orders else -1,
        "orders": orders,
        "month": date.fromordinal(day).month,
        "weekday": (day + 6) % 7,
        "channel": channel,
        "lines": lines,
    }
    return Case(member, basket, flat)
