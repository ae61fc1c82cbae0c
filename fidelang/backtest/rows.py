"""A row of a file as a purchase, or the reason why it cannot be one. Nothing is guessed at."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from fidelang.backtest.transactions import Values
from fidelang.values import NotExact, moment_of, ordinal, scaled

# A day far off is a slip, and the midnights up to it would all be run.
EARLIEST, LATEST = ordinal(1900, 1, 1), ordinal(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Purchase:
    """A usable row. `number` counts the file's rows from 1; `amount` is in minor units, of the whole line."""

    number: int
    day: int
    minute: int
    member: str
    amount: int
    quantity: str | None
    facts: tuple[str | None, ...]


def read_row(number: int, values: Values, quantity: bool, decimals: int, zone: ZoneInfo) -> Purchase | str:
    """The purchase that the values say: member, date, amount, quantity (if `quantity`), then facts; or why they do not.

    A date alone is noon of that day. `decimals` are those of the currency's minor unit.
    """
    member, date, amount = (value.strip() if value else "" for value in values[:3])
    if not member:
        return "no member"
    if not date:
        return "no date"
    if not amount:
        return "no amount"
    try:
        day, minute = moment_of(date, zone)
    except ValueError:
        return f"`{_short(date)}` is not a date like 2027-05-03 or a time like 2027-05-03T10:00"
    if not EARLIEST <= day <= LATEST:
        return f"`{_short(date)}` is not in the years 1900 to 2199"
    try:
        minor = scaled(amount, decimals)
    except NotExact as error:
        if error.kind == "decimals":
            return f"`{_short(amount)}` has more decimals than the currency"
        return f"`{_short(amount)}` is not an amount like 12.50"
    if minor < 0:
        return f"`{_short(amount)}` is a negative amount"
    items = None
    if quantity:
        items = (values[3] or "").strip()
        if not items:
            return "no quantity"
        try:
            if scaled(items, 3) <= 0:
                return f"the quantity `{_short(items)}` is not above zero"
        except NotExact:
            return f"`{_short(items)}` is not a quantity with at most 3 decimals"
    facts = tuple((value or "").strip() or None for value in values[3 + quantity :])
    return Purchase(number, day, minute, member, minor, items, facts)


def _short(text: str) -> str:
    """A value shown in a message: on one line, and not long."""
    shown = "".join(sign if sign.isprintable() else "�" for sign in text)
    return shown if len(shown) <= 30 else shown[:27] + "…"
