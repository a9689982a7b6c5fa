"""The day a draft appeared.

In: its front matter and path. Out: a date; None for drafts and where nothing tells.
Must not know: today.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.document import FrontMatter

KEYS = (
    "date",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publishedat",
    "publishedon",
    "published",
    "datepublished",
    "publicationdate",
    "postdate",
    "createdat",
    "created",
)
"""Names of the day of publication, in lower case and without `-` and `_`, the surest first."""

ISO = lazy(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_FIRST = lazy(r"\b(\d{1,2})(?:st|nd|rd|th)?[\s-]{1,3}([A-Za-z]{3,9})\.?,?[\s-]{1,3}(\d{4})\b")
MONTH_FIRST = lazy(r"\b([A-Za-z]{3,9})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?,?\s{1,3}(\d{4})\b")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DATED_PATH = lazy(r"(?:^|[/\\])(\d{4})[-_/](\d\d)[-_/](\d\d)(?!\d)[^\n]*\Z")


def published(path: str, front: FrontMatter | None) -> dt.date | None:
    """The day by which a draft is judged, by front matter or else file name; None for what is marked as a draft."""
    fields = (
        {key.lower().replace("_", "").replace("-", ""): f.value for key, f in front.fields.items()} if front else {}
    )
    if fields.get("draft") is True or fields.get("published") is False:
        return None
    for key in KEYS:
        if key in fields and (day := _day(fields[key])):
            return day
    named = DATED_PATH.search(path)
    return _date(*named.groups()) if named else None


def _day(value: Any) -> dt.date | None:
    """The day that a value of any kind means."""
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if not isinstance(value, str):
        return None
    text = value[:100]
    if iso := ISO.match(text):
        return _date(*iso.groups())
    if day_first := DAY_FIRST.search(text):
        day, month, year = day_first.groups()
    elif month_first := MONTH_FIRST.search(text):
        month, day, year = month_first.groups()
    else:
        return None
    name = month[:3].lower()
    return _date(year, str(MONTHS.index(name) + 1), day) if name in MONTHS else None


def _date(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
