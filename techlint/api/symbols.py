"""Symbols that packs know: from the names in the code of a draft to Sightings.

In: fences and the evidence of the draft. Out: Sightings, a deprecated one held until the day of its removal.
Must not know how names are resolved (names, languages) nor how packs are read (tables).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.api.languages import LANGUAGES, language
from techlint.api.names import mentions
from techlint.api.sighting import Place, told, version
from techlint.api.tables import STANDARD, libraries, table
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from techlint.api.evidence import Evidence
    from techlint.api.fences import Fence
    from techlint.api.names import Language, Mention
    from techlint.api.sighting import Sighting
    from techlint.api.tables import Table


def find(code: Sequence[Fence], evidence: Evidence) -> Iterator[Sighting]:
    """Yield what the packs say of the symbols in each language's fences, and in code spans of its libraries."""
    spans = [(fence, found["path"]) for fence in code if fence.inline and (found := _WHOLE.fullmatch(fence.text))]
    for name in LANGUAGES:
        fences = [fence for fence in code if fence.lang == name]
        if fences:
            yield from _mentioned(fences, language(name), evidence)
        if spans:
            yield from _spans(spans, language(name), evidence)


def _mentioned(fences: Sequence[Fence], lang: Language, evidence: Evidence) -> Iterator[Sighting]:
    """What the fences of a language mention."""
    words = frozenset().union(*[fence.words for fence in fences])
    usual = {lang.usual[name][0] for name in lang.usual.keys() & words} & libraries(lang.ecosystem)
    shown = [lib for lib in usual if lib in STANDARD or evidence.names(lib)]
    seen: set[tuple[Fence, str]] = set()
    for fence, mention in mentions(fences, lang, shown):
        known = table(lang.ecosystem, mention.library)
        if known and (hit := _longest(mention, known)):
            symbol, start, end = hit
            if mention.statement:
                seen.add((fence, symbol))
            elif end == mention.written[0][2] and (fence, symbol) in seen:
                continue  # the import above it was told
            yield from _unpinned(Place(fence, start, end, mention.statement), known, symbol, evidence)


def _longest(mention: Mention, known: Table) -> tuple[str, int, int] | None:
    """The longest part of a name that the table knows, and where it stands."""
    return next((part for part in reversed(mention.written) if part[0] in known.rows), None)


_WHOLE = lazy(r"(?P<path>[A-Za-z_]\w*(?:(?:::|\.)\w+){1,8})(?:\(.{0,80}\))?[!;]?")


def _spans(spans: Sequence[tuple[Fence, str]], lang: Language, evidence: Evidence) -> Iterator[Sighting]:
    """Code spans that write a name in full, `axum::Server::bind`, in a post that names its library."""
    written = {fence.lang for fence in evidence.fences}
    for fence, path in [(fence, path) for fence, path in spans if lang.separator in path]:
        parts = path.split(lang.separator)
        head, *rest = lang.usual[parts[0]][1].split(lang.separator) if parts[0] in lang.usual else [parts[0]]
        known = table(lang.ecosystem, lang.owner(head))
        if known is None or not (lang.name in written if known.library in STANDARD else evidence.names(head)):
            continue
        full = [head, *rest, *parts[1:]]
        for k in range(len(full), 1, -1):
            if (symbol := lang.separator.join(full[:k])) in known.rows:
                end = sum(len(part) + len(lang.separator) for part in parts[: k - len(rest)]) - len(lang.separator)
                yield from _unpinned(Place(fence, 0, end), known, symbol, evidence)
                break


def _unpinned(place: Place, known: Table, symbol: str, evidence: Evidence) -> Iterator[Sighting]:
    """What holds for the version that the post pins, or for any if it pins none."""
    pin = evidence.pin((known.library, *re.findall(r"[\w@/.-]+", known.distribution)[:1]))
    return (one for one in told(place, known, symbol) if not (pin and pin < version(one.said.since)))
