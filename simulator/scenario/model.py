"""The scenario as typed data. Shares are fractions of 1 here, times days, money minor units of the run's currency."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from simulator.scenario.facts import Distribution, parse_distribution
from simulator.scenario.units import Amount, Count, Day, MoneyText, Number, Share

_DAYS = {"day": 1.0, "week": 7.0}
MOST_ORDERS_A_DAY = 10
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)  # of a run's start: with room for its months and for birthdays
_HOURS = re.compile(r"([0-9]{1,2})-([0-9]{1,2})")
Draw = Annotated[Distribution, BeforeValidator(parse_distribution)]
Portion = Annotated[Share, Field(ge=0, le=1)]
Positive = Annotated[Number, Field(gt=0, le=1e9)]


class Section(BaseModel):
    """A part of a scenario: an unknown key is a mistake, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Purchases(Section):
    """Pareto/NBD: rates Gamma(r, alpha), lifetimes with death rates Gamma(s, beta), in this unit of time."""

    model: Literal["pareto_nbd"]
    unit: Literal["day", "week"]
    r: Positive
    alpha: Positive
    s: Positive
    beta: Positive

    @model_validator(mode="after")
    def _plausible(self) -> Self:
        rate = self.r / self.alpha / self.days
        if rate > MOST_ORDERS_A_DAY:
            raise ValueError(
                f"r / alpha makes {rate:,.4g} orders a customer and day, at most {MOST_ORDERS_A_DAY} are simulated"
            )
        return self

    @property
    def days(self) -> float:
        """Days in the unit."""
        return _DAYS[self.unit]


class Spend(Section):
    """Gamma-Gamma: a basket is Gamma(p, nu) of the currency's main unit, nu Gamma(q, gamma) over people."""

    model: Literal["gamma_gamma"]
    p: Positive
    q: Annotated[Number, Field(gt=1, le=1e6)]
    gamma: Positive


class FirstDays(Section):
    """Days of first purchase, taken from a file of transactions: the earliest day of each customer."""

    file: str
    member: str
    date: str


class Category(Section):
    name: str
    share: Portion
    price: MoneyText
    margin: Annotated[Share, Field(ge=-1, le=1)] | None = None
    brand: Draw | None = None
    facts: dict[str, Draw] = {}


class EventRate(Section):
    """`per_year` events a customer and year, while the customer lives; each field drawn anew."""

    per_year: Annotated[Number, Field(ge=0, le=365)]
    fields: dict[str, Draw] = {}


class FactDraws(Section):
    member: dict[str, Draw] = {}
    basket: dict[str, Draw] = {}


class PopulationSection(Section):
    size: Annotated[Count, Field(ge=1, le=10_000_000)] | None = None
    enter_within: Annotated[Count, Field(ge=1, le=3660)] = 28
    newcomers_per_month: Annotated[Count, Field(ge=0, le=1_000_000)] = 0
    first_days: FirstDays | None = None
    purchases: Purchases
    spend: Spend
    lines_per_basket: Annotated[Number, Field(ge=1, le=50)] = 1.0
    categories: Annotated[list[Category], Field(min_length=1, max_length=200)]
    channels: Annotated[dict[str, Portion], Field(min_length=1)]
    stores: dict[str, Portion] = {}
    hours: dict[str, Portion] = {}
    weekdays: Annotated[list[Annotated[Number, Field(ge=0, le=7)]], Field(min_length=7, max_length=7)] | None = None
    months: Annotated[list[Annotated[Number, Field(ge=0, le=12)]], Field(min_length=12, max_length=12)] | None = None
    birthdays: Literal["known", "unknown"] = "unknown"
    consents: dict[str, Portion] = {}
    events: dict[str, EventRate] = {}
    facts: FactDraws = FactDraws()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.size is None) == (self.first_days is None):
            raise ValueError("give either `size` or `first_days`")
        for name, shares in (
            ("categories", [category.share for category in self.categories]),
            ("channels", list(self.channels.values())),
            ("stores", list(self.stores.values())),
            ("hours", list(self.hours.values())),
        ):
            if shares and abs(sum(shares) - 1) > 1e-9:
                raise ValueError(f"the shares of `{name}` add up to {sum(shares) * 100:.4g}%, not 100%")
        for name, weights in (("weekdays", self.weekdays), ("months", self.months)):
            if weights is not None and not any(weights):
                raise ValueError(f"`{name}` are all 0: nobody would ever come")
        return self

    @field_validator("hours")
    @classmethod
    def _in_a_day(cls, hours: dict[str, float]) -> dict[str, float]:
        for span in hours:
            match = _HOURS.fullmatch(span)
            if match is None or not int(match[1]) < int(match[2]) <= 24:
                raise ValueError(f'`{span[:40]}` is no part of a day: write two hours of 0 to 24, as in "9-12"')
        return hours


class FinanceSection(Section):
    """Money outside the rules. Fixed costs are charged only where the program has a rule."""

    gross_margin: Annotated[Share, Field(ge=-1, le=1)]
    launch: MoneyText | None = None
    per_month: MoneyText | None = None
    per_enrolment: MoneyText | None = None
    discount_rate: Annotated[Share, Field(ge=0, le=1)] = 0.0
    expected_redemption: Any = None

    def minor(self, name: Literal["launch", "per_month", "per_enrolment"], decimals: int) -> int:
        """A cost in minor units; 0 where the scenario has none."""
        amount: Amount | None = getattr(self, name)
        return 0 if amount is None else int((amount.amount * 10**decimals).to_integral_value())


class RunSection(Section):
    start: Day
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    months: Annotated[Count, Field(ge=1, le=240)] = 24
    replications: Annotated[Count, Field(ge=1, le=10_000)] = 20
    seed: Annotated[Count, Field(ge=0, lt=2**63)] = 1
    active_days: Annotated[Count, Field(ge=1, le=3660)] = 365

    @field_validator("start")
    @classmethod
    def _within_the_calendar(cls, start: date) -> date:
        if not EARLIEST <= start <= LATEST:
            raise ValueError(f"`{start}` is not between {EARLIEST} and {LATEST}")
        return start


class ScenarioText(Section):
    """What the file says, before the shipped assumptions are laid under it."""

    preset: str | None = None
    population: PopulationSection
    response: dict[str, Any] = {}
    finance: FinanceSection
    run: RunSection

    @model_validator(mode="after")
    def _one_currency(self) -> Self:
        amounts = [
            (f"finance.{name}", getattr(self.finance, name)) for name in ("launch", "per_month", "per_enrolment")
        ]
        amounts += [(f"the price of `{category.name}`", category.price) for category in self.population.categories]
        for where, amount in amounts:
            if amount is not None and amount.currency != self.run.currency:
                raise ValueError(f"{where} is in {amount.currency}, the run in {self.run.currency}")
        return self
