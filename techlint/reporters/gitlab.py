"""`gitlab`: a Code Quality report, as GitLab reads it from the artifact `codequality`.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.wire import dumps

if TYPE_CHECKING:
    from techlint.reporters.run import Run

SEVERITIES = {"error": "critical", "warning": "minor", "info": "info"}


def write(run: Run, out: TextIO) -> None:
    """Write one JSON array. Fingerprints hold no line numbers: a finding stays the same when text moves."""
    found = []
    for report in run.reports:
        for finding, mark in run.fingerprinted(report, report.source.path.encode()[:64]):
            start, end = report.source.position(finding.span.start), report.source.position(finding.span.end)
            found.append(
                {
                    "description": finding.message,
                    "check_name": finding.rule,
                    "fingerprint": mark,
                    "severity": SEVERITIES[finding.severity.value],
                    "location": {"path": report.source.path, "lines": {"begin": start.line, "end": end.line}},
                }
            )
    out.write(dumps(found, indent=2) + "\n")
