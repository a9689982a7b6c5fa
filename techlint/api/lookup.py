"""What is known of a name: rows of packs and curated facts, with their evidence and their age.

In: a name as an author writes it. Out: Known values. Must not know drafts nor output formats.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.api.facts import Fact, facts
from techlint.api.packs import TIERS
from techlint.api.tables import folder, head, libraries, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.api.packs import Entry
    from techlint.api.tables import Table

ENOUGH = 40
"""More answers than a reader looks through."""


@dataclass(frozen=True, slots=True)
class Known:
    """One thing that is known. `evidence` says how; `origin` names the pack or fact; `checked` is when it was read."""

    symbol: str
    status: str
    library: str
    since: str
    date: str
    until: str
    instead: str
    evidence: str
    source: str
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
            rows = table(ecosystem, library)
            symbols = () if rows is None else (name,) if exact else filter(word.search, rows.rows)
            found += [_row(rows, entry) for symbol in symbols if rows for entry in rows.entries(symbol)]
            if len(found) >= ENOUGH:
                return found[:ENOUGH]
    return found


def _row(known_by: Table, entry: Entry) -> Known:
    said = head(known_by.ecosystem, known_by.library)
    return Known(
        symbol=entry.symbol,
        status=entry.status,
        library=known_by.title,
        since=entry.since,
        date=entry.date,
        until=" ".join(filter(None, (entry.back, entry.back_date))),
        instead=entry.replacement,
        evidence="; ".join(filter(None, (f"{entry.tier}: {TIERS[entry.tier]}", entry.note))),
        source=known_by.source,
        origin=f"pack {known_by.ecosystem}/{known_by.library}, releases {said['releases']}",
        checked=said["harvested"],
    )


def _curated(name: str) -> list[Known]:
    """Facts that would find the name in code, or are called so."""
    return [_fact(fact) for fact in facts() if name == fact.id or any(fact.places(name))]


def _fact(fact: Fact) -> Known:
    return Known(
        symbol=fact.bad.partition("\n")[0],
        status=fact.status,
        library=fact.library,
        since=fact.since,
        date=fact.date,
        until=fact.until,
        instead=fact.use,
        evidence=fact.evidence,
        source=fact.source,
        origin=f"fact {fact.id}",
        checked=fact.checked,
    )


def ages() -> Iterator[tuple[str, str]]:
    """Each pack and each fact, and the day on which it was last checked (`never` for a fact that nobody opened)."""
    for ecosystem in ecosystems():
        for library in sorted(libraries(ecosystem)):
            yield f"pack {ecosystem}/{library}", head(ecosystem, library)["harvested"]
    for fact in facts():
        yield f"fact {fact.id}", fact.checked
