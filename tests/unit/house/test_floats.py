"""No binary float touches money or points: none is written in the language, nor in the simulator's accounting."""

from __future__ import annotations

import ast

from tests.unit.house.places import ROOT

EXACT = [
    *sorted(ROOT.glob("fidelang/**/*.py")),
    *sorted(ROOT.glob("simulator/finance/**/*.py")),
]
WHOLE = {
    "ceil",
    "comb",
    "factorial",
    "floor",
    "gcd",
    "isqrt",
    "lcm",
    "perm",
    "prod",
}  # of `math`: integers in, integers out


def floats(source: str) -> list[str]:
    """`line: what` of each float literal, call of `float`, and function of `math` that answers with a float."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Constant(value=float() | complex()):
                found.append(f"{node.lineno}: {node.value}")
            case ast.Call(func=ast.Name(id="float" | "complex" as name)):
                found.append(f"{node.lineno}: {name}()")
            case ast.Attribute(value=ast.Name(id="math"), attr=name) if name not in WHOLE:
                found.append(f"{node.lineno}: math.{name}")
            case ast.ImportFrom(module="math", names=names):
                found += [f"{node.lineno}: math.{each.name}" for each in names if each.name not in WHOLE]
    return found


def test_the_exact_rooms_write_no_float() -> None:
    assert len(EXACT) > 50
    found = [f"{path.relative_to(ROOT)}:{each}" for path in EXACT for each in floats(path.read_text(encoding="utf-8"))]
    assert found == []


def test_each_kind_of_float_would_be_found() -> None:
    source = "import math\nfrom math import exp, lcm\na = 0.1\nb = float('1')\nc = math.sqrt(2)\nd = math.floor(a)\n"
    assert sorted(floats(source)) == ["2: math.exp", "3: 0.1", "4: float()", "5: math.sqrt"]
