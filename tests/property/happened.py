"""What happened in a story: a count of everything that a generator should make happen."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

Steps = list[dict[str, Any]]
Answers = list[dict[str, Any]]


def happened(steps: Steps, answers: Answers) -> Counter[str]:
    found: Counter[str] = Counter()
    returned: set[str] = set()
    for step, answer in zip(steps, answers, strict=True):
        (kind,) = step
        if "invalid" in answer:
            found[f"invalid {answer['invalid']}"] += 1
            continue
        found[kind] += 1
        if kind == "return":
            found.update(_of_a_return(step["return"], answer, again=step["return"]["order"] in returned))
            returned.add(step["return"]["order"])
        for key in ("messages", "gifts", "discounts", "alerts"):
            found[key] += bool(answer[key])
        for fee in answer["fees"]:
            found["fee of the program" if fee["tier"] is None else "fee of a tier"] += 1
        for move in answer["moves"]:
            found[f"move of {move['kind']}"] += 1
        for one in answer["skipped"]:
            found[f"skipped: {one['code']}"] += 1
        for one in answer["refused"]:
            found[f"refused: {one['code']}"] += 1
    for fate in (answers[-1].get("campaigns") or {}).values():
        found[f"campaign {fate}"] += 1
    return found


def _of_a_return(step: dict[str, Any], answer: dict[str, Any], *, again: bool) -> Counter[str]:
    def some(key: str, sign: int) -> bool:
        return any(sign * Fraction(points) > 0 for points in answer[key].values())

    expired = any(Fraction(book["expired"]) for book in answer["ledger"].values())
    return Counter({
        "return of a part": "lines" in step,
        "return of an order that came back in part": again,
        "points taken": some("taken_back", 1),
        "points restored": some("taken_back", -1),
        "a price given back": some("price_back", 1),
        "a price spent again": some("price_back", -1),
        "something withheld": Fraction(answer["withheld"]) > 0,
        "two refunds that differ": answer["refund"] != answer["refund_full"],
        "a gift asked back": bool(answer["gifts_back"]),
        "a debt": some("debt", 1),
        "a return after points expired": expired,
    })  # fmt: skip
