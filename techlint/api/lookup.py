"""What is known of a name: rows of packs and curated facts, with their evidence and their age.

In: a name as an author writes it. Out: Known values. Must not know drafts nor output formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.api.facts import facts
from techlint.api.packs import TIERS
from techlint.api.sighting import rows
from techlint.api.tables import folder, head, libraries, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.api.packs import Entry
    from techlint.api.sighting import Said
    from techlint.api.tables import Table

ENOUGH = 40
"""More answers than a reader looks through."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known. `evidence` says how; `origin` names the pack or fact; `checked` is when it was read."""

    symbol: str
    said: Said
    evidence: str
    origin: str
    checked: str


def ecosystems() -> tuple[str, ...]:
    """The ecosystems that have packs."""
    return tuple(sorted(path.name for path in folder().iterdir() if path.is_dir()))


def known(name: str) -> list[Known]:
    """All that is known of a name: of exactly that symbol; else of those that end in it; else of its members."""
    return _rows(name, exact=True) + _curated(name) or (_rows(name, exact=False))


def _rows(name: str, *, exact: bool) -> list[Known]:
    word = re.compile(rf"(?:^|[.:/@]){re.escape(name)}(?:$|[.:/@(])")
    found: list[Known] = []
    for ecosystem in ecosystems():
        for library in sorted(libraries(ecosystem)):
            known_by = table(ecosystem, library)
            if known_by is None:
                continue
            symbols = (name,) if exact else filter(word.search, known_by.rows)
            found += [_row(known_by, entry, said) for symbol in symbols for entry, said in rows(known_by, symbol)]
            if len(found) >= ENOUGH:
                return found[:ENOUGH]
    return found


def _row(known_by: Table, entry: Entry, said: Said) -> Known:
    top = head(known_by.ecosystem, known_by.library)
    return Known(
        symbol=entry.symbol,
        said=said,
        evidence="; ".join(filter(None, (f"{entry.tier}: {TIERS[entry.tier]}", entry.note))),
        origin=f"pack {known_by.ecosystem}/{known_by.library}, releases {top['releases']}",
        checked=top["harvested"],
    )


def _curated(name: str) -> list[Known]:
    """Facts that would find the name in code, or are called so."""
    return [
        Known(fact.bad.partition("\n")[0], fact.said(), fact.evidence, f"fact {fact.id}", fact.checked)
        for fact in facts()
        if name == fact.id or any(fact.places(name))
    ]


def ages() -> Iterator[tuple[str, str]]:
    """Each pack and each fact, and the day on which it was last checked (`never` for a fact that nobody opened)."""
    for ecosystem in ecosystems():
        for library in sorted(libraries(ecosystem)):
            yield f"pack {ecosystem}/{library}", head(ecosystem, library)["harvested"]
    for fact in facts():
        yield f"fact {fact.id}", fact.checked
