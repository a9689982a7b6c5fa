"""A source line with carets under a span, as compilers print it.

In: a Source, a Span in it, a width. Out: lines of text that line up in a terminal, however wide, long or odd.
Must not know: findings, colours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.record import NamedTuple
from techlint.reporters.terminal import columns, visible
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.text import Source

CONTEXT = 24
"""Characters kept before a span when a line is too long to show whole."""


class Frame(NamedTuple):
    """`line` is the number of the source line as people count, `text` how it is shown.

    `carets` are the blanks and carets below it, `more` is how many lines after it the span goes on for.
    """

    line: int
    text: str
    carets: str
    more: int = 0


def frame(source: Source, span: Span, width: int) -> Frame:
    """The first line of a span, cut to `width` columns around it."""
    start = source.position(span.start)
    line = source.line_span(start.line)
    marked = Span(span.start, min(max(span.end, span.start), line.end))
    more = source.position(max(span.end - 1, span.start)).line - start.line
    shown = _window(source, line, marked, width)
    before = "".join(map(visible, source.text[shown.start : marked.start]))
    under = "".join(map(visible, source.text[marked.start : min(marked.end, shown.end)]))
    after = "".join(map(visible, source.text[min(marked.end, shown.end) : shown.end]))
    head = "…" if shown.start > line.start else ""
    tail = "…" if shown.end < line.end else ""
    carets = " " * (columns(head) + columns(before)) + "^" * max(columns(under), 1)
    return Frame(source.row(start.line) or 0, head + before + under + after + tail, carets, more)


def _window(source: Source, line: Span, marked: Span, width: int) -> Span:
    """The part of a line to show: all of it if it fits, else what fits around the marked part."""
    if _columns(source, line) <= width:
        return line
    start = line.start
    if _columns(source, Span(line.start, marked.end)) > width - 1:
        start = max(line.start, marked.start - CONTEXT)
    end, room = start, width - 2
    while end < line.end and room > 0:
        room -= columns(visible(source.text[end]))
        end += 1
    return Span(start, end)


def _columns(source: Source, span: Span) -> int:
    """The columns of a stretch; of a very long one, a lower bound that is too wide for any terminal."""
    if span.end - span.start > 2000:
        return span.end - span.start
    return sum(columns(visible(char)) for char in source[span])
