"""A whole projection: replications of every arm, and the result that they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from fractions import Fraction
from importlib.metadata import version

from fidelang.engine import Program
from simulator import __version__
from simulator.experiment.contrasts import contrasts, money_writer, monthly_gains, rounded
from simulator.experiment.engines import Engine
from simulator.experiment.gaps import missing_facts, never_applied
from simulator.experiment.objectives import judge
from simulator.experiment.replication import Replication, replicate
from simulator.individuals import Horizon
from simulator.measures import FEWEST, INDICATORS
from simulator.result import Assumed, Manifest, Mechanism, MonthOfArm, Result, WalletLedger
from simulator.result.model import Contrast, Figure
from simulator.scenario import Scenario

_MOST_CLIPPED = 0.001
_LEDGER = ("issued", "redeemed", "expired", "reversed", "adjusted", "pending", "available", "debt")


def run(
    program: Program,
    scenario: Scenario,
    *,
    against: Program | None = None,
    progress: Callable[[int, int], None] | None = None,
    engine: Engine = "individuals",
) -> Result:
    """Runs `program` over the scenario's population beside no program, and beside `against` where it is given.

    `progress(done, of)` is called after each replication. Both engines give the same result. Raises ValueError where
    program and scenario speak of different currencies.
    """
    programs = {"program": program} | ({} if against is None else {"against": against})
    for name, each in programs.items():
        if each.plan.currency != scenario.run.currency:
            raise ValueError(f"the {name} is in {each.plan.currency}, the scenario in {scenario.run.currency}")
    minor = 10**program.plan.decimals
    replications = []
    for number in range(scenario.run.replications):
        replications.append(replicate(scenario, number, programs, minor, engine))
        if progress is not None:
            progress(number + 1, scenario.run.replications)
    pairs = [("program", "none")] + ([("against", "none"), ("program", "against")] if against else [])
    rate = Fraction(str(scenario.finance.discount_rate))
    found = [contrast for arm, other in pairs for contrast in contrasts(replications, arm, other, rate, minor)]
    arms = {name: _means(replications, name, minor) for name in ("none", *programs)}
    return Result(
        manifest=_manifest(program, scenario, against, replications),
        arms=arms,
        contrasts=found,
        ledger={name: _ledger(replications, name, each) for name, each in programs.items()},
        by_month=_by_month(replications, scenario, minor),
        objectives=judge(program.plan.objectives, scenario.run.months, arms, found, replications, minor),
        mechanisms=[Mechanism(name=name, on=on) for name, on in scenario.response.mechanisms()],
        assumptions=[
            Assumed(
                name=a.name, low=a.low, base=a.base, high=a.high, unit=a.unit, source=a.source, tag=a.tag, owner=a.owner
            )
            for a in scenario.assumptions()
        ],
        missing_facts=list(dict.fromkeys(n for p in programs.values() for n in missing_facts(p.plan, scenario))),
        never_applied=never_applied(program.plan, [r.arms["program"].applied for r in replications]),
        warnings=_warnings(scenario, replications, found),
    )


def _manifest(
    program: Program, scenario: Scenario, against: Program | None, replications: Sequence[Replication]
) -> Manifest:
    return Manifest(
        program=program.plan.name,
        program_hash=program.plan.hash,
        against_hash=against.plan.hash if against else None,
        scenario_hash=scenario.hash,
        currency=scenario.run.currency,
        seed=scenario.run.seed,
        members=int(replications[0].arms["none"].values["customers"] or 0),
        months=scenario.run.months,
        replications=scenario.run.replications,
        versions={
            "fidelang": __version__,
            **{name: version(name) for name in ("lark", "numpy", "pydantic", "simpy")},
        },
    )


def _mean(values: Sequence[int | Fraction]) -> Fraction:
    return sum((Fraction(value) for value in values), start=Fraction(0)) / len(values)


def _means(replications: Sequence[Replication], name: str, minor: int) -> dict[str, Figure]:
    """Every indicator of an arm, its mean over replications; undefined where it is undefined in one."""
    money = money_writer(minor)
    means: dict[str, Figure] = {}
    for key, indicator in INDICATORS.items():
        values = [replication.arms[name].values[key] for replication in replications]
        known = [value for value in values if value is not None]
        if len(known) < len(values):
            means[key] = None
        else:
            means[key] = money(_mean(known)) if indicator.kind == "money" else rounded(_mean(known))
    return means


def _ledger(replications: Sequence[Replication], name: str, program: Program) -> dict[str, WalletLedger]:
    ledgers = {}
    for wallet in program.plan.wallets:
        sums: Counter[str] = Counter()
        for replication in replications:
            sums.update(replication.arms[name].ledger.get(wallet.name, Counter()))
        scale = 10**wallet.decimals * len(replications)
        ledgers[wallet.name] = WalletLedger(**{key: _points(Fraction(sums[key], scale)) for key in _LEDGER})
    return ledgers


def _points(value: Fraction) -> str:
    """A mean of points as a decimal string of six places at most."""
    text = f"{round(value * 10**6):07d}"
    return f"{text[:-6]}.{text[-6:]}".rstrip("0").rstrip(".")


def _by_month(replications: Sequence[Replication], scenario: Scenario, minor: int) -> list[MonthOfArm]:
    horizon = Horizon.of(scenario.run.start, scenario.run.months)
    money = money_writer(minor)
    gains = {
        name: [monthly_gains(replication.arms[name], replication.arms["none"]) for replication in replications]
        for name in replications[0].arms
    }
    rows = []
    for number in range(horizon.months):
        for name in replications[0].arms:
            arms = [replication.arms[name] for replication in replications]
            accounts = [arm.months[number] for arm in arms]
            rows.append(
                MonthOfArm(
                    month=horizon.name(number),
                    arm=name,
                    orders=rounded(_mean([arm.orders[number] for arm in arms])),
                    enrolments=rounded(_mean([arm.enrolments[number] for arm in arms])),
                    net_gain=money(_mean([months[number] for months in gains[name]])),
                    **{
                        key: money(_mean([getattr(account, key) for account in accounts]))
                        for key in (
                            "list_sales",
                            "cost_of_goods",
                            "discounts",
                            "gifts",
                            "messages",
                            "fixed",
                            "provision",
                            "fees",
                        )
                    },
                )
            )
    return rows


def _warnings(scenario: Scenario, replications: Sequence[Replication], found: Sequence[Contrast]) -> list[str]:
    warnings = []
    horizon, active = Horizon.of(scenario.run.start, scenario.run.months), scenario.run.active_days
    if scenario.run.months > 1 and horizon.month_starts[-1] - active <= horizon.start:
        warnings.append(
            f"retention says nothing here: a customer counts as active for {active} days after an order, and the run "
            f"has {horizon.days} days, so nobody can be lost; lower `active_days` or run longer"
        )
    clipped = max(arm.clipped_share for replication in replications for arm in replication.arms.values())
    if clipped > _MOST_CLIPPED:
        warnings.append(
            f"{clipped:.2%} of candidate visits stood at the ceiling of the visit rate: the busiest days are cut short"
        )
    if len(replications) < FEWEST:
        warnings.append(f"no interval is given under {FEWEST} replications")
    for contrast in found:
        if (contrast.indicator, contrast.against, contrast.difference) == ("break_even_lift", "none", None):
            warnings.append(
                f"no rise in visits pays for the {contrast.arm}, in one replication at least: each further visit gives "
                "away more than it earns"
            )
    return warnings
