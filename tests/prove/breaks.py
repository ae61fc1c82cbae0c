"""Each row of docs/semantics.md broken in the program, and caught: `python -m tests.prove.breaks [row or part of a file …]`.

A break is imported in a process of its own instead of the module as it stands (no file is written); the cases that the
break names are judged there, on the dict frame or by the checker, and each must fail.
"""

from __future__ import annotations

import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import cpu_count
from tempfile import TemporaryDirectory

from tests.conformance.breaks import Break, BreakingFinder, grouped, load_breaks
from tests.conformance.harness import Case, load_cases

NO_PROGRAM = ("raises SyntaxError", "raises IndentationError", "raises NameError", "raises ImportError")


def failing(one: Break, cases: list[Case]) -> list[str]:
    """The ids of the cases that differ under a break, which must leave a program that runs: one that does not even
    compile catches nothing. Needs a process in which nothing of the program is imported."""
    assert not any(name.partition(".")[0] == "fidelang" for name in sys.modules), "the program is imported already"
    sys.meta_path.insert(0, BreakingFinder(one))
    from tests.conformance.__main__ import judge

    found = {case.id: judge(case, "dict" if case.story else "check") for case in cases}
    failed = [name for name, lines in found.items() if lines and not lines[0].startswith(NO_PROGRAM)]
    assert one.module in sys.modules, f"{one.file} is not read by any of its cases"
    return failed


def keep_compiled(folder: str) -> None:
    """What no break changes is compiled once for all processes."""
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder


def asked(one: Break, part: str) -> bool:
    return part == str(one.row) if part.isdigit() else part in one.file


def main(wanted: list[str]) -> int:
    breaks = [one for one in load_breaks() if not wanted or any(asked(one, part) for part in wanted)]
    if not breaks:
        print(f"there is no break of {' or '.join(wanted)}")
        return 1
    cases = {case.id: case for case in load_cases()}
    began, lines, shown = time.monotonic(), [], 0
    with (
        TemporaryDirectory() as compiled,
        ProcessPoolExecutor(
            cpu_count(), get_context("spawn"), keep_compiled, (compiled,), max_tasks_per_child=1
        ) as pool,
    ):
        runs = []
        for group in grouped(breaks):
            needed = dict.fromkeys(name for one in group for name in one.cases)
            runs.append((group, pool.submit(failing, group[0], [cases[name] for name in needed])))
        for at, (group, run) in enumerate(runs, start=1):
            failed = run.result()
            if at % 50 == 0:
                print(f"{at} of {len(runs)} changes tried, {time.monotonic() - began:.0f} s", file=sys.stderr)
            for one in group:
                passed = [name for name in one.cases if name not in failed]
                shown += not passed
                lines += [f"row {one.row}, {one.says}: {name} passes all the same" for name in passed]
    rows = {one.row for one in breaks}
    print(*lines, sep="\n", end="\n" if lines else "")
    print(f"{shown} of {len(breaks)} breaks of {len(rows)} rows are caught, {time.monotonic() - began:.0f} s")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
