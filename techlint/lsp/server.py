"""The language server: diagnostics while typing, quick fixes, ignores, and a rule's page on hover.

In: documents as an editor holds them. Out: LSP messages.
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
from techlint.drafts import NOTEBOOK
from techlint.errors import UsageError
from techlint.finding import Severity
from techlint.lsp.answers import code_actions, hover_page
from techlint.lsp.document import Open, diagnostic_of
from techlint.pipeline import check
from techlint.resources import cache_folder
from techlint.settings import Settings
from techlint.surroundings import survey
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from techlint.collection import Surroundings
    from techlint.rule import Rule

WATCHED = (*(f"**/{name}" for name in config.NAMES), "**/*.yaml")
"""Files whose change may change what is found in a draft: configuration, rules of the user's own."""
DELAY = 0.01
"""Seconds of silence after a keystroke before a check starts: a burst of edits is checked once."""
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
    server = LanguageServer("techlint", __version__)
    _follow_documents(server, state)
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
    def saved(_params: lsp.DidSaveTextDocumentParams) -> None:
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
        document = state.documents.get(params.text_document.uri)
        return list(code_actions(document, params.range)) if document else []

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        document = state.documents.get(params.text_document.uri)
        return hover_page(document, params.position, partial(page_of, state, document)) if document else None


def refresh(server: LanguageServer, state: State, uri: str) -> None:
    """Check a document as it is now and publish what was found."""
    document = state.documents.get(uri)
    if document is None or uri.lower().endswith(NOTEBOOK):
        return  # an editor that knows notebooks shows their cells, not this text
    text = server.workspace.get_text_document(uri)
    path = document.path
    source = Source.of(text.source, path.as_posix())
    try:
        around = document.around or look_around(server, state)[path]
        report = check(source, state.settings.ruleset_for(path), around)
        report = report._replace(findings=tuple(f for f in report.findings if f.severity is not Severity.INFO))
    except UsageError as error:  # a mistake in a configuration or rule file: say it once, keep serving
        if state.complained != str(error):
            state.complained = str(error)
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, f"techlint: {error}"))
        return
    document.version, document.source, document.report = text.version, source, report
    found = [diagnostic_of(finding, source, uri) for finding in report.findings]
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found, text.version))


def look_around(server: LanguageServer, state: State) -> dict[Path, Surroundings]:
    """See what the open documents share, as they are now, with each other and with the drafts beside them."""
    texts = {document.path: server.workspace.get_text_document(uri).source for uri, document in state.documents.items()}
    drafts = {path: text.encode("utf-8", "replace") for path, text in texts.items()}
    memory = cache_folder() / "summaries.json" if state.settings.use_cache else None
    found = survey(drafts, state.settings.config_for, memory, live=True)
    for document in state.documents.values():
        document.around = found[document.path]
    return found


def page_of(state: State, document: Open, rule: str) -> str:
    """The page of a rule that holds for a document, by its id; "" if it does not."""
    found = state.settings.ruleset_for(document.path).by_id.get(rule)
    return state.page(found) if found else ""
