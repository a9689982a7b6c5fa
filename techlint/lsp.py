"""The language server: diagnostics while typing, quick fixes, ignores, and a rule's page on hover.

In: documents as an editor holds them. Out: LSP messages; columns are UTF-16 units.
Must not know: rules, formats. What a draft's check comes to is the pipeline's business; this is a door to it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from techlint import __version__, config
from techlint.errors import UsageError
from techlint.finding import Edit, Finding, Severity
from techlint.fix import apply
from techlint.ignoring import ignore_edits
from techlint.markdown import parse
from techlint.pipeline import check
from techlint.settings import Settings
from techlint.surroundings import survey
from techlint.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from techlint.collection import Surroundings
    from techlint.report import Report
    from techlint.rule import Rule

DELAY = 0.015
"""Seconds of silence after a keystroke before a check starts: a burst of edits is checked once."""
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


@dataclass
class State:
    """What the server remembers: the open documents, and the settings until a configuration file changes."""

    page: Callable[[Rule], str]
    settings: Settings = field(default_factory=Settings)
    documents: dict[str, Open] = field(default_factory=dict)
    complained: str = ""


def serve(page: Callable[[Rule], str]) -> None:
    """Speak LSP on standard input and output until the editor says goodbye. `page` gives a rule's page."""
    make_server(State(page)).start_io()


def make_server(state: State) -> LanguageServer:
    """A server with all its features; one State belongs to one server."""
    server = LanguageServer("techlint", __version__)
    _follow_documents(server, state)
    _follow_files(server, state)
    _answer(server, state)
    return server


def _follow_documents(server: LanguageServer, state: State) -> None:
    """Check what is opened and typed."""

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        state.documents[params.text_document.uri] = Open(params.text_document.uri)
        refresh(server, state, params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        document = state.documents.setdefault(params.text_document.uri, Open(params.text_document.uri))
        if document.timer:
            document.timer.cancel()
        loop = asyncio.get_running_loop()
        document.timer = loop.call_later(DELAY, refresh, server, state, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        document = state.documents.pop(params.text_document.uri, None)
        if document and document.timer:
            document.timer.cancel()
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


def _follow_files(server: LanguageServer, state: State) -> None:
    """Look around anew when drafts are saved or configuration changes."""

    def look_again() -> None:
        for document in state.documents.values():
            document.around = None  # a title may have changed, here or beside
            refresh(server, state, document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def saved(_params: lsp.DidSaveTextDocumentParams) -> None:
        look_again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.rpartition("/")[2] in config.NAMES for change in params.changes):
            config.for_folder.cache_clear()
            state.settings = Settings()
        look_again()


def _answer(server: LanguageServer, state: State) -> None:
    """Answer what the editor asks about a place."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = state.documents.get(params.text_document.uri)
        return list(code_actions(document, params.range)) if document else []

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = state.documents.get(params.text_document.uri)
        return hover_page(document, params.position, state) if document else None


def refresh(server: LanguageServer, state: State, uri: str) -> None:
    """Check a document as it is now and publish what was found."""
    document = state.documents.get(uri)
    if document is None:
        return
    text = server.workspace.get_text_document(uri)
    path = Path(to_fs_path(uri) or "draft.md")
    source = Source.of(text.source, path.as_posix())
    try:
        if document.around is None:
            document.around = survey({path: text.source.encode("utf-8", "replace")}, state.settings.config_for, None)[
                path
            ]
        report = check(source, state.settings.ruleset_for(path), document.around)
    except UsageError as error:  # a mistake in a configuration or rule file: say it once, keep serving
        if state.complained != str(error):
            state.complained = str(error)
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"techlint: {error}"))
        return
    document.version, document.source, document.report = text.version, source, report
    found = [_diagnostic(finding, source, uri) for finding in report.findings]
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, text.version))


def code_actions(document: Open, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """Fixes and ignores for what is found in a range, and one action for all safe fixes of the draft."""
    if not document.report or not document.source:
        return
    source, report = document.source, document.report
    place = Span(_offset(source, wanted.start), _offset(source, wanted.end))
    here = [finding for finding in report.findings if finding.span.overlaps(place)]
    for finding in here:
        if finding.fix:
            yield lsp.CodeAction(
                title=f"{finding.fix.title} ({finding.rule})",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[_diagnostic(finding, source, document.uri)],
                is_preferred=finding.fix.safe,
                edit=_workspace_edit(document, finding.fix.edits),
            )
    doc = parse(source) if here else None
    for finding in here:
        if doc:
            yield lsp.CodeAction(
                title=f"Ignore {finding.rule} here",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[_diagnostic(finding, source, document.uri)],
                edit=_workspace_edit(document, ignore_edits(doc, [finding], "")),
            )
    fixed = apply(source, report.findings)
    if fixed.applied:
        edits = tuple(edit for finding in fixed.applied if finding.fix for edit in finding.fix.edits)
        yield lsp.CodeAction(
            title="Fix all that can be fixed safely (techlint)",
            kind=lsp.CodeActionKind.SourceFixAll,
            edit=_workspace_edit(document, tuple(dict.fromkeys(edits))),
        )


def hover_page(document: Open, position: lsp.Position, state: State) -> lsp.Hover | None:
    """The page of the rule that found something at a position."""
    if not document.report or not document.source:
        return None
    offset = _offset(document.source, position)
    finding = next(
        (f for f in document.report.findings if f.span.start <= offset < max(f.span.end, f.span.start + 1)), None
    )
    if finding is None:
        return None
    ruleset = state.settings.ruleset_for(Path(document.source.path))
    rule = ruleset.by_id.get(finding.rule)
    if rule is None:
        return None
    content = lsp.MarkupContent(lsp.MarkupKind.Markdown, state.page(rule))
    return lsp.Hover(content, _range(finding.span, document.source))


def _diagnostic(finding: Finding, source: Source, uri: str) -> lsp.Diagnostic:
    words = "\n".join(filter(None, (finding.message, finding.help and f"help: {finding.help}")))
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(uri, _range(label.span, source)), label.text)
        for label in finding.related
    ]
    return lsp.Diagnostic(
        range=_range(finding.span, source),
        severity=LEVELS[finding.severity],
        code=finding.rule,
        code_description=lsp.CodeDescription(finding.url) if finding.url else None,
        source="techlint",
        message=words,
        related_information=related or None,
    )


def _workspace_edit(document: Open, edits: tuple[Edit, ...]) -> lsp.WorkspaceEdit:
    source = document.source
    changes: Any = [lsp.TextEdit(_range(edit.span, source), edit.text) for edit in edits] if source else []
    identifier = lsp.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
    return lsp.WorkspaceEdit(document_changes=[lsp.TextDocumentEdit(identifier, changes)])


def _range(span: Span, source: Source) -> lsp.Range:
    return lsp.Range(_position(span.start, source), _position(span.end, source))


def _position(offset: int, source: Source) -> lsp.Position:
    line = source.position(offset).line
    before = source.text[source.line_starts[line - 1] : offset]
    return lsp.Position(line - 1, len(before.encode("utf-16-le", "surrogatepass")) // 2)


def _offset(source: Source, position: lsp.Position) -> int:
    if position.line >= len(source.line_starts):
        return len(source.text)
    line = source.line_span(position.line + 1)
    units = source[line].encode("utf-16-le", "surrogatepass")[: position.character * 2]
    return line.start + len(units.decode("utf-16-le", "ignore"))
