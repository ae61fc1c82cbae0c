"""Rewards that turn points into points must lose something on the way round (row 35)."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics.analysis import Analysis
from fidelang.semantics.report import Report, there
from fidelang.semantics.symbols import RuleInfo


def check(analysis: Analysis, report: Report) -> None:
    """The most that one point of a wallet can become in another, over ever longer ways."""
    best: dict[tuple[str, str], tuple[Fraction, tuple[RuleInfo, ...]]] = {}
    for rule in analysis.rules.values():
        rate = _rate(rule)
        if rate is None or rule.price is None or rule.give is None:
            continue
        way = (rule.price.wallet, rule.give.wallet)
        if way not in best or best[way][0] < rate:
            best[way] = (rate, (rule,))
    wallets = sorted({wallet for way in best for wallet in way})
    for middle in wallets:
        for start in wallets:
            for end in wallets:
                first, second = best.get((start, middle)), best.get((middle, end))
                if middle in (start, end) or first is None or second is None:
                    continue
                rate = first[0] * second[0]
                if (start, end) not in best or best[(start, end)][0] < rate:
                    best[(start, end)] = (rate, first[1] + second[1])
        for wallet in wallets:
            around = best.get((wallet, wallet))
            if around is not None and around[0] >= 1:
                _tell(wallet, around[0], around[1], report)
                return


def _rate(rule: RuleInfo) -> Fraction | None:
    """Points given for each point of the price; None if the reward converts nothing."""
    if (
        rule.kind != "reward"
        or rule.price is None
        or rule.price.per is not None
        or rule.give is None
        or rule.give.form != "flat"
    ):
        return None
    table = rule.give.table
    amount = rule.give.amount
    if table is not None:
        amount = max([row.value for row in table.rows] + [table.otherwise or Fraction(0)])
    return None if amount is None else amount / rule.price.amount


def _tell(wallet: str, rate: Fraction, way: tuple[RuleInfo, ...], report: Report) -> None:
    last = way[-1]
    ends = "lose nothing" if rate == 1 else "come out as more"
    gain = "as many `{}` as" if rate == 1 else "more `{}` than"
    report.add(
        "conversion_gains",
        last.node.name,
        f"`{wallet}` turned into points and back {ends}: members could go round for ever"
        if len(way) > 1
        else f"`{last.name}` gives {gain.format(wallet)} it costs",
        *(there(rule.node.name, "on the way") for rule in way[:-1]),
        help="ask a higher price on the way back, so that each round loses something",
    )
