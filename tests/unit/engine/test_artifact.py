"""A compiled program: the same bytes, the same answers, no parser; whatever is damaged is refused."""

from __future__ import annotations

import ast
import json
from hashlib import sha256
from pathlib import Path

import pytest

import fidelang
from fidelang.plan import FORMAT
from tests.unit.house.places import fresh_python
from tests.unit.house.test_lazy import HEAVY

EXAMPLES = Path(__file__).parents[3] / "programs/examples"
CLUB = EXAMPLES / "club_soleil"


@pytest.fixture(scope="module")
def club() -> bytes:
    return fidelang.to_artifact(fidelang.load(CLUB / "program.fid"))


@pytest.mark.parametrize("name", sorted(path.parent.name for path in EXAMPLES.glob("*/program.fid")))
def test_a_compiled_program_is_the_program(name: str) -> None:
    program = fidelang.load(EXAMPLES / name / "program.fid")
    data = fidelang.to_artifact(program)
    again = fidelang.from_artifact(data)
    assert again.plan == program.plan
    assert fidelang.to_artifact(again) == data
    assert again.kernel_source == program.kernel_source


def test_it_answers_as_its_text_does(club: bytes) -> None:
    member, basket = (json.loads((CLUB / f"{name}.json").read_text()) for name in ("member", "basket"))
    text, compiled = fidelang.load(CLUB / "program.fid"), fidelang.from_artifact(club)
    one, other = (each.evaluate(member, basket, each.new_shared()).to_json() for each in (text, compiled))
    assert one == other
    assert one["points"] == {"soleils": 181, "miles": "16.0"}


def test_it_loads_the_standard_library_only(club: bytes, tmp_path: Path) -> None:
    path = tmp_path / "club.fidc"
    path.write_bytes(club)
    done = fresh_python(
        "-c",
        f"import fidelang, sys\nprogram = fidelang.load({str(path)!r})\n"
        "program.evaluate(None, {'at': '2027-05-03T10:00', 'lines': [{'price': '9.00'}]}, program.new_shared())\n"
        "print(sorted(sys.modules))",
    )
    assert done.returncode == 0, done.stderr
    loaded = set(ast.literal_eval(done.stdout))
    assert {name.split(".")[0] for name in loaded} & (HEAVY | {"grammar"}) == set()
    assert loaded & {"fidelang.syntax", "fidelang.semantics", "fidelang.lower", "fidelang.facade"} == set()


def test_the_header_names_the_format_the_program_and_its_hash(club: bytes) -> None:
    head, body, end = club.split(b"\n")
    assert json.loads(head) == {
        "fidelang": "program",
        "format": FORMAT,
        "name": "Club Soleil",
        "sha256": sha256(body).hexdigest(),
    }
    assert end == b""
    assert fidelang.from_artifact(club).plan.hash == sha256(body).hexdigest()


def test_cut_anywhere_it_is_refused(club: bytes) -> None:
    for length in (*range(200), *range(200, len(club), 97), len(club) - 1):
        with pytest.raises(fidelang.ArtifactError):
            fidelang.from_artifact(club[:length])


def test_a_changed_byte_is_refused(club: bytes) -> None:
    body = club.index(b"\n") + 1
    for at in range(body, len(club), 61):
        changed = bytearray(club)
        changed[at] ^= 1
        with pytest.raises(fidelang.ArtifactError, match=r"damaged|cut off"):
            fidelang.from_artifact(bytes(changed))


def with_body(club: bytes, body: bytes, **changes: object) -> bytes:
    head = json.loads(club.split(b"\n")[0]) | {"sha256": sha256(body).hexdigest()} | changes
    return json.dumps(head, separators=(",", ":")).encode() + b"\n" + body + b"\n"


def test_a_newer_format_is_refused_and_says_what_to_do(club: bytes) -> None:
    newer = with_body(club, club.split(b"\n")[1], format=FORMAT + 1)
    with pytest.raises(fidelang.ArtifactError, match=rf"of format {FORMAT + 1}.*use a newer version"):
        fidelang.from_artifact(newer)


def test_an_older_format_is_read(club: bytes) -> None:
    old = (Path(__file__).parents[1] / "plan/older/format_2.json").read_bytes().strip()
    program = fidelang.from_artifact(with_body(club, old, format=2))
    text = fidelang.load(Path(__file__).parents[1] / "plan/older/program.fid")
    assert program.plan == text.plan


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"{}", "not a plan"),
        (b"[1, 2]", "not a plan"),
        (b'{"format":3}', "not a Plan"),
        (b"\xff", "utf-8"),
        (b"[" * 100_000, "no plan that can run"),
    ],
)
def test_a_well_hashed_file_of_something_else_is_refused(club: bytes, body: bytes, message: str) -> None:
    with pytest.raises(fidelang.ArtifactError, match=message):
        fidelang.from_artifact(with_body(club, body))


def test_an_unknown_zone_is_refused(club: bytes) -> None:
    body = club.split(b"\n")[1].replace(b"Europe/Paris", b"Europe/Pari")
    with pytest.raises(fidelang.ArtifactError, match="Europe/Pari"):
        fidelang.from_artifact(with_body(club, body))


def test_a_text_is_no_compiled_program() -> None:
    with pytest.raises(fidelang.ArtifactError, match="`fidelang compile` writes one"):
        fidelang.from_artifact((CLUB / "program.fid").read_bytes())
