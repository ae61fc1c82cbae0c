"""What a run of the emitted text has found, beside its effects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple


class Answer(NamedTuple):
    """What `price` answers, and `settle` goes on from.

    takes: discount and its shares, by rule · awards, given (points of conversions): (rule, wallet, points) · gifts:
    (rule, cost) · done: rules that applied · paid: points by wallet · refused, reasons: (rule, code, shown) · by line:
    net (money after discounts), items, giftcards (0 or 1) · texts as in `Found` · met: marks of the lines' categories ·
    read: what messages read of the basket, by slot.
    """

    effects: list[tuple[Any, ...]]
    takes: dict[int, tuple[int, list[int]]]
    awards: list[tuple[int, int, int]]
    gifts: list[tuple[int, int]]
    given: list[tuple[int, int, int]]
    done: list[int]
    paid: list[int]
    refused: list[tuple[int, int, Any]]
    reasons: tuple[tuple[int, int, Any], ...]
    net: list[int]
    items: list[int]
    giftcards: list[int]
    gross: int
    texts: dict[str, int]
    met: Sequence[int]
    read: dict[str, int]


class Found:
    """Awards (rule, wallet, points, available, last day, provisional), fees (tier or -1, amount), gifts (rule, cost),
    sends (message, rule or -1, cost), moves (what, from, to), reasons (rule, code, shown), points expired, redeemed and
    reversed by wallet; of a return, the gifts that are asked back; names of the budgets that reached their alert; codes
    of the texts met that the plan does not name: one table a run, so that two texts have one code only if they are the
    same; `hand`: one order and its spend, of a basket that the logs do not hold yet; `read`:
    what messages read of the basket at hand.
    """

    __slots__ = (
        "alerts", "awards", "expired", "fees", "gifts", "gifts_back", "hand", "moves", "read", "reasons", "redeemed",
        "reversed", "sends", "texts",
    )  # fmt: skip

    def __init__(self) -> None:
        self.alerts: tuple[str, ...] = ()
        self.awards: list[tuple[int, int, int, int, int, bool]] = []
        self.fees: list[tuple[int, int]] = []
        self.gifts: list[tuple[int, int]] = []
        self.hand = (0, 0)
        self.read: dict[str, int] | None = None
        self.gifts_back: list[tuple[int, int]] = []
        self.sends: list[tuple[int, int, int]] = []
        self.moves: list[tuple[str, int, int]] = []
        self.reasons: list[tuple[int, int, Any]] = []
        self.expired: dict[int, int] = {}
        self.redeemed: dict[int, int] = {}
        self.reversed: dict[int, int] = {}
        self.texts: dict[str, int] = {}

    def expire(self, wallet: int, gone: tuple[tuple[int, int], ...]) -> None:
        self.expired[wallet] = self.expired.get(wallet, 0) + sum(points for _, points in gone)

    def sent(self, message: int) -> bool:
        return any(one[0] == message for one in self.sends)
