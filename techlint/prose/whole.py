"""The prose of a draft as ONE text: headings, paragraphs and cells, a blank line between them.

In: a Document. Out: an Excerpt, so that places in the text map back to the draft; code and pictures are stand-ins.
Must not know: who searches the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.text import Excerpt, Span

if TYPE_CHECKING:
    from techlint.document import Document

GAP = "\n\n"


def whole(doc: Document) -> Excerpt:
    """All prose of a draft; call it through `doc.view(whole)`."""
    texts: list[str] = []
    at: list[int] = []
    spans: list[Span] = []
    same: list[bool] = []
    size = 0
    for node in doc.of("prose"):
        excerpt = node.excerpt
        if excerpt is None or not excerpt.text:
            continue
        if texts:
            texts.append(GAP)
            at.append(size)
            spans.append(Span(spans[-1].end, spans[-1].end))
            same.append(False)
            size += len(GAP)
        texts.append(excerpt.text)
        at += [start + size for start in excerpt.at]
        spans += excerpt.spans
        same += excerpt.same if node.exact else [False] * len(excerpt.same)
        size += len(excerpt.text)
    return Excerpt("".join(texts), tuple(at), tuple(spans), tuple(same))
