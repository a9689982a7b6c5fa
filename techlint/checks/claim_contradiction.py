"""The same metric of the same thing with two values in one draft.

In: the document. Out: hits on the second value, with the first as a label.
Must not know: rules.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any

from techlint.claims import Claim, analyse
from techlint.claims.lexicon import tokens
from techlint.finding import Hit, Label
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

MOST = 40
"""Claims compared with each other; a draft with more is a report."""
ALIKE, APART = 4, 2
"""Words that two sentences must share, and may differ in, to be about the same."""
UNIT = lazy(r"[a-zA-Zµ%×]+(?=\W*$)")
NUMBER = lazy(r"\d[\d.,]{0,12}")


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Pairs of claims with the same words around another number of the same unit."""
    del node, params
    claims = doc.view(analyse).claims
    many = Counter(claim.at for claim in claims if claim.unit)  # several numbers of one sentence are compared by it
    told = [claim for claim in claims if claim.frame and many[claim.at] == 1 and len(_numbers(claim)) == 1][:MOST]
    for (first, about), (second, again) in combinations([(claim, _about(claim)) for claim in told], 2):
        same = first.frame == second.frame and _unit(first) == _unit(second) and len(about & again) >= ALIKE
        if same and len(about ^ again) <= APART and _numbers(first) != _numbers(second):
            yield Hit(
                second.span,
                {"first": first.value, "second": second.value},
                (Label(first.span, "told here first"),),
                sure=False,
            )


def _about(claim: Claim) -> frozenset[str]:
    """What a claim's sentence is about: its longer words."""
    return frozenset(w.word for w in tokens(claim.sentence) if len(w.word) > 3 and w.word.isalpha())


def _unit(claim: Claim) -> str:
    found = UNIT.search(claim.value)
    return found[0].lower() if found else ""


def _numbers(claim: Claim) -> tuple[str, ...]:
    return tuple(NUMBER.findall(claim.value))
