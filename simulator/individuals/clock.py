"""Days of a run and its months; times are float days since the start, so that a minute has a place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from fidelang.values import add_months


@dataclass(frozen=True, slots=True)
class Horizon:
    """The run's first day and the first days of its months, as ordinals; the last entry is the end."""

    start: int
    month_starts: tuple[int, ...]

    @classmethod
    def of(cls, start: date, months: int) -> Horizon:
        first = start.toordinal()
        return cls(first, tuple(add_months(first, month) for month in range(months + 1)))

    @property
    def days(self) -> int:
        return self.month_starts[-1] - self.start

    @property
    def months(self) -> int:
        return len(self.month_starts) - 1

    def day(self, time: float) -> int:
        """The calendar day (ordinal) of a time in days since the start."""
        return self.start + int(time)

    def month_of(self, day: int) -> int:
        """The month (from 0) that a day (ordinal) lies in."""
        return bisect_right(self.month_starts, day) - 1

    def name(self, month: int) -> str:
        """A month as `2027-01`, by its first day."""
        return date.fromordinal(self.month_starts[month]).isoformat()[:7]
