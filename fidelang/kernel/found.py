"""What a run of the emitted text has found, beside its effects."""

from __future__ import annotations

from typing import Any


class Found:
    """Awards (rule, wallet, points, available, last day, provisional), gifts (rule, cost), sends (message, rule or -1,
    cost), moves (what, from, to), reasons (rule, code, shown), points expired, redeemed and reversed by wallet; of a
    return, the gifts that are asked back."""

    __slots__ = ("awards", "expired", "gifts", "gifts_back", "moves", "reasons", "redeemed", "reversed", "sends")

    def __init__(self) -> None:
        self.awards: list[tuple[int, int, int, int, int, bool]] = []
        self.gifts: list[tuple[int, int]] = []
        self.gifts_back: list[tuple[int, int]] = []
        self.sends: list[tuple[int, int, int]] = []
        self.moves: list[tuple[str, int, int]] = []
        self.reasons: list[tuple[int, int, Any]] = []
        self.expired: dict[int, int] = {}
        self.redeemed: dict[int, int] = {}
        self.reversed: dict[int, int] = {}

    def expire(self, wallet: int, gone: tuple[tuple[int, int], ...]) -> None:
        self.expired[wallet] = self.expired.get(wallet, 0) + sum(points for _, points in gone)

    def sent(self, message: int) -> bool:
        return any(one[0] == message for one in self.sends)
