"""A compiled program as a file: what a till embeds, without the parser. Data only; nothing in it is run as it stands.

Two lines of UTF-8: a header in JSON that names the plan's format and the SHA-256 of the second line; the plan, as
canonical JSON (docs/plan-format.md). The same program is the same bytes, so the file can be compared, signed and cached
by its hash.
"""

from __future__ import annotations

import json
from hashlib import sha256
from zoneinfo import ZoneInfoNotFoundError

from fidelang.engine.program import Program
from fidelang.plan import FORMAT, from_json, to_json

SUFFIX = ".fidc"
LARGEST = 64 << 20  # bytes; a program of a thousand rules has half a million


class ArtifactError(ValueError):
    """A file that is no compiled program, or is one that cannot be trusted or read; the message says which."""


def to_artifact(program: Program) -> bytes:
    """The compiled program's bytes."""
    plan = program.plan
    body = to_json(plan).encode()
    head = {"fidelang": "program", "format": FORMAT, "name": plan.name, "sha256": sha256(body).hexdigest()}
    return json.dumps(head, separators=(",", ":"), ensure_ascii=False).encode() + b"\n" + body + b"\n"


def is_artifact(data: bytes) -> bool:
    """Whether bytes claim to be a compiled program; no program text starts like this."""
    return data.startswith(b'{"fidelang":"program"')


def from_artifact(data: bytes) -> Program:
    """The program of these bytes, ready to run. Raises ArtifactError.

    A plan of an older format is read as what it meant; one of a newer format is refused.
    """
    if not is_artifact(data):
        raise ArtifactError("this is not a compiled program: `fidelang compile` writes one")
    if len(data) > LARGEST:
        raise ArtifactError(f"a compiled program has at most {LARGEST >> 20} MiB")
    head, _, body = data.partition(b"\n")
    try:
        header = json.loads(head)
        format_, digest = header["format"], header["sha256"]
    except (ValueError, KeyError, RecursionError):
        raise ArtifactError("its first line is damaged") from None
    if type(format_) is not int or format_ > FORMAT:
        raise ArtifactError(
            f"it is of format {format_}, and this version of fidelang reads up to {FORMAT}: use a newer version, or "
            "compile the program again"
        )
    if not body.endswith(b"\n"):
        raise ArtifactError("it is cut off: its last line does not end")
    body = body[:-1]
    if sha256(body).hexdigest() != digest:
        raise ArtifactError("it is damaged: its content is not what its first line says")
    try:
        return Program(from_json(body.decode()))
    except (ValueError, RecursionError, ZoneInfoNotFoundError) as problem:
        raise ArtifactError(f"it holds no plan that can run: {problem}") from None
