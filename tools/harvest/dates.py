"""On which day a version came out, where the registry does not tell.

In: dates.tsv (ecosystem, package, version, day, where it was read). Out: days by version.
npm's own `time` is not used: read through a mirror it is the mirror's.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

from . import versions

LATE = dt.timedelta(days=400)
FILE = Path(__file__).with_name("dates.tsv")


@cache
def _table() -> dict[tuple[str, str], dict[str, str]]:
    table: dict[tuple[str, str], dict[str, str]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            ecosystem, package, version, day, _ = line.split("\t")
            table.setdefault((ecosystem, package), {})[version] = day
    return table


def of(ecosystem: str, package: str) -> dict[str, str]:
    """Return version -> day for a package, empty if nothing is known.

    A day well after that of a later version is of an old tag made anew (Spring Security 3 to 5, all on one day of
    2020): it is left out.
    """
    table = _table().get((ecosystem, package), {})
    kept: dict[str, str] = {}
    limit = dt.date.max
    for version in sorted(table, key=versions.key, reverse=True):
        day = dt.date.fromisoformat(table[version])
        if day <= limit:
            kept[version] = table[version]
            limit = min(limit, day + LATE if day < dt.date.max - LATE else day)
    return kept


def nearest(days: dict[str, str], version: str) -> str:
    """Return the day of a version; if it is not listed, of the first `x.y` like it or the next listed one.

    Empty if all that is listed is older: a day may be late, never early.
    """
    if version in days or not days:
        return days.get(version, "")
    wanted = versions.key(version)
    listed = sorted(days, key=versions.key)
    same = [known for known in listed if versions.key(known)[:2] == wanted[:2]]
    later = [known for known in listed if versions.key(known) > wanted]
    return days[(same or later)[0]] if same or later else ""
