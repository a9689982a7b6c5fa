"""The public names of one release of a library, as its compiler or its sources show them.

In and out: plain data, kept as JSON. Must not know an ecosystem.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """What a release says of a name: its kind and, where it is deprecated, the notice (`note`, maybe empty)."""

    kind: str
    note: str | None = None
    since: str = ""
    replacement: str = ""


# A name a macro may define: counts as there, and nothing is said of it.
MAYBE = Mark("maybe")


@dataclass(frozen=True)
class Surface:
    """Names of a release; `open` holds those whose members cannot be listed in full (a base class out of sight)."""

    names: dict[str, Mark]
    open: frozenset[str] = field(default_factory=frozenset)

    def dump(self) -> dict[str, Any]:
        """Return the JSON form."""
        return {"names": self.names, "open": sorted(self.open)}

    @classmethod
    def load(cls, data: dict[str, Any]) -> Surface:
        """Read the JSON form."""
        return cls({name: Mark(*mark) for name, mark in data["names"].items()}, frozenset(data["open"]))


class Release(NamedTuple):
    """A version, its day (YYYY-MM-DD, YYYY-MM or empty) and its names."""

    version: str
    date: str
    surface: Surface
