"""Find letters and marks that were chosen for their looks: mathematical bold as bold, full-width marks.

In: the document; `params.kind` is styled or fullwidth. Out: hits with the plain text as a fix.
Must not know: severities.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from techlint import letters
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import characters, enclosed, place
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.text import Excerpt

STYLED = lazy("[\U0001d400-\U0001d7ff]+(?:[ '’,-]{1,2}[\U0001d400-\U0001d7ff]+)*")
WORDS = lazy("[A-Za-z]")
FEWEST_LETTERS = 4
ABOUT = lazy(r"unicode|styled|mathematical|font|homogl|normali[sz]|nfkc|screen reader|emoji", re.IGNORECASE)

FULLWIDTH = lazy(
    "[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff5d\u3001\u3002]|[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]+"
)
PLAIN = {"、": ",", "。": "."}
SPACED = frozenset(",;:!?.")
NEAR = 12


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the places of one kind."""
    styled = params["kind"] == "styled"
    pattern = STYLED if styled else FULLWIDTH
    if not pattern.search(doc.view(characters)):
        return
    about = doc.view(profile)
    if about.about_letters or not about.english:
        return
    for node in doc.of("prose"):
        if node.excerpt and not node.excerpt.text.isascii():
            yield from (_styled if styled else _fullwidth)(doc, node.excerpt)


def _styled(_doc: Document, excerpt: Excerpt) -> Iterator[Hit]:
    if ABOUT.search(excerpt.text):
        return
    for match in STYLED.finditer(excerpt.text):
        plain = unicodedata.normalize("NFKC", match[0])
        if len(WORDS.findall(plain)) >= FEWEST_LETTERS:
            yield _hit(excerpt, match, plain)


def _fullwidth(doc: Document, excerpt: Excerpt) -> Iterator[Hit]:
    text = excerpt.text
    if re.search(r"U\+|[《》「」]", text) or len(letters.foreign_run().findall(text)) > 1:
        return
    for match in FULLWIDTH.finditer(text):
        start, end = match.span()
        if letters.foreign_run().search(text, max(start - NEAR, 0), end + NEAR):
            continue
        if _quoted(text, start, end) or place(doc, excerpt.span(start, end).start).inside("link", "block_quote"):
            continue
        plain = PLAIN.get(match[0]) or unicodedata.normalize("NFKC", match[0])
        if plain in SPACED and end < len(text) and not text[end].isspace():
            plain += " "
        if plain == "(" and start and not text[start - 1].isspace():
            plain = " ("
        if plain == ")" and end < len(text) and text[end].isalnum():
            plain = ") "
        yield _hit(excerpt, match, plain)


def _quoted(text: str, start: int, end: int) -> bool:
    return text[start] not in "（）" and enclosed(text.replace("（", " ").replace("）", " "), start, end)


def _hit(excerpt: Excerpt, match: re.Match[str], plain: str) -> Hit:
    span = excerpt.span(*match.span())
    fix = Fix(f"write `{plain.strip()}`", (Edit(span, plain),)) if excerpt.literal(*match.span()) else None
    return Hit(span, {"found": match[0], "plain": plain.strip()}, fix=fix)
