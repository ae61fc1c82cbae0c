"""The page for checkout engineers: its code runs, in order, from a folder with the compiled program that it names."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from fidelang.cli import main

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (command,) = re.findall(r"```console\n\$ fidelang (.+?)\n```", PAGE)
    verb, source, *rest = command.split()
    monkeypatch.chdir(tmp_path)
    assert main([verb, str(ROOT / source), *rest]) == 0
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.S)
    assert len(blocks) >= 10
    names: dict[str, Any] = {"__name__": "page"}
    for number, block in enumerate(blocks, start=1):
        exec(compile(block, f"docs/embedding.md, block {number}", "exec"), names)
