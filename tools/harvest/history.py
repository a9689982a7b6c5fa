"""Releases of one library -> the rows of its pack.

In: what each release exports and says. Out: entries for names that went and names a release deprecates.
Must not know an ecosystem; what is noise in one (see `Taste`) is told by its harvester.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import notes, versions
from .dates import nearest
from .pack import Entry, tidy
from .surface import MAYBE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from .surface import Mark, Release


def _never(_symbol: str, _mark: Mark) -> bool:
    return False


@dataclass(frozen=True)
class Taste:
    """How an ecosystem names things and what it takes as proof.

    `unsure`: a name of this kind that is gone without a notice is not proof (a macro may make it now).
    `private`: a name users do not write.
    `semver`: releases of a series break nothing, so what goes inside one is doubtful: diesel 2.3.5 moved `dsl::any` to
    where we do not see it.
    """

    separator: str
    gone_tier: str
    unsure: Callable[[str, Mark], bool] = _never
    private: Callable[[str, Mark], bool] = _never
    semver: bool = False


def entries(releases: Sequence[Release], taste: Taste, days: Mapping[str, str]) -> tuple[Entry, ...]:
    """Compare releases, oldest first, and return the rows: at most deprecated and removed for each name.

    `days` gives the day of any version a notice may name (version -> YYYY-MM-DD).
    """
    last: dict[str, int] = {}
    for index, release in enumerate(releases):
        for name in release.surface.names:
            last[name] = index
    read = {release.version.removeprefix("v"): release.date for release in releases}
    known = {**days, **{version: day for version, day in read.items() if day}}
    rows: dict[tuple[str, str], Entry] = {}
    for name, index in last.items():
        mark = releases[index].surface.names[name]
        if mark == MAYBE or taste.private(name, mark):
            continue
        for row in _rows(name, releases, index, taste):
            rows[row[:2]] = row if row.since in read else row._replace(date=nearest(known, row.since))
    return tidy(row for row in rows.values() if not _told_by_parent(row, rows, taste))


def _rows(name: str, releases: Sequence[Release], index: int, taste: Taste) -> Iterator[Entry]:
    mark = releases[index].surface.names[name]
    noticed = mark.note is not None and not notes.partial(mark.note)
    replacement = _replacement(name, mark)
    if noticed:
        since, date = _first_notice(name, releases, index)
        yield Entry(name, "deprecated", since, date, replacement=replacement, tier="notice")
    if index + 1 == len(releases):
        return
    if taste.semver and versions.line(releases[index + 1].version) == versions.line(releases[index].version):
        return
    gone, newest, parent = releases[index + 1], releases[-1].surface, name.rpartition(taste.separator)[0]
    if not noticed and (_hidden(parent, releases[index].surface.open | newest.open, taste) or taste.unsure(name, mark)):
        return
    yield Entry(
        name, "removed", gone.version.removeprefix("v"), gone.date, replacement=replacement, tier=taste.gone_tier
    )


def _hidden(parent: str, open_names: frozenset[str], taste: Taste) -> bool:
    """A name may live on where we cannot look: in a base class or a glob re-export of another library."""
    return parent in open_names or any(parent.startswith(name + taste.separator) for name in open_names)


def _first_notice(name: str, releases: Sequence[Release], index: int) -> tuple[str, str]:
    """Return version and date from which the name is deprecated without a break until it was last seen."""
    first = index
    while first and (before := releases[first - 1].surface.names.get(name)) and before.note is not None:
        first -= 1
    seen, since = releases[first], releases[index].surface.names[name].since
    # A notice may name a version of something else (a plan, another crate): believe it only if it is no later than
    # the release that carries it.
    if since and () < versions.key(since) <= versions.key(seen.version):
        return since, seen.date
    return seen.version.removeprefix("v"), seen.date


def _replacement(name: str, mark: Mark) -> str:
    found = mark.replacement or notes.instead(mark.note or "")
    return "" if found in {name, name.rpartition(".")[2], name.rpartition("::")[2]} else found


def _told_by_parent(row: Entry, rows: dict[tuple[str, str], Entry], taste: Taste) -> bool:
    """A name whose parent has the same status since no later needs no row: look-ups try the parent too."""
    parent = row.symbol.rpartition(taste.separator)[0]
    while parent:
        above = rows.get((parent, row.status))
        if above and versions.key(above.since) <= versions.key(row.since):
            return True
        parent = parent.rpartition(taste.separator)[0]
    return False
