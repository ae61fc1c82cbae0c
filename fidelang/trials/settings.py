"""The settings of a test block as the data that `eval` reads: names as in JSON, numbers as decimal texts."""

from __future__ import annotations

from fractions import Fraction

from fidelang.semantics import Analysis
from fidelang.semantics.types import MoneyType
from fidelang.syntax import nodes

Given = dict[str, object]


def given(analysis: Analysis, settings: tuple[nodes.Setting, ...]) -> Given:
    """The mapping that a `member`, `basket`, `event` or `line` block stands for."""
    found: Given = {}
    for setting in settings:
        if isinstance(setting, nodes.SetFact):
            found[setting.name.text + window_text(setting.window)] = _value(analysis, setting.value)
        elif isinstance(setting, nodes.SetBalance):
            _inner(found, "balance")[setting.wallet.text] = decimal(setting.amount.value)
        elif isinstance(setting, nodes.SetEarned):
            name = f"earned {setting.wallet.text}{window_text(setting.window)}"
            found[name] = decimal(setting.amount.value)
        elif isinstance(setting, nodes.SetHeld):
            found[f"{setting.unit}s as {setting.level.text}"] = decimal(setting.amount.value)
        elif isinstance(setting, nodes.SetStreak):
            found[_streak(setting.streak)] = decimal(setting.amount.value)
        elif isinstance(setting, nodes.SetRedeem):
            found["redeem"] = [_ask(each) for each in setting.asked]
        elif isinstance(setting, nodes.SetConsent):
            found["consents"] = [name.text for name in setting.names]
        else:
            lines = found.setdefault("lines", [])
            assert isinstance(lines, list)
            lines.append(given(analysis, setting.settings))
    return found


def _ask(asked: nodes.Asked) -> object:
    if asked.count is None:
        return asked.name.text
    return {"name": asked.name.text, "times": decimal(asked.count.value)}


def _streak(streak: nodes.Streak) -> str:
    least = "" if streak.least is None else f" of {decimal(streak.least.amount)} {streak.least.currency}"
    return f"{streak.unit}s in a row{least}"


def window_text(window: nodes.Window | None) -> str:
    """` over 12 months`, ` this year`, or nothing: the end of a metric's name in JSON."""
    if window is None:
        return ""
    if window.this is not None:
        return f" this {window.this}"
    assert window.over is not None
    count = window.over.count
    return f" over {decimal(count)} {window.over.unit}{'' if count == 1 else 's'}"


def decimal(value: Fraction, least: int = 0) -> str:
    """An exact decimal text with at least so many decimals: decimal(Fraction(5, 2), 2) is "2.50".

    A fraction without an end, such as 1/3, is cut after 18 decimals, which no fact of a program holds: it is refused
    where it is read.
    """
    places = least
    while places < 18 and (value * 10**places).denominator != 1:
        places += 1
    whole, part = divmod(abs(int(value * 10**places)), 10**places)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{part:0{places}d}" if places else f"{sign}{whole}"


def date_text(date: nodes.Date) -> str:
    """`2027-05-03`, `2027-05-03T10:00` or `--05-01`."""
    day = f"{date.month:02d}-{date.day:02d}"
    if date.year is None:
        return f"--{day}"
    minute = "" if date.minute is None else f"T{date.minute // 60:02d}:{date.minute % 60:02d}"
    return f"{date.year:04d}-{day}{minute}"


def _inner(found: Given, key: str) -> Given:
    inner = found.setdefault(key, {})
    assert isinstance(inner, dict)
    return inner


def _value(analysis: Analysis, value: nodes.Expr) -> object:
    if isinstance(value, nodes.Paren):
        return _value(analysis, value.inner)
    if isinstance(value, nodes.Text):
        return value.value
    if isinstance(value, nodes.Flag):
        return value.value
    if isinstance(value, nodes.Date):
        return date_text(value)
    if isinstance(value, nodes.Money):
        return decimal(value.amount, analysis.program.decimals)
    if isinstance(value, nodes.Number):
        return decimal(value.value)
    constant = analysis.constant_of(value)  # a let, or arithmetic on constants
    if constant is not None:
        decimals = analysis.program.decimals if isinstance(analysis.type_of(value), MoneyType) else 0
        return decimal(constant / 10**decimals, decimals)
    if isinstance(value, nodes.Reading):
        return ".".join(value.path)  # a tier, a channel, a value of a one-of fact
    raise TypeError(f"a fact cannot be a {type(value).__name__}")  # the checker refuses it
