"""End-of-life dates: a copy of endoflife.date's `products/` in, packs for Docker images and for runtimes out.

Only facts are taken: product, cycle, dates. A cycle whose end is not dated is left out: no day can be judged by it.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tools.harvest.pack import Entry, Pack, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "https://endoflife.date"
LICENCE = "MIT"
CATEGORIES = ("database", "framework", "lang", "os")
ALSO = ("amazon-eks", "aws-lambda", "azure-kubernetes-service", "google-kubernetes-engine", "terraform", "helm")
# The field that ends a cycle, where it is not `eol`: Debian's LTS is free, extended support elsewhere is paid for;
# AWS calls a Lambda runtime deprecated years before it blocks the last update.
ENDS = {"debian": "eoes", "aws-lambda": "eoas"}
# Families whose tags are not the names of their cycles, or that were renamed: no tag of theirs is suggested.
NO_HEIR = ("mcr.microsoft.com/", "aws-lambda")

_NUMBER = re.compile(r"[\d.]+")


@dataclass(frozen=True)
class Cycle:
    """One release line: name, the day it came, the day it ends (or None), other spellings."""

    name: str
    released: date
    end: date | None
    lasting: bool
    codename: str


@dataclass(frozen=True)
class Product:
    """A product of endoflife.date."""

    slug: str
    title: str
    category: str
    images: tuple[str, ...]
    cycles: tuple[Cycle, ...]


def packs(folder: Path) -> Iterator[tuple[str, Pack]]:
    """Yield (ecosystem, pack) for each image and each runtime of a clone or copy of endoflife.date."""
    for slug, text in _texts(folder):
        product = parse(slug, text)
        if product is None:
            continue
        for image in product.images:
            if entries := tidy(_rows(product, image)):
                yield "docker", _pack(product, image, entries)
        if (product.category in CATEGORIES or slug in ALSO) and (entries := tidy(_rows(product, slug))):
            yield "runtimes", _pack(product, slug, entries)


def parse(slug: str, text: str) -> Product | None:
    """Read one product page; None if its front matter is not what we know."""
    data = yaml.safe_load(text.split("\n---", 1)[0].lstrip("-"))
    if not isinstance(data, dict) or "releases" not in data:
        return None
    purls = [str(item.get("purl", "")) for item in data.get("identifiers") or ()]
    named = {
        purl.removeprefix("pkg:docker/").removeprefix("library/") for purl in purls if purl.startswith("pkg:docker/")
    }
    table = tomllib.loads(Path(__file__).with_name("images.toml").read_text(encoding="utf-8"))
    images = {image for image in named if "/" not in image or image.partition("/")[0] in table["owners"]}
    images |= {image for image, product in table["images"].items() if product == slug}
    cycles = tuple(
        _cycle(release, ENDS.get(slug, "eol")) for release in data["releases"] if _dated(release.get("releaseDate"))
    )
    return Product(slug, str(data["title"]), str(data.get("category", "")), tuple(sorted(images)), cycles)


def _cycle(release: dict[str, Any], field: str) -> Cycle:
    end = release.get(field)
    if not isinstance(end, date):
        end = release.get("eol")
    codename = str(release.get("codename") or "").split(" ")[0].lower()
    return Cycle(
        name=str(release["releaseCycle"]),
        released=release["releaseDate"],
        end=end if isinstance(end, date) else None,
        lasting=end is False,
        codename=codename if codename.isalpha() else "",
    )


def _dated(value: object) -> bool:
    return isinstance(value, date)


def _rows(product: Product, name: str) -> Iterator[Entry]:
    today = datetime.now(UTC).date()
    living = [c for c in product.cycles if (c.lasting or (c.end and c.end > today)) and c.released <= today]
    newest = max(living, key=lambda c: (c.released, _order(c.name)), default=None)
    for cycle in product.cycles:
        if cycle.end is None or any(mark.isspace() for mark in cycle.name):
            continue
        # amazon's 2018.03 has an heir, tomcat's 9-jdk11 or java8.al2 has none of its kind
        later = newest and newest.released > cycle.released and _NUMBER.fullmatch(cycle.name + newest.name)
        later = later and not name.startswith(NO_HEIR)
        for tag in {cycle.name, cycle.codename if name in ("debian", "ubuntu") else cycle.name} - {""}:
            instead = f"{name}:{newest.name}" if newest and later else ""
            ended = cycle.end.isoformat()
            yield Entry(f"{name}:{tag}", "eol", cycle.name, ended, replacement=instead, tier="declared")


def _order(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def _pack(product: Product, name: str, entries: tuple[Entry, ...]) -> Pack:
    return Pack(
        library=name,
        distribution=product.title,
        language="any",
        source=f"{SOURCE}/{product.slug}",
        licence=LICENCE,
        releases=f"{product.cycles[-1].name} .. {product.cycles[0].name}",
        harvested=datetime.now(UTC).date().isoformat(),
        entries=entries,
    )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Read products/*.md from a plain copy, or from the newest commit of a clone without a work tree."""
    if (folder / "products").is_dir():
        for path in sorted((folder / "products").glob("*.md")):
            yield path.stem, path.read_text(encoding="utf-8")
        return
    git = ["git", "-C", str(folder)]
    listed = subprocess.run(
        [*git, "ls-tree", "--name-only", "HEAD", "products/"], capture_output=True, text=True, check=True
    )
    for name in listed.stdout.split():
        if name.endswith(".md"):
            shown = subprocess.run([*git, "show", f"HEAD:{name}"], capture_output=True, text=True, check=True)
            yield Path(name).stem, shown.stdout
