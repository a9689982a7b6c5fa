"""Python libraries: releases in, one pack for each import root out.

Removed means: a walk through an older release met it; the newest release, asked by `getattr`, does not have it.
Deprecated means: it is there, and the newest release itself says so. Nothing else is shipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tools.harvest.pack import Entry, Pack, tidy
from tools.harvest.wording import Notice, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from tools.harvest.releases import Library, Release

# Names that are public by spelling only: nobody's example is about them.
_INNARDS = re.compile(
    r"\.(core\.internals|_[a-z]|distutils\.command|f2py\.|lib2to3)|\.(T|TYPE_CHECKING|annotations|setup_module|teardown_module)$"
)
MANY = 8  # public classes that share a member of a public base; members of a class that is worth to be called one
_GONE = ("missing", "raises", "dynamic")
_REMOVED = re.compile(r"remov|no longer|renam|replac|moved|deprecat|expired|dropped|use ", re.IGNORECASE)


@dataclass(frozen=True)
class Series:
    """The releases of a library, oldest first; `date_of` turns a version into its release date, or nothing."""

    library: Library
    releases: Sequence[Release]
    date_of: Callable[[str], str]

    @property
    def newest(self) -> Release:
        """Return the release that everything is measured against."""
        return self.releases[-1]


def packs_of(series: Series) -> list[Pack]:
    """Compile a library's packs, one for each import root that has something to tell."""
    library = series.library
    entries = entries_of(series)
    return [
        Pack(
            library=root,
            distribution=library.distribution,
            language="python",
            source=library.source,
            licence=library.licence,
            releases=" ".join(release.version for release in series.releases),
            harvested=datetime.now(UTC).date().isoformat(),
            entries=own,
        )
        for root in library.roots
        if (own := tuple(entry for entry in entries if entry.symbol.partition(".")[0] == root))
    ]


def entries_of(series: Series) -> tuple[Entry, ...]:
    """Return all rows of a series, sorted."""
    classes = {s for release in series.releases for s, facts in release.symbols.items() if facts[0] == "class"}
    return without_children(tidy(e for symbol in _names(series) for e in _entries(symbol, series)), classes)


def _names(series: Series) -> list[str]:
    names = set(series.library.also)
    for release in series.releases:
        names.update(release.symbols, release.members)
    skipped = tuple(f"{module}." for module in series.library.skip)
    return sorted(name for name in names if not _INNARDS.search(name) and not name.startswith(skipped))


def _entries(symbol: str, series: Series) -> Iterator[Entry]:
    releases = series.releases
    has = [_has(symbol, release) for release in releases]
    last = max((i for i, there in enumerate(has) if there), default=-1)
    if last < 0:
        return
    holder = releases[last]
    notice = _notice(symbol, holder)
    if holder is series.newest:
        if notice and notice.source == "refusal":
            yield from _refused(symbol, notice, releases)
        elif notice:
            yield _deprecated(symbol, notice, (series, last))
        yield from _away_for_a_while(symbol, has, releases)
        return
    shown = next((r for r in reversed(releases) if r.offers(symbol)), holder)  # later ones may only answer for it
    if not (notice or symbol in series.library.also or _counts(symbol, shown)):
        return
    fate, said = series.newest.probed.get(symbol, ("unknown", ""))
    if _is_gone(fate, said) or (fate == "dynamic" and (notice or _was_dynamic(symbol, shown))):
        later = releases[last + 1 :]
        since = next(r for r in later if r.probed.get(symbol, ("unknown",))[0] in _GONE)
        words = next((told for r in later if (told := _told(symbol, r))), None)
        if not (notice or words) and (
            _inherited_by_many(symbol, shown) or _of_a_stand_in(symbol, shown, series.newest)
        ):
            return
        instead = _replacement(symbol, [n for n in (notice, words) if n], (shown, series.newest))
        tier = "runtime" if series.newest.ran else "static-exact"
        yield Entry(symbol, "removed", since.version, since.date, replacement=instead, tier=tier)
        if notice:
            yield _deprecated(symbol, notice, (series, last))._replace(replacement=instead)


def _inherited_by_many(symbol: str, shown: Release) -> bool:
    """Tell whether a member is one base's for a whole family: keras has a hundred layers, and told of none of these."""
    place = shown.members.get(symbol, "")
    base = shown.canonical.get(place.rpartition(".")[0])
    return base not in (None, symbol.rpartition(".")[0]) and shown.heirs[place] > MANY


def _of_a_stand_in(symbol: str, shown: Release, newest: Release) -> bool:
    """Tell whether a class is only a shell here: without anywidget, plotly's FigureWidget is another one."""
    owner = symbol.rpartition(".")[0]
    before, now = (release.classes.get(release.place(owner), {}) for release in (shown, newest))
    return symbol in shown.members and owner in newest.symbols and len(before) >= MANY and len(now) < len(before) / 4


def _has(symbol: str, release: Release) -> bool:
    return release.offers(symbol) or release.probed.get(symbol, ("",))[0] == "ok"


def _is_gone(fate: str, said: str) -> bool:
    return fate == "missing" or (fate == "raises" and bool(_REMOVED.search(said)))


def _was_dynamic(symbol: str, holder: Release) -> bool:
    """Tell whether a class answered any name before: DataFrame.append went although DataFrame has __getattr__.

    A class that has got its __getattr__ since may hand the name on, so that nothing can be said.
    """
    return holder.place(symbol.rpartition(".")[0]) in holder.dynamic


def _counts(symbol: str, holder: Release) -> bool:
    """Keep what a user is meant to write: exported names, functions and classes, members of classes."""
    if symbol in holder.symbols:
        kind, _, exported, _ = holder.symbols[symbol]
        return exported or kind in ("class", "function")
    return symbol in holder.members


def _notice(symbol: str, release: Release) -> Notice | None:
    """Return what a release says of a symbol: at its definition, or when it is touched."""
    fate, said = release.probed.get(symbol, ("ok", ""))
    if symbol in release.symbols:
        said = release.symbols[symbol][3]
    if said and fate == "ok":  # whatever the words, it is this name that warns
        return read(said, "access")
    kind = release.symbols[symbol][0] if symbol in release.symbols else "member"
    if kind == "module" and symbol in release.hollow:
        return Notice("", "", "", "access")
    return release.notices.get(release.place(symbol)) if kind != "value" else None


def _told(symbol: str, release: Release) -> Notice | None:
    fate, said = release.probed.get(symbol, ("", ""))
    return read(said, "refusal") if fate in _GONE and _REMOVED.search(said) else None


def _deprecated(symbol: str, notice: Notice, where: tuple[Series, int]) -> Entry:
    """Date a notice: the version it names, if that has been released by then; else the first release that had one."""
    series, last = where
    holder = series.releases[last]
    first = next((r for r in series.releases if _has(symbol, r) and _notice(symbol, r)), holder)
    since, date = first.version, first.date
    if notice.since and (told := series.date_of(notice.since)) and told <= holder.date:
        since, date = notice.since, told
    instead = _replacement(symbol, [notice], (holder, holder))
    return Entry(symbol, "deprecated", since, date, replacement=instead, tier="notice")


def _refused(symbol: str, notice: Notice, releases: Sequence[Release]) -> Iterator[Entry]:
    """Yield what is still importable but only says that it is gone."""
    first = next(r for r in releases if (n := _notice(symbol, r)) and n.source == "refusal")
    instead = _replacement(symbol, [notice], (releases[-1], releases[-1]))
    yield Entry(symbol, "removed", first.version, first.date, replacement=instead, tier="notice")


def _away_for_a_while(symbol: str, has: Sequence[bool], releases: Sequence[Release]) -> Iterator[Entry]:
    """Yield a window: numpy.bool was an error from 1.24 on and is a name again since 2.0."""
    away = [i for i, there in enumerate(has) if not there and any(has[:i])]
    missing = all(releases[i].probed.get(symbol, ("",))[0] == "missing" for i in away)
    if not away or not missing or not any(_told(symbol, r) or _notice(symbol, r) for r in releases[: away[-1] + 1]):
        return
    start, end = releases[away[0]], releases[away[-1] + 1]
    yield Entry(symbol, "removed", start.version, start.date, end.version, end.date, tier="runtime")


def _replacement(symbol: str, told: Sequence[Notice], places: tuple[Release, Release]) -> str:
    """Return the first named replacement, as full as it can be made; else where the same thing has gone."""
    holder, newest = places
    for notice in told:
        if notice.replacement and (full := _qualified(symbol, notice.replacement, newest)):
            return full
    if holder is newest:
        return ""
    return _by_module(symbol, holder, newest) or _moved(symbol, holder, newest)


def _qualified(symbol: str, name: str, newest: Release) -> str:
    plain = name.startswith("?")  # a word that is a name only if it can be found
    bare, bracket, rest = name.lstrip("?").partition("(")
    if bare.startswith(("self.", "cls.")):
        bare = bare.partition(".")[2]
    while bare.startswith("_") and "." in bare:  # sqlalchemy says `_schema.Table.to_metadata`
        bare = bare.partition(".")[2]
    owner = symbol
    while "." in owner:
        owner = owner.rpartition(".")[0]
        for candidate in (f"{owner}.{bare}", f"{owner.partition('.')[0]}.{bare}"):
            if newest.offers(candidate) and candidate != symbol:
                return candidate + bracket + rest
    if plain or bare in (symbol, symbol.rpartition(".")[2]):
        return ""
    if bare.startswith(symbol.partition(".")[0] + ".") and not newest.offers(bare):
        return ""  # a name of this library that it does not have: misread, or gone as well
    return bare + bracket + rest


def _moved(symbol: str, holder: Release, newest: Release) -> str:
    """Return the new path of the same function or class: an alias that stayed, or the only new one of that name.

    numpy.product is not numpy.ma.product: a namesake that was there all along is another thing.
    """
    kind, place, _, _ = holder.symbols.get(symbol, ("", "", False, ""))
    if kind not in ("function", "class"):
        return ""
    leaf = symbol.rpartition(".")[2]
    now = [s for s in newest.by_leaf.get(leaf, ()) if newest.symbols[s][0] == kind and not _disowned(s, newest)]
    kept = [s for s in now if holder.symbols.get(s, ("", ""))[1] == place]
    fresh = [s for s in now if s not in holder.symbols]
    if not kept and (len(leaf) < 6 or len({newest.symbols[s][1] for s in fresh}) != 1 or len(fresh) != len(now)):
        return ""
    return min(kept or fresh, key=lambda s: (not newest.symbols[s][2], s.count("."), len(s), s))


def _disowned(symbol: str, release: Release) -> bool:
    """Tell whether a symbol, or what it lives in, is deprecated itself."""
    return any(name in release.symbols and _notice(name, release) for name in (symbol, *_parents(symbol)))


def _by_module(symbol: str, holder: Release, newest: Release) -> str:
    """Return the same name in the module that the symbol's own module says to use instead."""
    module, _, leaf = symbol.rpartition(".")
    notice = _notice(module, holder) if module in holder.symbols else None
    if not notice or not notice.replacement:
        return ""
    there = f"{_qualified(module, notice.replacement, newest)}.{leaf}"
    return there if newest.offers(there) else ""


def without_children(entries: Sequence[Entry], classes: AbstractSet[str] = frozenset()) -> tuple[Entry, ...]:
    """Leave out what goes with its parent, unless it is known where this one has gone; a member goes with its class."""
    gone = {entry.symbol: entry.replacement for entry in entries if entry.status == "removed" and not entry.back}
    noted = {entry.symbol: entry.replacement for entry in entries if entry.status == "deprecated"}
    kept = []
    for entry in entries:
        above = gone if entry.status == "removed" else gone | noted
        parents = [parent for parent in _parents(entry.symbol) if parent in above]
        own = entry.replacement and entry.replacement not in (above[parent] for parent in parents)
        if not parents or (own and entry.symbol.rpartition(".")[0] not in classes):
            kept.append(entry)
    return tuple(kept)


def _parents(symbol: str) -> Iterator[str]:
    while "." in symbol:
        symbol = symbol.rpartition(".")[0]
        yield symbol
