"""From a scenario file to a Scenario, or to what is wrong with it, line by line."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from simulator.scenario.assumption import Assumption
from simulator.scenario.first_days import UnusableFile, first_days
from simulator.scenario.model import FirstDays, ScenarioText
from simulator.scenario.problem import Problem, ScenarioError
from simulator.scenario.response import MECHANISMS, SHARED, Response, read_assumption
from simulator.scenario.scenario import Scenario
from simulator.scenario.wording import in_words
from simulator.scenario.yaml_text import Document, Path_, read_yaml

PRESETS = ("cdnow",)
MOST_SHOWN = 20  # mistakes of a scenario


def load_scenario(path: str | Path) -> Scenario:
    """The scenario in a file. Raises ScenarioError, which holds every problem with its line."""
    scenario, problems = read_scenario(path)
    if scenario is None:
        raise ScenarioError(problems)
    return scenario


def read_scenario(path: str | Path) -> tuple[Scenario | None, tuple[Problem, ...]]:
    """The scenario in a file, or its problems; several mistakes are found in one reading."""
    path = Path(path)
    document, problems = read_yaml(path)
    if document is None:
        return None, problems
    reader = _Reader(document, path)
    scenario = reader.read()
    return (None, tuple(reader.problems)) if reader.problems else (scenario, ())


def problem_at(path: str | Path, key: Path_, code: str, message: str, help: str | None = None) -> Problem:
    """A problem that shows only once the scenario meets a program, at one of its keys."""
    document, _ = read_yaml(Path(path))
    line, column = document.place(key) if document is not None else (0, 0)
    return Problem(code, message, str(path), line, column, help)


def refused(path: str | Path, where: tuple[str | int, ...], message: str) -> Problem:
    """A basket, event or member that the scenario draws and the program refuses, at the key that it is drawn from.

    `where` is the engine's path to what cannot be, such as ("basket", "lines", 0, "organic").
    """
    document, _ = read_yaml(Path(path))
    name = where[-1] if where else None
    keys = [
        ("population", *key)
        for key in _DRAWN_FROM.get(str(name), [("facts", "basket", name), ("facts", "member", name)])
    ]
    keys += [("population", "categories", at, "facts", name) for at in range(200)]
    keys += [("population", "events", event, "fields", name) for event in _events(document)]
    found = next((key for key in keys if document is not None and key in document.places), ("population",))
    line, column = document.place(found) if document is not None else (0, 0)
    help = "what the scenario draws must be what the program knows"
    return Problem("SCN030", f"the program refuses what is drawn from this: {message}", str(path), line, column, help)


_DRAWN_FROM: dict[str, list[Path_]] = {
    "channel": [("channels",)], "store": [("stores",)], "category": [("categories",)], "price": [("spend",)],
    "lines": [("spend",)], "basket": [("spend",)], "consents": [("consents",)], "name": [("events",)],
}  # fmt: skip


def _events(document: Document | None) -> list[str]:
    population = document.value.get("population") if document is not None else None
    events = population.get("events") if isinstance(population, dict) else None
    return list(events) if isinstance(events, dict) else []


class _Reader:
    def __init__(self, document: Document, path: Path) -> None:
        self.document = document
        self.path = path
        self.problems: list[Problem] = []

    def wrong(self, code: str, path: Path_, message: str, help: str | None = None) -> None:
        self.problems.append(Problem(code, message, self.document.file, *self.document.place(path), help))

    def read(self) -> Scenario | None:
        value = self.document.value
        if not isinstance(value, dict):
            self.wrong("SCN020", (), "a scenario is a list of sections: population, response, finance, run")
            return None
        value = self._with_preset(value)
        if self.problems:
            return None
        text: ScenarioText | None = None
        try:
            text = ScenarioText.model_validate(value)
        except ValidationError as error:
            mistakes = error.errors()[: MOST_SHOWN + 1]
            missing = _missing(mistakes)
            for mistake in mistakes[:MOST_SHOWN]:
                self._mistake(mistake, missing)
            if len(mistakes) > MOST_SHOWN:
                self.wrong("SCN026", mistakes[-1]["loc"], "and more from here on", "correct those above first")
            if any(mistake["loc"][0] == "response" for mistake in mistakes if mistake["loc"]):
                return None  # told once
        response = self._response(value.get("response") or {})
        redemption = self._assumption(
            "expected_redemption", ("finance", "expected_redemption"), (value.get("finance") or {})
        )
        if text is None or self.problems or response is None or redemption is None:
            return None
        section = text.population.first_days
        days = self._first_days(section) if section is not None else ()
        if days and days[0] < text.run.start:
            early = sum(day < text.run.start for day in days)
            self.wrong(
                "SCN028",
                ("run", "start"),
                f"{early:,} of {len(days):,} customers first bought before the run starts, the first on {days[0]}",
                f"start the run on {days[0]} or before",
            )
        return Scenario(
            text.population,
            response,
            text.finance,
            text.run,
            redemption,
            days,
            _hash(value, response, redemption, days),
        )

    def _with_preset(self, value: dict[str, Any]) -> dict[str, Any]:
        """The preset's population with the file's own keys over it."""
        name = value.get("preset")
        if name is None:
            return value
        if name not in PRESETS:
            said = f"there is no preset `{name}`" if isinstance(name, str) else "`preset` is the name of one"
            self.wrong("SCN021", ("preset",), said, f"there is: {', '.join(PRESETS)}")
            return value
        text = files("simulator.scenario").joinpath("presets", f"{name}.yaml").read_text(encoding="utf-8")
        preset = yaml.load(text, Loader=yaml.BaseLoader)
        own = value.get("population")
        return {**value, "population": {**preset, **own}} if isinstance(own, dict) else value

    def _response(self, written: Any) -> Response | None:
        if not isinstance(written, dict):
            self.wrong(
                "SCN020", ("response",), "`response` lists the behaviours that are on, such as `attrition: default`"
            )
            return None
        for name in written:
            if name not in MECHANISMS and name not in SHARED:
                self._unknown(("response", name), name, [*MECHANISMS, *SHARED])
        settings: dict[str, Any] = dict.fromkeys(MECHANISMS)
        for name, kind in MECHANISMS.items():
            if name in written:
                settings[name] = self._mechanism(name, kind, written[name])
        for name in SHARED:
            settings[name] = self._assumption(name, ("response", name), written)
        return None if self.problems else Response(**settings)

    def _mechanism(self, name: str, kind: type[Any], written: Any) -> Any:
        if written in (None, "default", True):
            written = {}
        if written in (False, "off"):
            return None
        if not isinstance(written, dict):
            self.wrong("SCN022", ("response", name), f"`{name}` is `default`, `off`, or its assumptions")
            return None
        known = [field.name for field in fields(kind)]
        for key in written:
            if key not in known:
                self._unknown(("response", name, key), key, known)
        parts = {key: self._assumption(f"{name}.{key}", ("response", name, key), written) for key in known}
        return None if None in parts.values() else kind(**parts)

    def _assumption(self, name: str, path: Path_, holder: Any) -> Assumption | None:
        try:
            return read_assumption(name, holder.get(path[-1]) if isinstance(holder, dict) else None)
        except ValueError as error:
            self.wrong("SCN023", path, str(error))
            return None

    def _unknown(self, path: Path_, key: str, known: list[str]) -> None:
        close = get_close_matches(key, known, 1)
        hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(known)}"
        self.wrong("SCN024", path, f"`{key}` is not known here", hint)

    def _mistake(self, mistake: Any, missing: set[str]) -> None:
        """One of pydantic's errors at its place."""
        path = tuple(mistake["loc"])
        if mistake["type"] == "extra_forbidden":
            self._unknown(path, str(path[-1]), _keys_beside(path))
        elif mistake["type"] != "missing":
            self.wrong("SCN026", path, in_words(mistake))
        elif ".".join(map(str, path)) in missing:
            self.wrong("SCN025", path[:-1], f"`{'.'.join(map(str, path))}` is missing")

    def _first_days(self, section: FirstDays) -> tuple[date, ...]:
        """Each customer's earliest day; what is wrong with the file is reported, not raised."""
        try:
            return first_days(section, self.path.parent)
        except UnusableFile as error:
            self.wrong("SCN027", ("population", "first_days", "file"), str(error))
            return ()


def _missing(mistakes: list[Any]) -> set[str]:
    """What is missing, but for what only seems so because its name is misspelt."""
    missing = {".".join(map(str, one["loc"])) for one in mistakes if one["type"] == "missing"}
    for one in mistakes:
        if one["type"] == "extra_forbidden":
            *around, name = one["loc"]
            close = get_close_matches(str(name), _keys_beside(tuple(one["loc"])), 1)
            missing -= {".".join(map(str, (*around, *close)))}
    return missing


def _keys_beside(path: tuple[Any, ...]) -> list[str]:
    """The names that may stand where an unknown one stands."""
    model: Any = ScenarioText
    for part in path[:-1]:
        if isinstance(part, int):
            continue
        field = getattr(model, "model_fields", {}).get(part)
        if field is None:
            return []
        model = _inner_model(field.annotation)
    return list(getattr(model, "model_fields", {}))


def _inner_model(annotation: Any) -> Any:
    if hasattr(annotation, "model_fields"):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        inner = _inner_model(part)
        if inner is not None:
            return inner
    return None


def _hash(value: Any, response: Response, redemption: Assumption, days: tuple[date, ...]) -> str:
    """SHA-256 of what the run depends on: the file's values with preset and shipped assumptions, not its comments."""
    assumptions = [[a.name, a.low, a.base, a.high] for a in (*response.assumptions(), redemption)]
    canonical = json.dumps([value, assumptions, [day.isoformat() for day in days]], sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
