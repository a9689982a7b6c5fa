"""The lines of a draft's prose as they stand in the file, and what of a draft is shown or quoted rather than said.

In: a Document. Out: Lines of paragraphs and headings; code, tables, HTML and front matter left out. Stretches.
Must not know: what is looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from techlint.document import Document, Node


class Line(NamedTuple):
    """One line of prose, its blanks cut off at both ends; `block` counts the paragraphs and headings before it."""

    text: str
    span: Span
    node: Node
    block: int


class Lines:
    """All lines of prose, each made when it is asked for; ask for them by `doc.view(Lines)`."""

    def __init__(self, doc: Document) -> None:
        self.text, self.folded = doc.source.text, doc.folded
        self.nodes = doc.of("paragraph", "heading")
        self.starts = [node.span.start for node in self.nodes]

    def __iter__(self) -> Iterator[Line]:
        for block, node in enumerate(self.nodes):
            start = node.span.start
            for text in self.text[start : node.span.end].split("\n"):
                if text and not text.isspace():
                    yield self._line(block, start, text)
                start += len(text) + 1

    def _texts(self) -> list[str]:
        """The texts of the lines, and of the blank ones between them."""
        return [text.strip() for node in self.nodes for text in self.text[slice(*node.span)].split("\n")]

    def _line(self, block: int, start: int, text: str) -> Line:
        bare = text.strip()
        begin = start + len(text) - len(text.lstrip())
        return Line(bare, Span(begin, begin + len(bare)), self.nodes[block], block)

    def at(self, offset: int) -> Line | None:
        """The line in which an offset stands, if that is prose."""
        block = bisect_right(self.starts, offset) - 1
        if block < 0 or offset >= self.nodes[block].span.end:
            return None
        first, last = self.nodes[block].span
        start = max(self.text.rfind("\n", first, offset) + 1, first)
        end = self.text.find("\n", offset, last)
        return self._line(block, start, self.text[start : end if end >= 0 else last])

    def of(self, offsets: Iterable[int]) -> Iterator[Line]:
        """The lines in which some offsets stand, given in order; each line once, however many stand in it."""
        end = 0
        for offset in offsets:
            if offset >= end and (line := self.at(offset)):
                end = line.span.end
                yield line

    def holding(self, words: Iterable[str]) -> list[Line]:
        """The lines that hold one of some words in lower case, in order."""
        found = {}
        for word in words:
            at = self.folded.find(word)
            while at >= 0:
                if line := self.at(at):
                    found[line.span.start] = line
                at = self.folded.find(word, max(line.span.end if line else 0, at + 1))
        return [found[start] for start in sorted(found)]

    def matching(self, pattern: re.Pattern[str], words: Iterable[str]) -> Iterator[tuple[Line, re.Match[str]]]:
        """The lines that a pattern matches as a whole, each of which holds one of some words in lower case."""
        if "" in words:
            lines = list(self) if any(map(pattern.fullmatch, self._texts())) else []
        else:
            lines = self.holding(words)
        return ((line, match) for line in lines if (match := pattern.fullmatch(line.text)))


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


def quotes(doc: Document) -> Shown:
    """The quotations; ask for them by `doc.view(quotes)`."""
    return Shown.of([node.span for node in doc.of("block_quote")])


def shown(doc: Document) -> Shown:
    """What is code, quotation or front matter; ask for it by `doc.view(shown)`."""
    spans = [node.span for node in doc.of("code_block", "code_span", "block_quote")]
    if doc.front_matter:
        spans.append(doc.front_matter.span)
    return Shown.of(spans)
