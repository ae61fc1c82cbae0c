"""What a member received and spent over the last twelve months, exact by day."""

from __future__ import annotations

from collections import deque
from datetime import date

_FEBRUARY_29 = (2, 29)


def year_before(day: int) -> int:
    """The same day a year before, as an ordinal; 29 February goes back to the 28th.

    >>> date.fromordinal(year_before(date(2028, 2, 29).toordinal())).isoformat()
    '2027-02-28'
    """
    today = date.fromordinal(day)
    month, number = (today.month, today.day)
    if (month, number) == _FEBRUARY_29:
        number = 28
    return date(today.year - 1, month, number).toordinal()


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
