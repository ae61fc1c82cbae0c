"""Reference against both frames on many generated pairs:
`python -m tests.prove.agreement --programs 20000 --stories 10 --seed 1 --processes 1`.

The same seed plays the same pairs, however many processes share them; `--first` goes on where a run was stopped.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from tests.property.agreement import Steps, ready
from tests.property.pick import FromSeed
from tests.property.programs import program
from tests.property.stories import story
from tests.prove.shrink import kind_of, shrunk

BLOCK = 20  # programs a task
EVERY = 5  # of so many stories of a program one is played in columns and by quotes, too
TASKS = 5  # a process: what is compiled is never let go


@dataclass(frozen=True)
class Apart:
    """A pair on which the engines differ. `seed` makes it again: run/program/story."""

    seed: str
    text: str
    steps: Steps
    lines: list[str]

    @property
    def length(self) -> int:
        return len(self.text) + len(repr(self.steps))


@dataclass
class Tally:
    programs: int = 0
    refused: int = 0
    pairs: int = 0
    steps: int = 0
    apart: list[Apart] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.programs += other.programs
        self.refused += other.refused
        self.pairs += other.pairs
        self.steps += other.steps
        self.apart += other.apart


def run_block(first: int, *, last: int, seed: int, stories: int) -> Tally:
    """Programs `first` and up of a run."""
    tally = Tally()
    for number in range(first, min(first + BLOCK, last)):
        text = program(FromSeed(f"{seed}/{number}"))
        tally.programs += 1
        made = ready(text)
        if made is None:
            tally.refused += 1
            continue
        for at in range(stories):
            steps = story(FromSeed(f"{seed}/{number}/{at}"), text)
            tally.pairs += 1
            tally.steps += len(steps)
            lines = made.apart(steps, every=at % EVERY == 0)
            if lines:
                tally.apart.append(Apart(f"{seed}/{number}/{at}", text, steps, lines))
    return tally


def blocks(first: int, last: int, seed: int, stories: int, processes: int) -> Iterator[Tally]:
    """In order, whichever process is done first."""
    work = partial(run_block, last=last, seed=seed, stories=stories)
    starts = range(first, last, BLOCK)
    with multiprocessing.get_context("fork").Pool(processes, maxtasksperchild=TASKS) as pool:
        yield from pool.imap(work, starts)


def shortest(found: list[Apart]) -> list[Apart]:
    """Of each kind of difference the shortest pair."""
    kinds: dict[str, Apart] = {}
    for one in sorted(found, key=lambda one: one.length):
        kinds.setdefault(kind_of(one.lines), one)
    return list(kinds.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--programs", type=int, default=200)
    parser.add_argument("--stories", type=int, default=10, help="of each program")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, help="the first program's number")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--failures", help="a file for what differs, a line of JSON each")
    parser.add_argument("--every", type=float, default=60, help="seconds between two lines of progress")
    asked = parser.parse_args()
    began = said = time.monotonic()
    tally, last = Tally(), asked.first + asked.programs
    for block in blocks(asked.first, last, asked.seed, asked.stories, asked.processes):
        tally.add(block)
        for one in block.apart:
            print(f"{one.seed} differs: {one.lines[0]}", file=sys.stderr, flush=True)
        if asked.failures is not None:
            with open(asked.failures, "a", encoding="utf-8") as file:
                for one in block.apart:
                    file.write(json.dumps({"seed": one.seed, "lines": one.lines}) + "\n")
        if time.monotonic() - said >= asked.every:
            said = time.monotonic()
            print(f"{tally.pairs} pairs, {len(tally.apart)} differ, {said - began:.0f} s", file=sys.stderr, flush=True)
    for one in shortest(tally.apart):
        text, steps, lines = shrunk(one.text, one.steps)
        print(f"--- {one.seed}: reference / kernel", *lines, text, *map(repr, steps), sep="\n")
    seconds = time.monotonic() - began
    print(
        f"{tally.pairs} pairs of {tally.programs} programs ({tally.refused} refused by the checker), {tally.steps} steps, "
        f"each by two frames, one in {EVERY} in columns and by quotes: {len(tally.apart)} differ; seed {asked.seed}, programs {asked.first} to {last - 1}, "
        f"{asked.stories} stories each; {seconds:.0f} s, {tally.pairs / seconds:.1f} pairs a second"
    )
    return 1 if tally.apart else 0


if __name__ == "__main__":
    sys.exit(main())
