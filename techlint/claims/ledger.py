"""The ledger: every claim of a draft as a row, for an editor who reviews a whole site.

In: a Document. Out: Rows.
Must not know: files, output formats, rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.claims.analysis import Claim, analyse
from techlint.claims.tier import TOLD

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Document


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: where it stands (line and column from 1), its kind and value, what backs it.

    `grade` is supported, weak or none; `evidence` names the nearest thing found, "" if nothing.
    """

    path: str
    line: int
    column: int
    kind: str
    claim: str
    value: str
    grade: str
    evidence: str


def rows(doc: Document) -> Iterator[Row]:
    """The claims of a draft in source order, supported ones too."""
    for claim in doc.view(analyse).claims:
        if claim.chance >= TOLD or claim.grade == "supported":
            yield _row(doc, claim)


def _row(doc: Document, claim: Claim) -> Row:
    file, span = doc.source.in_file(claim.span)
    place = file.position(span.start)
    words = " ".join(claim.text.split())
    return Row(
        doc.source.path, place.line, place.column, claim.kind, words, claim.value, claim.grade, claim.evidence.reason
    )
