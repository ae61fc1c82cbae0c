"""Read the conformance cases and say, one line a difference, where an engine's answers leave what they expect.

A case is a mapping as `README.md` describes it. Numbers stand in quotes everywhere, so that an engine in any language
reads the same decimals; `find_bare_numbers` says where one does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.conformance.compare import Answer, differences, unbalanced_ledgers

FOLDER = Path(__file__).parent
NOT_CASES = ("waiting.yaml", "elsewhere.yaml")

Step = dict[str, object]
Files = Mapping[str, str]  # text by path in the program's folder
Engine = Callable[[str, list[Step], Files], list[Answer]]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: `story` holds steps with their `expect`, `check` the diagnostics, or `hash` other programs; one of them.
    `files` lie beside the program."""

    id: str
    file: str
    rows: tuple[int, ...]
    says: str
    program: str
    files: Files
    story: tuple[Step, ...]
    check: Mapping[str, Sequence[str]] | None
    hash: Mapping[str, Sequence[Mapping[str, Any]]] | None
    order_counts: bool


def case_files() -> list[Path]:
    return sorted(path for path in FOLDER.glob("*.yaml") if path.name not in NOT_CASES)


class CaseLoader(yaml.SafeLoader):
    """YAML as of 1.2, where only true and false are flags: PyYAML takes the key `on` for one."""


CaseLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CaseLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(true|false)$"), list("tf"))


def read_yaml(path: Path) -> object:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=CaseLoader)


def load_cases() -> list[Case]:
    cases = []
    for path in case_files():
        entries = read_yaml(path)
        assert isinstance(entries, list), path
        for entry in entries:
            cases.append(
                Case(
                    id=entry["id"],
                    file=path.name,
                    rows=tuple(entry["rows"]),
                    says=entry["says"],
                    program=entry["program"],
                    files=entry.get("files", {}),
                    story=tuple(entry.get("story", ())),
                    check=entry.get("check"),
                    hash=entry.get("hash"),
                    order_counts=entry.get("order_counts", False),
                )
            )
    return cases


def find_bare_numbers(value: object, where: str = "") -> Iterator[str]:
    """Places of YAML numbers (a flag is none): each would be another number in another reader."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            if isinstance(key, int | float) and not isinstance(key, bool):
                yield f"{where}.{key}"
            yield from find_bare_numbers(held, f"{where}.{key}")
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from find_bare_numbers(held, f"{where}[{place}]")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield where


def steps_of(case: Case) -> list[Step]:
    """The steps as an engine gets them: without what they expect."""
    return [{key: held for key, held in step.items() if key != "expect"} for step in case.story]


def run_case(case: Case, engine: Engine) -> list[str]:
    """Differences between what `engine` answers and what the case expects, in readable lines; empty if none."""
    answers = engine(case.program, steps_of(case), case.files)
    if len(answers) != len(case.story):
        return [f"{len(case.story)} steps, {len(answers)} answers"]
    lines: list[str] = []
    for number, (step, answer) in enumerate(zip(case.story, answers, strict=True), start=1):
        expected = step.get("expect", {})
        assert isinstance(expected, dict), case.id
        where = f"step {number} ({describe_step(step)})"
        lines += [f"{where}: {line}" for line in differences(expected, answer)]
        lines += [f"{where}: {line}" for line in unbalanced_ledgers(answer)]
    return lines


def differences_of_check(case: Case, errors: Sequence[str], warnings: Sequence[str]) -> list[str]:
    """Errors must be exactly those expected, in any order; of warnings at least those expected, and none of `without`."""
    check = case.check or {}
    want = sorted(check.get("errors", ()))
    lines = [] if sorted(errors) == want else [f"errors: expected {want}, found {sorted(errors)}"]
    missing = [slug for slug in check.get("warnings", ()) if slug not in warnings]
    lines += [f"warning {slug} not given, found {sorted(warnings)}" for slug in missing]
    return lines + [f"warning {slug} given, and should not" for slug in check.get("without", ()) if slug in warnings]


def differences_of_hash(case: Case, hash_of: Callable[[str, Files], str]) -> list[str]:
    """Programs of `same` must have the hash of the case's, those of `other` one of their own each."""
    told = case.hash or {}
    assert set(told) <= {"same", "other"}, case.id
    seen, lines = {hash_of(case.program, case.files)}, []
    for kind in ("same", "other"):
        for number, each in enumerate(told.get(kind, ()), start=1):
            found = hash_of(each.get("program", case.program), each.get("files", case.files))
            if (found in seen) is (kind == "other"):
                lines.append(f"{kind} {number} has {'a' if kind == 'other' else 'no'} hash that was seen before it")
            seen.add(found)
    return lines


def describe_step(step: Step) -> str:
    kind = next(key for key in step if key != "expect")
    held = step[kind]
    moment = held.get("at") if isinstance(held, Mapping) else held
    return f"{kind} {moment}" if moment else kind
