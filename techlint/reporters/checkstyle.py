"""`checkstyle`: Checkstyle XML, which many review tools read."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.xml import attributes

if TYPE_CHECKING:
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write one document."""
    out.write('<?xml version="1.0" encoding="utf-8"?>\n<checkstyle version="4.3">\n')
    for report in run.reports:
        found = run.shown(report)
        if not found:
            continue
        out.write(f"  <file{attributes({'name': report.source.path})}>\n")
        for finding in found:
            line, column = report.source.position(finding.span.start)
            place = {"line": line, "column": column, "severity": finding.severity.value}
            words = {"message": finding.message, "source": f"techlint.{finding.rule}"}
            out.write(f"    <error{attributes({**place, **words})}/>\n")
        out.write("  </file>\n")
    out.write("</checkstyle>\n")
