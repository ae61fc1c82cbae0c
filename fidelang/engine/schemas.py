"""JSON Schemas (draft 2020-12) of what a program takes and answers, for those who write a till's side of it."""

from __future__ import annotations

import re
from typing import Any, Literal

from fidelang.engine.members import BIRTHDAY, HELD, METRIC, STREAK
from fidelang.kernel.codes import CODES
from fidelang.plan import Plan
from fidelang.plan.bounds import LARGEST_QUANTITY
from fidelang.plan.model import Fact
from fidelang.plan.names import metric_name, streak_name

What = Literal["member", "basket", "outcome"]
Schema = dict[str, Any]

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_FLAG: Schema = {"type": "boolean"}
_DAY: Schema = {"type": "string", "format": "date"}
_NUMBER: Schema = {"type": ["integer", "number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}


def schema(plan: Plan, what: What) -> Schema:
    """The schema of a member or basket as `evaluate` takes it, or of an outcome as `to_json` and `eval` write it."""
    made = {"member": _member, "basket": _basket, "outcome": _outcome}[what](plan)
    return {"$schema": _DRAFT, "title": f"{what.capitalize()} of {plan.name}", **made}


# ------------------------------------------------------------ what a program takes


def _member(plan: Plan) -> Schema:
    wallets = [wallet.name for wallet in plan.wallets]
    metrics = [metric_name(plan, at) for at in range(len(plan.metrics))]
    streaks = [streak_name(plan, at) for at in range(len(plan.streaks))]
    read = [name.removeprefix("balance ") for name in plan.requires if name.startswith("balance ")]
    found: Schema = {
        "id": _TEXT, "joined": _DAY, "last_order": _DAY,
        "birthday": {"type": "string", "pattern": _whole_of(BIRTHDAY)},
        "consents": _names(plan.consents),
        "balance": _object(dict.fromkeys(wallets, _NUMBER), read),
        "campaigns": _object({one.name: {"enum": ["in", "holdout", *(variant.name for variant in one.variants)]}
                              for one in plan.campaigns}),
    }  # fmt: skip
    if plan.tiers is not None:
        found["tier"] = {"enum": [tier.name for tier in plan.tiers.tiers]}
    if plan.stages:
        found["stage"] = {"enum": [stage.name for stage in plan.stages]}
    found |= dict.fromkeys((*metrics, *streaks), _NUMBER)
    found |= _facts(plan, "member", found)
    others = {_whole_of(one): _NUMBER for one in (METRIC, HELD, STREAK)}
    needed = [*metrics, *streaks, *(["balance"] if read else [])]
    return _object(found, needed) | {"patternProperties": others}


def _basket(plan: Plan) -> Schema:
    money, price = _money(plan.decimals), _money(max(4, plan.decimals))
    line = {
        "sku": _TEXT, "category": _TEXT, "brand": _TEXT, "price": price, "amount": money, "giftcard": _FLAG,
        "quantity": {**_NUMBER, "exclusiveMinimum": 0, "maximum": LARGEST_QUANTITY // 1000},
    }  # fmt: skip
    line |= _facts(plan, "line", line)
    rewards = list(dict.fromkeys(rule.name for rule in plan.rules if rule.kind == "reward" and not rule.triggers))
    times: Schema = {"anyOf": [{"const": "max"}, {**_NUMBER, "exclusiveMinimum": 0, "maximum": 1_000_000}]}
    asked: Schema = {"anyOf": [{"enum": rewards}, _object({"name": {"enum": rewards}, "times": times}, ["name"])]}
    found = {
        "id": _TEXT, "name": _TEXT, "at": {"type": "string", "format": "date-time"}, "store": _TEXT, "shipping": money,
        "channel": {"enum": list(plan.channels)},
        "redeem": {"anyOf": [{"enum": rewards}, {"type": "array", "items": asked}]} if rewards else {"const": []},
        "lines": {"type": "array", "minItems": 1, "maxItems": plan.largest_lines,
                  "items": _object(line) | {"anyOf": [{"required": ["price"]}, {"required": ["amount"]}]}},
    }  # fmt: skip
    found |= _facts(plan, "basket", found)
    return _object(found, ["at", "lines"])


def _facts(plan: Plan, owner: str, known: Schema) -> Schema:
    """The program's own; `birthday` may be declared, and is read as what it is."""
    return {one.name: _fact(one, plan) for one in plan.facts if one.owner == owner and one.name not in known}


def _fact(fact: Fact, plan: Plan) -> Schema:
    kinds: dict[str, Schema] = {
        "number": _NUMBER, "money": _money(plan.decimals), "text": _TEXT, "flag": _FLAG, "date": _DAY,
        "moment": {"type": "string", "format": "date-time"}, "one_of": {"enum": list(fact.values)},
    }  # fmt: skip
    described = {} if fact.consent is None else {"description": f"read with the consent `{fact.consent}` only"}
    return kinds[fact.kind] | described


def _money(decimals: int) -> Schema:
    """A text is an amount of the currency, an integer is minor units."""
    return {"type": ["string", "integer"], "pattern": rf"^-?\d+(\.\d{{1,{decimals}}})?$" if decimals else r"^-?\d+$"}


# ------------------------------------------------------------ what it answers


def _outcome(plan: Plan) -> Schema:
    money = {"type": "string", "pattern": rf"^-?\d+(\.\d{{{plan.decimals}}})?$"}
    wallets = [wallet.name for wallet in plan.wallets]
    rules = sorted({rule.name for rule in plan.rules})
    name: Schema = {"enum": rules} if rules else _TEXT
    points: Schema = {"type": ["integer", "string"]}
    wallet: Schema = {"enum": wallets} if wallets else _TEXT
    reason = _object(
        {"rule": _TEXT, "code": {"enum": sorted(filter(None, CODES))}, "needed": _TEXT, "actual": _TEXT, "why": _TEXT},
        ["rule", "code", "why"],
    )
    award = {
        "rule": name, "wallet": wallet, "points": points, "available": _DAY,
        "expires": {"type": ["string", "null"]}, "provisional": _FLAG,
    }  # fmt: skip
    lists = {
        "awards": _object(award, list(award)),
        "discounts": _whole({"rule": name, "amount": money, "lines": {"type": "array", "items": money}}),
        "gifts": _whole({"rule": name, "gift": _TEXT}),
        "messages": _object({"message": _TEXT, "rule": {"type": ["string", "null"]}}, ["message"]),
        "moves": _object({"kind": {"enum": ["tier", "stage", "segment", "campaign"]}, "from": {}, "to": {}}, ["kind"]),
        "skipped": reason,
        "refused": reason,
        "fees": _whole({"tier": {"type": ["string", "null"]}, "amount": money}),
        "alerts": _TEXT,
    }  # fmt: skip
    found: Schema = {"points": _object(dict.fromkeys(wallets, points)), "discount": money}
    found["total"] = {"anyOf": [money, {"type": "null"}]}
    found |= {each: {"type": "array", "items": items} for each, items in lists.items()}
    return _object(found, [each for each in found if each not in ("fees", "alerts")])


def _whole_of(pattern: re.Pattern[str]) -> str:
    """As JSON Schema writes patterns: groups have no names there."""
    return f"^(?:{re.sub(r'[?]P<[a-z]+>', '?:', pattern.pattern)})$"


def _names(known: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(known)} if known else False}


def _whole(properties: Schema) -> Schema:
    return _object(properties, list(properties))


def _object(properties: Schema, required: list[str] | tuple[str, ...] = ()) -> Schema:
    return {
        "type": "object", "properties": properties, "additionalProperties": False,
        **({"required": list(required)} if required else {}),
    }  # fmt: skip
