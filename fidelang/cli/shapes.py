"""Members and baskets as JSON writes them, checked name by name before the engine reads them.

Here a number is never money: 20 could be euros or cents. What a value may be in itself is the engine's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import Literal

from fidelang.catalogue import FACTS
from fidelang.cli.json_text import Json, JsonFile, Where
from fidelang.diagnostics import Diagnostic, Label, nearest
from fidelang.engine.members import metric_key, streak_key
from fidelang.plan import Plan
from fidelang.plan.names import metric_name, streak_name

Kind = Literal["money", "number", "text", "date", "flag", "names", "points", "asks", "lines"]

_KINDS: dict[str, Kind] = {"number": "number", "money": "money", "text": "text", "date": "date", "flag": "flag",
                           "tier": "text", "stage": "text", "channel": "text", "one_of": "text", "date-time": "date",
                           "moment": "date", "consents": "names"}  # fmt: skip
_WORKED_OUT = {"basket": {"total", "gross", "items", "ordinal"}, "line": set(), "member": set()}
_OWN: dict[str, dict[str, Kind]] = {
    "member": {"id": "text", "consents": "names", "balance": "points"},
    "basket": {"redeem": "asks", "lines": "lines"},
    "line": {},
}
LONGEST_SHOWN = 24
MOST_SHOWN = 20  # mistakes
_HELD = re.compile(r"(day|month|year)s as \w+")
_OWN_OR_AT: dict[str, Kind] = {"at": "date", "lines": "lines"}
_WANTED: dict[Kind, str] = {
    "money": 'an amount of money in double quotes, such as "20.00"',
    "number": 'a number, such as 2 or "30.5"',
    "text": "a text in double quotes",
    "date": 'a date in double quotes, such as "2027-05-03" or "2027-05-03T10:00"',
    "flag": "true or false",
    "names": 'a list of names, such as ["marketing"]',
    "points": 'wallets with their points, such as {"points": 420}',
    "asks": 'a list of rewards, such as ["five"] or [{"name": "five", "times": 2}]',
    "lines": 'a list of lines, such as [{"price": "20.00"}]',
}


def first_problems(file: JsonFile, what: Literal["member", "basket"], plan: Plan) -> tuple[Diagnostic, ...]:
    """The first mistakes, and whether there are more: nobody reads thousands, which all have one cause."""
    found = tuple(islice(problems_of(file, what, plan), MOST_SHOWN + 1))
    if len(found) <= MOST_SHOWN:
        return found
    last = found[MOST_SHOWN]
    return (*found[:MOST_SHOWN], replace(last, message="and more from here on", help="correct those above first"))


def problems_of(file: JsonFile, what: Literal["member", "basket"], plan: Plan) -> Iterator[Diagnostic]:
    """What is wrong with the names and kinds of a member's or a basket's JSON, in the order of the file."""
    if isinstance(file.value, dict):
        for name in ("at", "lines") if what == "basket" else ():
            if file.value.get(name) is None:
                help = f"write {_WANTED[_OWN_OR_AT[name]]}"
                yield Diagnostic.at("FID804", f"the basket has no `{name}`", Label(file.spans[()]), help=help)
        yield from _Checker(file, plan).mapping(file.value, (), what)
    else:
        help = f'write {{"…": …}}, as in the example club_soleil/{what}.json'
        yield Diagnostic.at("FID804", f"a {what} is an object in braces", Label(file.spans[()]), help=help)


class _Checker:
    def __init__(self, file: JsonFile, plan: Plan) -> None:
        self.file = file
        self.plan = plan

    def mapping(self, value: dict[str, Json], where: Where, owner: str) -> Iterator[Diagnostic]:
        known = self.known(owner)
        for key, inner in value.items():
            kind = known.get(key) or (self.metric(key) if owner == "member" else None)
            if kind is None:
                yield self.unknown((*where, key), key, owner, known)
            elif inner is not None:
                yield from self.value(inner, (*where, key), kind)

    def known(self, owner: str) -> dict[str, Kind]:
        found: dict[str, Kind] = {
            fact.name: _KINDS[fact.kind]
            for fact in FACTS
            if fact.owner == owner and fact.name not in _WORKED_OUT[owner]
        }
        found |= {fact.name: _KINDS[fact.kind] for fact in self.plan.facts if fact.owner == owner and not fact.builtin}
        return found | _OWN[owner]

    def metric(self, key: str) -> Kind | None:
        """`orders over 12 months`, `earned stars this year`, `years as gold`, `weeks in a row`."""
        found = metric_key(key)
        if found is not None:
            return "money" if found[0] == "spend" else "number"
        return "number" if _HELD.fullmatch(key) or streak_key(key) is not None else None

    def value(self, value: Json, where: Where, kind: Kind) -> Iterator[Diagnostic]:
        if not _fits(value, kind):
            yield self.wrong(where, kind, value)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                inner = (*where, place)
                if kind == "lines" and isinstance(item, dict):
                    yield from self.mapping(item, inner, "line")
                elif kind == "lines":
                    yield self.refused(inner, "a line is an object in braces", f"write {_WANTED['lines']}")
                elif not (isinstance(item, str) or (kind == "asks" and _is_ask(item))):
                    yield self.wrong(inner, kind, item)
                elif kind == "asks":
                    yield from self.asked(item, inner)
        elif isinstance(value, dict):
            wallets = [wallet.name for wallet in self.plan.wallets]
            for wallet, points in value.items():
                if wallet not in wallets:
                    label = Label(self.file.keys[(*where, wallet)])
                    help = _guess(wallet, wallets)
                    yield Diagnostic.at("FID804", f"the program has no wallet `{wallet}`", label, help=help)
                elif points is None or not _fits(points, "number"):
                    yield self.wrong((*where, wallet), "number", points)

    def asked(self, item: Json, where: Where) -> Iterator[Diagnostic]:
        name = item["name"] if isinstance(item, dict) else item
        rewards = list(dict.fromkeys(rule.name for rule in self.plan.rules if rule.kind == "reward"))
        if name not in rewards:
            yield self.refused(where, f"the program has no reward {self.shown(where)}", _guess(str(name), rewards))

    def unknown(self, where: Where, key: str, owner: str, known: dict[str, Kind]) -> Diagnostic:
        names = [*known, *(self.metrics() if owner == "member" else ())]
        if key in _WORKED_OUT[owner]:
            message, help = f"`{key}` is worked out from the lines", "leave it out"
        else:
            message = f"a {owner} has no `{key}`"
            help = _guess(key, names)
        return Diagnostic.at("FID804", message, Label(self.file.keys[where]), help=help)

    def metrics(self) -> list[str]:
        streaks = [streak_name(self.plan, position) for position in range(len(self.plan.streaks))]
        return [metric_name(self.plan, position) for position in range(len(self.plan.metrics))] + streaks

    def wrong(self, where: Where, kind: Kind, value: Json) -> Diagnostic:
        name = next((part for part in reversed(where) if isinstance(part, str)), "")
        exact = kind == "money" and isinstance(value, int | Decimal) and not isinstance(value, bool)
        message = (
            f"`{name}` is an amount of money, written as a number"
            if exact
            else f"`{name}` cannot be {self.shown(where)}"
        )
        return self.refused(where, message, f"write {_WANTED[kind]}", "FID803" if exact else "FID804")

    def shown(self, where: Where) -> str:
        span = self.file.span_of(where)
        text = " ".join(self.file.source.text[span.start : span.end].split())
        return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"

    def refused(self, where: Where, message: str, help: str, code: str = "FID804") -> Diagnostic:
        return Diagnostic.at(code, message, Label(self.file.span_of(where)), help=help)


def _guess(name: str, known: list[str]) -> str:
    meant = nearest(name, known)
    return f"did you mean `{meant}`?" if meant else f"known here: {', '.join(known) or 'none'}"


def _fits(value: Json, kind: Kind) -> bool:
    if kind == "flag":
        return isinstance(value, bool)
    if kind == "number":
        return isinstance(value, int | str | Decimal) and not isinstance(value, bool)
    if kind in ("names", "asks", "lines"):
        return isinstance(value, list)
    if kind == "points":
        return isinstance(value, dict)
    return isinstance(value, str)


def _is_ask(item: Json) -> bool:
    return isinstance(item, dict) and "name" in item and item.keys() <= {"name", "times"}
