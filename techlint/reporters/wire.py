"""The JSON form of a finding, shared by the formats that speak it. Columns are 1-based characters, ends exclusive.

In: a finding and the source it stands in. Out: plain data.
Must not know: which format asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.text import Source, Span


def finding_object(finding: Finding, source: Source) -> dict[str, Any]:
    """One finding as documented in docs/formats.md."""
    fix = finding.fix
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "filename": source.path,
        **_span(finding.span, source),
        "label": finding.label,
        "why": finding.why,
        "help": finding.help,
        "url": finding.url or None,
        "fix": fix
        and {
            "applicability": "safe" if fix.safe else "unsafe",
            "message": fix.title,
            "edits": [{"content": edit.text, **_span(edit.span, source)} for edit in fix.edits],
        },
        "related": [{"message": label.text, **_span(label.span, source)} for label in finding.related],
    }


def _span(span: Span, source: Source) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "location": {"row": start.line, "column": start.column},
        "end_location": {"row": end.line, "column": end.column},
    }


def dumps(value: Any, indent: int | None = None) -> str:
    """JSON text that any stream can carry: bytes that were no UTF-8 become U+FFFD."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
