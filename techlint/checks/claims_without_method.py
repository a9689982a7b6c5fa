"""Own measurements without a word on how they were made: one hit per draft.

In: the document. Out: a hit on the first such sentence.
Must not know: rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.claims import analyse
from techlint.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """The first own measurement of a draft that tells neither machine nor workload, nor shows an output."""
    del node, params
    analysis = doc.view(analyse)
    gate = analysis.gate
    if gate.answered or gate.has_setup or gate.method_words >= 2 or any(gate.shown):
        return
    for claim in analysis.claims:
        own = "own measurement in sentence" in claim.evidence.features
        if own and claim.frame and claim.chance >= 0.05 and not claim.vetoes:
            yield Hit(claim.span, {"claim": claim.text}, sure=False)
            return
