"""Sighting: something outdated in the code of a draft, before the gates and the calendar are asked.

Must not know how it was found nor which rule tells it.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from techlint.api.fences import Fence


@dataclass(frozen=True, eq=False, slots=True)
class Sighting:
    """`name` stands at `start:end` of a fence and is `status` since a version and day, until another day."""

    fence: Fence
    start: int
    end: int
    name: str
    kind: str
    """Which rule tells it: removed, deprecated, renamed, end-of-life, ..."""
    library: str
    since: str = ""
    date: str = ""
    until: str = ""
    instead: str = ""
    source: str = ""
    sure: bool = True
    rename: str = ""
    """What to write at `start:end` instead, where that is all there is to do."""


def day(date: str) -> dt.date | None:
    """`2024-06-16` or `2024-06` as a day; a month counts from its last days, since a post of that month may be older."""
    if not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", date):
        return None
    year, month, *rest = (int(part) for part in date.split("-"))
    return dt.date(year, month, rest[0] if rest else 28)


def version(text: str) -> tuple[int, ...]:
    """The numbers of a version, `1.24.0rc1` as (1, 24, 0)."""
    found = re.match(r"\D{0,20}(\d{1,9}(?:\.\d{1,9}){0,5})", text)
    return tuple(int(part) for part in found[1].split(".")) if found else ()
