"""A draft that is open in the editor, and LSP's words for its places: columns are UTF-16 units.

In: offsets, spans, findings. Out: LSP positions, ranges, diagnostics, edits.
Must not know: the connection.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from techlint.finding import Edit, Finding, Severity
from techlint.joined import starts_of
from techlint.text import Span

if TYPE_CHECKING:
    import asyncio

    from techlint.collection import Surroundings
    from techlint.report import Report
    from techlint.text import Source

LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


@dataclass(frozen=True)
class Sheet:
    """A text that the editor shows: the draft itself, the JSON of a notebook, or one cell of it."""

    uri: str
    version: int | None
    source: Source


@dataclass
class Open:
    """A document that is open in the editor. `source` is what `report` speaks of, `sheets` what the editor shows."""

    uri: str
    source: Source | None = None
    report: Report | None = None
    sheets: tuple[Sheet, ...] = ()
    around: Surroundings | None = None
    timer: asyncio.TimerHandle | None = None
    edited: float = 0.0

    @property
    def path(self) -> Path:
        """The file it is, or will be."""
        return Path(to_fs_path(self.uri) or "draft.md")

    @property
    def starts(self) -> tuple[int, ...]:
        """Where in the file the text of each sheet begins: there is a line end between two."""
        return starts_of([sheet.source.text for sheet in self.sheets])

    def in_file(self, span: Span) -> Span:
        """Where a span of the draft stands in the file."""
        return self.source.in_file(span)[1] if self.source else span

    def place(self, uri: str, wanted: lsp.Range) -> Span | None:
        """Where a range of a sheet stands in the file; None if no such sheet is open."""
        for start, sheet in zip(self.starts, self.sheets, strict=True):
            if sheet.uri == uri:
                first, last = offset_of(sheet.source, wanted.start), offset_of(sheet.source, wanted.end)
                return Span(start + first, start + last)
        return None

    def locate(self, span: Span) -> tuple[Sheet, lsp.Range]:
        """The sheet on which a span of the draft stands, and where on it; of one over several cells, in the first."""
        start, end = self.in_file(span)
        starts = self.starts
        at = bisect_right(starts, start) - 1
        sheet, first = self.sheets[at], starts[at]
        return sheet, range_of(Span(start - first, min(end - first, len(sheet.source.text))), sheet.source)


def diagnostic_of(finding: Finding, document: Open) -> lsp.Diagnostic:
    """A finding in LSP's words."""
    words = "\n".join(filter(None, (finding.message, finding.help and f"help: {finding.help}")))
    related = []
    for label in finding.related:
        sheet, place = document.locate(label.span)
        related.append(lsp.DiagnosticRelatedInformation(lsp.Location(sheet.uri, place), label.text))
    return lsp.Diagnostic(
        range=document.locate(finding.span)[1],
        severity=LEVELS[finding.severity],
        code=finding.rule,
        code_description=lsp.CodeDescription(finding.url) if finding.url else None,
        source="techlint",
        message=words,
        related_information=related or None,
    )


def edit_of(document: Open, edits: tuple[Edit, ...]) -> lsp.WorkspaceEdit | None:
    """Edits of a document, for the version of it that was checked; None if one stands in no cell."""
    origin = document.source.origin if document.source else None
    changes: dict[str, tuple[Sheet, list[Any]]] = {}
    for edit in edits:
        if origin and not origin.writable(edit.span):
            return None
        sheet, place = document.locate(edit.span)
        text = origin.spell(edit.text) if origin else edit.text
        changes.setdefault(sheet.uri, (sheet, []))[1].append(lsp.TextEdit(place, text))
    return lsp.WorkspaceEdit(
        document_changes=[
            lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(sheet.uri, sheet.version), found)
            for sheet, found in changes.values()
        ]
    )


def range_of(span: Span, source: Source) -> lsp.Range:
    """A span as line and UTF-16 column, from 0."""
    return lsp.Range(position_of(span.start, source), position_of(span.end, source))


def position_of(offset: int, source: Source) -> lsp.Position:
    """An offset as line and UTF-16 column, from 0."""
    line = source.position(offset).line
    before = source.text[source.line_starts[line - 1] : offset]
    return lsp.Position(line - 1, len(before.encode("utf-16-le", "surrogatepass")) // 2)


def offset_of(source: Source, position: lsp.Position) -> int:
    """The offset of a position; the end of the text for what lies beyond it."""
    if position.line >= len(source.line_starts):
        return len(source.text)
    line = source.line_span(position.line + 1)
    units = source[line].encode("utf-16-le", "surrogatepass")[: position.character * 2]
    return line.start + len(units.decode("utf-16-le", "ignore"))
