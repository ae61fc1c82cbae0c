"""What a step of a story answers, as data with decimal texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fidelang.engine import Outcome, Program, TakenBack
from fidelang.engine.members import balance
from fidelang.state import State
from fidelang.values import day_text, written

Answer = dict[str, Any]


def answer_of(program: Program, state: State, outcomes: Sequence[Outcome], basket: bool, asked: bool = True) -> Answer:
    """The answer of a step that led to `outcomes`; `state` is the member's after it.

    `basket`: it was a purchase, which has a total; `asked`: it was a basket or an event, whose rules that gave nothing
    are listed.
    """
    money = program.plan.decimals
    decimals = {wallet.name: wallet.decimals for wallet in program.plan.wallets}
    points: dict[str, int] = {}
    for outcome in outcomes:
        for wallet, given in outcome.points.items():
            points[wallet] = points.get(wallet, 0) + given
    answer: Answer = {
        "points": {wallet: written(given, decimals[wallet]) for wallet, given in points.items()},
        "awards": [
            {
                "rule": award.rule,
                "wallet": award.wallet,
                "points": written(award.points, decimals[award.wallet]),
                "available": day_text(award.available),
                "expires": None if award.expires is None else day_text(award.expires),
                "provisional": award.provisional,
            }
            for outcome in outcomes
            for award in outcome.awards
        ],
        "discount": written(sum(outcome.discount for outcome in outcomes), money),
        "total": written(outcomes[0].total or 0, money) if basket else None,
        "discounts": [
            {
                "rule": taken.rule,
                "amount": written(taken.amount, money),
                "lines": [written(share, money) for share in taken.lines],
            }
            for outcome in outcomes
            for taken in outcome.discounts
        ],
        "gifts": [{"rule": gift.rule, "gift": gift.what} for outcome in outcomes for gift in outcome.gifts],
        "messages": [{"message": sent.message, "rule": sent.rule} for outcome in outcomes for sent in outcome.messages],
        "moves": [
            {"kind": move.kind, "from": move.from_, "to": move.to} for outcome in outcomes for move in outcome.moves
        ],
        "fees": fees_of(program, outcomes),
        "alerts": [name for outcome in outcomes for name in outcome.alerts],
        "skipped": [entry for outcome in outcomes for entry in outcome.to_json().get("skipped", ())] if asked else [],
        "refused": [entry for outcome in outcomes for entry in outcome.to_json().get("refused", ())],
    }
    for outcome in outcomes:
        if isinstance(outcome, TakenBack):
            answer |= _taken_back(outcome, money, decimals)
    return answer | holdings(program, state)


def fees_of(program: Program, outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """Fees that fell due, tier null for the program's own."""
    decimals = program.plan.decimals
    return [{"tier": fee.tier, "amount": written(fee.amount, decimals)} for outcome in outcomes for fee in outcome.fees]


def _taken_back(outcome: TakenBack, money: int, decimals: Mapping[str, int]) -> Answer:
    """What a return answers beside the rest: points and money of this step."""
    return {
        "taken_back": {wallet: written(points, decimals[wallet]) for wallet, points in outcome.taken_back.items()},
        "price_back": {wallet: written(points, decimals[wallet]) for wallet, points in outcome.price_back.items()},
        "refund": written(outcome.refund, money),
        "refund_full": written(outcome.refund_full, money),
        "withheld": written(outcome.withheld, money),
        "gifts_back": [{"rule": gift.rule, "gift": gift.what} for gift in outcome.gifts_back],
    }


def holdings(program: Program, state: State) -> Answer:
    """What a member has after a step: balances, tier, stage and ledger."""
    plan = program.plan
    decimals = {wallet.name: wallet.decimals for wallet in plan.wallets}
    ledger = program.ledger(state)
    parts = ("issued", "redeemed", "expired", "reversed", "adjusted", "pending", "available", "debt")
    books = {
        wallet: {part: written(getattr(book, part), decimals[wallet]) for part in parts}
        for wallet, book in ledger.items()
    }
    tiers = plan.tiers.tiers if plan.tiers else ()
    until = program.tier_until(state)
    return {
        "balance": {
            wallet.name: written(balance(plan, state, at, state.clock), wallet.decimals)
            for at, wallet in enumerate(plan.wallets)
        },  # a debt shows as a balance below zero
        "pending": {wallet: book["pending"] for wallet, book in books.items()},
        "debt": {wallet: book["debt"] for wallet, book in books.items()},
        "expired": {wallet: book["expired"] for wallet, book in books.items()},
        "tier": tiers[state.tier].name if tiers else None,
        "tier_until": None if until is None else day_text(until),
        "stage": plan.stages[state.stage].name if plan.stages else None,
        "campaigns": program.campaigns(state),
        "ledger": books,
    }
