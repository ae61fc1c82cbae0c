"""Exact values: decimals as scaled integers, rounding, sharing, days and the calendar over them.

>>> from fidelang.values import scaled, spread, written
>>> written(scaled("4.75", 2), 2), spread(10, [1, 1, 1])
('4.75', [4, 3, 3])
"""

from fidelang.values.calendar import (
    FOREVER,
    UNITS,
    Unit,
    add_months,
    elapsed,
    feast_in,
    latest_feast,
    next_day_of_year,
    next_feast,
    ordinal,
    parts,
    period_end,
    period_start,
    shifted,
    weekday,
)
from fidelang.values.decimals import NotExact, scaled, shown, written
from fidelang.values.keyed import KEYED, keyed
from fidelang.values.rounding import ROUNDERS, down, half_even, half_up, up
from fidelang.values.sharing import spread
from fidelang.values.zone import Moment, day_of, day_text, moment_of

__all__ = [
    "FOREVER", "KEYED", "ROUNDERS", "UNITS", "Moment", "NotExact", "Unit", "add_months", "day_of", "day_text",
    "down", "elapsed", "feast_in", "half_even", "half_up", "keyed", "latest_feast", "moment_of",
    "next_day_of_year", "next_feast", "ordinal", "parts", "period_end", "period_start", "scaled", "shifted",
    "shown", "spread", "up", "weekday", "written",
]  # fmt: skip
