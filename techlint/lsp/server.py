"""The language server: diagnostics while typing, quick fixes, ignores, and a rule's page on hover.

In: documents as an editor holds them: texts, notebooks cell by cell or as the JSON they are. Out: LSP messages.
Must not know: rules, formats. What a draft's check comes to is the pipeline's business; this is a door to it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

from techlint import __version__, config
from techlint.errors import FileError, UsageError
from techlint.finding import Severity
from techlint.lsp.answers import code_actions, hover_page
from techlint.lsp.document import Open, diagnostic_of
from techlint.lsp.reading import as_saved, read
from techlint.pipeline import check
from techlint.resources import cache_folder
from techlint.settings import Settings
from techlint.surroundings import survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from techlint.collection import Surroundings
    from techlint.rule import Rule

WATCHED = (*(f"**/{name}" for name in config.NAMES), "**/*.yaml")
"""Files whose change may change what is found in a draft: configuration, rules of the user's own."""
DELAY, PAUSE = 0.002, 0.02
"""Seconds of silence after a keystroke before a check starts, and after one of a burst: that is checked once."""
BURST = 0.01
"""Edits that follow each other faster than so many seconds are no typing, but something that types."""
NOTEBOOKS = lsp.NotebookDocumentSyncOptions([lsp.NotebookDocumentFilterWithNotebook("jupyter-notebook")], save=True)
"""The editor sends Jupyter's notebooks cell by cell, if it knows notebooks."""
SETTINGS = Settings(everything=False)
"""The editor shows what the command line shows by default: no `info`."""


@dataclass
class State:
    """What the server remembers: the open documents, and the settings until a configuration file changes.

    `told` is whether the editor tells of changes of files; if not, files are read anew whenever a draft is saved.
    """

    page: Callable[[Rule], str]
    settings: Settings = field(default_factory=SETTINGS._replace)
    documents: dict[str, Open] = field(default_factory=dict)
    complained: str = ""
    told: bool = False


def serve(page: Callable[[Rule], str]) -> None:
    """Speak LSP on standard input and output until the editor says goodbye. `page` gives a rule's page."""
    make_server(State(page)).start_io()


def make_server(state: State) -> LanguageServer:
    """A server with all its features; one State belongs to one server."""
    server = LanguageServer("techlint", __version__, notebook_document_sync=NOTEBOOKS)
    _follow_documents(server, state)
    _follow_notebooks(server, state)
    _ask_to_be_told(server, state)
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
        _soon(server, state, params.text_document.uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        _forget(state, params.text_document.uri)
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


def _follow_notebooks(server: LanguageServer, state: State) -> None:
    """Check notebooks whose cells the editor sends one by one; findings are published cell by cell."""

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_OPEN)
    def opened(params: lsp.DidOpenNotebookDocumentParams) -> None:
        state.documents[params.notebook_document.uri] = Open(params.notebook_document.uri)
        refresh(server, state, params.notebook_document.uri)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CHANGE)
    def changed(params: lsp.DidChangeNotebookDocumentParams) -> None:
        structure = params.change.cells.structure if params.change.cells else None
        _clear(server, (structure.did_close if structure else None) or ())
        _soon(server, state, params.notebook_document.uri)

    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseNotebookDocumentParams) -> None:
        _forget(state, params.notebook_document.uri)
        _clear(server, params.cell_text_documents)


def _soon(server: LanguageServer, state: State, uri: str) -> None:
    """Check a document once its author pauses."""
    document = state.documents.setdefault(uri, Open(uri))
    if document.timer:
        document.timer.cancel()
    loop = asyncio.get_running_loop()
    delay = PAUSE if loop.time() - document.edited < BURST else DELAY
    document.edited = loop.time()
    document.timer = loop.call_later(delay, refresh, server, state, uri)


def _forget(state: State, uri: str) -> None:
    document = state.documents.pop(uri, None)
    if document and document.timer:
        document.timer.cancel()


def _clear(server: LanguageServer, gone: Iterable[lsp.TextDocumentIdentifier]) -> None:
    """Take back what was found in cells that are no more."""
    for cell in gone:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(cell.uri, []))


def _ask_to_be_told(server: LanguageServer, state: State) -> None:
    """Ask the editor to tell of changes of files, if it can."""

    @server.feature(lsp.INITIALIZED)
    def initialized(_params: lsp.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watching = workspace and workspace.did_change_watched_files
        if watching and watching.dynamic_registration:
            watchers = lsp.DidChangeWatchedFilesRegistrationOptions([lsp.FileSystemWatcher(glob) for glob in WATCHED])
            wish = lsp.Registration("techlint-files", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
            server.client_register_capability(lsp.RegistrationParams([wish]))
            state.told = True


def _follow_files(server: LanguageServer, state: State) -> None:
    """Look around anew when drafts are saved or configuration changes."""

    def read_again() -> None:
        config.for_folder.cache_clear()
        state.settings = SETTINGS._replace()

    def look_again() -> None:
        for document in state.documents.values():
            document.around = None  # a title may have changed, here or beside
        for uri in state.documents:
            refresh(server, state, uri)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    @server.feature(lsp.NOTEBOOK_DOCUMENT_DID_SAVE)
    def saved(_params: lsp.DidSaveTextDocumentParams | lsp.DidSaveNotebookDocumentParams) -> None:
        if not state.told:
            read_again()
        look_again()

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def files_changed(params: lsp.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith((*config.NAMES, ".yaml")) for change in params.changes):
            read_again()
        look_again()


def _answer(server: LanguageServer, state: State) -> None:
    """Answer what the editor asks about a place."""

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)
    def actions(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        document = _shown(server, state, params.text_document.uri)
        return list(code_actions(document, params.text_document.uri, params.range)) if document else []

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        uri = params.text_document.uri
        document = _shown(server, state, uri)
        return hover_page(document, uri, params.position, partial(page_of, state, document)) if document else None


def _shown(server: LanguageServer, state: State, uri: str) -> Open | None:
    """The document that a text of the editor belongs to: it is one, or a cell of one."""
    notebook = server.workspace.get_notebook_document(cell_uri=uri)
    return state.documents.get(notebook.uri if notebook else uri)


def refresh(server: LanguageServer, state: State, uri: str) -> None:
    """Check a document as it is now and publish what was found."""
    document = state.documents.get(uri)
    if document is None:
        return
    path = document.path
    try:
        source, sheets = read(server.workspace, document)
    except FileError:  # the JSON of a notebook in the middle of an edit: what was found before still stands
        return
    try:
        around = document.around or look_around(server, state)[path]
        report = check(source, state.settings.ruleset_for(path), around)
    except UsageError as error:  # a mistake in a configuration or rule file: say it once, keep serving
        if state.complained != str(error):
            state.complained = str(error)
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"techlint: {error}"))
        return
    report = report._replace(findings=tuple(f for f in report.findings if f.severity is not Severity.INFO))
    document.source, document.report, document.sheets = source, report, sheets
    found: dict[str, list[lsp.Diagnostic]] = {sheet.uri: [] for sheet in sheets}
    for finding in report.findings:
        found[document.locate(finding.span)[0].uri].append(diagnostic_of(finding, document))
    for sheet in sheets:
        server.text_document_publish_diagnostics(
            lsp.PublishDiagnosticsParams(sheet.uri, found[sheet.uri], sheet.version)
        )


def look_around(server: LanguageServer, state: State) -> dict[Path, Surroundings]:
    """See what the open documents share, as they are now, with each other and with the drafts beside them."""
    drafts = {document.path: as_saved(server.workspace, document) for document in state.documents.values()}
    memory = cache_folder() / "summaries.json" if state.settings.use_cache else None
    found = survey(drafts, state.settings.config_for, memory, live=True)
    for document in state.documents.values():
        document.around = found[document.path]
    return found


def page_of(state: State, document: Open, rule: str) -> str:
    """The page of a rule that holds for a document, by its id; "" if it does not."""
    found = state.settings.ruleset_for(document.path).by_id.get(rule)
    return state.page(found) if found else ""
