"""`rdjsonl`: a Reviewdog diagnostic a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.rdjson import diagnostic
from techlint.reporters.wire import dumps

if TYPE_CHECKING:
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write a line for every finding."""
    out.writelines(dumps(diagnostic(finding, report.source)) + "\n" for report, finding in run)
