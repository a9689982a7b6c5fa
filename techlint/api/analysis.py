"""What is outdated in the code of a draft: the analysis that all rules of the family share through `doc.view`.

In: a Document. Out: Sightings that passed the gates, in order. Must not know rules, severities, or what day it is.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from techlint.api import facts, formats, gates, symbols
from techlint.api.evidence import gather
from techlint.api.fences import fences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from techlint.api.evidence import Evidence
    from techlint.api.fences import Fence
    from techlint.api.sighting import Sighting
    from techlint.document import Document


def analyse(doc: Document) -> tuple[Sighting, ...]:
    """Find what is outdated, leave out what the author knows, and tell each place once."""
    code = fences(doc)
    if not code:
        return ()
    evidence = gather(doc, code)
    found = [*symbols.find(code, evidence), *formats.find(code), *_facts(doc, code, evidence)]
    kept = (one for one in found if not gates.known(doc, one.fence, one.start, one.end))
    return tuple(_once(kept))


def _facts(doc: Document, code: Iterable[Fence], evidence: Evidence) -> Iterator[Sighting]:
    """Curated facts; in a code span only those that are as plain there as in a fence."""
    by_lang = facts.facts()
    langs = {fence.lang for fence in code}
    for fence in code:
        if fence.inline:
            known = [fact for lang in (*langs, "any") for fact in by_lang.get(lang, ()) if fact.inline]
        else:
            known = [*by_lang.get(fence.lang, ()), *by_lang.get("any", ())]
        for fact in known:
            for start, end in fact.places(fence.text):
                if not fact.wanted or any(word in doc.folded for word in fact.wanted):
                    yield facts.sighting(fact, fence, (start, end), evidence)


def _once(found: Iterable[Sighting]) -> Iterator[Sighting]:
    """Of two that share a place in a fence and a kind, the first; facts come last, packs know more of versions."""
    taken: dict[tuple[int, str], list[tuple[int, int]]] = defaultdict(list)
    for one in found:
        places = taken[id(one.fence), one.kind]
        if not any(one.start < end and start < one.end for start, end in places):
            places.append((one.start, one.end))
            yield one
