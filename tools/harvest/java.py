"""`python -m tools.harvest java [LIBRARY...]`: Maven Central and the JDK -> rules/api/packs/java/*.tsv.

In: java.toml, `-sources.jar` files; for the JDK its table of the API of each release since 8 (lib/ct.sym) and its
src.zip for what to use instead. Out: packs.
"""

from __future__ import annotations

import io
import re
import subprocess
import tomllib
import zipfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import classfile, dates, javasource, pack, store, versions
from .history import Taste, entries
from .surface import MAYBE, Mark, Release, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from .pack import Entry

HERE = Path(__file__).parent
CENTRAL = "https://repo1.maven.org/maven2"
JDK = "_jdk"
SAME_DAY = 4
APACHE = "2020-01-22"  # what Apache's parent POM writes into reproducible builds, until a project says otherwise
RELEASES = {str(number): "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number] for number in range(8, 36)}
_PUBLIC = re.compile(r"java[x]?\.|org\.(?:w3c|xml|omg|ietf)\.|jdk\.|com\.sun\.net\.httpserver\.|sun\.misc\.Unsafe")


def unsure(_symbol: str, mark: Mark) -> bool:
    """Members without a notice may be inherited from a base we do not see; packages may have moved to another jar."""
    return mark.kind in ("method", "field", "constructor", "package")


def private(symbol: str, _mark: Mark) -> bool:
    """Internal and shaded packages."""
    return bool(
        re.search(
            r"\.(?:internals?|impl|common\.(?:message|requests|protocol)|shaded|repackaged|relocated|asm|cglib|thirdparty|classfile)\.|\$|\._",
            symbol,
        )
    )


TASTE = Taste(".", "static-exact", unsure, private)
EXACT = Taste(".", "exports", lambda _symbol, mark: mark.kind == "constructor", private)


def published(artifact: str) -> list[str]:
    """Return the stable versions of `group:name`."""
    try:
        text = store.get(f"{_url(artifact)}/maven-metadata.xml").decode()
    except store.MissingError:
        return []
    return versions.stable(re.findall(r"<version>([^<]+)</version>", text))


def _url(artifact: str) -> str:
    group, _, name = artifact.partition(":")
    return f"{CENTRAL}/{group.replace('.', '/')}/{name}"


def read_artifact(artifact: str, version: str) -> Surface | None:
    """Return the names of one release of an artifact, with the day its jar was made under the empty name."""
    name = artifact.partition(":")[2]

    def make() -> dict[str, Any]:
        try:
            jar = zipfile.ZipFile(io.BytesIO(store.get(f"{_url(artifact)}/{version}/{name}-{version}-sources.jar")))
        except (store.MissingError, zipfile.BadZipFile):
            return Surface({}).dump()
        with jar:
            paths = [path for path in jar.namelist() if path.endswith(".java") and not path.startswith("META-INF")]
            found = javasource.surface({path: jar.read(path).decode("utf-8", "replace") for path in paths})
            return Surface({**found.names, "": Mark("day", None, made(jar))}, found.open).dump()

    return Surface.load(store.remembered(store.folder("java", artifact.replace(":", "+")) / f"{version}.json.gz", make))


def made(jar: zipfile.ZipFile) -> str:
    """Return the day most files of a jar carry, empty if the build wrote a made-up one (a few fixed days do)."""
    days = Counter(info.date_time[:3] for info in jar.infolist() if not info.is_dir())
    year, month, day = max(days, key=lambda item: (days[item], item), default=(0, 0, 0))
    return f"{year}-{month:02}-{day:02}" if year > 2001 and (month, day) not in ((1, 1), (2, 1)) else ""


def read(artifacts: Sequence[str], version: str) -> Surface | None:
    """Return the names of all artifacts of a library in one release."""
    names: dict[str, Mark] = {}
    for artifact in artifacts:
        if version in published_once(artifact) and (surface := read_artifact(artifact, version)):
            names |= surface.names
    return Surface(names)


_published: dict[str, list[str]] = {}


def published_once(artifact: str) -> list[str]:
    """Return `published`, asked once a run."""
    if artifact not in _published:
        _published[artifact] = published(artifact)
    return _published[artifact]


def library_pack(library: str, settings: Mapping[str, Any]) -> pack.Pack:
    """Harvest one library."""
    artifacts = settings["artifacts"]
    listed = versions.stable({version for artifact in artifacts for version in published_once(artifact)})
    listed = [version for version in listed if versions.key(version) >= versions.key(settings.get("from", "0"))]
    listed = [version for version in listed if all(complete(version, artifact) for artifact in artifacts)]
    seen = versions.walk(versions.minors(listed), partial(read, artifacts), settings.get("releases", 24))
    days, releases = dates.of("java", library), []
    shared = Counter(surface.names.get("", MAYBE).since for surface in seen.values())
    for version, surface in seen.items():
        names = dict(surface.names)
        day = names.pop("", MAYBE).since
        plain = re.sub(r"(?:\.Final|\.RELEASE|\.GA|-jre)$", "", version)
        # The jar's own day where it is real: what is listed may be of a tag made later. Jars of one day, or of a day
        # before their forerunner's, are reproducible builds: httpclient 5.1 to 5.4 bear days of 2020 and 2021.
        before = max((one.date for one in releases if versions.line(one.version) == versions.line(plain)), default="")
        told = sorted(
            filter(None, (day if shared[day] < SAME_DAY and before <= day != APACHE else "", days.get(plain, "")))
        )
        releases.append(Release(plain, told[0] if told else dates.nearest(days, plain), Surface(names, surface.open)))
    rows = stayed(entries(releases, TASTE, days), releases) if releases else ()
    rows = tuple(row for row in rows if row.date)  # without a day a post of any year would be wrong
    return _pack(library, settings, rows, releases)


def complete(version: str, artifact: str) -> bool:
    """Tell whether an artifact is out in a version, or is not out at all yet or any longer.

    A version that only one of them has says nothing of what is in the others.
    """
    out = published_once(artifact)
    return version in out or not out or not versions.key(out[0]) < versions.key(version) < versions.key(out[-1])


def stayed(rows: Sequence[Entry], releases: Sequence[Release]) -> tuple[Entry, ...]:
    """Drop classes that went without a notice with their whole package: it may be in another jar now.

    Spring Boot 4 took `org.springframework.boot.http.client` out of its main jar as it is.
    """
    noticed = {row.symbol for row in rows if row.status == "deprecated"}
    packages = {name for release in releases for name, mark in release.surface.names.items() if mark.kind == "package"}
    gone = packages - releases[-1].surface.names.keys()

    def moved(symbol: str) -> bool:
        while symbol and symbol not in packages:
            symbol = symbol.rpartition(".")[0]
        return symbol in gone

    return tuple(row for row in rows if row.status != "removed" or row.symbol in noticed or not moved(row.symbol))


def _pack(library: str, settings: Mapping[str, Any], rows: tuple[Entry, ...], releases: Sequence[Release]) -> pack.Pack:
    return pack.Pack(
        library=library,
        distribution=" ".join(settings["artifacts"]),
        language="java",
        source=settings.get(
            "source", f"https://central.sonatype.com/artifact/{settings['artifacts'][0].replace(':', '/')}"
        ),
        licence=settings.get("licence", "Apache-2.0"),
        releases=f"{releases[0].version} .. {releases[-1].version}" if releases else "none",
        harvested=store.today(),
        packages=" ".join(settings["packages"]),
        entries=rows,
    )


def homes() -> Iterator[Path]:
    """Yield the homes of the JDKs on this machine, newest first."""
    told = {path.resolve(): path for path in Path("/usr/lib/jvm").glob("*/lib/ct.sym")}
    numbered = {home.parents[1]: _number(home.parents[1]) for home in told}
    yield from sorted(numbered, key=lambda home: -numbered[home])


def _number(home: Path) -> int:
    answer = subprocess.run([home / "bin" / "java", "-version"], capture_output=True, text=True, check=True).stderr
    found = re.search(r'"(\d+)', answer)
    return int(found[1]) if found else 0


def jdk_surfaces(home: Path) -> dict[str, Surface]:
    """Return release -> names, from the table by which `javac --release` knows old releases."""
    names: dict[str, dict[str, Mark]] = {}
    bases: dict[str, dict[str, list[str]]] = {}
    with zipfile.ZipFile(home / "lib" / "ct.sym") as table:
        for path in table.namelist():
            letters, _, rest = path.partition("/")
            if not path.endswith(".sig") or rest.endswith("module-info.sig"):
                continue
            parsed = classfile.ClassFile(table.read(path))
            name = re.sub(r"[/$]", ".", parsed.name)
            if not parsed.visible or not _PUBLIC.match(name) or re.search(r"\$\d", parsed.name):
                continue
            for release in (number for number, letter in RELEASES.items() if letter in letters):
                _add_class(names.setdefault(release, {}), name, parsed)
                bases.setdefault(release, {})[name] = [re.sub(r"[/$]", ".", above) for above in parsed.above]
    for release, known in names.items():
        _inherit(known, bases[release])
    return {release: Surface(known) for release, known in names.items()}


def _add_class(names: dict[str, Mark], name: str, parsed: classfile.ClassFile) -> None:
    names[name.rpartition(".")[0]] = names.get(name.rpartition(".")[0], Mark("package"))
    names[name] = Mark("class", "" if parsed.own.deprecated else None, parsed.own.since)
    for member in parsed.members:
        path = f"{name}.{member.name}"
        kind = "constructor" if member.name == "<init>" else "method"
        # Overloads: deprecated only if all are.
        if path not in names or not member.deprecated:
            names[path] = Mark(kind, "" if member.deprecated else None, member.since)


def _inherit(names: dict[str, Mark], bases: Mapping[str, Sequence[str]]) -> None:
    own: dict[str, list[str]] = {}
    for name in names:
        own.setdefault(name.rpartition(".")[0], []).append(name.rpartition(".")[2])

    def above(name: str, depth: int) -> Iterator[str]:
        for base in bases.get(name, ()):
            yield base
            if depth < 12:
                yield from above(base, depth + 1)

    for name in bases:
        for base in above(name, 0):
            for member in own.get(base, ()):
                if member != "<init>":
                    names.setdefault(f"{name}.{member}", MAYBE)


def jdk_pack(settings: Mapping[str, Any]) -> pack.Pack:
    """Harvest the JDK from the newest one installed here."""
    home = next(homes())
    kept = store.folder("java", JDK) / f"{home.name}.json.gz"
    tables = store.remembered(kept, lambda: {number: surface.dump() for number, surface in jdk_surfaces(home).items()})
    told = _jdk_notes(home)
    days, releases = dates.of("java", JDK), []
    for number in sorted(tables, key=int):
        surface = Surface.load(tables[number])
        names = {
            name: mark._replace(note=told[name].note or "", since=mark.since or told[name].since)
            if mark.note is not None and name in told
            else mark
            for name, mark in surface.names.items()
        }
        releases.append(Release(number, days.get(number, ""), Surface(names)))
    rows = tuple(_jdk_version(row, days) for row in entries(releases, EXACT, days))
    return _pack(JDK, settings, pack.tidy(rows), releases)


def _jdk_notes(home: Path) -> dict[str, Mark]:
    """Return what the newest sources say beside `@Deprecated`."""

    def make() -> dict[str, Any]:
        with zipfile.ZipFile(home / "lib" / "src.zip") as sources:
            texts = {path: sources.read(path).decode() for path in sources.namelist() if path.endswith(".java")}
        wanted = {path: text for path, text in texts.items() if "@deprecated" in text}
        surface = javasource.surface(wanted)
        return Surface({name: mark for name, mark in surface.names.items() if mark.note is not None}).dump()

    return Surface.load(store.remembered(store.folder("java", JDK) / f"{home.name}-notes.json.gz", make)).names


def _jdk_version(row: Entry, days: Mapping[str, str]) -> Entry:
    """Write old releases as people name them: 1.8 is 8; with the day of the first release of that number."""
    since = re.sub(r"^1\.([5-9])\b.*", r"\1", row.since)
    return row._replace(since=since, date=days.get(since) or dates.nearest(dict(days), since) or row.date)


def harvest(names: Sequence[str], *, diff: bool = False) -> None:
    """Make the packs of these libraries, or of all in java.toml."""
    listed: dict[str, dict[str, Any]] = tomllib.loads((HERE / "java.toml").read_text("utf-8"))
    for library in names or listed:
        settings = listed[library]
        made_pack = jdk_pack(settings) if library == JDK else library_pack(library, settings)
        if made_pack.entries:
            pack.save(made_pack, "java", diff=diff)
        else:
            print(f"java/{library}: nothing outdated in {made_pack.releases}", flush=True)
