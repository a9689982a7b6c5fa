"""The same metric of the same thing with two values in one draft.

In: the document. Out: hits on the second value, with the first as a label.
Must not know: rules.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

from techlint.claims import Claim, analyse
from techlint.claims.lexicon import tokens
from techlint.claims.scene import look
from techlint.finding import Hit, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

MOST = 40
"""Claims compared with each other; a draft with more is a report."""
UNIT = re.compile(r"[a-zA-Zµ%×]+(?=\W*$)")
NUMBER = re.compile(r"\d[\d.,]{0,12}")


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Pairs of claims with the same words around another number of the same unit."""
    del node, params
    told = [(claim, words) for claim in doc.view(analyse).claims if (words := _words(claim, doc)) is not None][:MOST]
    for (first, about), (second, again) in combinations(told, 2):
        if _unit(first) == _unit(second) and _numbers(first) != _numbers(second) and about[0] == again[0] and len(about[1] & again[1]) >= 4 and len(about[1] ^ again[1]) <= 2:
            yield Hit(second.span, {"first": first.value, "second": second.value}, (Label(first.span, "told here first"),), sure=False)


def _words(claim: Claim, doc: Document) -> tuple[str, frozenset[str]] | None:
    """The kind of a claim and what its sentence is about, without its numbers."""
    if claim.kind in ("superlative", "attribution", "benchmark-table") or not claim.frame or len(_numbers(claim)) != 1:
        return None
    for block in doc.view(look).blocks:
        if claim.span.within(block.node.span) and block.shape in ("prose", "item"):
            for sentence in doc.view(look).sentences(block):
                if claim.span.within(sentence.span):
                    words = frozenset(w.word for w in tokens(sentence.text) if len(w.word) > 3 and w.word.isalpha())
                    return claim.frame, words
    return None


def _unit(claim: Claim) -> str:
    found = UNIT.search(claim.value)
    return found[0].lower() if found else ""


def _numbers(claim: Claim) -> tuple[str, ...]:
    return tuple(NUMBER.findall(claim.value))
