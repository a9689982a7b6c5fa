"""The day a post appeared, or that it has not.

In: its front matter and path. Out: a date, None for drafts and where nothing tells; whether it is marked as a draft.
Must not know: today.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    fields = _values(front)
    if _says_draft(fields):
        return None
    for key in KEYS:
        if key in fields and (day := _day(fields[key])):
            return day
    named = DATED_PATH.search(path)
    return _date(*named.groups()) if named else None


def is_draft(path: str, front: FrontMatter | None) -> bool:
    """Whether a post is marked as not yet to be read.

    So say `draft: true` (Hugo, Zola, Astro), `published: false` (Jekyll, dev.to), `status: draft` (Pelican) and
    Jekyll's folder `_drafts`.
    """
    return _says_draft(_values(front)) or "_drafts" in path.replace("\\", "/").split("/")[:-1]


def _values(front: FrontMatter | None) -> dict[str, Any]:
    """The values of the front matter by name, in lower case and without `-` and `_`."""
    return {key.lower().replace("_", "").replace("-", ""): f.value for key, f in front.fields.items()} if front else {}


def _says_draft(values: Mapping[str, Any]) -> bool:
    status = values.get("status")
    stated = status.lower() if isinstance(status, str) else ""
    return values.get("draft") is True or values.get("published") is False or stated == "draft"


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
