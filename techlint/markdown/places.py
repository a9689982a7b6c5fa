"""Where text that was cut out of the source comes from.

In: a text whose lines are the tails of its parent's lines. Out: the map from its offsets to the source's.
Must not know: mistune, tokens, nodes.

mistune parses what stands in a quote or a list item from a copy without the `> ` or the indentation. Line for line,
such a copy is the original less a prefix; laid beside each other, the two tell where every character stood.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Sequence


class Lost(Exception):  # noqa: N818 - a state of affairs, not a mistake of someone
    """The source does not read as the tokens say it should."""


def verbatim(start: int, end: int) -> Span:
    """The span of a stretch that stands in the source at its own offsets; made in half the time that Span takes."""
    return tuple.__new__(Span, (start, end))


class OffsetMap:
    """Offsets of a derived text -> offsets of the source; from `at[k]` on they run with those from `to[k]` on."""

    __slots__ = ("at", "to")

    def __init__(self, at: Sequence[int] = (0,), to: Sequence[int] = (0,)) -> None:
        self.at, self.to = at, to

    def __call__(self, offset: int) -> int:
        """Where a character of the text stands in the source."""
        piece = bisect_right(self.at, offset) - 1
        found = self.to[piece] + offset - self.at[piece]
        return min(found, self.to[piece + 1]) if piece + 1 < len(self.to) else found

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the text stands in the source."""
        if len(self.at) == 1:
            shift = self.to[0] - self.at[0]
            return verbatim(start + shift, end + shift)
        first = self(start)
        # Past a line end lies the next line's prefix, so the end follows from the last character,
        # unless that one is but a column of an expanded tab.
        return Span(first, max(first, min(self(end - 1) + 1, self(end))) if end > start else first)

    def unbroken(self, start: int, end: int) -> bool:
        """Whether a stretch of the text stands in the source as it is."""
        return len(self.at) == 1 or end - start < 2 or bisect_right(self.at, start) == bisect_right(self.at, end - 1)

    def part(self, start: int, end: int) -> OffsetMap:
        """The map of `text[start:end]`, its offsets counted from 0."""
        if len(self.at) == 1:
            return OffsetMap((0,), (self.to[0] + start - self.at[0],))
        first = bisect_right(self.at, start) - 1
        last = bisect_right(self.at, max(end - 1, start)) - 1
        at = [0, *(at - start for at in self.at[first + 1 : last + 1])]
        return OffsetMap(at, [self.to[first] + start - self.at[first], *self.to[first + 1 : last + 1]])


def align(text: str, parent: str, pos: int, places: OffsetMap) -> tuple[OffsetMap, int]:
    """Map `text`, whose lines are those of `parent` from `pos` on less their prefixes; and where the next line begins.

    Raises Lost where a line of the text is no tail of the parent's.
    """
    if len(places.at) == 1 and parent.startswith(text, pos):  # a fence at the top
        end = pos + len(text)
        return places.part(pos, end), end if text.endswith("\n") else _next_line(parent, end)
    at: list[int] = []
    to: list[int] = []
    offset = 0
    for line in text.removesuffix("\n").split("\n"):
        end = parent.find("\n", pos)
        if end < 0:
            end = len(parent)
        size = len(line)
        if not parent.startswith(line, max(end - size, pos)) or not places.unbroken(end - size, end):
            size = len(line.lstrip(" \t"))  # its indentation comes from a tab: only the rest is literal
            if not parent.startswith(line[len(line) - size :], max(end - size, pos)):
                raise Lost(f"line {line!r} is no tail of {parent[pos:end]!r}")
        at.append(offset + len(line) - size)
        to.append(places(end - size))
        offset += len(line) + 1
        pos = end + 1
    if at[0]:
        at.insert(0, 0)
        to.insert(0, to[0])
    return OffsetMap(at, to), min(pos, len(parent))


def _next_line(text: str, pos: int) -> int:
    end = text.find("\n", pos)
    return len(text) if end < 0 else end + 1
