"""Where a generated thing takes its choices from: Hypothesis, which shrinks, or a seeded random, for long runs."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from hypothesis import strategies as st

_Item = TypeVar("_Item")


class Pick(Protocol):
    def one(self, items: Sequence[_Item]) -> _Item: ...

    def number(self, low: int, high: int) -> int: ...

    def chance(self, percent: int) -> bool: ...


class FromHypothesis:
    def __init__(self, draw: Callable[..., object]) -> None:
        self._draw = draw

    def one(self, items: Sequence[_Item]) -> _Item:
        return items[int(self._draw(st.integers(0, len(items) - 1)))]  # type: ignore[call-overload]

    def number(self, low: int, high: int) -> int:
        return int(self._draw(st.integers(low, high)))  # type: ignore[call-overload]

    def chance(self, percent: int) -> bool:
        return self.number(0, 99) >= 100 - percent  # shrinks to no


class FromSeed:
    def __init__(self, seed: int | str) -> None:
        self._random = random.Random(seed)

    def one(self, items: Sequence[_Item]) -> _Item:
        return self._random.choice(items)

    def number(self, low: int, high: int) -> int:
        return self._random.randint(low, high)

    def chance(self, percent: int) -> bool:
        return self._random.randrange(100) < percent
