"""Result schema 1. Money and points are decimal strings; counts, rates and lifts are numbers; null is undefined."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Amount = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
Figure = Amount | float | None


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Manifest(Record):
    """What would have to be the same for the same result."""

    program: str
    program_hash: str
    against_hash: str | None = None
    scenario_hash: str
    currency: str
    seed: int
    members: int
    months: int
    replications: int
    versions: dict[str, str]


class Contrast(Record):
    """`arm` less `against`, paired by replication. The interval is 95%, null under five replications."""

    arm: str
    against: str
    indicator: str
    difference: Figure
    low: Figure
    high: Figure
    kind: Literal["monte_carlo"] = "monte_carlo"


class WalletLedger(Record):
    """Means over replications: issued + adjusted + debt = available + pending + redeemed + expired + reversed."""

    issued: Amount
    redeemed: Amount
    expired: Amount
    reversed: Amount
    adjusted: Amount
    pending: Amount
    available: Amount
    debt: Amount


class MonthOfArm(Record):
    """Means over replications of one month alone, the provision as owed at its end. `net_gain` is against `none`; the
    provision is taken off it in the last month only, so that the months add up to the whole run's."""

    month: str
    arm: str
    orders: float
    enrolments: float
    list_sales: Amount
    cost_of_goods: Amount
    discounts: Amount
    gifts: Amount
    messages: Amount
    fixed: Amount
    provision: Amount
    fees: Amount
    net_gain: Amount


class ObjectiveResult(Record):
    """`met` and `value` are null where the run cannot judge the objective, and `note` says why. `unit` says how `value`
    is written: money, a count, a share (0.25 is 25%), or points, a difference of shares (0.02 is two points)."""

    text: str
    met: bool | None
    value: Figure
    unit: Literal["money", "count", "share", "points"]
    note: str | None = None


class Mechanism(Record):
    name: str
    on: bool


class Assumed(Record):
    name: str
    low: float
    base: float
    high: float
    unit: str
    source: str
    tag: str
    owner: str


class Result(Record):
    """A projection, with everything that it rests on."""

    schema_: Annotated[Literal[1], Field(alias="schema")] = 1
    manifest: Manifest
    arms: dict[str, dict[str, Figure]]
    contrasts: list[Contrast]
    ledger: dict[str, dict[str, WalletLedger]]
    by_month: list[MonthOfArm]
    objectives: list[ObjectiveResult]
    mechanisms: list[Mechanism]
    assumptions: list[Assumed]
    missing_facts: list[str]
    never_applied: list[str]
    warnings: list[str]

    def contrast(self, indicator: str, arm: str = "program", against: str = "none") -> Contrast:
        """The contrast of one indicator. Raises KeyError where there is none."""
        for contrast in self.contrasts:
            if (contrast.indicator, contrast.arm, contrast.against) == (indicator, arm, against):
                return contrast
        raise KeyError(indicator)

    @property
    def roi(self) -> Contrast:
        return self.contrast("roi")

    @property
    def retention_uplift(self) -> Contrast:
        return self.contrast("retention_rate")

    def to_json(self) -> str:
        """The published JSON, indented, ending in a newline; the same bytes for the same seed."""
        return self.model_dump_json(by_alias=True, indent=2) + "\n"
