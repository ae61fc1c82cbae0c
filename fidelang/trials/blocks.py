"""The test blocks of a program, played as stories: each expectation that fails is told beside what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from fidelang.engine import Program
from fidelang.semantics import Analysis
from fidelang.syntax import nodes
from fidelang.trials.answers import Answer
from fidelang.trials.expectations import found_instead
from fidelang.trials.settings import date_text, decimal, given
from fidelang.trials.story import Step, Story


@dataclass(frozen=True, slots=True)
class Failure:
    """A line of the test's file (from 1), what it expects, and what was found."""

    line: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class TestResult:
    """`file` holds the test: the program's own, or one that it includes; `line` is where it starts there."""

    name: str
    file: str
    line: int
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        return not self.failures


def run_tests(program: Program, analysis: Analysis, wanted: str | None = None) -> Iterator[TestResult]:
    """Plays the tests of a checked program, in written order; with `wanted`, those whose name holds it (any case)."""
    for test in analysis.tests:
        if wanted is None or wanted.casefold() in test.title.value.casefold():
            yield run_test(program, analysis, test)


def run_test(program: Program, analysis: Analysis, test: nodes.Test) -> TestResult:
    """Plays one test; a step that cannot be played ends it."""
    steps = [(node, step_of(analysis, node)) for node in test.steps if not isinstance(node, nodes.Expect)]
    story = Story(program, [step for _, step in steps])
    refused = _refusals(test)
    played = iter(steps)
    failures: list[Failure] = []
    answer = None
    for node in test.steps:
        if not isinstance(node, nodes.Expect):
            _, step = next(played)
            answer = story.play(step)
            if answer.get("invalid") == "return_refused" and id(node) in refused:
                answer = story.standing() | answer
            elif "invalid" in answer:
                failures.append(_unplayed(_line(analysis, node), step, answer))
                break
            continue
        for item in node.items:
            found = (
                "nothing has happened yet" if answer is None else found_instead(item, answer, analysis.program.currency)
            )
            if found is not None:
                failures.append(Failure(_line(analysis, item), _written(analysis, item), found))
    return TestResult(test.title.value, test.span.file, _line(analysis, test), tuple(failures))


def _unplayed(line: int, step: Step, answer: Answer) -> Failure:
    """A step that cannot be played; of a return, also what to write."""
    if "return" not in step:
        return Failure(line, "a step that can be played", str(answer["why"]))
    hint = f"{answer['why']}; {answer['help']}, or write `expect return refused`" if "help" in answer else answer["why"]
    return Failure(line, "a return that goes through", str(hint))


def step_of(analysis: Analysis, node: nodes.Step) -> Step:
    """A step of a test block as data (the steps of `run_story`)."""
    if isinstance(node, nodes.MemberStep):
        return {"member": given(analysis, node.settings)}
    if isinstance(node, nodes.BasketStep):
        name = {"name": node.name.text} if node.name else {}
        return {"basket": name | {"lines": []} | given(analysis, node.settings)}
    if isinstance(node, nodes.EventStep):
        return {"event": {"name": node.name.text} | given(analysis, node.settings)}
    if isinstance(node, nodes.WaitStep):
        return {"on": date_text(node.until)}
    assert isinstance(node, nodes.ReturnStep)
    lines = {decimal(line.value): decimal(quantity.value) for line, quantity in node.lines}
    return {"return": {"order": node.basket.text} | ({"lines": lines} if lines else {})}


def _refusals(test: nodes.Test) -> set[int]:
    """The return steps (by id: two may read alike) of which the next line expects that they are refused."""
    return {
        id(step)
        for step, after in pairwise(test.steps)
        if isinstance(after, nodes.Expect) and any(isinstance(one, nodes.ExpectReturnRefused) for one in after.items)
    }


def _line(analysis: Analysis, node: nodes.Node) -> int:
    return analysis.sources.position(node.span).line


def _written(analysis: Analysis, node: nodes.Node) -> str:
    """An expectation as its author wrote it, on one line."""
    return analysis.sources.on_one_line(node.span)
