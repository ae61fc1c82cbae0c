"""What importing a room loads, seen in a fresh process."""

from __future__ import annotations

import ast

import pytest

import fidelang
from tests.unit.house.places import fresh_python

HEAVY = {"lark", "numpy", "simpy", "pydantic", "yaml", "click", "rich", "duckdb", "scipy"}


def loaded_by(statement: str) -> set[str]:
    done = fresh_python("-c", f"{statement}\nimport sys\nprint(sorted(sys.modules))")
    assert done.returncode == 0, done.stderr
    return set(ast.literal_eval(done.stdout))


def test_importing_fidelang_loads_none_of_its_rooms() -> None:
    loaded = loaded_by("import fidelang")
    assert {name for name in loaded if name.startswith(("fidelang.", "grammar", "simulator"))} == set()


@pytest.mark.parametrize("room", ["values", "catalogue", "plan", "state", "kernel", "engine", "words"])
def test_the_runtime_loads_the_standard_library_only(room: str) -> None:
    loaded = loaded_by(f"import fidelang.{room}")
    assert {name.split(".")[0] for name in loaded} & HEAVY == set()
    assert "grammar" not in loaded


def test_the_version_is_told_without_numpy_or_lark() -> None:
    loaded = loaded_by(
        "import contextlib, io\nfrom fidelang.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()): assert main(['--version']) == 0"
    )
    assert loaded & {"numpy", "lark", "pydantic", "duckdb", "simpy"} == set()


def test_public_names_are_found_when_asked_for() -> None:
    done = fresh_python("-c", "import fidelang\nfor name in fidelang.__all__: print(getattr(fidelang, name).__name__)")
    assert done.stdout.split() == sorted(fidelang.__all__), done.stderr


def test_a_name_that_is_not_public_is_refused() -> None:
    done = fresh_python("-c", "import fidelang\nfidelang.evaluate")
    assert "module 'fidelang' has no attribute 'evaluate'" in done.stderr
