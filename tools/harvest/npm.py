"""`python -m tools.harvest npm [PACKAGE...]`: the npm registry -> rules/api/packs/npm/*.tsv.

In: npm.toml, dates.tsv and the type declarations of releases. Out: packs.
A release is unpacked without running anything, read by the TypeScript compiler (surface.js) and deleted again;
packages it re-exports are fetched at the version its package.json asks for.
"""

from __future__ import annotations

import json
import re
import tarfile
import tempfile
import tomllib
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dates, pack, store, versions
from .history import Taste, entries
from .surface import Mark, Release, Surface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .pack import Entry

HERE = Path(__file__).parent
TYPESCRIPT = "typescript@5.9.3"
NODE = "@types/node"
ROUNDS = 3
FILLED = "2025-02"
BUILTIN = re.compile(
    r"node:|(?:assert|buffer|crypto|dns|events|fs|http2?|https|net|os|path|stream|tls|url|util|zlib)\b"
)
# The same names again under another path (`typeorm/browser`, `openai/index`), and what is marked as private.
PRIVATE = re.compile(
    r"/(?:browser|index)\b|^openai/|^@anthropic-ai/sdk/|[._](?:_|\u0275|INTERNAL|SECRET)|\.(?:unstable|UNSAFE|experimental|internal)_|\.\$\$|\.internal\b"
)
# One capital letter, or T and a word: a type parameter or a helper type, not something an author writes.
GENERIC = re.compile(r"\.(?:[A-Z]|T[A-Z]\w+|\w+(?:Props|Args|Params?|Options?Type|Internal|Impl))(?:\.|$)")


def private(symbol: str, _mark: Mark) -> bool:
    """Names that are not for users."""
    return bool(PRIVATE.search(symbol))


def unsure(symbol: str, mark: Mark) -> bool:
    """Helper types come and go: only a notice makes them worth a word."""
    return mark.kind in ("type", "interface", "member") and bool(GENERIC.search(symbol))


TASTE = Taste(".", "exports", unsure, private, semver=True)


def declared_only(symbol: str, mark: Mark) -> bool:
    """For declarations kept apart from the library (`@types/x`): what goes there may still be in the library.

    Only a function or class that a user imports by name is proof.
    """
    return mark.kind not in ("class", "function") or bool(GENERIC.search(symbol))


DECLARED = Taste(".", "exports", declared_only, private)
# Declarations of Node drop what was never documented: only what had a notice counts as removed.
BUILTINS = Taste(".", "exports", lambda _symbol, _mark: True, private)


def own_versions(rows: Sequence[Entry], releases: Sequence[Release]) -> tuple[Entry, ...]:
    """Move what a patch of `@types/x` brought to the next x.y.0: patches of the declarations are not the library's.

    What that x.y.0 already removes was then never deprecated in a release of the library.
    """
    firsts = [release for release in releases if versions.key(release.version)[2:] == (0,)]
    gone = {row.symbol: row.since for row in rows if row.status == "removed"}
    moved = []
    patches = {release.version for release in releases} - {first.version for first in firsts}
    for row in rows:
        if row.since not in patches:
            moved.append(row)
            continue
        later = [first for first in firsts if versions.key(first.version) >= versions.key(row.since)]
        if not later:
            continue
        if row.status == "removed" or versions.key(later[0].version) < versions.key(gone.get(row.symbol, "999")):
            moved.append(row._replace(since=later[0].version, date=later[0].date))
    return pack.tidy(moved)


@cache
def compiler() -> Path:
    """Return the folder that holds the TypeScript compiler, installed by npm if needed."""
    home = store.folder("typescript")
    if not (home / "node_modules" / "typescript").exists():
        store.run(["npm", "install", "--silent", "--no-save", "--prefix", str(home), TYPESCRIPT])
    return home / "node_modules"


def published(package: str) -> list[str]:
    """Return all versions of a package."""

    def make() -> Any:
        answer = json.loads(store.run(["npm", "view", package, "versions", "--json"]))
        return [answer] if isinstance(answer, str) else answer

    known: list[str] = store.remembered(store.folder("npm", "versions") / f"{_flat(package)}.json.gz", make)
    return known


def unpack(package: str, version: str, root: Path) -> Path:
    """Put the declarations and the package.json of a release into `root/node_modules`; return its folder."""
    target = root / "node_modules" / package
    target.mkdir(parents=True, exist_ok=True)
    store.run(["npm", "pack", "--silent", "--prefer-offline", f"{package}@{version}"], cwd=root)
    for archive in root.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                inside = member.name.partition("/")[2]
                if member.isfile() and re.search(r"(?:\.d\.[mc]?ts|^package\.json|/package\.json)$", inside):
                    path = target / inside
                    if ".." in path.parts or not (handle := tar.extractfile(member)):
                        continue
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(handle.read())
        archive.unlink()
    return target


def subpaths(package: str, manifest: Mapping[str, Any], listed: Iterable[str]) -> list[str]:
    """Return what can be imported: the package, its exports with a plain name, and what npm.toml lists."""
    exports = manifest.get("exports")
    found = {f"{package}/{path}" for path in listed}
    for key in exports if isinstance(exports, dict) else ():
        if key.startswith("./") and not re.search(
            r"[*]|\.(?:json|css|s[ac]ss|less|js|cjs|mjs|d\.ts)$|internal|jsx-(?:dev-)?runtime|/browser$", key
        ):
            found.add(package + key[1:])
    if package == NODE:
        # Its modules are the builtins themselves: `fs`, not `@types/node/fs`.
        return [package, *listed]
    return [package, *sorted(found)[:80]]


def base(wanted: str) -> str:
    """Return the version a range starts at: `^1.2.3 || ^2` -> 1.2.3; empty if it names none.

    It is of the same days as the release that asks for it.
    """
    found = re.search(r"\d+\.\d+\.\d+(?:-[\w.]+)?", wanted)
    return found[0] if found else ""


def exported(package: str, listed: Sequence[str], version: str) -> dict[str, Any]:
    """Return the surface of one release as surface.js tells it, with the packages it re-exports in place."""
    with tempfile.TemporaryDirectory(prefix="harvest-npm-") as folder:
        return _exported(Path(folder), package, listed, version)


def _exported(root: Path, package: str, listed: Sequence[str], version: str) -> dict[str, Any]:
    try:
        target = unpack(package, version, root)
        manifest = json.loads((target / "package.json").read_text("utf-8"))
        specifiers = subpaths(package, manifest, listed)
        known = {package}
        for _ in range(ROUNDS):
            told: dict[str, Any] = json.loads(_look(root, specifiers))
            wanted = dict(_wanted(root, told["missing"], known))
            if not wanted:
                break
            for name, at in wanted.items():
                known.add(name)
                try:
                    unpack(name, at, root)
                except store.MissingError:
                    continue
        return {"names": told["names"], "open": told["open"]}
    except (store.MissingError, tarfile.TarError, OSError, ValueError):
        return Surface({}).dump()


def _look(root: Path, specifiers: Sequence[str]) -> str:
    script = ["node", "--max-old-space-size=4096", str(HERE / "surface.js"), str(root), *specifiers]
    return store.run(script, env={"NODE_PATH": str(compiler())})


def _wanted(root: Path, missing: Sequence[tuple[str, str]], known: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (package, version) for the unresolved imports that a package.json declares as its own dependency."""
    for owner, specifier in missing:
        name = "/".join(specifier.split("/")[: 2 if specifier.startswith("@") else 1])
        if name in known or BUILTIN.match(specifier):
            continue
        file = root / "node_modules" / owner / "package.json"
        asked = json.loads(file.read_text("utf-8")).get("dependencies", {}) if file.exists() else {}
        for candidate in (name, f"@types/{_flat(name)}"):
            if candidate not in known and (version := base(asked.get(candidate, ""))):
                yield candidate, version


def days_of(package: str) -> dict[str, str]:
    """Return version -> day: what is listed, and for later versions the day by which the registry had them.

    A mirror's day may be late, never early; no version is younger than those that follow it. Before 2025 they are all
    of the day on which the mirror was filled: they say nothing.
    """
    days = dates.of("npm", package)
    if package.startswith("_"):
        return days
    last = max(map(versions.key, days), default=())

    def make() -> Any:
        return json.loads(store.run(["npm", "view", package, "time", "--json"]))

    had = store.remembered(store.folder("npm", "times") / f"{_flat(package)}.json.gz", make)
    bound = "9999"
    for version in reversed(versions.stable(had)):
        bound = min(bound, had[version][:10])
        if versions.key(version) > last and bound >= FILLED:
            days[version] = bound
    return days


def _flat(package: str) -> str:
    return package.removeprefix("@").replace("/", "__")


def read(source: str, listed: Sequence[str], version: str) -> Surface | None:
    """Return the names of one release, from the cache if it was read before."""
    path = store.folder("npm", _flat(source)) / f"{version}.json.gz"
    return Surface.load(store.remembered(path, partial(exported, source, listed, version)))


def spoken(package: str, version: str) -> frozenset[str]:
    """Return every word of a release's JavaScript."""

    def make() -> list[str]:
        words: set[bytes] = set()
        with tempfile.TemporaryDirectory(prefix="harvest-npm-") as folder:
            store.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=Path(folder))
            with tarfile.open(next(Path(folder).glob("*.tgz"))) as tar:
                for member in tar:
                    if re.search(r"\.[mc]?js$", member.name) and (handle := tar.extractfile(member)):
                        words.update(re.findall(rb"[A-Za-z_$][\w$]{1,60}", handle.read()))
        return sorted(word.decode() for word in words)

    path = store.folder("npm", _flat(package)) / f"{version}.words.json.gz"
    return frozenset(store.remembered(path, make))


def confirmed(rows: Sequence[Entry], releases: Sequence[Release], package: str) -> tuple[Entry, ...]:
    """Drop members that went from the declarations without a notice while the newest code still speaks of them.

    Mongoose 9 no longer declares `Document.id`, and has it.
    """
    noticed = {row.symbol for row in rows if row.status == "deprecated"}
    kinds = {name: mark.kind for release in releases for name, mark in release.surface.names.items()}
    quiet = [row for row in rows if row.status == "removed" and row.symbol not in noticed]
    doubtful = {row.symbol for row in quiet if kinds[row.symbol] == "member"}
    if not doubtful:
        return tuple(rows)
    words = spoken(package, versions.stable(published(package))[-1])
    still = {symbol for symbol in doubtful if not words or symbol.rpartition(".")[2] in words}
    return tuple(row for row in rows if row.symbol not in still)


def renamed(surface: Surface, source: str, package: str) -> Surface:
    """Tell names of `@types/x` as names of `x`; what Node's notices say of versions is read from their words."""
    if source == NODE:
        return Surface({name: _node_since(mark) for name, mark in surface.names.items() if name != NODE}, surface.open)
    names = {package + name.removeprefix(source): mark for name, mark in surface.names.items()}
    return Surface(names, frozenset(package + name.removeprefix(source) for name in surface.open))


def folded(surface: Surface) -> Surface:
    """Tell members of a default export as members of its module: whoever imports it cannot tell them apart.

    jQuery 3 exported itself, jQuery 4 exports itself as default: `jquery.support` is there in both.
    """
    names = {name.replace(".default.", ".", 1): mark for name, mark in surface.names.items() if ".default." in name}
    names |= {name: mark for name, mark in surface.names.items() if ".default." not in name}
    return Surface(names, frozenset(name.replace(".default.", ".", 1) for name in surface.open))


def elsewhere(row: Entry, newest: Surface, package: str) -> str:
    """Return the one other path that exports a name which went: `@apollo/client/react.useQuery`."""
    name = row.symbol.removeprefix(f"{package}.")
    if row.status != "removed" or "." in name or name == "default":
        return ""
    found = [one for one in newest.names if one.startswith(f"{package}/") and one.endswith(f".{name}")]
    plain = [one for one in found if one.count(".") - package.count(".") == 1 and not PRIVATE.search(one)]
    first, *others = sorted(plain, key=len) or [""]
    above = f"{first.rpartition('.')[0]}/"
    return first if all(one.startswith(above) for one in others) else ""


def _node_since(mark: Mark) -> Mark:
    found = re.search(r"[Ss]ince:? v?(\d+\.\d+(?:\.\d+)?)", mark.note or "")
    return mark._replace(since=found[1]) if found else mark


def licence(package: str) -> str:
    """Return the licence the newest release states."""

    def make() -> str:
        told = store.run(["npm", "view", package, "license", "--json"]).strip()
        stated = json.loads(told) if told else ""
        return stated if isinstance(stated, str) and stated else "not stated"

    return str(store.remembered(store.folder("npm", _flat(package)) / "licence.json.gz", make))


def package_pack(package: str, settings: Mapping[str, Any]) -> pack.Pack:
    """Harvest one package."""
    source = settings.get("types", package)
    listed = settings.get("paths", [])
    wanted = [version for version in versions.stable(published(source)) if _in(version, settings)]
    seen = versions.walk(versions.minors(wanted), partial(read, source, listed), settings.get("releases", 8))
    days = days_of(package)
    releases = [
        Release(
            version,
            dates.nearest(days, version),
            folded(surface if source == package else renamed(surface, source, package)),
        )
        for version, surface in seen.items()
    ]
    releases = [*earlier(package, settings, releases), *releases]
    taste = TASTE if source == package else BUILTINS if source == NODE else DECLARED
    rows = confirmed(entries(releases, taste, days), releases, package) if releases else ()
    if source == NODE:
        read_here = {release.version for release in releases}
        rows = tuple(r if r.since in read_here else r._replace(date=dates.nearest(days, r.since)) for r in rows)
    rows = tuple(
        row._replace(replacement=row.replacement or elsewhere(row, releases[-1].surface, package)) for row in rows
    )
    if without := settings.get("without"):
        rows = tuple(row for row in rows if not re.search(without, row.symbol))
    if source != package:
        rows = own_versions(rows, releases)
    if not dates.of("npm", package):
        # no day is known of what is older than the registry's own days: better no row than one that is years late
        first = min(map(versions.key, days), default=())
        rows = tuple(row for row in rows if versions.key(row.since) >= first)
    rows = tuple(row for row in rows if row.date)
    return pack.Pack(
        library=package,
        distribution=package if source == package else f"{package}, declarations in {source}",
        language="javascript",
        source=settings.get("source", f"https://www.npmjs.com/package/{package}"),
        licence=licence(source),
        releases=f"{releases[0].version} .. {releases[-1].version}" if releases else "none",
        harvested=store.today(),
        entries=rows,
    )


def earlier(package: str, settings: Mapping[str, Any], own: Sequence[Release]) -> list[Release]:
    """Return the releases from before a package declared its own types, as `before` (`@types/x`) declares them.

    Only functions, classes and values are taken: other types were written anew.
    """
    source = settings.get("before")
    if not source or not own:
        return []
    first = versions.key(own[0].version)
    days = days_of(package)
    listed = [
        version for version in versions.minors(versions.stable(published(source))) if versions.key(version) < first
    ]
    found = []
    for version in listed[-4:]:
        if (surface := read(source, [], version)) and surface.names:
            told = folded(renamed(surface, source, package))
            real = {
                name: mark for name, mark in told.names.items() if mark.kind in ("class", "function", "value", "module")
            }
            found.append(Release(version, dates.nearest(days, version), Surface(real, told.open)))
    return found


def _in(version: str, settings: Mapping[str, Any]) -> bool:
    """React Native 1000.0.0 is what its developers build every night."""
    return versions.key(settings.get("from", "0.0.0")) <= versions.key(version) < (1000,)


def harvest(names: Sequence[str], *, diff: bool = False) -> None:
    """Make the packs of these packages, or of all in npm.toml."""
    listed: dict[str, dict[str, Any]] = tomllib.loads((HERE / "npm.toml").read_text("utf-8"))
    for package in names or listed:
        made = package_pack(package, listed.get(package, {}))
        if made.entries:
            pack.save(made, "npm", diff=diff)
        else:
            print(f"npm/{package}: nothing outdated in {made.releases}", flush=True)
