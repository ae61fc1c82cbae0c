"""No row of docs/semantics.md can break unseen: `make prove`."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = [pytest.mark.prove, pytest.mark.timeout(3600)]


def test_every_break_is_caught_by_the_cases_that_it_names() -> None:
    run = subprocess.run([sys.executable, "-m", "tests.prove.breaks"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr[-2000:]
    print(run.stdout)
