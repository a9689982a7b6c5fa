"""Pack files: what is known of a library's symbols, one TSV per library.

In: the text of `rules/api/packs/<ecosystem>/<library>.tsv`. Out: `Pack` values.
Must not know where entries come from nor how a draft is matched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

HEAD = ("library", "distribution", "language", "source", "licence", "releases", "harvested")
OPTIONAL = ("packages",)

TIERS = {
    "runtime": "resolves in an older release, does not in the newest one, both tried at run time",
    "notice": "the release itself says so: decorator, directive, warning, table",
    "declared": "an official table says so",
    "exports": "the exported declarations of two releases, read by the language's own compiler, differ",
    "static-exact": "gone from a closed namespace in the sources of the newest release",
}
"""How an entry was established."""


class PackError(ValueError):
    """A pack file that cannot be used; says file and line."""


class Entry(NamedTuple):
    """One row: from version `since` (released on `date`) on, `symbol` is `status`.

    `back`/`back_date` say from when it is valid again; `replacement` is short code; the rest is empty if unknown.
    """

    symbol: str
    status: str
    since: str = ""
    date: str = ""
    back: str = ""
    back_date: str = ""
    replacement: str = ""
    tier: str = ""
    note: str = ""


COLUMNS = Entry._fields


class Pack(NamedTuple):
    """A library's entries, sorted by symbol and status, with where they come from.

    `packages`: in Java, where the file's name is not what is imported, the library's package prefixes.
    """

    library: str
    distribution: str
    language: str
    source: str
    licence: str
    releases: str
    harvested: str
    entries: tuple[Entry, ...]
    packages: str = ""


def parse(text: str, name: str = "pack") -> Pack:
    """Read a pack file; PackError names the first line that is wrong."""
    lines = text.split("\n")
    head: dict[str, str] = {}
    entries: list[Entry] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            key, _, value = line[2:].partition(":")
            head[key] = value.strip()
        elif line:
            cells = line.split("\t")
            if len(cells) > len(COLUMNS):
                raise PackError(f"{name}:{number}: {len(cells)} columns, at most {len(COLUMNS)} are known")
            entries.append(Entry(*cells))
    if missing := [key for key in (*HEAD, "columns") if key not in head]:
        raise PackError(f"{name}:1: no '# {missing[0]}:' line")
    if head["columns"].split() != list(COLUMNS):
        raise PackError(f"{name}: columns are {head['columns']!r}, expected {' '.join(COLUMNS)!r}")
    if unknown := head.keys() - {*HEAD, *OPTIONAL, "columns"}:
        raise PackError(f"{name}: unknown head line {min(unknown)!r}")
    known = {key: head[key] for key in (*HEAD, *OPTIONAL) if key in head}
    return Pack(**known, entries=tuple(entries))


def read(path: Path) -> Pack:
    """Read a pack file from disk."""
    return parse(path.read_text(encoding="utf-8"), str(path))
