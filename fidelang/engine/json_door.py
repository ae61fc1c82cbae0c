"""Quotes from JSON to JSON. With msgspec installed (the extra `json`), what is decoded is typed to what the rules read.

The typed way reads integers of minor units, ISO dates and times, and names that the program knows; a text that holds
anything else is read by the doors, like a mapping, and they say what is wrong with it. Both ways give the same answer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from fidelang.engine.quote import Quote, quoter
from fidelang.kernel import InvalidInput
from fidelang.kernel.frames.fused import Field, attribute
from fidelang.state import Shared

if TYPE_CHECKING:
    from fidelang.engine.program import Program

Answer = Callable[[str | bytes, Shared | None], bytes]


def answer(quote: Quote) -> dict[str, Any]:
    """What is written of a quote: integers in minor units and units of points."""
    return {"points": quote.points, "discount": quote.discount, "total": quote.total, "rules": quote.rules}


def json_door(program: Program) -> Answer:
    """The function `(text, shared) -> text` of a program."""
    try:
        import msgspec
    except ImportError:
        return plain(program)
    made = quoter(program, "typed")
    careful = plain(program)
    if made is None:
        return careful
    quote, text = made
    assert text.typed is not None
    decode = msgspec.json.Decoder(_typed(msgspec, text.typed)).decode
    unusual = (msgspec.MsgspecError, KeyError, TypeError, AttributeError, ValueError)

    def typed(text: str | bytes, shared: Shared | None) -> bytes:
        try:
            given = decode(text)
            found: bytes = quote(given.member, given.basket, shared)
        except unusual:
            return careful(text, shared)
        return found

    return typed


def plain(program: Program) -> Answer:
    """By the standard library, and the doors."""

    def careful(text: str | bytes, shared: Shared | None) -> bytes:
        try:
            given = json.loads(text, parse_float=Decimal)
        except ValueError as problem:
            raise InvalidInput("fact_type", f"this is not JSON: {problem}") from None
        if not isinstance(given, dict) or not given.keys() <= {"member", "basket"}:
            raise InvalidInput("fact_type", "a quote is asked for with `member` and `basket`")
        quote = program.quote(given.get("member"), given.get("basket") or {}, shared)
        return json.dumps(answer(quote), separators=(",", ":"), ensure_ascii=False).encode()

    return careful


def _typed(msgspec: Any, fields: dict[str, list[Field]]) -> Any:
    """The type of what is decoded: `member` and `basket`."""

    kinds = _kinds(msgspec)

    def struct(name: str, held: list[Field]) -> Any:
        parts: list[tuple[Any, ...]] = []
        for key, kind, required, most in held:
            default = {"flag": False, "quantity": 1, "texts": ()}.get(kind)
            found = attribute(key), kinds[kind](most)
            parts.append(found if required else (*found, default))
        names = {attribute(key): key for key, *_ in held}
        parts.sort(key=len)  # what must be there comes first
        return msgspec.defstruct(name, parts, rename=names, forbid_unknown_fields=True, gc=False)

    line = struct("Line", fields["line"])
    kinds["lines"] = lambda _: list[line]  # type: ignore[valid-type]
    balances = struct("Balances", fields["balances"])
    kinds["balances"] = lambda _: balances
    member, basket = struct("Member", fields["member"]), struct("Basket", fields["basket"])
    return msgspec.defstruct("Asked", [("member", member), ("basket", basket)], forbid_unknown_fields=True, gc=False)


def _kinds(msgspec: Any) -> dict[str, Callable[[int], Any]]:
    """The type of each kind of field, by the greatest number that it may hold."""

    def least(number: int) -> Callable[[int], Any]:
        return lambda most: Annotated[int, msgspec.Meta(ge=number, le=most)]

    def either(most: int) -> Any:
        return Annotated[int, msgspec.Meta(ge=-most, le=most)] | None

    def text(_: int) -> Any:
        return str | None

    return {
        "flag": lambda _: bool,
        "number": either,
        "money": either,
        "shipping": lambda most: least(0)(most) | None,
        "count": least(0),
        "amount": least(0),
        "quantity": least(1),
        "text": text,
        "one_of": text,
        "date": text,
        "moment": lambda _: str,
        "texts": lambda _: tuple[str, ...],
        "any": lambda _: Any,
    }
