"""The lines of a draft's prose as they stand in the file, and where in the draft they are.

In: a Document. Out: Lines of paragraphs and headings, in order; code, tables, HTML and front matter left out.
Must not know: what is looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.text import Span

if TYPE_CHECKING:
    from techlint.document import Document, Node


@dataclass(frozen=True, slots=True)
class Line:
    """One line of prose, its blanks cut off at both ends.

    `block` counts the paragraphs and headings before it, from 0. `alone` means that its block has no other line.
    """

    text: str
    span: Span
    node: Node
    block: int
    alone: bool
    quoted: bool
    listed: bool


def lines(doc: Document) -> tuple[Line, ...]:
    """All lines of prose; ask for it by `doc.view(lines)`."""
    found = []
    for block, node in enumerate(doc.of("paragraph", "heading")):
        above = {up.kind for up in doc.ancestors(node)}
        raw = doc.source[node.span].split("\n")
        start = node.span.start
        for text in raw:
            if bare := text.strip():
                begin = start + len(text) - len(text.lstrip())
                span = Span(begin, begin + len(bare))
                quoted, listed = "block_quote" in above, "list_item" in above
                found.append(Line(bare, span, node, block, len(raw) == 1, quoted, listed))
            start += len(text) + 1
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Shown:
    """Stretches that show text as it is - code - or quote it, sorted: what stands there is told about, not said."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]

    def holds(self, span: Span) -> bool:
        """Whether a span begins in one of them."""
        at = bisect_right(self.starts, span.start) - 1
        return at >= 0 and span.start < self.spans[at].end


def shown(doc: Document) -> Shown:
    """What is code, quotation or front matter; ask for it by `doc.view(shown)`."""
    spans = [node.span for node in doc.of("code_block", "code_span", "block_quote")]
    if doc.front_matter:
        spans.append(doc.front_matter.span)
    outer: list[Span] = []
    for span in sorted(spans):
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return Shown(tuple(outer), tuple(span.start for span in outer))
