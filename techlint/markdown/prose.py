"""The prose of a block: what a reader sees of it, and where each piece of that comes from.

In: the inline markup of a block, piece by piece in order. Out: an Excerpt.
Must not know: mistune, nodes.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from itertools import accumulate

from techlint.lazy import lazy
from techlint.text import OBJECT, Excerpt, Span

Piece = tuple[str, Span, bool]
"""What it reads as, where it stands, and whether it reads as it stands."""

SPECIAL = lazy(f"&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|{OBJECT}+")
VERBATIM_TAG = lazy(r"<(/?)(code|kbd|samp|var|pre|script|style|tt)\b", re.IGNORECASE)
LINE_TAG = lazy(r"<br\b", re.IGNORECASE)


class Prose:
    """Gathers the pieces of one block."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.closing = ""  # the tag that ends a stretch of code written as HTML

    def text(self, raw: str, span: Span) -> None:
        """Plain text that stands at a span of the source."""
        if self.closing or not raw:
            return
        if span.end - span.start != len(raw):  # an escape
            self.pieces.append((raw, span, False))
        elif "&" in raw or OBJECT in raw:
            self._special(raw, span)
        else:
            self.pieces.append((raw, span, True))

    def stand_in(self, text: str, span: Span) -> None:
        """Something that is no plain text: a line break, or code, a picture, a bare URL as OBJECT."""
        if not self.closing:
            self.pieces.append((text, span, False))

    def html(self, raw: str, span: Span) -> None:
        """A tag or comment: nothing of it is read, and nothing of what stands in a code tag."""
        tag = VERBATIM_TAG.match(raw)
        if tag and not self.closing and not tag[1]:
            self.pieces.append((OBJECT, span, False))
            self.closing = tag[2].lower()
        elif tag and tag[1] and tag[2].lower() == self.closing:
            self.closing = ""
        elif LINE_TAG.match(raw):
            self.stand_in("\n", span)

    def excerpt(self) -> Excerpt:
        """What was gathered."""
        if not self.pieces:
            return Excerpt("", (), (), ())
        if len(self.pieces) == 1:
            raw, span, same = self.pieces[0]
            return Excerpt(raw, (0,), (span,), (same,))
        texts, spans, sames = zip(*self.pieces, strict=True)
        return Excerpt("".join(texts), tuple(accumulate(map(len, texts[:-1]), initial=0)), spans, sames)

    def _special(self, raw: str, span: Span) -> None:
        """Text with entities, or with stand-ins for what a dialect mask hid."""
        pos = 0
        for found in SPECIAL.finditer(raw):
            text = OBJECT if found[0][0] == OBJECT else decoded(found[0])
            if text != found[0] or text == OBJECT:
                start, end = found.span()
                self._same(raw, pos, start, span)
                self.pieces.append((text, Span(span.start + start, span.start + end), False))
                pos = end
        self._same(raw, pos, len(raw), span)

    def _same(self, raw: str, start: int, end: int, span: Span) -> None:
        if start < end:
            self.pieces.append((raw[start:end], Span(span.start + start, span.start + end), True))


def decoded(entity: str) -> str:
    """The character of an entity; what is none stays as it is (`html.unescape` makes `¬` of half of `&nothing;`)."""
    return unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)
