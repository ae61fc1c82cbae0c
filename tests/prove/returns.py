"""Returns on many generated orders and sequences: `python -m tests.prove.returns --programs 1000 --sequences 100 --seed 1`.

First every order of so many generated stories is brought back in several ways: any split ends alike, taking everything back
takes what was given. Then sequences of purchases and returns are searched for one that mints points.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections import Counter
from functools import partial

from fidelang.facade import ProgramError, compile_text
from tests.property.minting import Sequence, minted, minting_program
from tests.property.ordering import ends, not_taken, orders
from tests.property.pick import FromSeed

SPLITS = 4
BLOCK = 10  # stories, or programs, a task
TASKS = 5  # a process: what is compiled is never let go
Tally = tuple[Counter[str], list[str]]


def split_block(first: int, *, last: int, seed: int) -> Tally:
    """Orders of the stories `first` and up, each brought back whole, and in pieces."""
    seen, found = Counter[str](), []
    for number in range(first, min(first + BLOCK, last)):
        for order in orders([seed * 1_000_003 + number]):
            first, *others = ends(order, SPLITS) or [()]
            seen["orders"] += 1
            seen["splits compared"] += len(others)
            lines = not_taken(order, 0) + not_taken(order, 1)
            lines += [f"{one} / {first}" for one in others if one != first]
            found += [f"orders of {number}: {line}" for line in lines]
    return seen, found


def mint_block(first: int, *, last: int, seed: int, sequences: int) -> Tally:
    """Sequences under the programs `first` and up."""
    seen, found = Counter[str](), []
    for number in range(first, min(first + BLOCK, last)):
        text = minting_program(FromSeed(f"{seed}/{number}"))
        try:
            program = compile_text(text)
        except ProgramError:
            seen["refused by the checker"] += 1
            continue
        seen["programs"] += 1
        for at in range(sequences):
            played = Sequence(program, text, FromSeed(f"{seed}/{number}/{at}")).play()
            seen["sequences"] += 1
            seen += played.seen
            found += [f"sequence {seed}/{number}/{at}: {line}" for line in minted(program, played)]
    return seen, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200, help="whose orders are brought back in several ways")
    parser.add_argument("--programs", type=int, default=50)
    parser.add_argument("--sequences", type=int, default=100, help="of each program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    asked = parser.parse_args()
    began = time.monotonic()
    seen, found = Counter[str](), list[str]()
    tasks = [
        (partial(split_block, last=asked.stories, seed=asked.seed), asked.stories),
        (partial(mint_block, last=asked.programs, seed=asked.seed, sequences=asked.sequences), asked.programs),
    ]
    with multiprocessing.get_context("fork").Pool(asked.processes, maxtasksperchild=TASKS) as pool:
        for work, last in tasks:
            for more, lines in pool.imap(work, range(0, last, BLOCK)):
                seen += more
                found += lines
                for line in lines:
                    print(line, file=sys.stderr, flush=True)
    told = ", ".join(f"{count} {what}" for what, count in seen.items())
    print(f"{told}: {len(found)} wrong; seed {asked.seed}, {time.monotonic() - began:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
