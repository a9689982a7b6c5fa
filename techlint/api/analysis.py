"""What is outdated in the code of a draft: the analysis that all rules of the family share through `doc.view`.

In: a Document. Out: Sightings that passed the gates, in order. Must not know rules, severities, or what day it is.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from techlint.api import facts, formats, gates, symbols, web
from techlint.api.evidence import Evidence
from techlint.api.fences import fences
from techlint.api.sighting import Place, version
from techlint.joined import Joined
from techlint.literals import finder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from techlint.api.fences import Fence
    from techlint.api.sighting import Sighting
    from techlint.document import Document
    from techlint.literals import Find

_PLATFORM = frozenset({"shell", "yaml", "dockerfile", "sql", "any"})


def analyse(doc: Document) -> tuple[Sighting, ...]:
    """Find what is outdated, leave out what the author knows, and tell each place once."""
    code = fences(doc)
    if not code:
        return ()
    evidence, held = Evidence(doc, code), _held(code)
    found = [*_facts(evidence, held), *symbols.find(code, evidence), *formats.find(held), *web.find(code)]
    kept = (one for one in found if not gates.known(doc, one.place))
    return tuple(_once(kept))


@cache
def words() -> tuple[tuple[str, ...], Find]:
    """What code must hold to be looked at for facts or formats, and what finds it."""
    known = tuple(facts.literals().union(*formats.words().values()))
    return known, finder(known)


def _held(code: Sequence[Fence]) -> list[tuple[Fence, set[str]]]:
    """The pieces of code that hold some of the words, each with those that it holds."""
    texts = Joined.of([fence.text for fence in code])
    known, find = words()
    held: dict[int, set[str]] = defaultdict(set)
    for number, start, _ in find(texts.text):
        held[texts.at(start)].add(known[number])
    return [(code[number], held[number]) for number in sorted(held)]


def _facts(evidence: Evidence, held: Iterable[tuple[Fence, set[str]]]) -> Iterator[Sighting]:
    """Curated facts; in a code span only those that are as plain there as in a fence."""
    langs = {fence.lang for fence in evidence.fences}
    text = evidence.doc.folded
    holds = cache(lambda word: word in text)  # a long draft is not read again for each piece of code
    for fence, some in held:
        numbers = facts.likely(some, langs if fence.inline else (fence.lang,), inline=fence.inline)
        for fact in map(facts.fact_at, numbers):
            if fact.wanted and not any(map(holds, fact.wanted)):
                continue
            for place in fact.places(fence.text):
                if not _pinned(fact, evidence):
                    yield facts.sighting(fact, Place(fence, *place))


def _pinned(fact: facts.Fact, evidence: Evidence) -> bool:
    """Whether the post pins a version for which the old way is right. Of a platform, an old version is no excuse."""
    return not _PLATFORM.intersection(fact.langs) and bool(
        fact.since and (pin := evidence.pin((fact.library,))) and pin < version(fact.since)
    )


def _once(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """Of two that share a place and a kind, the first: somebody wrote a fact by hand, a pack is harvested.

    A fact about an import says more than the rows of its names: train_test_split is gone only from where it was.
    Of one that ends when another begins, both are told: the calendar chooses.
    """
    taken: dict[tuple[int, str, bool], set[int]] = defaultdict(set)
    hands: dict[tuple[int, str], set[int]] = defaultdict(set)
    for one in found:
        covered = taken[id(one.place.fence), one.kind, bool(one.said.until)]
        place = range(one.place.start, one.place.end)
        by_hand = hands[id(one.place.fence), one.kind]
        if not covered.isdisjoint(place) or (
            one.place.statement and not by_hand.isdisjoint(range(*one.place.statement))
        ):
            continue
        covered.update(place)
        if one.certain:
            by_hand.update(place)
        yield one
