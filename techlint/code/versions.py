"""Two versions of one thing in one post: a name pinned twice, or code that is older than what the post asks for.

In: the code blocks and the prose of a draft, as text. Out: Clashes. Must not know: nodes, rules.

Most posts that hold two versions of a thing mean it: an upgrade, a comparison, a list of releases. So a clash is told
only where one version is the rule and the other stands alone, or where prose asks for more than all of the code has.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Version = tuple[int, ...]

PIN = lazy(
    r"(?<![\w.$-])(?P<name>[A-Za-z][A-Za-z0-9+]{0,40}(?:[-_][A-Za-z][A-Za-z0-9+]{0,40}){0,5})"
    r"(?:-|_|==|@|:)v?(?P<version>\d{1,4}(?:\.\d{1,5}){1,3})(?!\.?\d)"
)
"""`zephyr-sdk-0.16.8`, `django==5.1`, `react@19.1.0`, `postgres:17.2`."""
NUMBER = lazy(r"\d\.\d")
SHORTEST = 3
NOT_NAMES = frozenset(
    "http https tls ssl utf version release tag branch port size scale rate time ipv4 ip cve rfc".split()
)

WANTED = (
    r"(?<![\w./-])(?P<name>{name})(?: version)?,? (?:>= ?)?v?(?P<version>\d{{1,3}}(?:\.\d{{1,3}}){{0,2}})"
    r"(?P<least> ?\+| (?:or|and) (?:later|higher|newer|above|greater|up)\b)"
)
IMAGE = lazy(
    r"(?:^[ \t]*FROM[ \t]+(?:--platform=\S{1,40}[ \t]+)?|\bimage:[ \t]*['\"]?)(?P<pin>[\w./:-]{3,120})", re.MULTILINE
)
KEY = lazy(r"^[ \t-]*(?P<key>[a-z]{2,10}-version|toolchain):[ \t]*['\"]?(?P<pin>\d[\w.]{0,12})", re.MULTILINE)


class Clash(NamedTuple):
    """`text[start:end]` of a block says `found` of `name`; elsewhere it is `other`, first at `first` (see `Told`)."""

    block: int
    start: int
    end: int
    name: str
    found: str
    other: str
    first: Told


class Told(NamedTuple):
    """Where a version stands: in which piece of "code" or "prose", and its span there."""

    kind: str
    number: int
    start: int
    end: int


def pins(block: str) -> bool:
    """Whether a block can pin anything at all."""
    return NUMBER.search(block) is not None or "FROM" in block or "image:" in block or "-version:" in block


def odd_ones(blocks: Sequence[str]) -> Iterator[Clash]:
    """Pins of a name whose version stands once, in a block of its own, against one that stands at least twice."""
    seen: dict[str, dict[str, list[Told]]] = defaultdict(lambda: defaultdict(list))
    for number, block in enumerate(blocks):
        for found in PIN.finditer(block) if NUMBER.search(block) else ():
            name = found["name"].lower()
            if len(name) >= SHORTEST and name not in NOT_NAMES:
                seen[name][found["version"]].append(Told("code", number, *found.span()))
    for name, versions in seen.items():
        if len(versions) != 2:
            continue
        (rare, alone), (usual, places) = sorted(versions.items(), key=lambda item: len(item[1]))
        apart = alone[0].number not in {place.number for place in places}
        if len(alone) == 1 and len(places) > 1 and apart and not _agree(_version(rare), _version(usual)):
            yield Clash(*alone[0][1:], name, rare, usual, places[0])


def too_old(blocks: Sequence[str], prose: Sequence[str]) -> Iterator[Clash]:
    """Images and pipelines older than the version that the prose asks for, where none is new enough."""
    pinned = [pin for number, block in enumerate(blocks) for pin in _pins(block, number)]
    for spoken, names in _products() if pinned else ():
        own = [(place, found) for name, place, found in pinned if name in names]
        wanted = _wanted(spoken, prose) if own else None
        if wanted and all(_older(_version(found), _version(wanted[0])) for _, found in own):
            place, found = own[0]
            version, told, name = wanted
            yield Clash(*place[1:], name, found, version, told)


def _wanted(spoken: re.Pattern[str], prose: Sequence[str]) -> tuple[str, Told, str] | None:
    """The first version of a product that the prose asks for at least, and where."""
    for number, text in enumerate(prose):
        if found := spoken.search(text):
            return found["version"], Told("prose", number, *found.span()), found["name"]
    return None


@cache
def _products() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    """How prose asks for a product, and the images and keys that pin it."""
    rows = (row.split("\t") for row in resources.read_text("code/data/products.tsv").splitlines() if row[0] != "#")
    return tuple((lazy(WANTED.format(name=name)), frozenset(f"{images} {keys}".split())) for name, images, keys in rows)


def _pins(block: str, number: int) -> Iterator[tuple[str, Told, str]]:
    """The images and keys of a block that name a version: (image or key, place, version)."""
    for found in IMAGE.finditer(block) if "FROM" in block or "image:" in block else ():
        image, _, tag = found["pin"].rpartition(":")
        if version := re.match(r"\d+(?:\.\d+)*", tag):
            yield image.rpartition("/")[2], Told("code", number, *found.span("pin")), version[0]
    for found in KEY.finditer(block) if "-version:" in block or "toolchain:" in block else ():
        if version := re.match(r"\d+(?:\.\d+)*", found["pin"]):
            yield found["key"], Told("code", number, *found.span("pin")), version[0]


def _version(text: str) -> Version:
    return tuple(int(part) for part in text.split("."))


def _agree(one: Version, other: Version) -> bool:
    """Whether the shorter begins the longer: `3.9` and `3.9.1` may be one and the same."""
    size = min(len(one), len(other))
    return one[:size] == other[:size]


def _older(one: Version, other: Version) -> bool:
    return not _agree(one, other) and one < other
