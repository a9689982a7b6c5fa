"""Run: what a reporter is given.

In: the reports of a run and what to show of them. Out: the findings to print, report by report.
Must not know: any format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Severity
from techlint.record import Record
from techlint.report import in_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from techlint.finding import Finding
    from techlint.manual import Manual
    from techlint.report import Report
    from techlint.rule import Rule


class Run(Record):
    """Reports in the order of their drafts; `info` findings are shown only if `everything` is.

    `color` and `width` (columns) are for formats that people read in a terminal. `rules` are those that were run;
    `page` gives the page of a rule, as Markdown, `manual` what that page is made of.
    """

    reports: tuple[Report, ...]
    rules: tuple[Rule, ...] = ()
    page: Callable[[Rule], str] = str
    manual: Callable[[Rule], Manual | None] = staticmethod(lambda _rule: None)
    everything: bool = False
    color: bool = False
    width: int = 100

    def shown(self, report: Report) -> list[Finding]:
        """The findings of a report that are to be printed."""
        return [f for f in report.findings if self.everything or f.severity is not Severity.INFO]

    def fingerprinted(self, report: Report, salt: bytes = b"") -> list[tuple[Finding, str]]:
        """The findings to print, each with its fingerprint, which counts those that are not printed, too."""
        from techlint.fingerprint import fingerprints

        marks = dict(zip(map(id, report.findings), fingerprints(report, salt), strict=True))
        return [(finding, marks[id(finding)]) for finding in self.shown(report)]

    def in_file(self) -> Run:
        """The same run with every place as it is in the file: that of a notebook is not the draft that people read."""
        return self._replace(reports=tuple(map(in_file, self.reports)))

    def __iter__(self) -> Iterator[tuple[Report, Finding]]:
        for report in self.reports:
            for finding in self.shown(report):
                yield report, finding
