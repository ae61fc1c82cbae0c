"""What pydantic finds wrong, in a person's words."""

from __future__ import annotations

from typing import Any

LONGEST_SHOWN = 60
_SECTIONS = ("model_type", "model_attributes_type", "dict_type")


def in_words(mistake: Any) -> str:
    """One of pydantic's errors as a message: what is wrong with which key, and what would be right."""
    name = ".".join(str(part + 1 if isinstance(part, int) else part) for part in mistake["loc"])
    said = _said(mistake["type"], mistake["msg"], mistake.get("ctx") or {}, mistake.get("input"))
    return f"`{name}`{said}" if name else said.lstrip(": ")


def _said(kind: str, message: str, context: dict[str, Any], given: Any) -> str:
    if kind == "value_error":
        return f": {message.removeprefix('Value error, ')}"
    if kind in _SECTIONS:
        return f" holds names with their values, not {_shown(given)}"
    if kind == "list_type":
        return f" is a list, such as `[a, b]`, not {_shown(given)}"
    if kind in ("too_short", "too_long"):
        wanted = context.get("min_length") if kind == "too_short" else context.get("max_length")
        most = "least" if kind == "too_short" else "most"
        return f" has {context.get('actual_length')} entries; it takes at {most} {wanted}"
    if kind == "literal_error":
        return f" is {context.get('expected')}, not {_shown(given)}"
    if kind == "string_type":
        return f" is a text, not {_shown(given)}"
    bounds = {"greater_than": ("above", "gt"), "greater_than_equal": ("at least", "ge"),
              "less_than": ("below", "lt"), "less_than_equal": ("at most", "le")}  # fmt: skip
    if kind in bounds:
        word, bound = bounds[kind][0], context[bounds[kind][1]]
        number = f"{bound:,}" if isinstance(bound, int | float) else str(bound)
        return f" is {word} {number}, not {_shown(given)}"
    if kind == "string_pattern_mismatch":
        return f" is the three capitals of a currency, such as EUR, not {_shown(given)}"
    return f": {message[:1].lower()}{message[1:]}, not {_shown(given)}"


def _shown(given: Any) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, bool):
        return f"`{'yes' if given else 'no'}`"
    text = "a list" if isinstance(given, list) else "names with values" if isinstance(given, dict) else f"`{given}`"
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 2]}…`"
