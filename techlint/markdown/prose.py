"""The prose of a block: what a reader sees of it, and where each piece of that comes from.

In: the inline markup of a block, piece by piece in order. Out: an Excerpt.
Must not know: mistune, nodes.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from techlint.lazy import lazy
from techlint.text import OBJECT, Excerpt

Piece = tuple[str, int, int, bool]

SPECIAL = lazy(f"&(?:#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]{{1,31}});|{OBJECT}+")
VERBATIM_TAG = lazy(r"<(/?)(code|kbd|samp|var|pre|script|style|tt)\b", re.IGNORECASE)
LINE_TAG = lazy(r"<br\b", re.IGNORECASE)


class Prose:
    """Gathers the pieces of one block."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.closing = ""  # the tag that ends a stretch of code written as HTML

    def text(self, raw: str, start: int, end: int) -> None:
        """Plain text that stands at a span of the source."""
        if self.closing:
            return
        if end - start != len(raw):  # an escape
            self.pieces.append((raw, start, end, False))
        elif "&" in raw or OBJECT in raw:
            self._special(raw, start)
        else:
            self.pieces.append((raw, start, end, True))

    def stand_in(self, text: str, start: int, end: int) -> None:
        """Something that is no plain text: a line break, or code, a picture, a bare URL as OBJECT."""
        if not self.closing:
            self.pieces.append((text, start, end, False))

    def html(self, raw: str, start: int, end: int) -> None:
        """A tag or comment: nothing of it is read, and nothing of what stands in a code tag."""
        tag = VERBATIM_TAG.match(raw)
        if tag and not self.closing and not tag[1]:
            self.pieces.append((OBJECT, start, end, False))
            self.closing = tag[2].lower()
        elif tag and tag[1] and tag[2].lower() == self.closing:
            self.closing = ""
        elif LINE_TAG.match(raw):
            self.stand_in("\n", start, end)

    def excerpt(self) -> Excerpt:
        """What was gathered."""
        return Excerpt.join(self.pieces)

    def _special(self, raw: str, start: int) -> None:
        """Text with entities, or with stand-ins for what a dialect mask hid."""
        pos = 0
        for found in SPECIAL.finditer(raw):
            text = OBJECT if found[0][0] == OBJECT else decoded(found[0])
            if text != found[0] or text == OBJECT:
                self.pieces.append((raw[pos : found.start()], start + pos, start + found.start(), True))
                self.pieces.append((text, start + found.start(), start + found.end(), False))
                pos = found.end()
        self.pieces.append((raw[pos:], start + pos, start + len(raw), True))


def decoded(entity: str) -> str:
    """The character of an entity; what is none stays as it is (`html.unescape` makes `¬` of half of `&nothing;`)."""
    return unescape(entity) if entity[1] == "#" else html5.get(entity[1:], entity)
