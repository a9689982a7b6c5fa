"""What is known of one library, ready to be asked: a pack behind an index that is built when the library is met.

In: ecosystem and library. Out: Facts about a symbol, longest known prefix first. Must not know drafts.
"""

from __future__ import annotations

import os
import sys
from bisect import bisect_left
from functools import cache
from io import StringIO
from typing import TYPE_CHECKING

from techlint import resources
from techlint.api.packs import Entry
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

STANDARD = frozenset({"_jdk", "_node", "_std", "_stdlib", "std"})
"""Packs of what comes with a language: evidence is the language itself."""

_PLATFORMS = {"python": "Python", "go": "Go", "java": "Java", "rust": "Rust", "npm": "Node.js"}

_HIGHEST = chr(sys.maxunicode)
_LAST = lazy(r"\n(?!# )(?:[^\t\n]*[ .:/|#])?([^\s.:/|#]+)(?=[\t\n]|\Z)")
"""The last word of a row's symbol, in any line but the first."""


class Table(NamedTuple):
    """A pack as a run needs it. `names` are the last words of its symbols: code without any of them cannot match."""

    ecosystem: str
    library: str
    distribution: str
    source: str
    text: str
    names: frozenset[str]

    @property
    def rows(self) -> dict[str, list[str]]:
        """The rows of each symbol, made when a draft first holds one of the names."""
        return _rows(self.text)

    def below(self, prefix: str) -> list[str]:
        """What stands behind a prefix in the symbols that begin with it."""
        symbols = _sorted(self.text)
        begin, end = bisect_left(symbols, prefix), bisect_left(symbols, f"{prefix}{_HIGHEST}")
        return [symbol[len(prefix) :] for symbol in symbols[begin:end]]

    @property
    def title(self) -> str:
        """How the library is called in a sentence."""
        return _PLATFORMS.get(self.ecosystem, self.library) if self.library in STANDARD else self.library

    @property
    def typed(self) -> bool:
        """Whether others than its authors declare what is deprecated: a notice of `@types/react` is not React's."""
        return "@types/" in self.distribution and self.library not in STANDARD

    def entries(self, symbol: str) -> tuple[Entry, ...]:
        """What is known of exactly this symbol, oldest first."""
        entries = (Entry(*row.split("\t")) for row in self.rows.get(symbol, ()))
        return tuple(sorted(entries, key=lambda entry: entry.date))


def folder() -> Path:
    """Where the packs lie."""
    return resources.path("api/packs")


@cache
def libraries(ecosystem: str) -> frozenset[str]:
    """The libraries of an ecosystem that have a pack; a `/` of their names is a `+` in the file name."""
    try:
        return frozenset(
            entry.name[:-4].replace("+", "/")
            for entry in os.scandir(folder() / ecosystem)
            if entry.name.endswith(".tsv")
        )
    except FileNotFoundError:
        return frozenset()


def head(ecosystem: str, library: str) -> dict[str, str]:
    """What the head of a pack says, without reading its rows."""
    with _path(ecosystem, library).open(encoding="utf-8") as lines:
        return _head(lines)


def _head(lines: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines:
        if not line.startswith("# "):
            break
        key, _, value = line[2:].partition(":")
        found[key] = value.strip()
    return found


def _path(ecosystem: str, library: str) -> Path:
    return folder() / ecosystem / f"{library.replace('/', '+')}.tsv"


@cache
def table(ecosystem: str, library: str) -> Table | None:
    """The table of a library; None if nothing is known of it."""
    if library not in libraries(ecosystem):
        return None
    text = _path(ecosystem, library).read_text(encoding="utf-8")
    said = _head(StringIO(text))
    return Table(ecosystem, library, said["distribution"], said["source"], text, frozenset(_LAST.findall(text)))


@cache
def _sorted(text: str) -> list[str]:
    """The symbols of a pack in order."""
    return sorted(_rows(text))


@cache
def _rows(text: str) -> dict[str, list[str]]:
    """The rows of a pack by symbol."""
    rows: dict[str, list[str]] = {}
    for line in text.split("\n"):
        if line and not line.startswith("# "):
            rows.setdefault(line.partition("\t")[0], []).append(line)
    return rows
