"""Results kept from run to run: what a draft's check came to, by the content of the draft and all that judged it.

In: Reports. Out: plain data that JSON can hold, and Reports made of it again; a file that holds one such entry a draft.
Must not know: how a draft is checked. A file that is damaged, foreign or of another version counts as empty.

No secret is stored: words are masked before they come here, and of the secrets themselves only the places are kept.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from techlint.files import replace_text
from techlint.finding import Edit, Finding, Fix, Label, Severity
from techlint.report import Report, Suppressed
from techlint.text import Span

if TYPE_CHECKING:
    from pathlib import Path

    from techlint.text import Source

Entry = dict[str, Any]
"""One draft's result: `key` (content and ruleset), and the data of its Report."""

WRONG = (KeyError, TypeError, ValueError, IndexError, AttributeError)
"""What reading an entry may raise if someone else wrote it."""


def dump(report: Report) -> Entry:
    """A report as plain data, without its source."""
    return {
        "findings": [_dump(finding) for finding in report.findings],
        "suppressed": [[_dump(s.finding), s.reason] for s in report.suppressed],
        "secrets": [list(span) for span in report.secrets],
        "draft": report.draft,
        "errors": list(report.errors),
    }


def restore(source: Source, entry: Entry) -> Report:
    """The report that `dump` wrote; raises one of WRONG for anything else. `source` is the draft as it was checked."""
    from techlint.mask import Mask

    secrets = tuple(Span(int(start), int(end)) for start, end in entry["secrets"])
    return Report(
        source=Mask(source, secrets).source() if secrets else source,
        findings=tuple(map(_restore, entry["findings"])),
        suppressed=tuple(Suppressed(_restore(finding), str(reason)) for finding, reason in entry["suppressed"]),
        errors=tuple(map(str, entry["errors"])),
        secrets=secrets,
        draft=entry["draft"] is True,
    )


def read(path: Path) -> dict[str, Entry]:
    """The entries of a file, by draft; none if it is not what it should be."""
    try:
        entries = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return entries if isinstance(entries, dict) else {}


def write(path: Path, entries: dict[str, Entry]) -> None:
    """Put entries into a file. A cache that cannot be written costs time, nothing else."""
    with suppress(OSError):
        replace_text(path, json.dumps(entries, separators=(",", ":")))


def _dump(finding: Finding) -> list[Any]:
    fix = finding.fix
    return [
        finding.rule,
        finding.severity.value,
        finding.message,
        *finding.span,
        finding.label,
        finding.why,
        finding.help,
        [[*label.span, label.text] for label in finding.related],
        fix and [fix.title, fix.safe, [[*edit.span, edit.text] for edit in fix.edits]],
        finding.url,
    ]


def _restore(data: list[Any]) -> Finding:
    rule, severity, message, start, end, label, why, advice, related, fix, url = data
    return Finding(
        rule=rule,
        severity=Severity(severity),
        message=message,
        span=Span(int(start), int(end)),
        label=label,
        why=why,
        help=advice,
        related=tuple(Label(Span(int(a), int(b)), text) for a, b, text in related),
        fix=fix and Fix(fix[0], tuple(Edit(Span(int(a), int(b)), text) for a, b, text in fix[2]), safe=fix[1] is True),
        url=url,
    )
