"""Makes the nodes of inline markup, and the prose of a block with them.

In: offsets in the text of a block, in reading order. Out: nodes, each at its place in the source.
Must not know: mistune's tokens, how markup is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mistune.util import unescape

from techlint.document import Code, Node
from techlint.lazy import lazy
from techlint.markdown.prose import Prose
from techlint.text import OBJECT, Excerpt

if TYPE_CHECKING:
    from collections.abc import Callable

    from techlint.text import Span

ESCAPE = lazy(r"\\[!-/:-@\[-`{-~]")
"""A sign that stands for itself."""

CODE_BREAK = lazy(r"\n|\\\|")


class Maker:
    """A text that holds a block, and what was made of the block; `span` tells where a stretch stands in the draft.

    `source` is the draft before anything in it was masked.
    """

    def __init__(self, text: str, span: Callable[[int, int], Span], source: str, *, in_cell: bool = False) -> None:
        self.src, self.span, self.source, self.in_cell = text, span, source, in_cell
        self.prose = Prose()

    def text(self, start: int, end: int) -> Node:
        """Plain text."""
        span, raw = self.span(start, end), self.src[start:end]
        if "\\" in raw:
            self._escaped(start, end)
        else:
            self.prose.text(raw, span)
        return Node("text", span)

    def _escaped(self, start: int, end: int) -> None:
        """Text in which a backslash may stand before a sign."""
        for escape in ESCAPE.finditer(self.src, start, end):
            at, after = escape.span()
            self.prose.text(self.src[start:at], self.span(start, at))
            self.prose.text(escape[0][1], self.span(at, after))
            start = after
        self.prose.text(self.src[start:end], self.span(start, end))

    def line_break(self, start: int, end: int, *, soft: bool) -> Node:
        """A line end."""
        span = self.span(start, end)
        self.prose.stand_in(" " if soft else "\n", span)
        return Node("soft_break" if soft else "line_break", span)

    def code(self, start: int, end: int, size: int) -> Code:
        """A code span whose ticks and padding take `size` characters on each side."""
        span = self.span(start, end)
        self.prose.stand_in(OBJECT, span)
        return Code("code_span", span, self._code_text(start + size, end - size))

    def _code_text(self, start: int, end: int) -> Excerpt:
        """The code of a code span: a line end reads as a space, an escaped pipe in a table cell as a pipe.

        Taken from the source, since a mask may have taken for a template what is code.
        """
        pieces = []
        for found in CODE_BREAK.finditer(self.src, start, end):
            if found[0] == "\n" or self.in_cell:
                span = self.span(start, found.start())
                pieces.append((self.source[slice(*span)], *span, True))
                pieces.append((" " if found[0] == "\n" else "|", *self.span(*found.span()), False))
                start = found.end()
        span = self.span(start, end)
        rest = self.source[slice(*span)]
        return Excerpt.join([*pieces, (rest, *span, True)]) if pieces else Excerpt(rest, (0,), (span,), (True,))

    def target(self, start: int, end: int, title: str | None) -> dict[str, Any]:
        """What a link or picture points to, as fields of its node, where its URL stands as it is, without escapes."""
        span, url = self.span(start, end), self.src[start:end]
        url = self.source[slice(*span)] if OBJECT in url else url
        return {"url": unescape(url), "url_span": span, "title": title or ""}
