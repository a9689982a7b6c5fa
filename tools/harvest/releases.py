"""Releases of a Python library as values: what each offers, says and refuses. Fills the cache, resumes from it.

In: one library's table of `libraries.toml`. Out: `Release` values, oldest first, each looked at in its own environment.
Must not know what a pack is.
"""

from __future__ import annotations

import gzip
import json
import shutil
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.harvest import environment, notices, sources
from tools.harvest.environment import CACHE, CannotInstallError, numbers
from tools.harvest.wording import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    _Known = tuple[dict[str, Any], list["Release"]]
    _Way = Callable[["Library", str, _Known, Path], dict[str, Any]]

KEEP = ("symbols", "classes", "fields", "notes", "failed")


@dataclass(frozen=True)
class Library:
    """One table of libraries.toml."""

    distribution: str
    roots: tuple[str, ...]
    licence: str
    source: str
    start: str = "0"
    most: int = 8  # releases to look at
    versions: tuple[str, ...] = ()  # exactly these instead
    extras: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()  # modules not to look at
    kin: tuple[str, ...] = ()  # roots that define names for this one
    also: tuple[str, ...] = ()  # symbols to ask for that no walk can meet
    depth: int = 6
    build: bool = False  # the releases come as sources only
    # "installed": releases are run, and read only where no interpreter can install them; "elder": only the newest and
    # the first of each major are run; "sources": none is
    read: str = "installed"
    confirm: bool = False  # "sources": the newest release can be run, but not all of it without the extras it has


@dataclass(frozen=True)
class Release:
    """What one release offers. Symbols map to (kind, definition, exported, warning on access)."""

    version: str
    date: str
    symbols: dict[str, tuple[str, str, bool, str]]
    classes: dict[str, dict[str, str]]
    fields: dict[str, list[str]]
    dynamic: frozenset[str]
    notices: dict[str, Notice]
    failed: dict[str, str]
    probed: dict[str, tuple[str, str]] = field(default_factory=dict)
    ran: bool = True  # looked at in an environment, not only read

    @cached_property
    def canonical(self) -> dict[str, str]:
        """Class definition -> the public name a user writes: exported first, then the shortest."""
        best: dict[str, tuple[bool, int, int, str]] = {}
        for symbol, (kind, place, exported, _) in self.symbols.items():
            if kind == "class" and place in self.classes:
                rank = (not exported, symbol.count("."), len(symbol), symbol)
                best[place] = min(best.get(place, rank), rank)
        return {place: rank[3] for place, rank in best.items()}

    @cached_property
    def by_leaf(self) -> dict[str, list[str]]:
        """Last part of a name -> the symbols that end in it."""
        leaves: dict[str, list[str]] = {}
        for symbol in self.symbols:
            leaves.setdefault(symbol.rpartition(".")[2], []).append(symbol)
        return leaves

    @cached_property
    def hollow(self) -> frozenset[str]:
        """Modules of which every name warns when it is touched: scipy.signal.bsplines is there for old code only."""
        warns: dict[str, bool] = {}
        for symbol, (_, _, _, warned) in self.symbols.items():
            parent = symbol.rpartition(".")[0]
            warns[parent] = bool(warned) and warns.get(parent, True)
        return frozenset(module for module, all_warn in warns.items() if all_warn)

    @cached_property
    def members(self) -> dict[str, str]:
        """`pandas.DataFrame.append` -> the place that defines it, for classes under their canonical name."""
        return {
            f"{name}.{member}": place
            for definition, name in self.canonical.items()
            for member, place in self.classes[definition].items()
        }

    @cached_property
    def heirs(self) -> Counter[str]:
        """How many public classes have a member from one place."""
        return Counter(self.members.values())

    @cached_property
    def instance_names(self) -> frozenset[str]:
        """Names that only instances have; a diff of classes cannot see them go."""
        return frozenset(f"{name}.{f}" for place, name in self.canonical.items() for f in self.fields.get(place, ()))

    def offers(self, symbol: str) -> bool:
        """Tell whether a walk through this release met the symbol."""
        return symbol in self.symbols or symbol in self.members or symbol in self.instance_names

    def place(self, symbol: str) -> str:
        """Return where a symbol is defined; empty if it is not here."""
        return self.symbols[symbol][1] if symbol in self.symbols else self.members.get(symbol, "")


def pick(known: list[str], library: Library) -> list[str]:
    """Choose the first of each x.y, thinned evenly to `most`; each major's first and last and the newest stay."""
    if library.versions:
        return list(library.versions)
    first: dict[tuple[int, ...], str] = {}
    for version in known:
        if numbers(version) >= numbers(library.start):
            first.setdefault(numbers(version)[:2], version)
    minors = list(first.values())
    if not minors:
        return []
    newest = known[-1]
    turns = [i for i in range(1, len(minors)) if numbers(minors[i])[0] != numbers(minors[i - 1])[0]]
    wanted = [{0, len(minors) - 1}, set(turns), {i - 1 for i in turns}, set(range(len(minors)))]
    keep: set[int] = set()
    for group in wanted:
        rest = sorted(group - keep)
        room = max(library.most - len(keep), 0)
        step = len(rest) / max(room, 1)
        keep.update(rest if room >= len(rest) else (rest[int((k + 0.5) * step)] for k in range(room)))
    chosen = [minors[i] for i in sorted(keep)]
    return [*chosen[:-1], newest] if numbers(newest)[:2] == numbers(chosen[-1])[:2] else [*chosen, newest]


def gather(library: Library) -> list[Release]:
    """Look at each chosen release, and ask each for what earlier ones had."""
    releases: list[Release] = []
    chosen = pick(environment.versions(library.distribution), library)
    # where most goes, sources alone often cannot tell; a year is no major
    majors = {new for old, new in pairwise(chosen) if numbers(old)[0] < numbers(new)[0] < 1000}
    for version in chosen:
        started = time.monotonic()
        ways = _WAYS[library.read]
        if library.read == "elder" and version in majors:
            ways = _WAYS["installed"]
        if library.read != "sources" and version == chosen[-1]:
            ways = (_visit,)
        try:
            releases.append(_release(library, version, releases, ways))
            how = "" if releases[-1].ran else " in its sources"
            took = time.monotonic() - started
            print(f"  {version}: {len(releases[-1].symbols)} symbols{how}, {took:.0f} s", flush=True)
        except CannotInstallError as error:
            print(f"  left out {version}: {str(error).splitlines()[-1][:160]}")
    return releases


def _release(library: Library, version: str, earlier: list[Release], ways: Sequence[_Way]) -> Release:
    file = CACHE / "surfaces" / library.distribution / f"{version}.json.gz"
    stored: dict[str, Any] = json.loads(gzip.decompress(file.read_bytes())) if file.exists() else {}
    if "refused" in stored:
        raise CannotInstallError(stored["refused"])
    release = as_release(version, stored) if stored else None
    wanted = open_questions(library, release, earlier) if release else [library.distribution]
    if not wanted:
        assert release
        return release
    if stored:  # asked again in the way it was looked at
        ways = (_visit,) if stored.get("ran", True) else (_read,)
    for way in ways:
        with tempfile.TemporaryDirectory(prefix="harvest-") as folder:
            try:
                stored = way(library, version, (stored, earlier), Path(folder))
                break
            except CannotInstallError as error:
                refused = {"refused": str(error)}
    else:
        stored = refused
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(json.dumps(stored).encode(), 6))
    if "refused" in stored:
        raise CannotInstallError(stored["refused"])
    return as_release(version, stored)


def _visit(library: Library, version: str, known: _Known, folder: Path) -> dict[str, Any]:
    stored, earlier = known
    released = stored.get("date") or environment.release_date(library.distribution, version)
    if not released:
        raise CannotInstallError(f"{version}: no release date")
    where = folder / "env"
    python = environment.install(
        [f"{library.distribution}=={version}", *library.extras], released, where, build=library.build
    )
    question = {
        "roots": library.roots,
        "kin": library.kin,
        "skip": library.skip,
        "depth": library.depth,
        "keep": KEEP,
        "probe": [],
    }
    if not stored:
        stored = environment.look(python, {**question, "walk": True})
        if not stored["symbols"]:
            raise CannotInstallError(f"{version}: {stored['failed']}")
        stored["date"], stored["probed"] = released, {}
        site = next((where / "lib").glob("python*")) / "site-packages"
        stored["notices"] = {
            k: v for root in (*library.roots, *library.kin) for k, v in notices.from_package(site, root).items()
        }
    asked = open_questions(library, as_release(version, stored), earlier)
    if asked:
        answer = environment.look(python, {**question, "walk": False, "probe": asked})
        stored["probed"].update(answer["probed"])
    shutil.rmtree(where, ignore_errors=True)
    return stored


def _read(library: Library, version: str, known: _Known, folder: Path) -> dict[str, Any]:
    """Look at the sources of a release instead."""
    stored, earlier = known
    released = stored.get("date") or environment.release_date(library.distribution, version)
    if not released:
        raise CannotInstallError(f"{version}: no release date")
    found = sources.Sources(environment.download(library.distribution, version, folder), library)
    if not stored:
        stored = {**found.surface(), "date": released, "probed": {}, "ran": False}
        if not stored["symbols"]:
            raise CannotInstallError(f"{version}: no sources")
    asked = open_questions(library, as_release(version, stored), earlier)
    answers = {symbol: found.answer(symbol) for symbol in asked}
    if library.confirm and version == environment.versions(library.distribution)[-1]:
        answers |= _confirmed(library, version, (released, answers), folder)
    stored["probed"].update(answers)
    return stored


def _confirmed(
    library: Library, version: str, known: tuple[str, Mapping[str, tuple[str, str]]], folder: Path
) -> dict[str, Any]:
    """Ask the newest release, run without what it needs for more, for names that its sources seem to have lost.

    A lazy module may make names up: transformers answers CLIPTokenizerFast with CLIPTokenizer.
    """
    released, answers = known
    lost = [symbol for symbol, (fate, _) in answers.items() if fate == "missing"]
    python = environment.install([f"{library.distribution}=={version}", *library.extras], released, folder / "env")
    question = {"roots": library.roots, "kin": library.kin, "skip": (), "depth": 0, "keep": (), "walk": False}
    said = environment.look(python, {**question, "probe": lost})["probed"]
    kept = {symbol: tuple(fate) for symbol, fate in said.items() if fate[0] in ("ok", "dynamic")}
    # of a class that is made up, nobody can say what it has
    return kept | {symbol: ("unknown", "") for symbol in lost if symbol.rpartition(".")[0] in kept}


_WAYS: Mapping[str, tuple[_Way, ...]] = {
    "installed": (_visit, _read),
    "elder": (_read, _visit),
    "sources": (_read,),
}


def as_release(version: str, stored: dict[str, Any]) -> Release:
    told = {place: notice for place, text in stored["notes"].items() if (notice := notices.from_doc(text))}
    read = {place: Notice(*notice) for place, notice in stored["notices"].items()}
    return Release(
        version=version,
        date=stored["date"],
        symbols={symbol: tuple(facts) for symbol, facts in stored["symbols"].items()},
        classes=stored["classes"],
        fields=stored["fields"],
        dynamic=frozenset(stored["dynamic"]),
        notices=read | told,
        failed=stored["failed"],
        probed={symbol: (fate, said) for symbol, (fate, said) in stored["probed"].items()},
        ran=stored.get("ran", True),
    )


def open_questions(library: Library, release: Release, earlier: list[Release]) -> list[str]:
    """Return what earlier releases offered, and this one has neither shown nor been asked for."""
    seen = dict.fromkeys(library.also)
    for elder in earlier:
        seen.update(dict.fromkeys(elder.symbols))
        seen.update(dict.fromkeys(elder.members))
    return [symbol for symbol in seen if not release.offers(symbol) and symbol not in release.probed]
