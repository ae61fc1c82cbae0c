"""One replication: the same people in every arm, and each arm's money and indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from fidelang.engine import Program
from simulator.experiment.engines import Engine, arm_runner
from simulator.finance import Account, provision
from simulator.individuals import Books, Horizon
from simulator.measures import Value, measure
from simulator.scenario import Scenario


@dataclass(frozen=True, slots=True)
class ArmResult:
    """One arm of one replication. `months` are each month's account alone, the provision as owed at its end."""

    account: Account
    months: tuple[Account, ...]
    orders: tuple[int, ...]
    enrolments: tuple[int, ...]
    values: Mapping[str, Value]
    ledger: Mapping[str, Counter[str]]
    given: Mapping[tuple[int, int], int]
    given_elsewhere: int
    visits: frozenset[tuple[int, int]]
    applied: frozenset[str]
    clipped_share: float


@dataclass(frozen=True, slots=True)
class Replication:
    """`arms` by name; `mechanical` is each program's rules on the control arm's own visits."""

    arms: Mapping[str, ArmResult]
    mechanical: Mapping[str, Account]


def replicate(
    scenario: Scenario, replication: int, programs: Mapping[str, Program], minor: int, engine: Engine = "individuals"
) -> Replication:
    """Runs every arm of one replication (from 0). `programs` holds `program`, and `against` where there is one."""
    run_arm = arm_runner(engine, scenario, replication, minor)
    horizon = Horizon.of(scenario.run.start, scenario.run.months)
    arms = {"none": arm_result(run_arm(None, True), scenario, horizon, None, minor)}
    mechanical = {}
    for name, program in programs.items():
        arms[name] = arm_result(run_arm(program, True), scenario, horizon, program, minor)
        books = run_arm(program, False)
        mechanical[name] = arm_result(books, scenario, horizon, program, minor).account
    return Replication(arms, mechanical)


def worths(program: Program | None) -> dict[str, Fraction]:
    """Minor units a unit of each wallet is worth; 0 where the program states none."""
    if program is None:
        return {}
    return {wallet.name: Fraction(*wallet.worth) if wallet.worth else Fraction(0) for wallet in program.plan.wallets}


def arm_result(books: Books, scenario: Scenario, horizon: Horizon, program: Program | None, minor: int) -> ArmResult:
    """An arm's books as money and indicators; `minor` is the currency's minor units in its main unit."""
    months = _months(books, scenario, program, minor)
    account = replace(sum(months, start=Account()), provision=months[-1].provision)
    worth = worths(program)
    return ArmResult(
        account=account,
        months=months,
        orders=tuple(month.orders for month in books.months),
        enrolments=tuple(month.enrolments for month in books.months),
        values=measure(books, horizon, account, worth, scenario.run.active_days),
        ledger=books.ledger,
        given=books.given,
        given_elsewhere=books.given_elsewhere,
        visits=frozenset(books.visits),
        applied=frozenset(books.applied),
        clipped_share=books.clipped / books.candidates if books.candidates else 0.0,
    )


def _months(books: Books, scenario: Scenario, program: Program | None, minor: int) -> tuple[Account, ...]:
    """Each month's account. Fixed costs fall only on a program that has a rule, the launch on the first month."""
    finance = scenario.finance
    decimals = len(str(minor)) - 1
    runs = program is not None and bool(program.plan.rules)
    expected = Fraction(str(scenario.expected_redemption.base))
    worth = worths(program)
    outstanding: Counter[str] = Counter()
    accounts = []
    for number, month in enumerate(books.months):
        fixed = 0
        if runs:
            fixed = finance.minor("per_month", decimals) + month.enrolments * finance.minor("per_enrolment", decimals)
            fixed += finance.minor("launch", decimals) if number == 0 else 0
        for name, sign in (("issued", 1), ("redeemed", -1), ("expired", -1), ("reversed", -1)):
            for wallet, points in getattr(month, name).items():
                outstanding[wallet] += sign * points
        owed = sum((points * worth[wallet] for wallet, points in outstanding.items()), start=Fraction(0))
        accounts.append(
            Account(
                list_sales=month.list_sales,
                cost_of_goods=month.cost_of_goods,
                discounts=month.discounts,
                gifts=month.gifts,
                messages=month.messages,
                fixed=fixed,
                provision=provision(1, expected, owed) if owed > 0 else 0,
                fees=month.fees,
            )
        )
    return tuple(accounts)
