"""From a scenario file to a Scenario, or to what is wrong with it, line by line."""

from __future__ import annotations

import csv
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
from simulator.scenario.model import FirstDays, ScenarioText
from simulator.scenario.problem import Problem, ScenarioError
from simulator.scenario.response import MECHANISMS, SHARED, Response, read_assumption
from simulator.scenario.scenario import Scenario
from simulator.scenario.yaml_text import Document, Path_, read_yaml

PRESETS = ("cdnow",)


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
            for mistake in error.errors():
                self._mistake(mistake, value)
        response = self._response(value.get("response") or {})
        redemption = self._assumption(
            "expected_redemption", ("finance", "expected_redemption"), (value.get("finance") or {})
        )
        if text is None or self.problems or response is None or redemption is None:
            return None
        days = self._first_days(text.population.first_days) if text.population.first_days else ()
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
            self.wrong("SCN021", ("preset",), f"there is no preset `{name}`", f"there is: {', '.join(PRESETS)}")
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

    def _mistake(self, mistake: Any, value: Any) -> None:
        """One of pydantic's errors in a person's words."""
        path = tuple(mistake["loc"])
        kind, message = mistake["type"], mistake["msg"]
        if kind == "extra_forbidden":
            self._unknown(path, str(path[-1]), _keys_beside(path))
        elif kind == "missing":
            self.wrong("SCN025", path[:-1], f"`{'.'.join(map(str, path))}` is missing")
        else:
            shown = message.removeprefix("Value error, ")
            name = ".".join(str(part) for part in path)
            text = (
                shown
                if kind == "value_error"
                else f"{shown[0].lower()}{shown[1:]}, not `{str(mistake.get('input'))[:60]}`"
            )
            self.wrong("SCN026", path, f"`{name}`: {text}" if name else text)

    def _first_days(self, section: FirstDays) -> tuple[date, ...]:
        """Each customer's earliest day, in order of the days; problems are reported, not raised."""
        where: Path_ = ("population", "first_days", "file")
        file = (self.path.parent / section.file).resolve()
        if self.path.parent.resolve() not in file.parents:
            self.wrong("SCN027", where, f"`{section.file}` lies outside the scenario's own folder")
            return ()
        first: dict[str, date] = {}
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                rows = csv.DictReader(stream)
                missing = [name for name in (section.member, section.date) if name not in (rows.fieldnames or [])]
                if missing:
                    self.wrong("SCN027", where, f"`{section.file}` has no column `{missing[0]}`")
                    return ()
                for row in rows:
                    day = date.fromisoformat(row[section.date])
                    member = row[section.member]
                    first[member] = min(day, first.get(member, day))
        except OSError as error:
            self.wrong("SCN027", where, f"`{section.file}` cannot be read: {error.strerror or error}")
            return ()
        except (ValueError, UnicodeDecodeError, csv.Error) as error:
            self.wrong("SCN027", where, f"`{section.file}`, line {rows.line_num}: {error}")
            return ()
        if not first:
            self.wrong("SCN027", where, f"`{section.file}` holds no rows")
        return tuple(sorted(first.values()))


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
