"""The prose of a draft as ONE text: headings, paragraphs and cells, a blank line between them.

In: a Document. Out: an Excerpt, so that places in the text map back to the draft; code and pictures are stand-ins.
Must not know: who searches the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.text import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Document


def whole(doc: Document) -> Excerpt:
    """All prose of a draft; call it through `doc.view(whole)`."""
    return Excerpt.join(_pieces(doc))


def _pieces(doc: Document) -> Iterator[tuple[str, int, int, bool]]:
    last = 0
    for node in doc.of("prose"):
        if node.excerpt is None or not node.excerpt.text:
            continue
        if last:
            yield "\n\n", last, last, False
        excerpt = node.excerpt
        ends = (*excerpt.at[1:], len(excerpt.text))
        for start, end, span, same in zip(excerpt.at, ends, excerpt.spans, excerpt.same, strict=True):
            yield excerpt.text[start:end], span.start, span.end, same and node.exact
            last = span.end
