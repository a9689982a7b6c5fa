"""The types that the parts of the analysis hand on: Stretch -> Place -> Secret.

In: nothing. Out: plain data. Must not know: how anything is found or told.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from techlint.lazy import lower
from techlint.record import NamedTuple, Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from techlint.finding import Fix
    from techlint.secrets.names import Purpose
    from techlint.text import Span

LONG_LINE = 2_000
"""A longer line is minified or hostile: only the neighbourhood of each find in it is looked at."""
BEFORE, AFTER = 200, 600


class Stretch(Record):
    """Text of one kind: a code block, a code span, or what stands between them.

    `held` are the words of the finders that it holds: no others need be looked for. `lang` is the language in one
    lower-case word, "" if unknown. kinds: block, span, prose, front_matter.
    """

    text: str
    held: frozenset[str]
    lang: str = ""
    kind: str = "block"

    @cached_property
    def low(self) -> str:
        """The text in lower case, offset by offset the same."""
        return lower(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def finds(self, *literals: str) -> Iterator[int]:
        """Where any of some lower-case literals stand."""
        for literal in literals:
            at = self.low.find(literal)
            while at >= 0:
                yield at
                at = self.low.find(literal, at + len(literal))

    def line(self, at: int) -> tuple[int, int]:
        """The line in which an offset stands; of a very long one only the neighbourhood."""
        number = bisect_left(self._ends, at)
        start = self._ends[number - 1] + 1 if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        return (start, end) if end - start <= LONG_LINE else (max(start, at - BEFORE), min(end, at + AFTER))

    def lines(self, *literals: str) -> Iterator[tuple[int, int]]:
        """The lines (or neighbourhoods) that hold any of some lower-case literals, each once, in order."""
        end = -1
        for at in sorted(self.finds(*literals)):
            if at >= end:
                start, stop = self.line(at)
                start, end = max(start, end), stop
                yield start, end


class Claims:
    """Places already spoken for: the first to claim one has it."""

    def __init__(self) -> None:
        self._spans: list[Span] = []

    def add(self, span: Span) -> bool:
        """Claim a span, unless a part of it is taken."""
        at = bisect_left(self._spans, span)
        if any(span.overlaps(near) for near in self._spans[max(at - 1, 0) : at + 1]):
            return False
        self._spans.insert(at, span)
        return True


class Place(NamedTuple):
    """A literal that stands where a secret belongs: `text[start:end]` of a stretch, quotes left out.

    `position`: assignment, fallback, config, kubernetes, call, url, query, command, header, sql, prose. `name` is the
    identifier, the callee or the flag that makes it a secret's place. `bare` if the literal has no quotes; `trusted` if
    the place alone makes it a secret (a call, SQL), so that even the words `password` and `secret` are one.
    """

    start: int
    end: int
    position: str
    name: str
    purpose: Purpose
    bare: bool = False
    trusted: bool = False


class Secret(NamedTuple):
    """A finding to be: which rule tells it (`kind`), where, in which words, and what no output may show.

    `until` is the day after which it is harmless by its own words.
    """

    kind: str
    span: Span
    values: Mapping[str, str]
    hidden: tuple[Span, ...] = ()
    related: tuple[tuple[Span, str], ...] = ()
    fix: Fix | None = None
    until: dt.date | None = None
