"""Shared budgets and stock under many interleaved evaluations: `python -m tests.prove.shared --evaluations 10000 --seed 1`.

For `scale` and `stop`, and each window, so many evaluations at 25 tills at once; commits come in another order, lost races
are evaluated again, goods come back, midnights and moves draw too.
"""

from __future__ import annotations

import argparse
import sys
import time

from tests.property.pick import FromSeed
from tests.property.test_shared import WINDOWS, WORDS
from tests.property.tills import Tills, shared_program


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--evaluations", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    wrong = 0
    for word in WORDS:
        for window in WINDOWS:
            began = time.monotonic()
            tills = Tills(shared_program(word=word, window=window), FromSeed(asked.seed)).run(asked.evaluations)
            (money, most), (points, many) = tills.use("all"), tills.use("some")
            wrong += bool(tills.passed)
            print(
                f"{word} {window or 'ever'}: {tills.evaluated} evaluations, {tills.seen['lost races']} lost races, "
                f"{tills.seen['given back']} returns gave back; most used of a window: {money} of {most} minor units, "
                f"{points} of {many} points, stock {tills.fullest_of('stock')}, limit {tills.fullest_of('limit')}; "
                f"{len(tills.passed)} caps passed; seed {asked.seed}, {time.monotonic() - began:.0f} s",
                *tills.passed[:3],
                sep="\n  ",
                flush=True,
            )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
