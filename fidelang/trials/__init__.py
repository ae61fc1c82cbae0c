"""Stories played on the engine: as data (`run_story`), and as the test blocks of a program (`run_tests`)."""

from fidelang.trials.blocks import Failure, TestResult, run_tests
from fidelang.trials.story import run_story

__all__ = ["Failure", "TestResult", "run_story", "run_tests"]
