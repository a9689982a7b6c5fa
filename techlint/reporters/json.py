"""`json`: one array of findings, as documented in docs/formats.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.wire import dumps, finding_object

if TYPE_CHECKING:
    from techlint.reporters.run import Run


def write(run: Run, out: TextIO) -> None:
    """Write every finding of a run as one JSON array."""
    found = [finding_object(finding, report.source) for report, finding in run]
    out.write(dumps(found, indent=2) + "\n")
