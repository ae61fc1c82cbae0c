"""One expectation of a test block against the answer of its step: nothing if it holds, else what was found."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from fidelang.syntax import nodes
from fidelang.trials.settings import date_text, decimal

Answer = dict[str, Any]


def found_instead(item: nodes.Expectation, answer: Answer, currency: str) -> str | None:
    """None if the answer is as expected; else what it says in the same words (row 84 of the decisions on meaning)."""
    if isinstance(item, nodes.ExpectPoints):
        return _points(item, answer)
    if isinstance(item, nodes.ExpectDiscount):
        return _discount(item, answer, currency)
    if isinstance(item, nodes.ExpectTotal):
        total = answer["total"]
        if total is not None and Fraction(total) == item.money.amount:
            return None
        return "no basket to total" if total is None else f"total {total} {currency}"
    if isinstance(item, nodes.ExpectFee):
        return _fee(item, answer, currency)
    if isinstance(item, nodes.ExpectHolding):
        return _holding(item, answer)
    if isinstance(item, nodes.ExpectTier):
        return _tier(item, answer)
    if isinstance(item, nodes.ExpectStage):
        stage = answer["stage"]
        return None if stage == item.stage.text else f"stage {stage}" if stage else "no stage"
    if isinstance(item, nodes.ExpectGift):
        gifts = [entry["gift"] for entry in answer["gifts"]]
        return None if item.gift.value in gifts else _listed("gift", (f'"{name}"' for name in gifts))
    if isinstance(item, nodes.ExpectMessage):
        sent = [entry["message"] for entry in answer["messages"]]
        return None if item.message.text in sent else _listed("send", sent)
    if isinstance(item, nodes.ExpectNone):
        did = outcome_of(item.rule.text, answer, currency)
        return "; ".join(did) or None
    if isinstance(item, nodes.ExpectRule):
        return _rule(item, answer, currency)
    if isinstance(item, nodes.ExpectRefund):
        return _refund(item, answer, currency)
    return None if "invalid" in answer else "the return was taken" if "refund" in answer else "no return"


def outcome_of(rule: str, answer: Answer, currency: str) -> list[str]:
    """What a rule (or a message) gave, took, gifted or sent at a step, after all cuts."""
    did: list[str] = []
    for wallet, points in sorted(_sums(answer["awards"], rule).items()):
        if points:
            did.append(f"{decimal(points)} {wallet} from {rule}")
    taken = sum((Fraction(entry["amount"]) for entry in answer["discounts"] if entry["rule"] == rule), Fraction(0))
    if taken:
        did.append(f"{decimal(taken, _decimals(answer['discount']))} {currency} off from {rule}")
    did += [f'gift "{entry["gift"]}"' for entry in answer["gifts"] if entry["rule"] == rule]
    did += [f"send {entry['message']}" for entry in answer["messages"] if rule in (entry["rule"], entry["message"])]
    return did


def _points(item: nodes.ExpectPoints, answer: Answer) -> str | None:
    wallet, wanted = item.grant.wallet.text, item.grant.amount
    if item.rule is None:
        got = Fraction(answer["points"].get(wallet, "0"))
        return None if got == wanted else f"{decimal(got)} {wallet}"
    rule = item.rule.text
    got = _sums(answer["awards"], rule).get(wallet, Fraction(0))
    if got == wanted:
        return None
    return f"{decimal(got)} {wallet} from {rule}" if got else f"no {rule}{_why(rule, answer)}"


def _discount(item: nodes.ExpectDiscount, answer: Answer, currency: str) -> str | None:
    if item.rule is None:
        got = Fraction(answer["discount"])
        return None if got == item.money.amount else f"{answer['discount']} {currency} off"
    rule = item.rule.text
    got = sum((Fraction(entry["amount"]) for entry in answer["discounts"] if entry["rule"] == rule), Fraction(0))
    if got == item.money.amount:
        return None
    amount = decimal(got, _decimals(answer["discount"]))
    return f"{amount} {currency} off from {rule}" if got else f"no {rule}{_why(rule, answer)}"


def _fee(item: nodes.ExpectFee, answer: Answer, currency: str) -> str | None:
    tier = None if item.tier is None else item.tier.text
    due = [Fraction(entry["amount"]) for entry in answer["fees"] if tier is None or entry["tier"] == tier]
    if sum(due, Fraction(0)) == item.money.amount:
        return None
    of = "" if tier is None else f" from {tier}"
    amount = decimal(sum(due, Fraction(0)), _decimals(answer["discount"]))
    return f"fee {amount} {currency}{of}" if due else f"no fee{of}"


def _holding(item: nodes.ExpectHolding, answer: Answer) -> str | None:
    wallet = item.grant.wallet.text
    got = Fraction(answer[item.what].get(wallet, "0"))
    return None if got == item.grant.amount else f"{item.what} {decimal(got)} {wallet}"


def _tier(item: nodes.ExpectTier, answer: Answer) -> str | None:
    tier, until = answer["tier"], answer["tier_until"]
    if tier == item.tier.text and (item.until is None or until == date_text(item.until)):
        return None
    if tier is None:
        return "no tier"
    return f"tier {tier} until {until}" if item.until is not None and until else f"tier {tier}"


def _rule(item: nodes.ExpectRule, answer: Answer, currency: str) -> str | None:
    rule = item.rule.text
    did = outcome_of(rule, answer, currency)
    if item.applies:
        return None if did else f"no {rule}{_why(rule, answer)}"
    if any(entry["rule"] == rule for entry in answer["refused"]):
        return None
    return "; ".join(did) or f"{rule} was not asked for"


def _refund(item: nodes.ExpectRefund, answer: Answer, currency: str) -> str | None:
    """Of the usual refund, which leaves what is kept at what it would have cost."""
    if "invalid" in answer:
        return f"return refused ({answer['why']})"
    refund = answer.get("refund")
    if refund is not None and Fraction(refund) == item.money.amount:
        return None
    if refund is None:
        return "no return to refund"
    withheld = Fraction(answer["withheld"])
    note = f" ({answer['withheld']} {currency} withheld for points that are spent)" if withheld else ""
    return f"refund {refund} {currency}{note}"


def _why(rule: str, answer: Answer) -> str:
    for entry in (*answer["refused"], *answer["skipped"]):
        if entry["rule"] == rule:
            return f" ({entry.get('why') or entry['code']})"
    return ""


def _sums(awards: Iterable[dict[str, Any]], rule: str) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for entry in awards:
        if entry["rule"] == rule:
            sums[entry["wallet"]] = sums.get(entry["wallet"], Fraction(0)) + Fraction(entry["points"])
    return sums


def _listed(kind: str, names: Iterable[str]) -> str:
    return ", ".join(f"{kind} {name}" for name in names) or f"no {kind}"


def _decimals(text: str) -> int:
    return len(text.partition(".")[2])
