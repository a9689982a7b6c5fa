"""On which day a version came out, where the registry does not tell.

In: dates.tsv (ecosystem, package, version, day, where it was read). Out: days by version.
npm's own `time` is not used: read through a mirror it is the mirror's.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from . import versions

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
    """Return version -> day for a package, empty if nothing is known."""
    return _table().get((ecosystem, package), {})


def nearest(days: dict[str, str], version: str) -> str:
    """Return the day of a version or, for `x.y.z` that is not listed, of the first listed `x.y`; else empty."""
    if version in days:
        return days[version]
    same = [known for known in days if versions.key(known)[:2] == versions.key(version)[:2]]
    return days[min(same, key=versions.key)] if same else ""
