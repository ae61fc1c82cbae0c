"""A large program and its baskets: of every ten rules three are of an article, one of a category and a brand, two and a
half of a shop, one and a half of a week, two of a tier, a channel and a least total."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

HEAD = """program "Large" {
  currency EUR
  timezone "Europe/Paris"
  channels store, web, app, phone, marketplace
  largest basket 20_000 EUR lines 100
}
wallet points { worth 0.01 EUR   round down   expire after 12 months }
tiers { tier white   tier bronze   tier silver   tier gold }
"""
TIERS, CHANNELS = ("white", "bronze", "silver", "gold"), ("store", "web", "app", "phone", "marketplace")
WEEKS, LINES, BRANDS, CATEGORIES = 52, 50, 40, 50
FIRST = date(2027, 1, 4)  # a Monday


def program(rules: int) -> str:
    """The text of a program of so many rules."""
    random = Random(rules)
    articles, marks, shops = rules * 3 // 10, rules // 10, rules // 4
    dated, tiered = rules * 3 // 20, rules // 5
    parts = [HEAD]
    for n in range(articles):
        parts.append(f'earn article{n} {{ on lines where line.sku is "A{n}"   give {n % 7 + 1} points per 1 EUR }}')
    for n in range(marks):
        where = f'line.category is "c{n % CATEGORIES}" and line.brand is "b{n % BRANDS}"'
        parts.append(f"earn mark{n} {{ on lines where {where}   give {n % 5 + 1}% as points }}")
    for n in range(shops):
        parts.append(f'earn shop{n} {{ when basket.store is "S{n}"   give {n % 90 + 10} points }}')
    for n in range(dated):
        start = FIRST + timedelta(weeks=n % WEEKS)
        parts.append(
            f"earn week{n} {{ from {start} to {start + timedelta(days=6)}   "
            f"when basket.total >= {n % 300} EUR   give {n % 20 + 5} points }}"
        )
    for n in range(tiered):
        tier, channel = TIERS[n % 4], CHANNELS[n % 5]
        parts.append(
            f"earn level{n} {{ when member.tier is {tier} and basket.channel is {channel} "
            f"and basket.total >= {random.randint(10, 3_000)} EUR   give {n % 30 + 1} points }}"
        )
    return "\n".join(parts) + "\n"


def baskets(rules: int, count: int) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(member, basket) of fifty lines; articles are those of the program and as many that no rule names."""
    random = Random(f"baskets of {rules}")
    found = []
    for _ in range(count):
        lines = [
            {
                "sku": f"A{random.randrange(rules * 6 // 10)}",
                "category": f"c{random.randrange(CATEGORIES)}",
                "brand": f"b{random.randrange(BRANDS)}",
                "price": random.randint(50, 4_000),
                "quantity": random.choice((1, 1, 2)),
            }
            for _ in range(LINES)
        ]
        day = FIRST.toordinal() + random.randrange(7 * WEEKS)
        member = {"tier": random.choice(TIERS)}
        basket = {
            "at": (day, 600),
            "channel": random.choice(CHANNELS),
            "store": f"S{random.randrange(rules // 4)}",
            "lines": lines,
        }
        found.append((member, basket))
    return found
