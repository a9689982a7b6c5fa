"""The nearest evidence in words, out of all the signs that a walk brought home.

In: signs. Out: Evidence: what a reader is told was found, and whether it is weak.
Must not know: how signs are found, weights.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

REASONS = (
    ("source given", "source given by the author"),
    ("link in sentence: source", "link in its sentence"),
    ("link in sentence: page", "link in its sentence"),
    ("citation in sentence", "citation in its sentence"),
    ("link in table: source", "link in the table"),
    ("link beside table", "link beside the table"),
    ("link in list intro: source", "link in the list's first line"),
    ("link in list intro: page", "link in the list's first line"),
    ("link beside sentence: source", "link in its paragraph"),
    ("link beside sentence: page", "link in its paragraph"),
    ("link in paragraph: source", "link in its paragraph"),
    ("link in paragraph: page", "link in its paragraph"),
    ("citation in paragraph", "citation in its paragraph"),
    ("source line beside", "source line beside it"),
    ("link in heading", "link in its heading"),
    ("number in table", "table that holds the number"),
    ("number in code", "output that holds the number"),
    ("output", "output beside it"),
    ("figure", "figure beside it"),
    ("table beside", "table beside it"),
    ("table near", "table beside it"),
    ("own measurement in sentence", "own measurement"),
    ("own measurement beside table", "own measurement"),
    ("number told elsewhere with support", "told again with support"),
    ("draft: measured", "the draft reports its own measurements"),
)
WEAK = (
    ("link in sentence: ", "link that is no source for a number"),
    ("link in paragraph: ", "link that is no source for a number"),
    ("source named", "source named but not linked"),
)
RANKED = (*REASONS, *WEAK)


class Evidence(NamedTuple):
    """What was found for a claim. `reason` names the nearest thing, "" if nothing; `features` are all signs seen."""

    reason: str
    features: frozenset[str]
    weak: bool = False


def evidence(found: Iterable[str]) -> Evidence:
    """The nearest evidence among signs, with all of them."""
    signs = frozenset(found)
    rank = min(map(_rank, signs), default=len(RANKED))
    if rank == len(RANKED):
        return Evidence("", signs)
    return Evidence(RANKED[rank][1], signs, weak=rank >= len(REASONS))


@cache
def _rank(sign: str) -> int:
    """The place in RANKED of the first entry that a sign begins with; there are few different signs."""
    return next((rank for rank, (begin, _) in enumerate(RANKED) if sign.startswith(begin)), len(RANKED))
