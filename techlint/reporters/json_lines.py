"""`json-lines`: a JSON object a line, the same as in `json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.wire import dumps, finding_object

if TYPE_CHECKING:
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write a line for every finding of a run."""
    out.writelines(dumps(finding_object(finding, report.source)) + "\n" for report, finding in run)
