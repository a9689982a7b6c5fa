"""`python -m tools.harvest rust [CRATE...]`: crates.io -> rules/api/packs/rust/*.tsv.

In: rust.toml, the crates.io index (versions with their days) and the crates' sources. Out: packs.
"""

from __future__ import annotations

import json
import re
import tarfile
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import dates, pack, rustdoc, rustsource, store, versions
from .history import Taste, entries
from .surface import Mark, Release, Surface

if TYPE_CHECKING:
    from collections.abc import Sequence


LIST = Path(__file__).with_name("rust.toml")
STD = "_std"
INDEX = "https://index.crates.io"


HIDDEN = ("private", "internal", "export", "impl_", "ffi", "fallback", "verif")


def unsure(_symbol: str, mark: Mark) -> bool:
    """Methods and variants that are gone without a notice: macros and `impl` blocks we do not see may make them."""
    return mark.kind in ("method", "variant")


def private(symbol: str, _mark: Mark) -> bool:
    """Names with an underscore in front, or under a module that is nobody's business."""
    parts = symbol.split("::")
    # Of a prelude users take all; nobody writes a path through it down to a method.
    behind_prelude = "prelude" in parts and len(parts) - parts.index("prelude") > 2
    return behind_prelude or any(part.startswith("_") or part in HIDDEN for part in parts)


TASTE = Taste("::", "static-exact", unsure, private, semver=True)


def index_path(crate: str) -> str:
    """Return where the sparse index keeps a crate: `axum` -> `ax/um/axum`."""
    if len(crate) < 4:
        return f"{len(crate)}/{crate}" if len(crate) < 3 else f"3/{crate[0]}/{crate}"
    return f"{crate[:2]}/{crate[2:4]}/{crate}"


def published(crate: str) -> dict[str, str]:
    """Return version -> day for the releases of a crate that were not yanked."""
    text = store.get(f"{INDEX}/{index_path(crate)}").decode()
    rows = [json.loads(row) for row in text.splitlines()]
    return {row["vers"]: row.get("pubtime", "")[:10] for row in rows if not row["yanked"]}


def sources(crate: str, version: str) -> tuple[dict[str, str], str]:
    """Return {path: text} of a release's sources and its root file, downloaded by cargo."""
    home = store.folder("cargo")
    store.run(["cargo", "info", "--quiet", f"{crate}@{version}"], cwd=home, env={"CARGO_HOME": str(home)})
    archive = next(home.glob(f"registry/cache/*/{crate}-{version}.crate"))
    with tarfile.open(archive) as tar:
        files = {
            member.name.partition("/")[2]: (handle.read().decode("utf-8", "replace"))
            for member in tar.getmembers()
            if member.name.endswith((".rs", "Cargo.toml")) and (handle := tar.extractfile(member))
        }
    archive.unlink()
    for unpacked in home.glob(f"registry/src/*/{crate}-{version}"):
        for path in sorted(unpacked.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        unpacked.rmdir()
    manifest = tomllib.loads(files.get("Cargo.toml", ""))
    return files, manifest.get("lib", {}).get("path", "src/lib.rs")


def read(crate: str, name: str, version: str) -> Surface | None:
    """Return the names of one release; None if there are none to read (a placeholder, a proc-macro crate)."""

    def make() -> dict[str, Any]:
        try:
            files, root = sources(crate, version)
        except (store.MissingError, StopIteration, tarfile.TarError):
            return Surface({}).dump()
        return rustsource.surface(files, name, root.removeprefix("./")).dump()

    return Surface.load(store.remembered(store.folder("rust", crate) / f"{version}.json.gz", make))


def licence(crate: str) -> str:
    """Return the licence the newest release states."""

    def make() -> str:
        home = store.folder("cargo")
        told = store.run(["cargo", "info", "--quiet", crate], cwd=home, env={"CARGO_HOME": str(home)})
        found = re.search(r"^license: (.+)$", told, re.MULTILINE)
        return found[1].strip() if found else "not stated"

    return str(store.remembered(store.folder("rust", crate) / "licence.json.gz", make))


def crate_pack(crate: str, settings: dict[str, Any]) -> pack.Pack:
    """Harvest one crate."""
    name = crate.replace("-", "_")
    days = published(crate)
    seen = versions.walk(versions.stable(days), partial(read, crate, name), settings.get("releases", 60))
    releases = [Release(version, days[version], surface) for version, surface in seen.items()]
    return pack.Pack(
        library=name,
        distribution=crate,
        language="rust",
        source=f"https://docs.rs/{crate}",
        licence=licence(crate),
        releases=f"{releases[0].version} .. {releases[-1].version}" if releases else "none",
        harvested=store.today(),
        entries=entries(releases, TASTE, days),
    )


def std_pack() -> pack.Pack:
    """Harvest the standard library from the documentation that rustup installed."""
    root = Path(store.run(["rustc", "--print", "sysroot"]).strip(), "share", "doc", "rust", "html", STD.strip("_"))
    version = store.run(["rustc", "--version"]).split()[1]
    days = dates.of("rust", STD)
    release = Release(version, dates.nearest(days, version), rustdoc.surface(root))
    rows = [row._replace(date=dates.nearest(days, row.since)) for row in entries([release], TASTE, {})]
    return pack.Pack(
        library=STD,
        distribution="rust",
        language="rust",
        source="https://doc.rust-lang.org/std",
        licence="MIT OR Apache-2.0",
        releases=version,
        harvested=store.today(),
        entries=pack.tidy(rows),
    )


def harvest(names: Sequence[str], *, diff: bool = False) -> None:
    """Make the packs of these crates, or of all in rust.toml."""
    listed: dict[str, dict[str, Any]] = tomllib.loads(LIST.read_text("utf-8"))
    for crate in names or listed:
        made = std_pack() if crate == STD else crate_pack(crate, listed.get(crate, {}))
        if made.entries:
            pack.save(made, "rust", diff=diff)
        else:
            print(f"rust/{made.library}: nothing outdated in {made.releases}")
