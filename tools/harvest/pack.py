"""Pack files: render, validate, compare; `techlint.api.packs` reads them.

In: `rules/api/packs/<ecosystem>/<library>.tsv`. Out: `Pack` values and the same file again, byte for byte.
Must not know where entries come from (that is each harvester's business) nor how a draft is matched.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from techlint.api.packs import COLUMNS, HEAD, OPTIONAL, TIERS, Entry, Pack, PackError, parse, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Entry", "Pack", "PackError", "parse", "read"]

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "rules" / "api" / "packs"

ECOSYSTEMS = (
    "actions",
    "docker",
    "go",
    "java",
    "kubernetes",
    "models",
    "npm",
    "python",
    "runtimes",
    "rust",
    "web",
)
STATUSES = ("deprecated", "eol", "removed", "renamed")

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_VERSION = re.compile(r"[\w.+~-]{1,40}")
_SYMBOL = re.compile(r"\S{1,200}")
_FREE = re.compile(r"[^\t\n\r]{0,160}")


class Change(NamedTuple):
    """What a new harvest does to an old pack."""

    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    changed: tuple[tuple[Entry, Entry], ...]


def file_of(ecosystem: str, library: str) -> Path:
    """Return where the pack of a library lives: `npm`, `@angular/core` -> `.../npm/@angular+core.tsv`."""
    if ecosystem not in ECOSYSTEMS:
        raise PackError(f"unknown ecosystem {ecosystem!r}")
    return PACKS / ecosystem / f"{library.replace('/', '+')}.tsv"


def tidy(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Sort, and drop rows that are told twice."""
    return tuple(sorted(set(entries)))


def render(pack: Pack) -> str:
    """Return the text of a pack file."""
    head = [f"# {key}: {getattr(pack, key)}".rstrip() for key in HEAD]
    head += [f"# {key}: {value}" for key in OPTIONAL if (value := getattr(pack, key))]
    rows = ["\t".join(entry).rstrip("\t") for entry in pack.entries]
    return "\n".join([*head, "# columns: " + " ".join(COLUMNS), *rows]) + "\n"


def problems(pack: Pack) -> Iterator[str]:
    """Yield one line for each thing that is wrong with a pack."""
    for field in Pack._fields:
        if field not in ("entries", *OPTIONAL) and not getattr(pack, field):
            yield f"{pack.library}: '{field}' is empty"
    if not _DATE.fullmatch(pack.harvested):
        yield f"{pack.library}: harvested {pack.harvested!r} is not a date"
    for entry in pack.entries:
        for wrong in _wrong(entry):
            yield f"{pack.library}: {entry.symbol}: {wrong}"
    for one, two in pairwise(pack.entries):
        if one > two:
            yield f"{pack.library}: {two.symbol} is out of order"
        if one[:2] == two[:2]:
            yield f"{pack.library}: {two.symbol} is {two.status} twice"


def _wrong(entry: Entry) -> Iterator[str]:
    checks = (
        (_SYMBOL.fullmatch(entry.symbol), "not a symbol"),
        (entry.status in STATUSES, f"unknown status {entry.status!r}"),
        (entry.tier in TIERS, f"unknown tier {entry.tier!r}"),
        (all(_VERSION.fullmatch(cell) for cell in (entry.since, entry.back) if cell), "not a version"),
        (all(_DATE.fullmatch(cell) for cell in (entry.date, entry.back_date) if cell), "not a date"),
        (entry.since or entry.date, "neither version nor date"),
        (bool(entry.back) == bool(entry.back_date), "back and back_date go together"),
        (entry.replacement != entry.symbol, "is replaced by itself"),
        (_FREE.fullmatch(entry.replacement) and _FREE.fullmatch(entry.note), "a cell is longer than a line"),
    )
    return (complaint for holds, complaint in checks if not holds)


def compare(old: Pack | None, new: Pack) -> Change:
    """Tell what changes for the reader of a pack when `new` takes the place of `old`."""
    before = {entry[:2]: entry for entry in (old.entries if old else ())}
    after = {entry[:2]: entry for entry in new.entries}
    return Change(
        tuple(after[key] for key in after.keys() - before.keys()),
        tuple(before[key] for key in before.keys() - after.keys()),
        tuple((before[key], after[key]) for key in after.keys() & before.keys() if before[key] != after[key]),
    )


def tell(change: Change) -> Iterator[str]:
    """Yield a change as lines to review: `+`, `-`, `~` and the row."""
    marked = [("+", entry, "") for entry in change.added]
    marked += [("-", entry, "") for entry in change.removed]
    marked += [("~", new, f"   was {' '.join(old[1:]).strip()}") for old, new in change.changed]
    for mark, entry, was in sorted(marked, key=lambda item: item[1]):
        yield f"{mark} {' '.join(cell for cell in entry if cell)}{was}"


def save(pack: Pack, ecosystem: str, *, diff: bool = False) -> Change:
    """Validate a pack and write it in its place; with `diff`, print what would change and write nothing.

    A harvest that finds the same rows on another day leaves the file alone.
    """
    if wrong := next(problems(pack), None):
        raise PackError(wrong)
    path = file_of(ecosystem, pack.library)
    old = read(path) if path.exists() else None
    change = compare(old, pack)
    print(f"{ecosystem}/{path.stem}: {len(pack.entries)} rows", *map(_count, zip("+-~", change, strict=True)))
    if diff:
        print(*tell(change), sep="\n")
    elif old is None or old._replace(harvested=pack.harvested) != pack:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(pack), encoding="utf-8")
    return change


def _count(marked: tuple[str, tuple[object, ...]]) -> str:
    mark, items = marked
    return f"{mark}{len(items)}"
