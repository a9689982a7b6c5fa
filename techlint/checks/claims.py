"""Claims of one kind that nothing in the draft backs.

In: the document, `kind` (and `weak`: only claims whose evidence is weak). Out: hits.
Must not know: how claims are found (techlint.claims).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.claims import Claim, analyse
from techlint.claims.tier import NO_SOURCE, TOLD
from techlint.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

LOOKED = {
    "": "no link in its sentence, list or section; no set-up described",
    "benchmark-table": "no link in or beside it; no set-up described",
    "superlative": "no measurement or source beside it",
    "attribution": "no study named or linked",
}


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """The claims of the rule's kind."""
    del node
    weak = params.get("weak", False)
    for claim in doc.view(analyse).claims:
        linked = claim.evidence.reason.startswith(NO_SOURCE)
        if claim.grade == "supported" or claim.chance < TOLD or linked != weak:
            continue
        if weak or claim.kind == params["kind"]:
            yield Hit(claim.span, {"claim": claim.text, "value": claim.value, "looked": looked(claim)}, sure=claim.sure)


def looked(claim: Claim) -> str:
    """What was looked at, in words for the author."""
    if claim.evidence.reason:
        return f"only this: {claim.evidence.reason}"
    return LOOKED.get(claim.kind, LOOKED[""])
