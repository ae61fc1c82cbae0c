"""Compare an engine's answer to one step with what a case expects of it: a readable line for each difference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

Answer = Mapping[str, object]


def differences(expected: Mapping[str, object], answer: Answer) -> list[str]:
    """Compare one step's `expect` with the engine's answer; both as `README.md` describes."""
    if "invalid" in answer and "invalid" not in expected:
        return [f"refused as {answer['invalid']}, which nothing expects"]
    found: list[str] = []
    for key, want in expected.items():
        found += COMPARE[key](key, want, answer)
    return found


def unbalanced_ledgers(answer: Answer) -> list[str]:
    """Issued + adjusted + debt = available + pending + redeemed + expired + reversed, in every answer that shows it."""
    lines = []
    for wallet, book in mapping(answer.get("ledger")).items():
        sums = {key: number(value) for key, value in mapping(book).items()}
        came = sums["issued"] + sums["adjusted"] + sums["debt"]
        went = sum(sums[key] for key in ("available", "pending", "redeemed", "expired", "reversed"))
        if came != went:
            lines.append(f"ledger of {wallet} does not balance: {dict(mapping(book))}")
    return lines


def mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def entries(answer: Answer, key: str) -> list[Mapping[str, object]]:
    held = answer.get(key)
    return [mapping(entry) for entry in held] if isinstance(held, list) else []


def number(value: object) -> Fraction:
    return Fraction(str(value))


def summed(pairs: Iterable[tuple[object, object]]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for name, value in pairs:
        sums[str(name)] = sums.get(str(name), Fraction(0)) + number(value)
    return sums


def plain(value: Fraction) -> str:
    """A decimal as people write it: 8.10, 100."""
    scale = 0
    while value * 10**scale % 1 and scale < 12:
        scale += 1
    digits = f"{abs(int(value * 10**scale)):0{scale + 1}d}"
    sign = "-" if value < 0 else ""
    return sign + (f"{digits[:-scale]}.{digits[-scale:]}" if scale else digits)


def compare_sums(key: str, want: object, have: Mapping[str, Fraction]) -> list[str]:
    lines = []
    for name, value in mapping(want).items():
        got = have.get(name, Fraction(0))
        if got != number(value):
            lines.append(f"{key} {name}: expected {value}, found {plain(got)}")
    return lines


def compare_awards(key: str, want: object, answer: Answer) -> list[str]:
    return compare_sums(key, want, summed((e["rule"], e["points"]) for e in entries(answer, "awards")))


def compare_discounts(key: str, want: object, answer: Answer) -> list[str]:
    return compare_sums(key, want, summed((e["rule"], e["amount"]) for e in entries(answer, "discounts")))


def compare_amounts(key: str, want: object, answer: Answer) -> list[str]:
    return compare_sums(key, want, summed(mapping(answer.get(key)).items()))


def compare_number(key: str, want: object, answer: Answer) -> list[str]:
    got = answer.get(key)
    if got is None:
        return [f"{key}: expected {want}, found none"]
    return [] if number(got) == number(want) else [f"{key}: expected {want}, found {got}"]


def compare_value(key: str, want: object, answer: Answer) -> list[str]:
    got = answer.get(key)
    return [] if got == want else [f"{key}: expected {want}, found {got}"]


def compare_shares(key: str, want: object, answer: Answer) -> list[str]:
    lines = []
    for rule, values in mapping(want).items():
        assert isinstance(values, list), rule
        got: list[Fraction] = []
        for entry in entries(answer, "discounts"):
            if entry["rule"] == rule:
                parts = entry["lines"]
                assert isinstance(parts, list), rule
                got = [a + b for a, b in zip(got or [Fraction(0)] * len(parts), map(number, parts), strict=True)]
        if got != [number(value) for value in values]:
            lines.append(f"shares {rule}: expected {values}, found {[plain(value) for value in got]}")
    return lines


def compare_lots(key: str, want: object, answer: Answer) -> list[str]:
    """Each expected lot must match an award, in the keys that it names, and no two the same award."""
    assert isinstance(want, list), key
    left = entries(answer, "awards")
    lines = []
    for lot in want:
        matches = [award for award in left if all(lot_agrees(award, name, held) for name, held in lot.items())]
        if matches:
            left.remove(matches[0])
        else:
            near = [dict(award) for award in left if award["rule"] == lot["rule"]]
            lines.append(f"lots: expected {lot}, found {near}")
    return lines


def lot_agrees(award: Mapping[str, object], name: str, want: object) -> bool:
    if name == "points":
        return number(award["points"]) == number(want)
    return award.get(name) == want


def compare_names(key: str, want: object, answer: Answer) -> list[str]:
    """Gifts, messages, moves and alerts: the names in any order, all of them, none beside them."""
    assert isinstance(want, list), key
    if key == "alerts":
        held = answer.get(key)
        got = list(held) if isinstance(held, list) else []
    elif key == "moves":
        got = [f"{entry['kind']} {entry['to']}" for entry in entries(answer, "moves")]
    else:
        got = [str(entry[key.removesuffix("s")]) for entry in entries(answer, key)]
    return [] if sorted(got) == sorted(want) else [f"{key}: expected {want}, found {got}"]


def compare_gifts_back(key: str, want: object, answer: Answer) -> list[str]:
    assert isinstance(want, list), key
    got = sorted((str(entry["rule"]), str(entry["gift"])) for entry in entries(answer, key))
    if key in answer and got == sorted((entry["rule"], entry["gift"]) for entry in want):
        return []
    return [f"{key}: expected {want}, found {answer.get(key)}"]


def compare_fees(key: str, want: object, answer: Answer) -> list[str]:
    assert isinstance(want, list), key
    got = sorted((str(entry["tier"]), number(entry["amount"])) for entry in entries(answer, key))
    if key in answer and got == sorted((str(entry["tier"]), number(entry["amount"])) for entry in want):
        return []
    return [f"{key}: expected {want}, found {answer.get(key)}"]


def applied(answer: Answer) -> set[str]:
    """Rules that gave, took, gifted or sent something (row 84)."""
    names = {str(entry["rule"]) for entry in entries(answer, "awards") if number(entry["points"]) > 0}
    names |= {str(entry["rule"]) for entry in entries(answer, "discounts") if number(entry["amount"]) > 0}
    names |= {str(entry["rule"]) for entry in entries(answer, "gifts")}
    return names | {str(entry["rule"]) for entry in entries(answer, "messages") if entry["rule"] is not None}


def compare_applies(key: str, want: object, answer: Answer) -> list[str]:
    assert isinstance(want, list), key
    got = applied(answer)
    wrong = [rule for rule in want if (rule in got) is (key == "absent")]
    verb = "applies, and should not" if key == "absent" else "does not apply, and should"
    return [f"{rule} {verb}" for rule in wrong]


def compare_codes(key: str, want: object, answer: Answer) -> list[str]:
    got = {str(entry["rule"]): entry["code"] for entry in entries(answer, key)}
    return [
        f"{key} {rule}: expected {code}, found {got.get(rule, 'nothing said')}"
        for rule, code in mapping(want).items()
        if got.get(rule) != code
    ]


def compare_listed(key: str, want: object, answer: Answer) -> list[str]:
    """Rules of each list, in the order in which it is answered (row 111)."""
    lines = []
    for place, names in mapping(want).items():
        got = [entry["rule"] for entry in entries(answer, place)]
        if got != names:
            lines.append(f"{place}: expected the order {names}, found {got}")
    return lines


COMPARE: dict[str, Callable[[str, object, Answer], list[str]]] = {
    "points": compare_amounts,
    "awards": compare_awards,
    "lots": compare_lots,
    "discount": compare_number,
    "discounts": compare_discounts,
    "shares": compare_shares,
    "total": compare_number,
    "balance": compare_amounts,
    "pending": compare_amounts,
    "debt": compare_amounts,
    "expired": compare_amounts,
    "tier": compare_value,
    "tier_until": compare_value,
    "stage": compare_value,
    "gifts": compare_names,
    "messages": compare_names,
    "moves": compare_names,
    "alerts": compare_names,
    "applies": compare_applies,
    "absent": compare_applies,
    "taken_back": compare_amounts,
    "price_back": compare_amounts,
    "refund": compare_number,
    "refund_full": compare_number,
    "withheld": compare_number,
    "gifts_back": compare_gifts_back,
    "fees": compare_fees,
    "campaigns": compare_value,
    "refused": compare_codes,
    "skipped": compare_codes,
    "listed": compare_listed,
    "invalid": compare_value,
}
