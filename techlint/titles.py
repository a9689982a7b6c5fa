"""Titles compared as readers compare them: case, marks, markup and quotes make no difference.

In: titles and headings as they stand. Out: keys that are equal for titles that read the same.
Must not know: documents, files, rules.
"""

from __future__ import annotations

import html
import unicodedata
from functools import cache

from techlint.lazy import lazy

LINK = lazy(r"!?\[([^\]]{0,300})\]\([^)]{0,500}\)")
MARKUP = lazy(r"[*_`~<{](?:(?<=<)[^<>]{1,200}>|(?<=\{)[#:.][^{}]{0,100}\}|(?<![<{]))")
QUOTES = lazy("[‘’“”\"'´]")
WORDS = lazy(r"[\w#+]+")
PART_FIRST = lazy(r"(part|episode|chapter|day|week) (\d+) (.+)")
SITE = lazy(r"\s+[|·•–—-]\s+[^|·•–—]{2,40}$")
"""` | Name of the site` at the end of a title."""


@cache
def key(title: str) -> str:
    """What two titles have in common that read the same; `Part 3: X` and `X (Part 3)` do."""
    text = html.unescape(title)
    text = MARKUP.sub("", LINK.sub(r"\1", text) if "](" in text else text)
    text = QUOTES.sub("", (text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold())
    text = " ".join(WORDS.findall(text))
    part = PART_FIRST.fullmatch(text)
    return part.expand(r"\3 \1 \2") if part else text


def same(title: str, heading: str) -> bool:
    """Whether a heading tells the title again; the title may carry the name of the site."""
    return bool(key(heading)) and key(heading) in _keys(title)


@cache
def _keys(title: str) -> frozenset[str]:
    return frozenset((key(title), key(SITE.sub("", title))))
