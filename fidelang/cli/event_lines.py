"""Lines of a file of events, typed and checked at the door: an Event, or why the line is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO, Literal

from fidelang.cli.json_text import Json, JsonFile, parse_json
from fidelang.cli.shapes import problems_of
from fidelang.diagnostics import Diagnostic, nearest
from fidelang.engine import Program
from fidelang.source import SourceFile, Span
from fidelang.state import Event, EventKind
from fidelang.values import moment_of, ordinal, shown

LONGEST_LINE = 1024 * 1024  # bytes
LONGEST_ID = 200
# A day far off is a slip, and the midnights up to it would all be run.
EARLIEST, LATEST = ordinal(1900, 1, 1), ordinal(2199, 12, 31)

_Kind = Literal["text", "mapping", "list", "count"]
_WANTED = {"text": "a text in double quotes", "mapping": "an object in braces", "list": "a list of names",
           "count": 'a count, or "max"'}  # fmt: skip
_KINDS: dict[EventKind, dict[str, tuple[_Kind, bool]]] = {  # (kind, whether it must be there)
    "purchase": {"basket": ("mapping", True), "order": ("text", False)},
    "return": {"order": ("text", True), "lines": ("mapping", False)},
    "redeem": {"reward": ("text", True), "times": ("count", False)},
    "occur": {"name": ("text", True), "fields": ("mapping", False)},
    "tick": {},
    "consent": {"give": ("list", False), "withdraw": ("list", False)},
    "join": {"told": ("mapping", False)},
    "adjust": {"told": ("mapping", False), "points": ("mapping", False)},
}
_COMMON = ("id", "member", "at", "kind")


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a line (from 1) is no event."""

    line: int
    message: str
    help: str = ""


class _Refused(Exception):
    def __init__(self, message: str, help: str = "") -> None:
        self.message, self.help = message, help


def read_lines(file: BinaryIO, name: str, program: Program) -> Iterator[tuple[int, Event | Unusable]]:
    """(line, event or why not) of each line that is not blank."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            while line and not line.endswith(b"\n"):
                line = file.readline(LONGEST_LINE)
            yield number, Unusable(number, "the line is longer than 1 MiB")
        elif line.strip():
            yield number, _event(number, line, name, program)


def _event(number: int, line: bytes, name: str, program: Program) -> Event | Unusable:
    try:
        text = line.decode("utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return Unusable(number, "it is not UTF-8")
    found = parse_json(SourceFile(name, text.replace("\r", " ")))
    if isinstance(found, Diagnostic):
        message = found.message.replace("the file", "the line")
        at = f" (character {found.span.start + 1})" if found.span is not None else ""
        return Unusable(number, message + at, found.help)
    try:
        return _read(found, program)
    except _Refused as refused:
        return Unusable(number, refused.message, refused.help)


def _read(file: JsonFile, program: Program) -> Event:
    value = file.value
    if not isinstance(value, dict):
        raise _Refused("an event is an object in braces", 'write {"id": …, "member": …, "at": …, "kind": …}')
    kind = _kind(value.get("kind"))
    parts = _KINDS[kind]
    for key in value:
        if key not in _COMMON and key not in parts:
            meant = nearest(key, [*_COMMON, *parts])
            known = ", ".join([*_COMMON, *parts])
            raise _Refused(f"`{kind}` has no `{key}`", f"did you mean `{meant}`?" if meant else f"known here: {known}")
    day, minute = _instant(value.get("at"), program)
    identity, member = _name(value, "id", kind == "tick"), _member(value, kind)
    for key, (wanted, needed) in parts.items():
        _part(value, key, wanted, needed, kind)
    payload = {key: value[key] for key in parts if value.get(key) is not None}
    _within(file, kind, payload, program)
    if kind == "purchase":
        basket = payload.pop("basket")
        assert isinstance(basket, dict)
        payload = {**basket, **payload}
    elif kind == "occur":
        fields = payload.pop("fields", {})
        assert isinstance(fields, dict)
        payload = {**fields, **payload}
    return Event(identity, member, (day, 0 if kind == "tick" else minute), kind, payload)


def _kind(value: Json) -> EventKind:
    for kind in _KINDS:
        if value == kind:
            return kind
    if value in ("merge", "erase"):
        raise _Refused(f"events of the kind `{value}` do not run yet", "leave it out; nothing was merged or erased")
    if value is None:
        raise _Refused("it has no `kind`", f"kinds: {', '.join(_KINDS)}")
    meant = nearest(value, _KINDS) if isinstance(value, str) else None
    raise _Refused(
        f"{shown(value)} is no kind of event", f"did you mean `{meant}`?" if meant else f"kinds: {', '.join(_KINDS)}"
    )


def _instant(value: Json, program: Program) -> tuple[int, int]:
    if not isinstance(value, str):
        raise _Refused("it has no `at`" if value is None else "`at` is no text", 'write "at": "2027-05-03T10:00"')
    try:
        moment = moment_of(value, program.zone)
    except ValueError as error:
        raise _Refused(str(error), 'write "at": "2027-05-03T10:00"') from None
    if not EARLIEST <= moment[0] <= LATEST:
        raise _Refused(f"{shown(value)} is not in the years 1900 to 2199")
    return moment


def _name(value: dict[str, Json], key: str, absent: bool = False) -> str:
    found = value.get(key)
    if found is None and absent:
        return ""
    if not isinstance(found, str) or not found.strip() or len(found) > LONGEST_ID:
        message = f"it has no `{key}`" if found is None else f"`{key}` is no text of 1 to {LONGEST_ID} characters"
        raise _Refused(message, f'write "{key}": "…"')
    return found


def _member(value: dict[str, Json], kind: EventKind) -> str:
    if kind == "tick":
        if value.get("member") is not None:
            raise _Refused("a tick is everybody's, and has no `member`", "leave `member` out")
        return ""
    if kind == "purchase" and "member" in value and value["member"] is None:
        if value.get("order") is not None:
            raise _Refused("a basket of nobody cannot come back, and has no `order`", "leave `order` out")
        return ""
    return _name(value, "member")


def _part(value: dict[str, Json], key: str, wanted: _Kind, needed: bool, kind: EventKind) -> None:
    found = value.get(key)
    if found is None:
        if needed:
            raise _Refused(f"it has no `{key}`", f"write {_WANTED[wanted]}")
        return
    fits = {
        "text": isinstance(found, str) and 0 < len(found) <= LONGEST_ID,
        "mapping": isinstance(found, dict),
        "list": isinstance(found, list) and all(isinstance(one, str) for one in found),
        "count": found == "max" or (isinstance(found, int) and not isinstance(found, bool)),
    }
    if not fits[wanted]:
        raise _Refused(f"`{key}` cannot be {shown(found)}", f"write {_WANTED[wanted]}")


def _within(file: JsonFile, kind: EventKind, payload: dict[str, Json], program: Program) -> None:
    """Names and kinds inside a part: no name that the program does not know, and no money as a number."""
    plan = program.plan
    if kind in ("join", "adjust") and "told" in payload:
        _checked(_inner(file, "told"), "member", program)
    if kind == "purchase":
        inner = _inner(file, "basket")
        assert isinstance(inner.value, dict)
        if {"at", "id", "name"} & inner.value.keys():
            raise _Refused("`at`, `id` and `name` stand beside the basket, not in it", "`order` names a basket")
        value = {"at": "2000-01-01", **inner.value}
        _checked(JsonFile(inner.source, value, {**inner.spans, ("at",): Span(inner.source.name, 0, 0)}, inner.keys),
                 "basket", program)  # fmt: skip
    elif kind == "consent" and not payload.get("give") and not payload.get("withdraw"):
        raise _Refused("it gives no consent and withdraws none", 'write "give": ["marketing"]')
    elif kind == "adjust" and not payload.get("told") and not payload.get("points"):
        raise _Refused("it adjusts nothing", 'write "points": {"WALLET": 100}, or "told": {…}')
    elif kind == "return":
        _numbers(payload.get("lines"), "lines")
    elif kind == "occur":
        fields = payload.get("fields", {})
        assert isinstance(fields, dict)
        money = {fact.name for fact in plan.facts if fact.owner == "event" and fact.kind == "money"}
        for key, field in fields.items():
            if key in ("at", "id", "name"):
                raise _Refused(f"`{key}` stands beside the fields, not among them")
            if key in money and isinstance(field, int | Decimal) and not isinstance(field, bool):
                raise _Refused(f"`{key}` is an amount of money, written as a number", 'write it as "20.00"')
    elif kind == "adjust":
        _numbers(payload.get("points"), "points")


def _numbers(value: Json, what: str) -> None:
    for key, number in value.items() if isinstance(value, dict) else ():
        if isinstance(number, bool) or not isinstance(number, int | str | Decimal):
            raise _Refused(f"`{key}` in `{what}` cannot be {shown(number)}", 'write a number, such as 2 or "30.5"')


def _checked(inner: JsonFile, what: Literal["member", "basket"], program: Program) -> None:
    problem = next(problems_of(inner, what, program.plan), None)
    if problem is not None:
        raise _Refused(problem.message, problem.help)


def _inner(file: JsonFile, key: str) -> JsonFile:
    """A part of a line as a file of its own."""
    assert isinstance(file.value, dict)
    spans = {where[1:]: span for where, span in file.spans.items() if where[:1] == (key,)}
    keys = {where[1:]: span for where, span in file.keys.items() if where[:1] == (key,) and len(where) > 1}
    return JsonFile(file.source, file.value[key], spans, keys)
