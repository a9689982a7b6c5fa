"""`rdjson`: the Reviewdog Diagnostic Format. Its columns count UTF-8 bytes from 1, ends exclusive.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO

from techlint.reporters.wire import dumps

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.reporters.run import Run
    from techlint.text import Source, Span

SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}
SOURCE = {"name": "techlint"}


def write(run: Run, out: TextIO) -> None:
    """Write one DiagnosticResult."""
    found = [diagnostic(finding, report.source) for report, finding in run]
    out.write(dumps({"source": SOURCE, "diagnostics": found}, indent=2) + "\n")


def diagnostic(finding: Finding, source: Source) -> dict[str, Any]:
    """One Diagnostic."""
    words = "\n".join(filter(None, (finding.message, finding.help and f"help: {finding.help}")))
    found: dict[str, Any] = {
        "message": words,
        "location": {"path": source.path, "range": _range(finding.span, source)},
        "severity": SEVERITIES[finding.severity.value],
        "source": SOURCE,
        "code": {"value": finding.rule, **({"url": finding.url} if finding.url else {})},
    }
    if finding.fix:
        found["suggestions"] = [{"range": _range(e.span, source), "text": e.text} for e in finding.fix.edits]
    if finding.related:
        found["related_locations"] = [
            {"message": label.text, "location": {"path": source.path, "range": _range(label.span, source)}}
            for label in finding.related
        ]
    return found


def _range(span: Span, source: Source) -> dict[str, dict[str, int]]:
    return {"start": _position(span.start, source), "end": _position(span.end, source)}


def _position(offset: int, source: Source) -> dict[str, int]:
    line = source.position(offset).line
    before = source.text[source.line_starts[line - 1] : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogateescape")) + 1}
