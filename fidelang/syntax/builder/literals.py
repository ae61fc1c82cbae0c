"""Numbers, dates, times, units: what is written down is also checked to exist."""

from __future__ import annotations

from calendar import monthrange
from fractions import Fraction
from typing import cast

from lark import Token

from fidelang.source import Span
from fidelang.syntax import nodes
from fidelang.syntax.builder.base import BaseBuilder, LarkTree

MOST_DIGITS = 18
UNITS: dict[str, nodes.DurationUnit] = {
    "HOUR": "hour", "HOURS": "hour", "DAY": "day", "DAYS": "day", "WEEK": "week", "WEEKS": "week",
    "MONTH": "month", "MONTHS": "month", "YEAR": "year", "YEARS": "year",
}  # fmt: skip
MONTHS = (
    "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER", "OCTOBER", "NOVEMBER",
    "DECEMBER",
)  # fmt: skip
MONTH_NAMES = tuple(month.capitalize() for month in MONTHS)


class LiteralBuilder(BaseBuilder):
    """Builds the leaves of an expression."""

    def figure(self, token: Token, sign: int = 1) -> tuple[Fraction, int]:
        """A number's exact value and its decimals as written."""
        whole, _, decimals = str(token).rstrip("% \u00a0\u202f").replace("_", "").partition(".")
        if len(whole.lstrip("0")) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
            self.report(
                "FID103",
                f"a number of {len(whole) + len(decimals)} digits is too long",
                self.token_span(token),
                f"at most {MOST_DIGITS} digits before the point and {MOST_DIGITS} after it",
                "write a smaller number",
            )
            return Fraction(1), 0
        return sign * Fraction(int(whole + decimals), 10 ** len(decimals)), len(decimals)

    def number_of(self, token: Token) -> nodes.Number:
        value, decimals = self.figure(token)
        return nodes.Number(value, decimals, span=self.token_span(token))

    def the_number(self, tree: LarkTree) -> nodes.Number:
        return self.number_of(next(self.tokens(tree, "NUMBER")))

    def number(self, tree: LarkTree) -> nodes.Number:
        return self.the_number(tree)

    def percent_of(self, token: Token) -> nodes.Percent:
        value, _ = self.figure(token)
        return nodes.Percent(value / 100, span=self.token_span(token))

    def the_percent(self, tree: LarkTree) -> nodes.Percent:
        return self.percent_of(next(self.tokens(tree, "PERCENT")))

    def percent(self, tree: LarkTree) -> nodes.Percent:
        return self.the_percent(tree)

    def money(self, tree: LarkTree) -> nodes.Money:
        amount, decimals = self.figure(cast(Token, tree.children[0]))
        return nodes.Money(amount, decimals, str(tree.children[1]), span=self.span(tree))

    def grant(self, tree: LarkTree, sign: int = 1) -> nodes.Grant:
        amount, decimals = self.figure(cast(Token, tree.children[0]), sign)
        return nodes.Grant(amount, decimals, self.the_name(tree), span=self.span(tree))

    def duration(self, tree: LarkTree) -> nodes.Duration:
        count, _ = self.figure(cast(Token, tree.children[0]))
        return nodes.Duration(count, UNITS[cast(Token, tree.children[1]).type], span=self.span(tree))

    def period_unit(self, tree: LarkTree) -> nodes.PeriodUnit:
        first = self.first(tree)
        if first == "MEMBERSHIP":
            return "membership year"
        return "quarter" if first == "QUARTER" else cast(nodes.PeriodUnit, UNITS[first])

    def month(self, tree: LarkTree) -> int:
        return MONTHS.index(self.first(tree)) + 1

    def string(self, tree: LarkTree) -> nodes.Text:
        return self.the_text(tree)

    def true(self, tree: LarkTree) -> nodes.Flag:
        return nodes.Flag(True, span=self.span(tree))

    def false(self, tree: LarkTree) -> nodes.Flag:
        return nodes.Flag(False, span=self.span(tree))

    def bare(self, tree: LarkTree) -> nodes.Reading:
        return nodes.Reading((str(tree.children[0]),), span=self.span(tree))

    # ------------------------------------------------------------ dates and times

    def date(self, tree: LarkTree) -> nodes.Date:
        return self.date_of(next(self.tokens(tree, "DATE")))

    def date_of(self, token: Token) -> nodes.Date:
        span, written = self.token_span(token), str(token)
        if written.startswith("--"):
            month, day = int(written[2:4]), int(written[5:7])
            self.check_day(span, written, 2000, month, day)  # a leap year: a birthday may be the 29th of February
            return nodes.Date(None, month, day, None, span=span)
        day_part, _, time_part = written.partition("T")
        year, month, day = (int(part) for part in day_part.split("-"))
        self.check_day(span, written, year, month, day)
        minute = self._minute_of_day(span, time_part) if time_part else None
        return nodes.Date(year, month, day, minute, span=span)

    def check_day(self, span: Span, written: str, year: int, month: int, day: int) -> None:
        if year < 1:
            label, help = "there is no year 0", "years run from 0001 to 9999"
        elif not 1 <= month <= 12:
            label, help = f"there is no month {month}", "a date is year, month, day: `2027-05-01` is 1 May 2027"
        elif not 1 <= day <= (last := monthrange(year, month)[1]):
            month_name = MONTH_NAMES[month - 1]
            has = f"{month_name} {year}" if written[:4].isdecimal() else month_name
            label, help = f"there is no day {day}", f"{has} has {last} days"
        else:
            return
        self.report("FID104", f"`{written}` is not a date of the calendar", span, label, help)

    def _minute_of_day(self, span: Span, written: str) -> int:
        hour, minute, *second = (int(part) for part in written.split(":"))
        if hour > 23 or minute > 59:
            self.report(
                "FID105",
                f"`{written}` is not a time of day",
                span,
                "hours run from 00 to 23, minutes from 00 to 59",
                "midnight at the end of a day is 00:00 of the next",
            )
        elif second and second[0]:
            self.report("FID105", f"`{written}` is finer than a minute", span, "leave the seconds out",
                        "times are to the minute, such as `2027-05-03T10:00`")  # fmt: skip
        return hour * 60 + minute

    def clock(self, token: Token) -> int:
        """`09:30` as minutes of the day; `24:00` is its end."""
        hour, minute = (int(part) for part in str(token).split(":"))
        if hour * 60 + minute > 24 * 60 or minute > 59:
            self.report(
                "FID105",
                f"`{token}` is not a time of day",
                self.token_span(token),
                "hours run from 00 to 24, minutes from 00 to 59",
                "write a time such as `09:30`",
            )
        return hour * 60 + minute
