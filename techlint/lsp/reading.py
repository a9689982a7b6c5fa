"""What the editor holds -> the draft in it: a text, the JSON of a notebook, or a notebook cell by cell.

In: the editor's workspace and an open document. Out: a Source, and the sheets by which the editor shows it.
Must not know: the connection, rules.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from techlint.drafts import NOTEBOOK
from techlint.lsp.document import Sheet
from techlint.notebook import Cell, assemble, of_cells
from techlint.text import Source

if TYPE_CHECKING:
    from pygls.workspace import Workspace

    from techlint.lsp.document import Open


def read(workspace: Workspace, document: Open) -> tuple[Source, tuple[Sheet, ...]]:
    """The draft in a document as it is now. FileError for a notebook whose JSON is in the middle of an edit."""
    path = document.path.as_posix()
    cells = _cells(workspace, document)
    if cells is not None:
        return of_cells(path, [cell for _, cell in cells]), tuple(sheet for sheet, _ in cells)
    text = workspace.get_text_document(document.uri)
    file = Source.of(text.source, path)
    source = assemble(file) if path.lower().endswith(NOTEBOOK) else file
    return source, (Sheet(document.uri, text.version, file),)


def as_saved(workspace: Workspace, document: Open) -> bytes:
    """A document as its file would be, as far as its title goes."""
    cells = _cells(workspace, document)
    if cells is None:
        return workspace.get_text_document(document.uri).source.encode("utf-8", "replace")
    return json.dumps({"cells": [{"cell_type": cell.kind, "source": cell.text} for _, cell in cells]}).encode()


def _cells(workspace: Workspace, document: Open) -> list[tuple[Sheet, Cell]] | None:
    """The cells of a notebook that the editor sends cell by cell; None for any other document."""
    notebook = workspace.get_notebook_document(notebook_uri=document.uri)
    if notebook is None:
        return None
    found = []
    for shown in notebook.cells:
        text = workspace.get_text_document(shown.document)
        sheet = Sheet(shown.document, text.version, Source.of(text.source, document.path.as_posix()))
        lang = text.language_id or "python"
        kind = "markdown" if shown.kind is lsp.NotebookCellKind.Markup else "raw" if lang == "raw" else "code"
        found.append((sheet, Cell(kind, sheet.source.text, lang)))
    return found
