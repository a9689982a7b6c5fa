"""How likely a quantity is a claim, and how likely nothing backs it.

In: features, `claims/data/weights.json`. Out: probabilities.
Must not know: documents, rules. Trained by tools/claims/train.py; plain sums here.
"""

from __future__ import annotations

import math
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.claims.claim import Candidate
    from techlint.claims.reasons import Evidence

WORLD_KINDS = frozenset({"count", "money", "nines", "span"})
WORLD_FRAMES = frozenset({"share", "crowd"})
"""Numbers about the world: a chart of one's own measurement does not back them."""
GRADED = lazy(r"(draft: [a-z ]+|method words|shown in section) (\d)$")
UNREAD = ("link in block",)
"""Signs that did not hold up across repositories."""
SHOWN = ("figure", "table beside", "table near", "output", "number in")
NEAR_LINK = ("link in sentence", "link beside sentence", "link in paragraph")


class Weights(NamedTuple):
    """One linear model."""

    bias: float
    of: Mapping[str, float]

    def probability(self, features: Iterable[str]) -> float:
        """The chance that holds for something with these features."""
        logit = self.bias + sum(map(self.of.get, features, repeat(0.0)))
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def weights(name: str) -> Weights:
    """A model of the weights file: "alone" and "claim" (is it one?) or "bare" (does nothing back it?)."""
    model: dict[str, Any] = resources.read_json("claims/data/weights.json")[name]
    return Weights(model["bias"], model["weights"])


def alone(candidates: Iterable[Candidate]) -> float:
    """The chance that one of a sentence's quantities is a claim, judged without the numbers around it."""
    return max(weights("alone").probability(candidate.features) for candidate in candidates)


def claimed(candidate: Candidate, around: frozenset[str]) -> float:
    """The chance that a quantity is a claim; `around` tells of the numbers around its sentence (neighbours.py)."""
    return weights("claim").probability(candidate.features | around)


def bare(candidate: Candidate, evidence: Evidence) -> float:
    """The chance that nothing backs a claim."""
    return weights("bare").probability(bare_features(candidate, evidence))


def bare_features(candidate: Candidate, evidence: Evidence) -> frozenset[str]:
    """What the second model reads: the signs of the walk, and how they go with the kind of claim."""
    return frozenset([f"reason={evidence.reason}", *_pairs(candidate, evidence)]).union(*map(_read, evidence.features))


@cache
def _read(sign: str) -> tuple[str, ...]:
    """A sign as the model reads it, each step of a grade by itself; there are few different signs."""
    if graded := GRADED.match(sign):
        return tuple([f"{graded[1]} >={k}" for k in range(1, int(graded[2]) + 1)])
    return () if sign.startswith(UNREAD) else (sign,)


def _pairs(candidate: Candidate, evidence: Evidence) -> Iterator[str]:
    signs = evidence.features
    world = candidate.quantity.kind in WORLD_KINDS or candidate.frame.name in WORLD_FRAMES
    sorts = frozenset().union(*map(_sorts, signs))
    own, shown, linked = "own" in sorts, "shown" in sorts, "linked" in sorts
    measured = "title of a measurement" in signs
    yield f"kind={candidate.quantity.kind}"
    yield "world" if world else "performance"
    if candidate.quantity.hedged:
        yield "hedged"
    if shown:
        yield f"shown, {'own' if own else 'not own'}"
        yield f"shown, {'under a title of measurement' if measured else 'under another title'}"
        yield f"shown, {'world' if world else 'performance'}"
        yield f"shown, {'pointed to' if 'pointed to' in sorts else 'not pointed to'}"
    if own and "draft: measured" in signs:
        yield "own in a measured draft"
    if own and (world or measured):
        yield "own, world" if world else "own, under a title of measurement"
    if linked:
        yield "linked, world" if world else "linked, performance"
    if not linked and not shown and not own:
        yield "nothing near"


@cache
def _sorts(sign: str) -> frozenset[str]:
    """What a sign tells of, as far as it goes with the kind of claim."""
    sorts = {
        "own": sign.startswith("own "),
        "shown": sign.startswith(SHOWN),
        "linked": sign.startswith(NEAR_LINK) and sign.endswith(("source", "page")),
        "pointed to": "points to" in sign,
    }
    return frozenset([name for name, holds in sorts.items() if holds])
