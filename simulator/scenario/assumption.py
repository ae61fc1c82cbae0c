"""An assumption: a low, a base and a high value, where they come from, and how well they are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tag = Literal["F", "V", "A", "S", "M", "J"]
TAGS: dict[str, str] = {
    "F": "fitted or measured for this project",
    "V": "read in the source's own text",
    "A": "read in its abstract only",
    "S": "a secondary source",
    "M": "from memory, to be checked before it is cited",
    "J": "a judgement",
}


@dataclass(frozen=True, slots=True)
class Assumption:
    """One behavioural or financial number. `unit` says how it is written: `%` (a share, 0.05 is 5%) or a plain unit."""

    name: str
    low: float
    base: float
    high: float
    unit: str
    source: str
    tag: Tag
    owner: str = "fidelang"

    def contains_base(self) -> bool:
        """Whether the base lies between low and high, whichever way they run."""
        return min(self.low, self.high) <= self.base <= max(self.low, self.high)
