"""`python -m tools.harvest go [MODULE...]`: the Go module proxy -> rules/api/packs/go/*.tsv.

In: go.toml and the sources of modules, which the go command downloads; `_std` is the newest Go release itself.
Out: packs. Days are the proxy's own commit times.
"""

from __future__ import annotations

import json
import re
import shutil
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dates, pack, store, versions
from .history import Taste, entries
from .surface import Mark, Release, Surface

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .pack import Entry

HERE = Path(__file__).parent
STD = "_std"
TOOLCHAIN = "golang.org/toolchain"
STATICCHECK = "honnef.co/go/tools"
_KNOWN = re.compile(r'"(?P<name>[\w/.()*]+)":\s*\{"go(?P<since>1\.\d+)"')


def unsure(_symbol: str, mark: Mark) -> bool:
    """Methods and fields may come from an embedded type; a package may live on in a module of its own."""
    return mark.kind == "member"


def private(symbol: str, _mark: Mark) -> bool:
    """What protoc writes, and packages of tests."""
    return symbol == "" or bool(
        re.search(r"\.XXX_|\.Descriptor$|\.ProtoMessage$|/(?:\w*test\w*|interop|stress|benchmark)\b|_testing", symbol)
    )


TASTE = Taste(".", "static-exact", unsure, private)


def environment() -> dict[str, str]:
    """Return the settings that keep the go command's downloads in the cache."""
    return {"GOMODCACHE": str(store.folder("gomod")), "GOFLAGS": "-modcacherw", "GOTOOLCHAIN": "local"}


def go(*arguments: str) -> str:
    """Run the go command outside of any module."""
    return store.run(["go", *arguments], cwd=store.folder("go"), env=environment())


@cache
def reader() -> str:
    """Return the compiled surface.go."""
    target = store.folder("go") / "surface"
    store.run(["go", "build", "-o", str(target), str(HERE / "surface.go")], env=environment())
    return str(target)


def download(module: str, version: str) -> dict[str, Any]:
    """Download a module; returns what the go command says of it (Dir, GoMod, Info)."""
    told: dict[str, Any] = json.loads(go("mod", "download", "-json", f"{module}@{version}"))
    return told


def day(told: Mapping[str, Any]) -> str:
    """Return the day of a downloaded version."""
    return str(json.loads(Path(told["Info"]).read_text("utf-8"))["Time"])[:10]


def read(module: str, version: str) -> Surface | None:
    """Return the names of one release of a module, with its day under the empty name."""

    def make() -> dict[str, Any]:
        try:
            told = download(module, version)
            found: dict[str, Any] = json.loads(store.run([reader(), told["Dir"], module]))
        except (store.MissingError, ValueError):
            return Surface({}).dump()
        found["names"][""] = ["day", None, day(told), ""]
        if note := module_notice(Path(told["GoMod"]).read_text("utf-8")):
            found["names"][module] = ["module", note, "", ""]
        shutil.rmtree(told["Dir"], ignore_errors=True)
        Path(told["Zip"]).unlink(missing_ok=True)
        return found

    path = store.folder("go", module.replace("/", "+")) / f"{version}.json.gz"
    return Surface.load(store.remembered(path, make))


def module_notice(text: str) -> str:
    """Return what go.mod says above its `module` line if the module is deprecated."""
    found = re.search(
        r"//\s*Deprecated:\s*([^\n]*(?:\n//[^\n]*){0,5})\nmodule\b|^module [^\n]*//\s*Deprecated:([^\n]*)",
        text,
        re.MULTILINE,
    )
    return re.sub(r"\s*\n//\s*", " ", found[1] or found[2]).strip() if found else ""


def lives_elsewhere(package: str, module: str) -> bool:
    """Tell whether a package that left its module is a module of its own (or inside one) now."""
    while len(package) > len(module):
        try:
            go("list", "-m", f"{package}@latest")
        except store.MissingError:
            package = package.rpartition("/")[0]
        else:
            return True
    return False


def confirmed(rows: Sequence[Entry], releases: Sequence[Release], module: str) -> tuple[Entry, ...]:
    """Drop rows under a package that is not in the newest release but can still be imported."""
    newest = releases[-1].surface.names
    packages = {
        name
        for release in releases
        for name, mark in release.surface.names.items()
        if mark.kind in ("package", "module")
    }
    moved = [name for name in sorted(packages - newest.keys()) if lives_elsewhere(name, module)]
    return tuple(
        row
        for row in rows
        if not any(row.symbol == name or row.symbol.startswith((name + ".", name + "/")) for name in moved)
    )


def module_pack(module: str, settings: Mapping[str, Any]) -> pack.Pack:
    """Harvest one module."""
    listed = json.loads(go("list", "-m", "-versions", "-json", module)).get("Versions", [])
    seen = versions.walk(versions.minors(versions.stable(listed)), partial(read, module), settings.get("releases", 16))
    releases = []
    for version, surface in seen.items():
        names = dict(surface.names)
        came = names.pop("").since
        releases.append(Release(version.removesuffix("+incompatible"), came, Surface(names, surface.open)))
    rows = confirmed(entries(releases, TASTE, {}), releases, module) if releases else ()
    return _pack(module, settings, rows, [release.version.removeprefix("v") for release in releases])


def _pack(module: str, settings: Mapping[str, Any], rows: tuple[Entry, ...], read_versions: Sequence[str]) -> pack.Pack:
    standard = module == STD
    return pack.Pack(
        library=module,
        distribution="go" if standard else module,
        language="go",
        source="https://pkg.go.dev/" + ("std" if standard else module),
        licence=settings.get(
            "licence", "BSD-3-Clause" if standard else f"see https://pkg.go.dev/{module}?tab=licenses"
        ),
        releases=f"{read_versions[0]} .. {read_versions[-1]}" if read_versions else "none",
        harvested=store.today(),
        entries=rows,
    )


def known_since() -> dict[str, str]:
    """Return symbol -> the Go release that deprecated it, from staticcheck's table (MIT)."""
    told = download(STATICCHECK, "latest")
    return since_table(Path(told["Dir"], "knowledge", "deprecated.go").read_text("utf-8"))


def since_table(text: str) -> dict[str, str]:
    """Read staticcheck's table: `"(*regexp.Regexp).Copy": {"go1.12", ...}`."""
    return {re.sub(r"[(*)]", "", found["name"]): found["since"] for found in _KNOWN.finditer(text)}


def read_std(version: str) -> Surface | None:
    """Return the names of the standard library of one Go release."""

    def make() -> dict[str, Any]:
        told = download(TOOLCHAIN, f"v0.0.1-go{version}.linux-amd64")
        found: dict[str, Any] = json.loads(store.run([reader(), str(Path(told["Dir"], "src")), ""]))
        shutil.rmtree(told["Dir"], ignore_errors=True)
        Path(told["Zip"]).unlink(missing_ok=True)
        return found

    return Surface.load(store.remembered(store.folder("go", STD) / f"{version}.json.gz", make))


def std_pack(settings: Mapping[str, Any]) -> pack.Pack:
    """Harvest the standard library from the releases the proxy has (1.21 on); older notices by staticcheck's table."""
    listed = set(re.findall(r"v0\.0\.1-go(1\.\d+\.\d+)\.linux-amd64", go("list", "-m", "-versions", TOOLCHAIN)))
    seen = versions.walk(versions.minors(versions.stable(listed)), read_std, settings.get("releases", 16))
    since, days = known_since(), dates.of("go", STD)
    releases = []
    for version, surface in seen.items():
        names = {
            name: mark._replace(since=since.get(name, mark.since))
            for name, mark in surface.names.items()
            if not name.startswith(("simd", "runtime/race"))
        }
        releases.append(Release(version, dates.nearest(days, version), Surface(names, surface.open)))
    # Go 1 removes nothing; what looks removed was of one platform, or an experiment.
    told = [row for row in entries(releases, TASTE, {}) if row.status == "deprecated"]
    minor = [row._replace(since=".".join(row.since.split(".")[:2])) for row in told]
    rows = tuple(row._replace(date=dates.nearest(days, row.since)) for row in minor)
    return _pack(STD, settings, rows, list(seen))


def harvest(names: Sequence[str], *, diff: bool = False) -> None:
    """Make the packs of these modules, or of all in go.toml."""
    listed: dict[str, dict[str, Any]] = tomllib.loads((HERE / "go.toml").read_text("utf-8"))
    for module in names or listed:
        settings = listed.get(module, {})
        made = std_pack(settings) if module == STD else module_pack(module, settings)
        if made.entries:
            pack.save(made, "go", diff=diff)
        else:
            print(f"go/{module}: nothing outdated in {made.releases}", flush=True)
