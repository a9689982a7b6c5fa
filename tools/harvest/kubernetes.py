"""Kubernetes API versions: the lifecycle that each type of `k8s.io/api` carries in, one pack out.

The API server itself reads these functions (`APILifecycleRemoved`) to decide what it serves: an official table.
Uses the `go` client. Several releases are read, because types leave the module some time after their removal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tools.harvest import custom
from tools.harvest.environment import CACHE, run
from tools.harvest.pack import Entry, Pack, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MODULES = ("k8s.io/api", "k8s.io/apiextensions-apiserver", "k8s.io/kube-aggregator")
# Lifecycles are written into types since 0.19; older types are known by their registration alone.
OLDEST, NEWEST = 17, 37
_LIFE = re.compile(
    r"func \(in \*(\w+)\) APILifecycle(Deprecated|Removed)\(\) \(major, minor int\) \{\s*return (\d+), (\d+)"
)
_REPLACED = re.compile(
    r"func \(in \*(\w+)\) APILifecycleReplacement\(\) schema\.GroupVersionKind \{\s*"
    r'return schema\.GroupVersionKind\{Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"'
)
_TYPES = re.compile(r"AddKnownTypes\(\s*\w+,([^)]*?)\)", re.DOTALL)
_VERSION = re.compile(r"GroupVersion\{Group: GroupName, Version: \"(\w+)\"\}")
_GROUP = re.compile(r"^  group: (\S+)", re.MULTILINE)
_CRD_KIND = re.compile(r"^    kind: (\w+)", re.MULTILINE)
_CRD_VERSION = re.compile(r"(?: {2,4}- | {4,6})name: (v\d\w*)")
_CRD_SERVED = re.compile(r" {4,6}served: true")
_CRD_ONLY = re.compile(r"^  version: (v\w+)", re.MULTILINE)
_GROUP = re.compile(r'GroupName\s*=\s*"([^"]*)"')


@dataclass(frozen=True)
class Life:
    """When a kind of an API version ends, as (major, minor), and what takes its place."""

    symbol: str
    deprecated: tuple[int, int] | None
    removed: tuple[int, int] | None
    replacement: str


def packs(folder: Path | None = None) -> Iterator[tuple[str, Pack]]:
    """Yield the pack of Kubernetes itself, and those of the projects whose clones lie in `folder`."""
    lives: dict[str, Life] = {}
    last: dict[str, int] = {}
    for minor in range(OLDEST, NEWEST + 1):
        for module in MODULES:
            sources = _download(module, f"v0.{minor}.0")
            lives |= {life.symbol: life for life in read(sources)}  # a later release knows better
            last |= dict.fromkeys(registered(sources), minor)
    lives |= {left.symbol: left for left in _left(last, lives)}
    found = [entry for life in lives.values() for entry in _entries(life)]
    ended = {entry.symbol for entry in found if entry.status == "removed"}
    entries = tidy([*found, *custom.whole(found, last.keys() - ended)])
    yield (
        "kubernetes",
        Pack(
            library="kubernetes",
            distribution="Kubernetes",
            language="yaml",
            source="https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
            licence="Apache-2.0",
            releases=f"1.{OLDEST} .. 1.{NEWEST}",
            harvested=datetime.now(UTC).date().isoformat(),
            entries=entries,
        ),
    )
    for one in custom.packs(folder) if folder else ():
        yield "kubernetes", one


def _left(last: Mapping[str, int], lives: Mapping[str, Life]) -> Iterator[Life]:
    """Yield the kinds that are no longer registered, and were not said to have been removed before that.

    `last` is the last minor release that registered each.
    """
    alive = [symbol for symbol, minor in last.items() if minor == NEWEST]
    for symbol, minor in last.items():
        said = lives.get(symbol, Life(symbol, None, None, ""))
        if minor < NEWEST and (said.removed is None or said.removed > (1, minor + 1)):
            yield replace(said, removed=(1, minor + 1), replacement=said.replacement or custom.heir(symbol, alive))


def registered(folder: Path) -> Iterator[str]:
    """Yield group/version/Kind of every kind that a module's sources register."""
    for path in sorted(folder.rglob("register.go")):
        text = path.read_text(encoding="utf-8")
        group, version = _GROUP.search(text), _VERSION.search(text)
        for block in _TYPES.findall(text) if version else ():
            kinds = [kind for kind in re.findall(r"&(\w+)\{\}", block) if not kind.endswith(("List", "Options"))]
            above = "/".join(part for part in (group[1] if group else "", version[1]) if part)
            yield from (f"{above}/{kind}" for kind in kinds)


def read(folder: Path) -> Iterator[Life]:
    """Yield the lifecycles of a module's sources."""
    for path in sorted(folder.rglob("zz_generated.prerelease-lifecycle.go")):
        register = (path.parent / "register.go").read_text(encoding="utf-8")
        group = found[1] if (found := _GROUP.search(register)) else ""
        text = path.read_text(encoding="utf-8")
        ends: dict[str, dict[str, tuple[int, int]]] = {}
        for kind, which, major, minor in _LIFE.findall(text):
            ends.setdefault(kind, {})[which] = (int(major), int(minor))
        instead = {kind: "/".join(part for part in rest if part) for kind, *rest in _REPLACED.findall(text)}
        version = "/".join(part for part in (group, path.parent.name) if part)
        for kind, end in ends.items():
            symbol = f"{version}/{kind}"
            yield Life(symbol, end.get("Deprecated"), end.get("Removed"), instead.get(kind, ""))


def _entries(life: Life) -> Iterator[Entry]:
    for status, version in (("deprecated", life.deprecated), ("removed", life.removed)):
        if version and (date := _released(version)):
            since = f"{version[0]}.{version[1]}"
            yield Entry(life.symbol, status, since, date, replacement=life.replacement, tier="declared")


@cache
def _released(version: tuple[int, int]) -> str:
    """Return the day of a Kubernetes release; empty if it is not out yet.

    Some tags were made anew (1.8.0 bears a day of 2019): a release is no younger than those that follow.
    """
    days = [_when("k8s.io/kubernetes", f"v{version[0]}.{version[1] + later}.0") for later in range(4)]
    return min(filter(None, days)) if days[0] else ""


@cache
def _when(module: str, version: str) -> str:
    said = run(["go", "list", "-m", "-json", f"{module}@{version}"], env=_go(), cwd=CACHE)
    return str(json.loads(said.stdout)["Time"])[:10] if said.returncode == 0 else ""


@cache
def _download(module: str, version: str) -> Path:
    said = run(["go", "mod", "download", "-json", f"{module}@{version}"], env=_go(), cwd=CACHE)
    return Path(json.loads(said.stdout)["Dir"])


def _go() -> dict[str, str]:
    if not shutil.which("go"):
        raise SystemExit("harvesting Kubernetes needs the go client on the path")
    CACHE.mkdir(parents=True, exist_ok=True)
    return {**os.environ, "GOPATH": str(CACHE / "go"), "GOFLAGS": "-mod=mod -modcacherw", "GOTOOLCHAIN": "local"}
