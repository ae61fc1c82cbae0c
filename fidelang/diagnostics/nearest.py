"""Did you mean: the known word nearest to a misspelt one."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60  # nobody misspells a longer word, and the cost grows with the square


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The name that takes the fewest slips of the hand to become `word`: at most a third of its letters, at most three.

    A slip is a letter too many, missing, wrong, or swapped with its neighbour. Ties go to the first in the alphabet.

    >>> nearest("memeber", ["member", "basket"]), nearest("gold", ["silver"])
    ('member', None)
    """
    if not 1 < len(word) <= _LONGEST:
        return None
    folded = word.casefold().replace("-", "_")
    allowed = min(3, max(1, len(word) // 3))
    best: tuple[int, str] | None = None
    for name in known:
        if abs(len(name) - len(word)) > allowed or len(name) > _LONGEST:
            continue
        found = (_slips(folded, name.casefold()), name)
        if found[0] <= allowed and (best is None or found < best):
            best = found
    return None if best is None else best[1]


def _slips(left: str, right: str) -> int:
    """Damerau's distance with adjacent swaps (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
