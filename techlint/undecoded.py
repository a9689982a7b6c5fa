"""Bytes of a draft that are no UTF-8: pages show a lozenge where they stand.

In: a Document. Out: one Hit on the first of them, with a fix where they can only be Windows-1252.
Must not know: rules, severities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Edit, Fix, Hit, Label
from techlint.lazy import lazy
from techlint.text import Span

if TYPE_CHECKING:
    import re

    from techlint.document import Document

STRAY = lazy("[\udc80-\udcff]+")
"""What Source makes of such bytes."""
WESTERN = lazy("[A-Za-zÀ-ÖØ-öø-ÿ‘’“”–—…•€°«»¡¿ºª§©®·]{1,2}")
SHOWN = 3
MOST = 2000
"""Places that a fix mends; a longer file is converted by other means."""


def hit(doc: Document) -> Hit | None:
    """The finding, if there is one; a draft of UTF-16 has no such bytes."""
    text = doc.source.text
    if doc.source.encoding != "utf-8" or not _broken(text):
        return None
    found = list(STRAY.finditer(text))
    if not found:
        return None
    spans = [Span(*match.span()) for match in found]
    count = "bytes at one place are" if len(spans) == 1 else f"bytes at {len(spans)} places are"
    others = tuple(Label(span, "another") for span in spans[1 : SHOWN + 1])
    return Hit(spans[0], {"count": count}, others, _fix(found))


def _broken(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _fix(found: list[re.Match[str]]) -> Fix | None:
    """The letters that Windows-1252 has for the bytes, where each is one letter or two: other encodings make runs."""
    if len(found) > MOST:
        return None
    edits = []
    for match in found:
        said = match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")
        if not WESTERN.fullmatch(said):
            return None
        edits.append(Edit(Span(*match.span()), said))
    return Fix("read them as Windows-1252", tuple(edits))
