"""What a run of the emitted text has found, beside its effects."""

from __future__ import annotations

from typing import Any


class Found:
    """Awards (rule, wallet, points, available, last day, provisional), gifts (rule, cost), sends (message, rule or -1,
    cost), moves (what, from, to), reasons (rule, code, shown), points expired and redeemed by wallet, and the names of
    budgets that reached their alert."""

    __slots__ = ("alerts", "awards", "expired", "gifts", "moves", "reasons", "redeemed", "sends")

    def __init__(self) -> None:
        self.alerts: tuple[str, ...] = ()
        self.awards: list[tuple[int, int, int, int, int, bool]] = []
        self.gifts: list[tuple[int, int]] = []
        self.sends: list[tuple[int, int, int]] = []
        self.moves: list[tuple[str, int, int]] = []
        self.reasons: list[tuple[int, int, Any]] = []
        self.expired: dict[int, int] = {}
        self.redeemed: dict[int, int] = {}

    def expire(self, wallet: int, gone: tuple[tuple[int, int], ...]) -> None:
        self.expired[wallet] = self.expired.get(wallet, 0) + sum(points for _, points in gone)

    def sent(self, message: int) -> bool:
        return any(one[0] == message for one in self.sends)
