"""Kubernetes API versions: the lifecycle that each type of `k8s.io/api` carries in, one pack out.

The API server itself reads these functions (`APILifecycleRemoved`) to decide what it serves: an official table.
Uses the `go` client. Several releases are read, because types leave the module some time after their removal.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tools.harvest.environment import CACHE, run
from tools.harvest.pack import Entry, Pack, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = {
    "k8s.io/api": ("v0.19.0", "v0.22.0", "v0.25.0", "v0.28.0", "v0.31.0", "v0.34.0", "v0.37.0"),
    "k8s.io/apiextensions-apiserver": ("v0.19.0", "v0.21.0", "v0.37.0"),
    "k8s.io/kube-aggregator": ("v0.19.0", "v0.21.0", "v0.37.0"),
}
# A project whose custom resources are in many tutorials; its definitions say which versions are served.
CUSTOM = {"github.com/jetstack/cert-manager": ("v0.10.0", "v0.11.0", "v1.5.0", "v1.6.0")}
_LIFE = re.compile(
    r"func \(in \*(\w+)\) APILifecycle(Deprecated|Removed)\(\) \(major, minor int\) \{\s*return (\d+), (\d+)"
)
_REPLACED = re.compile(
    r"func \(in \*(\w+)\) APILifecycleReplacement\(\) schema\.GroupVersionKind \{\s*"
    r'return schema\.GroupVersionKind\{Group: "([^"]*)", Version: "([^"]*)", Kind: "([^"]*)"'
)
_CRD_GROUP = re.compile(r"^  group: (\S+)", re.MULTILINE)
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


def packs() -> Iterator[tuple[str, Pack]]:
    """Yield the one Kubernetes pack."""
    lives: dict[str, Life] = {}
    for module, releases in MODULES.items():
        for version in releases:
            folder = _download(module, version)
            lives |= {life.symbol: life for life in read(folder)}  # a later release knows better
    yield (
        "kubernetes",
        Pack(
            library="kubernetes",
            distribution="Kubernetes",
            language="yaml",
            source="https://kubernetes.io/docs/reference/using-api/deprecation-guide/",
            licence="Apache-2.0",
            releases=f"{MODULES['k8s.io/api'][0]} .. {MODULES['k8s.io/api'][-1]}",
            harvested=datetime.now(UTC).date().isoformat(),
            entries=tidy([*(entry for life in lives.values() for entry in _entries(life)), *_custom()]),
        ),
    )


def _custom() -> Iterator[Entry]:
    for module, versions in CUSTOM.items():
        found = [(version, served(_download(module, version))) for version in versions]
        newest = found[-1][1]
        for (_, before), (version, after) in pairwise(found):
            for symbol in sorted(before - after - newest):
                kind = symbol.rpartition("/")[2]
                instead = next((s for s in sorted(newest) if s.rpartition("/")[2] == kind), "")
                date = _when(module, version)
                yield Entry(
                    symbol, "removed", version.lstrip("v"), date, replacement=instead, tier="declared", note=module
                )


def served(folder: Path) -> set[str]:
    """Return group/version/Kind of every custom resource that a release of a project serves."""
    found: set[str] = set()
    for path in sorted((folder / "deploy").rglob("*.yaml")):
        for text in path.read_text(encoding="utf-8", errors="replace").split("\n---"):
            group, kind = _CRD_GROUP.search(text), _CRD_KIND.search(text)
            if "kind: CustomResourceDefinition" in text and group and kind:
                versions = list(_versions(text)) or _CRD_ONLY.findall(text)
                found.update(f"{group[1]}/{version}/{kind[1]}" for version in versions)
    return found


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


def _versions(text: str) -> Iterator[str]:
    """Yield the served versions of a definition; it may be a template, so it is read line by line, not as YAML."""
    name = ""
    for line in text.split("\n"):
        if found := _CRD_VERSION.fullmatch(line):
            name = found[1]
        elif name and _CRD_SERVED.fullmatch(line):
            yield name
            name = ""


def _entries(life: Life) -> Iterator[Entry]:
    for status, version in (("deprecated", life.deprecated), ("removed", life.removed)):
        if version and (date := _released(version)):
            since = f"{version[0]}.{version[1]}"
            yield Entry(life.symbol, status, since, date, replacement=life.replacement, tier="declared")


@cache
def _released(version: tuple[int, int]) -> str:
    """Return the day of a Kubernetes release; empty if it is not out yet."""
    return _when("k8s.io/kubernetes", f"v{version[0]}.{version[1]}.0")


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
