"""Find text that was decoded with the wrong table, and bytes that are no UTF-8 at all.

In: the document. Out: hits on the garbled characters, with the right ones as a fix.
Must not know: how garbled text is recognised (`techlint.mojibake`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint import mojibake
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import Mentions, characters, place
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node

ABOUT = lazy(
    r"\b(?:unicode|utf-?(?:8|16)|mojibake|charset|windows-125\d|cp125\d|latin-?1|iso-8859|ascii|double[- ]encod\w+"
    r"|(?:en|de)cod(?:es|ed|ing) (?:as|error)|character encoding|BOM|byte order mark|ftfy|iconv|recode|U\+[0-9A-F]{4}"
    r"|circumflex|diacritic\w*|accent(?:ed|s)? (?:letter|character)s?|letter (?:A|E|O|U) with|garbled)",
    re.IGNORECASE,
)
"""Words of a paragraph that shows garbled text on purpose. Narrow: `decoding` alone is also what a model does."""

LONE_BYTES = lazy("[\udc80-\udcff]+")
"""Bytes that are no UTF-8, as `Source.decode` keeps them."""


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield garbled text, or with `params: {kind: bytes}` the bytes that are no UTF-8."""
    return _bytes(doc) if params.get("kind") == "bytes" else _garbled(doc)


def _garbled(doc: Document) -> Iterator[Hit]:
    if not mojibake.LEADS.search(doc.view(characters)) and "&" not in doc.source.text:
        return
    about_encodings = Mentions(ABOUT)
    for garble in mojibake.find(doc.source.text):
        where = place(doc, garble.start)
        if doc.view(profile).about_letters or where.kind == "code_span" or about_encodings(where):
            continue
        span = Span(garble.start, garble.end)
        fix = None
        if garble.right is not None:
            safe = garble.certain and where.kind in ("prose", "front_matter")
            fix = Fix("put the right characters", (Edit(span, garble.right),), safe=safe)
        yield Hit(span, {"garbled": doc.source[span], "right": _shown(garble.right)}, fix=fix)


def _shown(right: str | None) -> str:
    if right is None:
        return "something that cannot be told any more"
    return f"`{right}`" if right.strip() else "a space"


def _bytes(doc: Document) -> Iterator[Hit]:
    for match in LONE_BYTES.finditer(doc.source.text):
        data = match[0].encode("utf-8", "surrogateescape")
        span = Span(*match.span())
        right = data.decode("cp1252", "replace")
        fix = None if "\ufffd" in right else Fix("read the bytes as Windows-1252", (Edit(span, right),))
        yield Hit(span, {"bytes": data.hex(" ").upper(), "right": right}, fix=fix)
