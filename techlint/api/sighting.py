"""Sighting: something outdated in the code of a draft, before the gates and the calendar are asked.

Must not know how it was found nor which rule tells it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.api.fences import Fence
    from techlint.api.packs import Entry
    from techlint.api.tables import Table


class Place(NamedTuple):
    """`start:end` of a fence, in an import that stands at `statement`."""

    fence: Fence
    start: int
    end: int
    statement: tuple[int, int] | None = None

    @property
    def text(self) -> str:
        """What stands there."""
        return self.fence.text[self.start : self.end]


class Said(NamedTuple):
    """What a row of a pack or a fact says: outdated since a version and day, until another day, and what to use."""

    status: str
    library: str
    since: str
    date: str
    until: str
    instead: str
    source: str


class Sighting(NamedTuple):
    """`name` stands at a place and is outdated."""

    place: Place
    name: str
    said: Said
    sure: bool = True
    rename: str = ""
    """What to write at the place instead, where that is all there is to do."""
    certain: bool = False
    """Whether somebody has made sure of it by hand."""

    @property
    def kind(self) -> str:
        """Which rule tells it: removed, deprecated, renamed, end-of-life, ..."""
        return _KINDS.get(self.said.status, self.said.status)


def day(date: str) -> dt.date | None:
    """`2024-06-16` or `2024-06` as a day; a month counts from its end, since a post of that month may be older."""
    if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date):
        return None
    year, month, *rest = (int(part) for part in date.split("-"))
    return dt.date(year, month, rest[0] if rest else 28)


def version(text: str) -> tuple[int, ...]:
    """The numbers of a version, `1.24.0rc1` as (1, 24, 0)."""
    found = re.match(r"\D{0,20}(\d{1,9}(?:\.\d{1,9}){0,5})", text)
    return tuple(int(part) for part in found[1].split(".")) if found else ()


_KINDS = {"eol": "end-of-life", "model": "retired-model"}
"""The rule that tells a status, where it is called otherwise."""


def rows(known: Table, symbol: str) -> Iterator[tuple[Entry, Said]]:
    """What a table says of a symbol; what is deprecated is so until the day of its removal."""
    entries = known.entries(symbol)
    removal = min((entry.date for entry in entries if entry.status != "deprecated"), default="")
    for entry in entries:
        until = entry.back_date or (removal if entry.status == "deprecated" else "")
        instead = f"`{entry.replacement}`" if entry.replacement else ""
        yield entry, Said(entry.status, known.title, entry.since, entry.date, until, instead, known.source)


def told(place: Place, known: Table, symbol: str) -> Iterator[Sighting]:
    """Put what a table says of a symbol into Sightings."""
    for entry, said in rows(known, symbol):
        sure = entry.status != "deprecated" or not known.typed
        yield Sighting(place, f"`{place.text}`", said, sure, _rename(entry, place.text))


_LAST = lazy(r"((?:[\w$]+(?:\.|::))+)(\w+)")


def _rename(entry: Entry, text: str) -> str:
    """The text with its last name replaced, where only that changes: `np.product` by `numpy.prod` -> `np.prod`.

    An image is no name: the tag of `python:3.8` says more than its last number.
    """
    old, new = _LAST.fullmatch(entry.symbol), _LAST.fullmatch(entry.replacement)
    if old is None or new is None or old[1] != new[1] or not text.endswith(old[2]):
        return ""
    return text.removesuffix(old[2]) + new[2]
