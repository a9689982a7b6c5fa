"""`full`: findings as a compiler prints them: header, place, the line with carets, why and what to do.

What is found word for word the same at several places of a draft is shown once, with the other places.
"""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TextIO

from techlint.reporters.frame import frame
from techlint.reporters.terminal import Paint, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from techlint.finding import Finding
    from techlint.reporters.run import Run
    from techlint.text import Source, Span


PLACES = 12
"""Other places of a finding that are listed; the rest is counted."""


def write(run: Run, out: TextIO) -> None:
    """Write every finding as a frame; why a rule matters is said once a run."""
    told: set[str] = set()
    for report, pairs in groupby(run, itemgetter(0)):
        for finding, *others in _equal(finding for _, finding in pairs):
            lines = list(_finding(finding, report.source, run, explain=finding.rule not in told))
            told.add(finding.rule)
            if others:
                lines.append(_also(others, report.source, run))
            out.write("\n".join(lines) + "\n\n")


def _equal(findings: Iterable[Finding]) -> Iterable[list[Finding]]:
    """The findings of a draft, those together that differ in their place alone; in the order of the first."""
    groups: dict[object, list[Finding]] = {}
    for finding in findings:
        key = finding.span if finding.related else (finding.severity, finding.message, finding.label, finding.help)
        groups.setdefault((finding.rule, key), []).append(finding)
    return groups.values()


def _also(others: list[Finding], source: Source, run: Run) -> str:
    paint = Paint(run.color)
    places = [source.place(finding.span.start) for finding in others]
    more = f" and {len(places) - PLACES} more" if len(places) > PLACES else ""
    times = "1 more place" if len(places) == 1 else f"{len(places)} more places"
    edge = " " * len(str(len(source.line_starts))) + paint(" = ", "frame")
    return edge + paint("also: ", "bold") + f"{times}: {', '.join(places[:PLACES])}{more}"


def _finding(finding: Finding, source: Source, run: Run, *, explain: bool) -> Iterator[str]:
    paint = Paint(run.color)
    gutter = len(str(len(source.line_starts)))
    severity = finding.severity.value
    yield paint(f"{severity}[{finding.rule}]", severity) + paint(f": {_safe(finding.message)}", "bold")
    yield from _place(finding.span, source, run, (severity, finding.label))
    edge = " " * gutter + paint(" = ", "frame")
    for label in finding.related:
        yield " " * gutter + paint(" : ", "frame") + paint(_safe(label.text), "bold")
        yield from _place(label.span, source, run, ("frame", ""))
    if explain and finding.why:
        yield edge + paint("why: ", "bold") + _safe(finding.why)
    if finding.help:
        yield edge + paint("help: ", "help") + _safe(finding.help)
    if finding.fix:
        kind = "fix" if finding.fix.safe else "fix (unsafe)"
        yield edge + paint(f"{kind}: ", "help") + _safe(finding.fix.title)
    if finding.url:
        yield edge + paint("see: ", "bold") + _safe(finding.url)


def _place(span: Span, source: Source, run: Run, mark: tuple[str, str]) -> Iterator[str]:
    paint = Paint(run.color)
    gutter = len(str(len(source.line_starts)))
    style, label = mark
    shown = frame(source, span, max(run.width - gutter - 3, 20))
    bar = " " * gutter + paint(" |", "frame")
    yield " " * gutter + paint("--> ", "frame") + f"{_safe(source.path)}:{source.place(span.start)}"
    yield bar
    yield paint(f"{shown.line:>{gutter}} |", "frame") + f" {shown.text}".rstrip()
    yield f"{bar} {shown.carets.replace('^', '')}" + paint(shown.carets.strip() + f" {_safe(label)}".rstrip(), style)
    if shown.more:
        lines = "line" if shown.more == 1 else "lines"
        yield bar + paint(f" ... and the {shown.more} {lines} after it", "dim")
    yield bar


def _safe(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(map(visible, text))
