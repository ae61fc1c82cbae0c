"""What holds for each file of the project."""

from __future__ import annotations

import re

from tests.unit.house.places import ROOT, tracked

# absolute folders of a machine where someone works are of no use to anyone else; written in pieces to pass itself
SOMEONES = re.compile(
    "|".join((r"/" + r"work/", r"/" + r"tmp\b", r"/" + r"home/", r"\bshared" + r"/", r"/" + r"Users/"))
)
TEXT = {".py", ".md", ".toml", ".lark", ".fid", ".yaml", ".yml", ".json", ".txt", ".lock", ""}


def test_no_file_names_a_place_on_someones_machine() -> None:
    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in tracked()
        if path.suffix in TEXT
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if SOMEONES.search(line)
    ]
    assert named == []


def test_the_lock_names_exact_versions_and_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[A-Za-z0-9_.+!-]+", line)] == []


def test_every_package_says_what_it_is() -> None:
    packages = [path for path in tracked() if path.name == "__init__.py" and path.parts[len(ROOT.parts)] != "tests"]
    silent = [path for path in packages if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))]
    assert packages
    assert silent == []
