"""A draft that is open in the editor, and LSP's words for its places: columns are UTF-16 units.

In: offsets, spans, findings. Out: LSP positions, ranges, diagnostics, edits.
Must not know: the connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.uris import to_fs_path

from techlint.finding import Edit, Finding, Severity

if TYPE_CHECKING:
    import asyncio

    from techlint.collection import Surroundings
    from techlint.report import Report
    from techlint.text import Source, Span

LEVELS = {
    Severity.ERROR: lsp.DiagnosticSeverity.Error,
    Severity.WARNING: lsp.DiagnosticSeverity.Warning,
    Severity.INFO: lsp.DiagnosticSeverity.Information,
}


@dataclass
class Open:
    """A document that is open in the editor. `source` is what `report` speaks of."""

    uri: str
    version: int | None = None
    source: Source | None = None
    report: Report | None = None
    around: Surroundings | None = None
    timer: asyncio.TimerHandle | None = None

    @property
    def path(self) -> Path:
        """The file it is, or will be."""
        return Path(to_fs_path(self.uri) or "draft.md")


def diagnostic_of(finding: Finding, source: Source, uri: str) -> lsp.Diagnostic:
    """A finding in LSP's words."""
    words = "\n".join(filter(None, (finding.message, finding.help and f"help: {finding.help}")))
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, range_of(label.span, source)), label.text)
        for label in finding.related
    ]
    return lsp.Diagnostic(
        range=range_of(finding.span, source),
        severity=LEVELS[finding.severity],
        code=finding.rule,
        code_description=lsp.CodeDescription(finding.url) if finding.url else None,
        source="techlint",
        message=words,
        related_information=related or None,
    )


def edit_of(document: Open, edits: tuple[Edit, ...]) -> lsp.WorkspaceEdit:
    """Edits of a document, for the version of it that was checked."""
    source = document.source
    changes: Any = [lsp.TextEdit(range_of(edit.span, source), edit.text) for edit in edits] if source else []
    identifier = lsp.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identifier, changes)])


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
