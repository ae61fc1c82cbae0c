"""Judge one engine at a terminal: `python -m tests.conformance ENGINE [part of a name ...]`.

ENGINE is a name of `engines.py`, `check` for the checker, or any `module:function`.
"""

from __future__ import annotations

import sys
import traceback

from tests.conformance.engines import ENGINES, check_program, engine, hash_of
from tests.conformance.harness import Case, differences_of_check, differences_of_hash, load_cases, run_case


def main(name: str, wanted: list[str]) -> int:
    cases = [case for case in load_cases() if bool(case.story) is (name != "check")]
    if wanted:
        cases = [case for case in cases if any(part in case.id or part in case.file for part in wanted)]
    failed = 0
    for case in cases:
        lines = judge(case, name)
        failed += bool(lines)
        for line in lines:
            print(f"{case.file} {case.id} {list(case.rows)}: {line}")
    print(f"{len(cases)} cases, {failed} differ")
    return 1 if failed else 0


def judge(case: Case, name: str) -> list[str]:
    """Differences of one case; an exception is one, with its last line."""
    try:
        if name == "check":
            if case.hash is not None:
                return differences_of_hash(case, hash_of)
            return differences_of_check(case, *check_program(case.program, case.files))
        return run_case(case, engine(name))
    except Exception as error:  # an engine under work may raise anything; the next case is judged all the same
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [f"raises {type(error).__name__}: {error} ({frame.filename.rsplit('/', 2)[-1]}:{frame.lineno})"]


if __name__ == "__main__":
    if len(sys.argv) < 2 or not (sys.argv[1] in (*ENGINES, "check") or ":" in sys.argv[1]):
        names = "|".join((*ENGINES, "check", "MODULE:FUNCTION"))
        sys.exit(f"usage: python -m tests.conformance {names} [part of a file or case name ...]")
    sys.exit(main(sys.argv[1], sys.argv[2:]))
