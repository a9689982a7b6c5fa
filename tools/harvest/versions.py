"""Version numbers of all registries, and which releases of a library are worth reading.

In: version strings. Out: their order, and a walk that reads few releases and still finds where things changed.
Must not know how a release is read.
"""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .surface import Surface

_STABLE = re.compile(r"v?(\d+(?:\.\d+){0,3})(?:\.Final|\.RELEASE|\.GA|-jre|\+incompatible)?")


# A release may be without sources: how many beside it to try.
TRIES = 3


def key(version: str) -> tuple[int, ...]:
    """Return what to sort a version by: `v1.2.0` -> (1, 2, 0); empty for a pre-release."""
    stable = _STABLE.fullmatch(version)
    return tuple(int(part) for part in stable[1].split(".")) if stable else ()


def stable(versions: Iterable[str]) -> list[str]:
    """Return the stable releases, oldest first."""
    return sorted((version for version in versions if key(version)), key=key)


def line(version: str) -> tuple[int, ...]:
    """Return the series whose releases must not break users: 1 for 1.2.3, (0, 6) for 0.6.20."""
    numbers = key(version)
    return numbers[:1] if numbers[0] else numbers[:2]


def minors(versions: Sequence[str]) -> list[str]:
    """Keep the first release of each x.y and the last release of each series."""
    first = [next(group) for _, group in groupby(versions, lambda version: key(version)[:2])]
    last = [list(group)[-1] for _, group in groupby(versions, line)]
    return sorted({*first, *last}, key=key)


def changed(old: Surface, new: Surface) -> bool:
    """Tell whether a name went, or became deprecated without saying since when, between two releases."""
    if any(name not in new.names for name in old.names):
        return True
    return any(
        mark.note is not None and not mark.since and name in old.names and old.names[name].note is None
        for name, mark in new.names.items()
    )


def walk(versions: Sequence[str], read: Callable[[str], Surface | None], budget: int) -> dict[str, Surface]:
    """Read the ends of each series, then halve every gap in which something changed, at most `budget` reads.

    `read` gives None for a release that cannot be read; it is then as if it did not exist.
    """
    seen: dict[str, Surface] = {}
    dead: set[str] = set()

    def take(version: str) -> bool:
        surface = read(version) if version not in seen else None
        if surface is not None and surface.names:
            seen[version] = surface
        elif version not in seen:
            dead.add(version)
        return version in seen

    # Too many series: the newest come first, where today's posts are.
    for group in reversed([list(group) for _, group in groupby(versions, line)]):
        if len(seen) + len(dead) >= budget:
            break
        any(take(version) for version in group[: -TRIES - 1 : -1])
        any(take(version) for version in group[:TRIES])
    while len(seen) + len(dead) < budget:
        alive = [version for version in versions if version not in dead]
        gap = max(_gaps(alive, seen), key=len, default=[])
        if not gap:
            break
        take(gap[len(gap) // 2])
    return {version: seen[version] for version in versions if version in seen}


def _gaps(versions: Sequence[str], seen: dict[str, Surface]) -> Iterable[list[str]]:
    """Yield the unread releases between two neighbours that differ."""
    places = [index for index, version in enumerate(versions) if version in seen]
    for one, two in pairwise(places):
        if two - one > 1 and changed(seen[versions[one]], seen[versions[two]]):
            yield list(versions[one + 1 : two])
