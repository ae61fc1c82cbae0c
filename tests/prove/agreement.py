"""Reference against all frames on many generated pairs: `python -m tests.prove.agreement --count 20000 --seed 1`."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from fidelang.trials.story import run_story
from tests.columns.story import run_story as run_columns
from tests.property.agreement import differences, is_sound, pair
from tests.property.pick import FromSeed
from tests.reference import run_story as reference

FRAMES: dict[str, Callable[[str, list[dict[str, Any]]], list[Any]]] = {
    "dict": partial(run_story, frame="dict"),
    "one_text": partial(run_story, frame="one_text"),
    "columns": run_columns,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="differences to show in full")
    asked = parser.parse_args()
    began, ran, refused, steps, apart = time.monotonic(), 0, 0, 0, 0
    for number in range(asked.count):
        text, story = pair(FromSeed(asked.seed * 1_000_003 + number))
        if not is_sound(text):
            refused += 1
            continue
        ran += 1
        steps += len(story)
        expected = reference(text, story)
        for frame, answer in FRAMES.items():
            found = differences(expected, answer(text, story))
            if found:
                apart += 1
                if apart <= asked.show:
                    print(f"--- pair {number}, frame {frame}, reference / kernel", *found, text, *story, sep="\n")
    print(
        f"{ran} pairs of {asked.count} ran ({refused} refused by the checker), {steps} steps, {len(FRAMES)} frames each: "
        f"{apart} differ; seed {asked.seed}, {time.monotonic() - began:.0f} s"
    )
    return 1 if apart else 0


if __name__ == "__main__":
    sys.exit(main())
