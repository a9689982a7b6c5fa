"""What would take too long to read: stretches of a draft that are left alone.

In: masked Markdown. Out: spans of whole lines, each too costly by itself or beyond what a draft may cost.
Must not know: mistune.

The cost of a stretch is guessed before it is parsed, from what parsers spend their time on: line ends and signs of
markup, each as often as containers may stand around it. A guess on counts is the same on every machine, as a clock is
not. A megabyte of real drafts costs some ninety thousand units, a
megabyte of `- a` two million.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.document import Node
from techlint.lazy import lazy
from techlint.text import Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

FREE = 50_000
"""Characters; the worst draft of that length is read within a second."""

STRETCH, DRAFT = 60_000, 480_000
"""What a stretch between blank lines may cost, and a draft; a unit takes five to ten microseconds."""

BOUNDARY = lazy(r"^(?:[ \t>*+-]|\d{1,9}[.)]){0,60}(`{3,}(?=[^`\n]*$)|~{3,})[^\n]*$|\n[ \t]*(?=\n)", re.MULTILINE)
SIGN = lazy(r"[*_`\[\]<&!|~\\:]")
ITEM = lazy(r"\n[ \t>]{0,40}(?:[*+-]|\d{1,9}[.)])(?=\s)")
LEAD = lazy(r"\n([ \t>*+-]{3,})")
DEPTH = 20
"""mistune nests no deeper."""


def costly(text: str) -> tuple[Span, ...]:
    """The stretches that are not to be parsed, in order."""
    if len(text) <= FREE:
        return ()
    found: list[Span] = []
    spent = 0
    for span, fenced in _stretches(text):
        cost = text.count("\n", *span) if fenced else _cost(text, span)
        if cost > STRETCH and not fenced:
            found.append(_trimmed(text, span))
        elif spent + cost > DRAFT:
            return (*found, _trimmed(text, Span(span.start, len(text))))
        else:
            spent += cost
    return tuple(found)


def _trimmed(text: str, span: Span) -> Span:
    """From the first character that shows to the last."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip("\n"))
    return Span(start, max(start, span.start + len(piece.rstrip())))


def unread(span: Span) -> Node:
    """The node of a stretch that is left alone."""
    return Node("paragraph", span, Excerpt("", (), (), ()), exact=False)


def dense(text: str) -> bool:
    """Whether the text of one block is too costly by itself: what seemed to stand in a fence may prove to be prose."""
    return len(text) > STRETCH and _signs(text, Span(0, len(text))) > STRETCH


def _stretches(text: str) -> Iterator[tuple[Span, bool]]:
    """What stands between blank lines, and fenced blocks, whose lines cost little."""
    start = pos = 0
    while boundary := BOUNDARY.search(text, pos):
        if boundary.start() > start:
            yield Span(start, boundary.start()), False
        start, pos = boundary.start(), boundary.end()
        if boundary[1]:
            size = min(len(boundary[1]), 1000)
            close = re.compile(rf"^[ \t>]*{boundary[1][0]}{{{size},}}[ \t]*$", re.MULTILINE).search(text, pos)
            pos = close.end() if close else len(text)
            yield Span(start, pos), True
        start = pos = max(pos, boundary.start() + 1)
    if start < len(text):
        yield Span(start, len(text)), False


def _cost(text: str, span: Span) -> int:
    """The guess for one stretch, every container around it adds two fifths."""
    piece = text[span.start : span.end]
    lines = piece if piece[:1] == "\n" else "\n" + piece
    cost = 6 + _signs(text, span) + 6 * len(ITEM.findall(lines))
    depth = max(map(_depth, LEAD.findall(lines)), default=0)
    return cost + cost * depth * 2 // 5


def _signs(text: str, span: Span) -> int:
    return len(SIGN.findall(text, *span)) + 3 * text.count("\n", *span)


def _depth(lead: str) -> int:
    """How many containers the beginning of a line may open."""
    blanks = lead.count(" ") + 4 * lead.count("\t")
    return min(DEPTH, len(lead) - lead.count(" ") - lead.count("\t") + blanks // 4)
