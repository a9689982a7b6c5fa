"""`sarif`: SARIF 2.1.0, complete for GitHub code scanning: rules with help, regions, fingerprints, suppressions, fixes.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import quote

from techlint import __version__
from techlint.reporters.wire import dumps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.finding import Finding
    from techlint.report import Report
    from techlint.reporters.run import Run
    from techlint.rule import Rule
    from techlint.text import Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PRECISION = {"error": "very-high", "warning": "high", "info": "medium"}
SECURITY = {"error": "8.0", "warning": "5.0", "info": "2.0"}
"""CVSS-like figures by which GitHub sorts alerts about secrets."""


def write(run: Run, out: TextIO) -> None:
    """Write one log with one run."""
    used = {finding.rule for report in run.reports for finding in report.findings}
    used |= {entry.finding.rule for report in run.reports for entry in report.suppressed}
    rules = [rule for rule in run.rules if rule.id in used]
    index = {rule.id: number for number, rule in enumerate(rules)}
    driver = {
        "name": "techlint",
        "semanticVersion": __version__,
        "rules": [_rule(rule, run.page(rule)) for rule in rules],
    }
    results = [result for report in run.reports for result in _results(run, report, index)]
    logged = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "techlint/"},  # what code scanning calls the category
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    out.write(dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [logged]}, indent=2) + "\n")


def _rule(rule: Rule, page: str) -> dict[str, Any]:
    security = {"security-severity": SECURITY[rule.severity.value]} if rule.family == "secrets" else {}
    tags = [rule.family, *(["security"] if security else [])]
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace("/", "-").split("-")),
        "shortDescription": {"text": f"{rule.why}."},
        "fullDescription": {"text": f"{rule.why}. What to do: {rule.help}."},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": LEVELS[rule.severity.value]},
        "properties": {"tags": tags, "precision": PRECISION[rule.severity.value], **security},
    }


def _results(run: Run, report: Report, index: dict[str, int]) -> Iterator[dict[str, Any]]:
    for finding, mark in run.fingerprinted(report):
        found = _result(finding, report.source, index)
        yield found | {"partialFingerprints": {"techlint/v1": mark}}
    for entry in report.suppressed:
        reason = {"justification": entry.reason} if entry.reason else {}
        yield _result(entry.finding, report.source, index) | {"suppressions": [{"kind": "inSource", **reason}]}


def _result(finding: Finding, source: Source, index: dict[str, int]) -> dict[str, Any]:
    words = f"{finding.message}. {finding.help}." if finding.help else finding.message
    found: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": LEVELS[finding.severity.value],
        "message": {"text": words},
        "locations": [_location(finding.span, source)],
    }
    if finding.rule in index:
        found["ruleIndex"] = index[finding.rule]
    if finding.related:
        found["relatedLocations"] = [
            {"id": number, **_location(label.span, source), "message": {"text": label.text}}
            for number, label in enumerate(finding.related, 1)
        ]
    if finding.fix:
        replacements = [
            {"deletedRegion": _region(edit.span, source), "insertedContent": {"text": edit.text}}
            for edit in finding.fix.edits
        ]
        change = {"artifactLocation": _artifact(source), "replacements": replacements}
        found["fixes"] = [{"description": {"text": finding.fix.title}, "artifactChanges": [change]}]
    return found


def _location(span: Span, source: Source) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": _artifact(source), "region": _region(span, source)}}


def _artifact(source: Source) -> dict[str, str]:
    return {"uri": quote(source.path.encode("utf-8", "surrogateescape"))}


def _region(span: Span, source: Source) -> dict[str, int]:
    start, end = source.position(span.start), source.position(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
