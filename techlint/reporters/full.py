"""`full`: findings as a compiler prints them: header, place, the line with carets, why and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from techlint.reporters.frame import frame
from techlint.reporters.terminal import Paint, visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.finding import Finding
    from techlint.reporters.run import Run
    from techlint.text import Source, Span


def write(run: Run, out: TextIO) -> None:
    """Write every finding as a frame; why a rule matters is said once a run."""
    told: set[str] = set()
    for report, finding in run:
        lines = _finding(finding, report.source, run, explain=finding.rule not in told)
        told.add(finding.rule)
        out.write("\n".join(lines) + "\n\n")


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
