"""An outcome in the words of JSON, as `eval` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fidelang.plan import Plan
from fidelang.values import day_text, written
from fidelang.words import sentence

if TYPE_CHECKING:
    from fidelang.engine.outcome import Outcome, Reason
    from fidelang.engine.returns.outcome import TakenBack


def points_json(plan: Plan, wallet: str, points: int) -> int | str:
    """Points as JSON has them: an integer, or a decimal text for a wallet with decimals."""
    decimals = next(one.decimals for one in plan.wallets if one.name == wallet)
    return written(points, decimals) if decimals else points


def return_to_json(outcome: TakenBack, plan: Plan) -> dict[str, Any]:
    """A return in the words of JSON: what it took and gave back, and both refunds."""

    def points(amounts: dict[str, int]) -> dict[str, int | str]:
        return {wallet: points_json(plan, wallet, amount) for wallet, amount in amounts.items()}

    return {
        "taken_back": points(outcome.taken_back),
        "price_back": points(outcome.price_back),
        "expired": points(outcome.expired),
        "refund": written(outcome.refund, plan.decimals),
        "refund_full": written(outcome.refund_full, plan.decimals),
        "withheld": written(outcome.withheld, plan.decimals),
        "gifts_back": [{"rule": one.rule, "gift": one.what} for one in outcome.gifts_back],
    }


def to_json(outcome: Outcome, plan: Plan) -> dict[str, Any]:
    def money(amount: int) -> str:
        return written(amount, plan.decimals)

    def reason(one: Reason) -> dict[str, Any]:
        found: dict[str, Any] = {"rule": one.rule, "code": one.code}
        if one.needed is not None:
            found["needed"] = one.needed
        if one.actual is not None:
            found["actual"] = one.actual
        return found | {"why": sentence(one, plan, outcome.day, outcome.minute)}

    found: dict[str, Any] = {
        "points": {wallet: points_json(plan, wallet, points) for wallet, points in outcome.points.items()},
        "discount": money(outcome.discount),
        "total": None if outcome.total is None else money(outcome.total),
        "awards": [
            {
                "rule": award.rule,
                "wallet": award.wallet,
                "points": points_json(plan, award.wallet, award.points),
                "available": day_text(award.available),
                "expires": None if award.expires is None else day_text(award.expires),
                "provisional": award.provisional,
            }
            for award in outcome.awards
        ],
        "discounts": [
            {"rule": one.rule, "amount": money(one.amount), "lines": [money(share) for share in one.lines]}
            for one in outcome.discounts
        ],
        "gifts": [{"rule": one.rule, "gift": one.what} for one in outcome.gifts],
        "messages": [{"message": one.message, "rule": one.rule} for one in outcome.messages],
        "moves": [{"kind": one.kind, "from": one.from_, "to": one.to} for one in outcome.moves],
        "skipped": [reason(one) for one in outcome.skipped],
        "refused": [reason(one) for one in outcome.refused],
    }
    if outcome.fees:
        found["fees"] = [{"tier": one.tier, "amount": money(one.amount)} for one in outcome.fees]
    return found | ({"alerts": list(outcome.alerts)} if outcome.alerts else {})
