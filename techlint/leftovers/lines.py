"""The lines of a draft's prose as they stand in the file, and where in the draft they are.

In: a Document. Out: Lines of paragraphs and headings, in order; code, tables, HTML and front matter left out.
Must not know: what is looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from techlint.joined import Joined
from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.document import Document, Node
    from techlint.text import Excerpt


class Line(NamedTuple):
    """One line of prose, its blanks cut off at both ends; `folded` is it in lower case.

    `block` counts the paragraphs and headings before it, from 0.
    """

    text: str
    folded: str
    span: Span
    node: Node
    block: int
    quoted: bool


def lines(doc: Document) -> tuple[Line, ...]:
    """All lines of prose; ask for it by `doc.view(lines)`."""
    found = []
    quotes = Shown.of(node.span for node in doc.of("block_quote"))
    for block, node in enumerate(doc.of("paragraph", "heading")):
        quoted = quotes.holds(node.span)
        raw = doc.source[node.span].split("\n")
        start = node.span.start
        for text in raw:
            if bare := text.strip():
                begin = start + len(text) - len(text.lstrip())
                span = Span(begin, begin + len(bare))
                found.append(Line(bare, bare.lower(), span, node, block, quoted))
            start += len(text) + 1
    return tuple(found)


class Prose(NamedTuple):
    """The text of a paragraph, heading or table cell that is no quotation, and the same in lower case."""

    text: str
    folded: str
    excerpt: Excerpt
    kind: str


def prose(doc: Document) -> tuple[Prose, ...]:
    """All blocks of prose, in order; ask for it by `doc.view(prose)`."""
    quotes = Shown.of(node.span for node in doc.of("block_quote"))
    nodes = [node for node in doc.of("prose") if node.excerpt and not quotes.holds(node.span)]
    return tuple(Prose(n.excerpt.text, n.excerpt.text.lower(), n.excerpt, n.kind) for n in nodes if n.excerpt)


def line_index(doc: Document) -> Joined:
    """All lines in lower case, to ask at once which hold a literal; ask for it by `doc.view(line_index)`."""
    return Joined.of([line.folded for line in doc.view(lines)])


def prose_index(doc: Document) -> Joined:
    """All of `prose` in lower case, likewise; ask for it by `doc.view(prose_index)`."""
    return Joined.of([block.folded for block in doc.view(prose)])


class Shown(NamedTuple):
    """Stretches that show text as it is - code - or quote it, sorted: what stands there is told about, not said."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Shown:
        """The outermost of some spans."""
        outer: list[Span] = []
        for span in sorted(spans):
            if not outer or span.start >= outer[-1].end:
                outer.append(span)
        return cls(tuple(outer), tuple(span.start for span in outer))

    def holds(self, span: Span) -> bool:
        """Whether a span begins in one of them."""
        at = bisect_right(self.starts, span.start) - 1
        return at >= 0 and span.start < self.spans[at].end


def shown(doc: Document) -> Shown:
    """What is code, quotation or front matter; ask for it by `doc.view(shown)`."""
    spans = [node.span for node in doc.of("code_block", "code_span", "block_quote")]
    if doc.front_matter:
        spans.append(doc.front_matter.span)
    return Shown.of(spans)
