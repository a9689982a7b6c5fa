"""Symbols that packs know: from the names in the code of a draft to Sightings.

In: fences and the evidence of the draft. Out: Sightings, a deprecated one held until the day of its removal.
Must not know how names are resolved (names, languages) nor how packs are read (tables).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.api.languages import LANGUAGES, language
from techlint.api.names import mentions
from techlint.api.sighting import Sighting, version
from techlint.api.tables import STANDARD, libraries, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from techlint.api.evidence import Evidence
    from techlint.api.fences import Fence
    from techlint.api.names import Language, Mention
    from techlint.api.packs import Entry
    from techlint.api.tables import Table

_KINDS = {"removed": "removed", "deprecated": "deprecated", "renamed": "renamed", "eol": "end-of-life"}

def find(code: Sequence[Fence], evidence: Evidence) -> Iterator[Sighting]:
    """Yield what the packs say of the symbols in each language's fences, and in code spans of its libraries."""
    for name in LANGUAGES:
        fences = [fence for fence in code if fence.lang == name]
        if not fences and not any(fence.inline for fence in code):
            continue
        lang = language(name)
        shown = [lib for lib in libraries(lang.ecosystem) if lib in STANDARD or evidence.names(lib)] if fences else []
        seen: set[tuple[Fence, str]] = set()
        for fence, mention in mentions(fences, lang, shown):
            known = table(lang.ecosystem, mention.library)
            if known and (hit := _longest(mention, known)):
                symbol, end = hit
                if mention.imported:
                    seen.add((fence, symbol))
                elif end == mention.written[0][1] and (fence, symbol) in seen:
                    continue  # the import above it was told
                yield from tell(fence, (mention.start, end), known.entries(symbol), known, evidence)
        yield from _spans(code, lang, evidence)


def _longest(mention: Mention, known: Table) -> tuple[str, int] | None:
    """The longest part of a name that the table knows, and where it ends."""
    return next(((symbol, end) for symbol, end in reversed(mention.written) if symbol in known.rows), None)


_WHOLE = re.compile(r"(?P<path>[A-Za-z_]\w*(?:(?:::|\.)\w+){1,8})(?:\(.{0,80}\))?[!;]?")


def _spans(code: Sequence[Fence], lang: Language, evidence: Evidence) -> Iterator[Sighting]:
    """Code spans that write a name in full, `axum::Server::bind`, in a post that names its library."""
    for fence in code:
        found = _WHOLE.fullmatch(fence.text) if fence.inline else None
        if not found or lang.separator not in found["path"]:
            continue
        parts = found["path"].split(lang.separator)
        head, *rest = lang.usual[parts[0]][1].split(lang.separator) if parts[0] in lang.usual else [parts[0]]
        known = table(lang.ecosystem, head) if evidence.names(head) else None
        full = [head, *rest, *parts[1:]]
        symbols = [lang.separator.join(full[:k]) for k in range(len(full), 1, -1)]
        if known and (symbol := next((s for s in symbols if s in known.rows), "")):
            yield from tell(fence, found.span("path"), known.entries(symbol), known, evidence)


def tell(
    fence: Fence, place: tuple[int, int], entries: tuple[Entry, ...], known: Table, evidence: Evidence
) -> Iterator[Sighting]:
    """Put what a table says of a symbol into Sightings."""
    pin = evidence.pin((known.library, *re.findall(r"[\w@/.-]+", known.distribution)[:1]))
    start, end = place
    removals = [entry.date for entry in entries if entry.status != "deprecated"]
    for entry in entries:
        until = entry.back_date or (min(removals, default="") if entry.status == "deprecated" else "")
        fits = bool(pin) and pin < version(entry.since)
        yield Sighting(
            fence=fence,
            start=start,
            end=end,
            name=f"`{fence.text[start:end]}`",
            kind=_KINDS[entry.status],
            library=known.title,
            since=entry.since,
            date=entry.date,
            until=until,
            instead=f"`{entry.replacement}`" if entry.replacement else "",
            source=known.source,
            sure=not fits,
            rename=_rename(entry, known),
        )


def _rename(entry: Entry, known: Table) -> str:
    """The new last name, where only that changes: `numpy.product` -> `prod` of `numpy.prod`."""
    if entry.status not in {"removed", "renamed", "deprecated"}:
        return ""
    old, new = re.match(r"(.*(?:\.|::))(\w+)$", entry.symbol), re.match(r"(.*(?:\.|::))(\w+)$", entry.replacement)
    return new[2] if old and new and old[1] == new[1] else ""
