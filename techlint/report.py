"""Report: what a check of one draft came to.

In: findings, sorted into those to tell, those silenced and those known before. Out: plain data for reporters.
Must not know: formats, terminals, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Edit, Label
from techlint.record import NamedTuple, Record

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.text import Origin, Source, Span


class Suppressed(NamedTuple):
    """A finding that a comment in the draft silenced, and the reason it gives."""

    finding: Finding
    reason: str


class Report(Record):
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


def in_file(report: Report) -> Report:
    """A report of a draft that was put together from a file, told in places of that file."""
    origin = report.source.origin
    if origin is None:
        return report
    return Report(
        source=origin.file,
        findings=tuple(_moved(finding, origin) for finding in report.findings),
        suppressed=tuple(entry._replace(finding=_moved(entry.finding, origin)) for entry in report.suppressed),
        known=tuple(_moved(finding, origin) for finding in report.known),
        errors=report.errors,
        secrets=tuple(map(origin.span, report.secrets)),
    )


def _moved(finding: Finding, origin: Origin) -> Finding:
    fix = finding.fix
    if fix:
        edits = (Edit(origin.span(edit.span), origin.spell(edit.text)) for edit in fix.edits)
        fix = fix._replace(edits=tuple(edits))
    related = tuple(Label(origin.span(label.span), label.text) for label in finding.related)
    return finding._replace(span=origin.span(finding.span), related=related, fix=fix)
