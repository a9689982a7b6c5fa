"""A draft as lines to show: which of them, and what is marked in each.

In: a Source and the findings to mark. Out: Lines with their pieces, and Gaps where lines are folded.
Must not know: HTML, filters, rules.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from techlint.finding import Finding
    from techlint.text import Source

WHOLE = 60
"""Lines of a draft that is shown whole, however few findings it has."""
CONTEXT = 2
"""Lines shown before and after a finding."""
HEAD, TAIL = 6, 2
"""Lines shown of a finding that goes on for many."""
LEAST_GAP = 3
"""Fewer lines are not worth a fold."""
LONGEST_LINE, KEPT = 3000, 400
"""Characters of a line that is shown whole; of a longer one, those kept at both ends of each piece."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a line that the same findings mark, by their numbers; `cut` characters were left out before it."""

    text: str
    numbers: tuple[int, ...] = ()
    cut: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line, counted from 1 in the draft; `begun` are the findings that begin in it, `ended` where their mark ends.

    `ended` says for each of `begun` how many pieces of the line stand before its end.
    """

    number: int
    pieces: tuple[Piece, ...]
    begun: tuple[int, ...] = ()
    ended: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Lines that are folded."""

    lines: tuple[Line, ...]


def manuscript(source: Source, findings: Sequence[Finding]) -> Iterator[Line | Gap]:
    """The lines of a draft, in order; findings are numbered from 0 as they come."""
    total = len(source.line_starts)
    if total > 1 and source.line_starts[-1] == len(source.text):  # what follows the last line end is no line
        total -= 1
    wanted = set(range(1, total + 1)) if total <= WHOLE else _wanted(source, findings, total)
    gap: list[Line] = []
    for line in _lines(source, findings, total):
        if line.number in wanted:
            yield from _fold(gap)
            gap = []
            yield line
        else:
            gap.append(line)
    yield from _fold(gap)


def _fold(gap: list[Line]) -> Iterable[Line | Gap]:
    return gap if len(gap) < LEAST_GAP else (Gap(tuple(gap)),)


def _wanted(source: Source, findings: Sequence[Finding], total: int) -> set[int]:
    wanted: set[int] = set()
    for finding in findings:
        first, last = _rows(source, finding.span)
        wanted.update(range(max(first - CONTEXT, 1), min(last, first + HEAD) + 1))
        wanted.update(range(max(last - TAIL, first), min(last + CONTEXT, total) + 1))
        wanted.update(min(source.position(label.span.start).line, total) for label in finding.related)
    return wanted


def _rows(source: Source, span: Span) -> tuple[int, int]:
    """The first and last line of a span; a line end belongs to its line."""
    return source.position(span.start).line, source.position(max(span.end - 1, span.start)).line


def _lines(source: Source, findings: Sequence[Finding], total: int) -> Iterator[Line]:
    """All lines with their marks: one sweep over findings by place."""
    pending = sorted(((_rows(source, f.span), number) for number, f in enumerate(findings)), reverse=True)
    active: list[tuple[int, int]] = []  # (last line, number)
    for row in range(1, total + 1):
        begun = []
        while pending and pending[-1][0][0] <= row:
            (_, last), number = pending.pop()
            active.append((last, number))
            begun.append(number)
        if row == total and pending:  # at the very end of the draft, after its last line
            begun += [number for _, number in reversed(pending)]
        line = source.line_span(row)
        marks = [(number, _within(findings[number].span, line)) for _, number in active]
        pieces, edges = _pieces(source[line], line.start, marks)
        ended = tuple(bisect_right(edges, min(findings[n].span.end, line.end)) - 1 for n in begun)
        yield Line(row, pieces, tuple(begun), ended)
        active = [entry for entry in active if entry[0] > row]


def _within(span: Span, line: Span) -> Span:
    return Span(max(span.start, line.start), min(span.end, line.end))


def _pieces(text: str, start: int, marks: list[tuple[int, Span]]) -> tuple[tuple[Piece, ...], list[int]]:
    """A line cut where marks begin and end; and the offsets at which its pieces begin, its end included."""
    end = start + len(text)
    edges = sorted({start, end, *(edge for _, span in marks for edge in span)})
    long = len(text) > LONGEST_LINE
    pieces: list[Piece] = []
    begins: list[int] = []
    for left, right in pairwise(edges):
        numbers = tuple(number for number, span in marks if span.start <= left and right <= span.end)
        part = text[left - start : right - start]
        cut = len(part) - 2 * KEPT
        if long and cut > KEPT:
            begins += [left, right - KEPT]
            pieces += [Piece(part[:KEPT], numbers), Piece(part[-KEPT:], numbers, cut)]
        else:
            begins.append(left)
            pieces.append(Piece(part, numbers))
    return tuple(pieces), [*begins, end]
