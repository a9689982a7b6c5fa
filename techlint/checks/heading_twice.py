"""Find two headings with the same words side by side: same level, same parent.

In: the document. Out: hits on the second one; unsure for headings that only name a part (`Example`, `Before`).
Must not know: severities.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from techlint import resources, titles
from techlint.checks.title_and_heading import heading_text
from techlint.document import Heading
from techlint.finding import Hit, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

FEW = 2
"""A heading that stands more often than this is a pattern of the post, not a slip."""


@cache
def _generic() -> frozenset[str]:
    return frozenset(resources.read_words("titles/data/generic-headings.txt"))


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the repeated headings."""
    blocks = doc.root.children
    seen: dict[tuple[int, int, str], list[int]] = {}
    above: list[tuple[int, int]] = []
    for at, node in enumerate(blocks):
        if not isinstance(node, Heading):
            continue
        above = [(level, place) for level, place in above if level < node.level]
        key = titles.key(heading_text(doc, node))
        if key and node.level > 1:
            seen.setdefault((above[-1][1] if above else -1, node.level, key), []).append(at)
        above.append((node.level, at))
    for (_, _, key), where in seen.items():
        for before, at in pairwise(where):
            empty = before + 1 == at
            sure = empty or (key not in _generic() and not key.isdigit() and len(where) <= FEW)
            first = Label(blocks[before].span, "the first one")
            heading = blocks[at]
            words = heading_text(doc, heading) if isinstance(heading, Heading) else ""
            yield Hit(heading.span, {"heading": words}, (first,), sure=sure)
