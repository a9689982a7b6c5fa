"""What the other numbers of a draft say of one: a draft, a section and a paragraph claim, or they don't.

In: for each sentence with numbers, in order, its part and the chance that one of them is a claim, judged alone.
Out: features for each.
Must not know: sentences, weights.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

REACH = 2
"""Sentences with numbers before and after one that stand near it."""
USUAL = 0.4
"""The mean chance where there is no other; it counts as one more, so that a single other does not decide."""
STEPS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def neighbours(parts: Sequence[int], chances: Sequence[float]) -> list[frozenset[str]]:
    """Features of each of some sentences by the chances of the others."""
    whole = sum(chances)
    inside: dict[int, float] = defaultdict(float)
    count: dict[int, int] = defaultdict(int)
    for part, chance in zip(parts, chances, strict=True):
        inside[part] += chance
        count[part] += 1
    found = []
    for k, (part, chance) in enumerate(zip(parts, chances, strict=True)):
        near = chances[max(0, k - REACH) : k + REACH + 1]
        draft = _reached("draft", whole - chance, len(chances) - 1)
        section = _reached("section", inside[part] - chance, count[part] - 1)
        found.append(draft | section | _reached("near", sum(near) - chance, len(near) - 1))
    return found


def _reached(where: str, chances: float, others: int) -> frozenset[str]:
    """Which steps the mean of the others' chances reaches."""
    return _steps(where, bisect_right(STEPS, (chances + USUAL) / (others + 1)))


@cache
def _steps(where: str, number: int) -> frozenset[str]:
    """The first steps."""
    return frozenset([f"{where} >= {step}" for step in STEPS[:number]])
