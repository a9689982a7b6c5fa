"""`junit`: JUnit XML, a test suite a draft, as CI systems show it. A clean draft is a test that passed."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.xml import attributes, content

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.report import Report
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write one document."""
    failures = sum(len(run.shown(report)) for report in run.reports)
    tests = sum(max(len(run.shown(report)), 1) for report in run.reports)
    out.write('<?xml version="1.0" encoding="utf-8"?>\n')
    out.write(f"<testsuites{attributes({'name': 'techlint', 'tests': tests, 'failures': failures, 'errors': 0})}>\n")
    for report in run.reports:
        found = run.shown(report)
        counts = {"tests": max(len(found), 1), "failures": len(found), "errors": 0, "skipped": 0}
        out.write(f"  <testsuite{attributes({'name': report.source.path, **counts})}>\n")
        if not found:
            out.write(f"    <testcase{attributes({'name': 'techlint', 'classname': report.source.path})}/>\n")
        out.writelines(_case(finding, report) for finding in found)
        out.write("  </testsuite>\n")
    out.write("</testsuites>\n")


def _case(finding: Finding, report: Report) -> str:
    line, column = report.source.position(finding.span.start)
    name = {"name": f"{finding.rule} at line {line}", "classname": report.source.path}
    words = f"{report.source.path}:{line}:{column}: {finding.message}\nhelp: {finding.help}"
    failure = {"message": finding.message, "type": finding.severity.value}
    return (
        f"    <testcase{attributes(name)}>\n"
        f"      <failure{attributes(failure)}>{content(words)}</failure>\n"
        f"    </testcase>\n"
    )
