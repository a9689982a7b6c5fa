"""Sentences of a block of prose.

In: an Excerpt. Out: the (start, end) of each sentence in its text.
Must not know: rules, documents.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.text import Excerpt

LONGEST = 1000
"""A sentence is cut here: whoever searches one must end in bounded time."""

BULLET = lazy("[•●▪‣]")
END = lazy(r"[.!?…。！？\n](?:(?<=\n)|[\"”’')\]]{0,3}(?=\s)\s{1,9}|(?<=[。！？]))")
"""Begins with one class of characters, which `re` is quick to find: in prose with bullets BULLETED is needed."""
BULLETED = lazy(r"[.!?…。！？][\"”’')\]]{0,3}(?=\s)\s{1,9}|[。！？]|\s?[•●▪‣]\s?|\n")
ABBREVIATION = lazy(
    r"(?:^|[\s(])(?:e\.g|i\.e|eg|ie|vs|approx|figs?|nos?|dr|mr|mrs|st|jr|prof|corp|al|cf|ca|est|dept|eq|refs?|vol|pp?|w\.r\.t"
    r"|a\.k\.a|incl|excl|u\.s|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[A-Z])\.$",
    re.IGNORECASE,
)
LINE_OPENS = lazy(r"[A-Z0-9•*~–-]")
SHORT_LINE = 48


def sentences(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """The spans of the sentences in `excerpt.text`, trimmed, in order, none longer than LONGEST."""
    text, start = excerpt.text, 0
    for cut, resume in _cuts(excerpt):
        if cut > start:
            yield from _pieces(text, start, cut)
        start = max(start, resume)
    yield from _pieces(text, start, len(text))


def _cuts(excerpt: Excerpt) -> list[tuple[int, int]]:
    """Where a sentence ends and where the next one begins."""
    text = excerpt.text
    ends = END if text.isascii() or BULLET.search(text) is None else BULLETED
    cuts = [
        (m.start() + len(m[0].rstrip()) if m[0].strip(" •●▪‣") else m.start(), m.end()) for m in ends.finditer(text)
    ]
    kept = [(cut, resume) for cut, resume in cuts if not _goes_on(text, cut, resume)]
    return sorted([*kept, *_line_cuts(excerpt)])


def _goes_on(text: str, cut: int, resume: int) -> bool:
    """Whether a full stop ends an abbreviation, or the next word has no capital: `vs. Go`, `approx. 5`."""
    if text[cut - 1 : cut] != ".":
        return False
    return text[resume : resume + 1].islower() or ABBREVIATION.search(text[max(0, cut - 8) : cut]) is not None


def _line_cuts(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """Line ends that end a sentence: drafts pasted as plain text have headings and list items in their paragraphs."""
    text, start = excerpt.text, 0
    for at, same in zip(excerpt.at, excerpt.same, strict=True):
        if same or text[at] != " ":
            continue
        line = text[start:at].strip()
        if line and len(line) < SHORT_LINE and line[-1] not in ",;(-–" and LINE_OPENS.match(text, at + 1):
            yield at, at + 1
        start = at + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST) + 1 or start + LONGEST
        yield start, cut
        start = cut
    if end > start:
        yield start, end
