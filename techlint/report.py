"""Report: what a check of one draft came to.

In: findings, sorted into those to tell, those silenced and those known before. Out: plain data for reporters.
Must not know: formats, terminals, files.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.text import Source, Span


class Suppressed(NamedTuple):
    """A finding that a comment in the draft silenced, and the reason it gives."""

    finding: Finding
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """A draft's findings, by place. Nothing vanishes: what is not told is kept in a list of its own.

    `source` is the draft as output may show it: every secret in it is starred out, at equal length, so that all
    places hold; `secrets` are where they stand. `draft` is whether the post is marked as one. `errors` are rules that
    broke on this draft, a line each.
    """

    source: Source
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    known: tuple[Finding, ...] = ()
    errors: tuple[str, ...] = ()
    secrets: tuple[Span, ...] = ()
    draft: bool = False
