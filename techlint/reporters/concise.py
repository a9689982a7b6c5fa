"""`concise`: a line a finding, as editors and grep like it: `path:line:column: severity[rule] message`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.terminal import Paint, visible

if TYPE_CHECKING:
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write a line for every finding."""
    paint = Paint(run.color)
    for report, finding in run:
        place = report.source.place(finding.span.start)
        severity = finding.severity.value
        rule = paint(f"{severity}[{finding.rule}]", severity)
        message = "".join(map(visible, finding.message))
        path = "".join(map(visible, report.source.path))
        out.write(f"{path}:{place}: {rule} {message}\n")
