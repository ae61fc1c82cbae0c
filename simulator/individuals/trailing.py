"""What a member received and spent over the last twelve months, exact by day."""

from __future__ import annotations

from collections import deque

from fidelang.values import add_months


def year_before(day: int) -> int:
    """The same day a year before, as an ordinal; 29 February goes back to the 28th.

    >>> from fidelang.values import day_of, day_text
    >>> day_text(year_before(day_of("2028-02-29")))
    '2027-02-28'
    """
    return add_months(day, -12)


class TrailingYear:
    """Running sums of benefit and net spend, in minor units, over [the same day a year before, today]."""

    __slots__ = ("_entries", "benefit", "spend")

    def __init__(self) -> None:
        self.benefit = 0
        self.spend = 0
        self._entries: deque[tuple[int, int, int]] = deque()

    def add(self, day: int, benefit: int, spend: int) -> None:
        """Notes what one event gave and took; days must not go back."""
        if benefit or spend:
            self._entries.append((day, benefit, spend))
            self.benefit += benefit
            self.spend += spend

    def forget_before(self, day: int) -> None:
        """Drops what lies before `day`."""
        entries = self._entries
        while entries and entries[0][0] < day:
            _, benefit, spend = entries.popleft()
            self.benefit -= benefit
            self.spend -= spend
