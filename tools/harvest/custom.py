"""Custom resources of Kubernetes: which versions of a kind a project's releases serve, and which they call deprecated.

In: clones of projects, `<folder>/<owner>+<name>[/repo]`, and custom.toml. Out: a pack for each, with a row for each
version of a kind that is no longer served or deprecated. A definition may be a template, so it is read line by line.
"""

from __future__ import annotations

import re
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tools.harvest import store, versions
from tools.harvest.actions import git
from tools.harvest.pack import Entry, Pack, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_GROUP = re.compile(r"^  group: ['\"]?([\w.-]+)", re.MULTILINE)
_KIND = re.compile(r"^    kind: (\w+)", re.MULTILINE)
_VERSIONS = re.compile(r"^  versions:[ \t]*\n((?:[ \t#-][^\n]*\n|[^\S\n]*\n)*)", re.MULTILINE)
_ONLY = re.compile(r"^  version: ['\"]?(v\w+)", re.MULTILINE)
_RELEASE = re.compile(r"(?:v|knative-v)?(\d+\.\d+\.0)")


class Served(NamedTuple):
    """A version of a kind that a release serves."""

    symbol: str
    deprecated: bool = False


def served(texts: Iterable[str]) -> set[Served]:
    """Return group/version/Kind of every custom resource that these manifests define and serve."""
    found: set[Served] = set()
    for text in (one for whole in texts for one in re.split(r"^---.*\n|(?=^apiVersion:)", whole, flags=re.MULTILINE)):
        group, kind = _GROUP.search(text), _KIND.search(text)
        if "kind: CustomResourceDefinition" in text and group and kind:
            told = list(_listed(text)) or [(version, False) for version in _ONLY.findall(text)]
            found.update(Served(f"{group[1]}/{version}/{kind[1]}", old) for version, old in told)
    return found


def _listed(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the served versions that a definition lists, and whether each is deprecated."""
    block = _VERSIONS.search(text)
    items = re.search(r"^( *)- ", block[1], re.MULTILINE) if block else None
    if block is None or items is None:
        return
    indent = items[1]
    for item in re.split(rf"^{indent}- ", block[1], flags=re.MULTILINE)[1:]:
        lines = item.split("\n")
        inner = f"{indent}  "
        own = [lines[0], *(line[len(inner) :] for line in lines[1:] if re.match(rf"{inner}\w", line))]
        keys = dict(line.split(": ", 1) for line in own if ": " in line)
        name = keys.get("name", "").strip("'\" ")
        merged = "true" if "<<" in lines[0] else ""  # Knative wrote one version and merged it into the others
        if re.fullmatch(r"v\d\w*", name) and keys.get("served", merged).startswith("true"):
            yield name, keys.get("deprecated", "").startswith("true")


def packs(folder: Path) -> Iterator[Pack]:
    """Yield a pack for every project of custom.toml that is cloned in `folder`."""
    for project, told in tomllib.loads(Path(__file__).with_name("custom.toml").read_text(encoding="utf-8")).items():
        home = folder / project.replace("/", "+")
        clone = home / "repo" if (home / "repo").is_dir() else home
        if not clone.is_dir():
            print(f"  no clone of {project}")
            continue
        releases = [(version, day, _of(clone, tag, told)) for version, day, tag in _tags(clone)]
        if not (releases := [one for one in releases if one[2]]):
            print(f"  no definitions in {project}")
            continue
        found = list(rows(releases))
        yield Pack(
            library=told["name"],
            distribution=f"github.com/{project}",
            language="yaml",
            source=f"https://github.com/{project}/releases",
            licence="facts only",
            releases=f"{releases[0][0]} .. {releases[-1][0]}",
            harvested=store.today(),
            entries=tidy([*found, *whole(found, (one.symbol for one in releases[-1][2]))]),
        )


def _tags(clone: Path) -> Iterator[tuple[str, str, str]]:
    """Yield version, day and tag of every x.y.0, oldest first."""
    told = git(clone, "for-each-ref", "--format=%(refname:strip=2) %(creatordate:short)", "refs/tags")
    found = [(name[1], day, tag) for tag, day in (line.split() for line in told.splitlines() if " " in line)
             if (name := _RELEASE.fullmatch(tag))]  # fmt: skip
    yield from sorted(found, key=lambda one: (versions.key(one[0]), one[1]))


def _of(clone: Path, tag: str, told: Mapping[str, Any]) -> set[Served]:
    """Return what a release serves of the project's own groups."""
    listed = git(clone, "ls-tree", "-r", "--name-only", tag, "--", *told["paths"]).splitlines()
    files = [path for path in listed if path.endswith((".yaml", ".yml"))]
    found = served(git(clone, "show", f"{tag}:{path}") for path in files)
    own = tuple(told["groups"])
    return {one for one in found if f".{one.symbol.partition('/')[0]}".endswith(tuple(f".{group}" for group in own))}


def rows(releases: list[tuple[str, str, set[Served]]]) -> Iterator[Entry]:
    """Yield what releases (version, day, served), oldest first, say of the versions of their kinds."""
    newest = {one.symbol for one in releases[-1][2]}
    marked: dict[tuple[str, str], Entry] = {}
    for version, day, known in releases:
        for symbol in (one.symbol for one in known if one.deprecated):
            row = Entry(symbol, "deprecated", version, day, replacement=heir(symbol, newest), tier="declared")
            marked.setdefault(row[:2], row)
    for (_, _, before), (version, day, after) in pairwise(releases):
        for symbol in {one.symbol for one in before} - {one.symbol for one in after} - newest:
            row = Entry(symbol, "removed", version, day, replacement=heir(symbol, newest), tier="declared")
            marked[row[:2]] = row  # one that came back and went again is gone since the last time
    yield from marked.values()


def heir(symbol: str, newest: Iterable[str]) -> str:
    """Return what serves a kind now: in its own group if it can be, the stable and the later version first."""
    *group, _, kind = symbol.split("/")
    same = [one for one in newest if one.rpartition("/")[2] == kind and one != symbol]
    own = [one for one in same if one.split("/")[:-2] == group]
    return max(own or same, key=_rank, default="")


def _rank(symbol: str) -> tuple[bool, tuple[int, ...], str]:
    version = symbol.split("/")[-2]
    return "alpha" not in version and "beta" not in version, tuple(map(int, re.findall(r"\d+", version))), symbol


def whole(found: Iterable[Entry], alive: Iterable[str]) -> Iterator[Entry]:
    """Yield a row for each API version, and each group, of which no kind is served any longer.

    `alive` are the symbols that the newest releases serve. A kind that no table lists (`apps/v1beta1`, `ReplicaSet`) is
    not served either, where its whole version is gone.
    """
    left: dict[str, list[Entry]] = {}
    present = {above for symbol in alive for above in _above(symbol)}
    for entry in found:
        if entry.status == "removed":
            for above in _above(entry.symbol):
                left.setdefault(above, []).append(entry)
    for above, gone in left.items():
        if above not in present:
            last = max(gone, key=lambda entry: entry.date)
            heirs = {one.replacement.rpartition("/")[0] for one in gone}
            instead = next(iter(heirs)) if len(heirs) == 1 else ""
            yield Entry(above, "removed", last.since, last.date, replacement=instead, tier="declared")


def _above(symbol: str) -> tuple[str, ...]:
    group, *rest = symbol.split("/")
    return (f"{group}/{rest[0]}", group) if len(rest) == 2 else ()
