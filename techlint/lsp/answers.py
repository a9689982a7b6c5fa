"""What the editor asks about a place: which fixes there are, and the page of the rule.

In: an open document with its report. Out: code actions, a hover.
Must not know: the connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from techlint.fix import apply
from techlint.ignoring import ignore_edits
from techlint.lsp.document import Open, diagnostic_of, edit_of
from techlint.markdown import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from techlint.finding import Edit, Finding


def code_actions(document: Open, uri: str, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """Fixes and ignores for what is found in a range of a sheet, and one action for all safe fixes of the draft."""
    place = document.place(uri, wanted)
    if not document.report or not document.source or place is None:
        return
    source, report = document.source, document.report
    here = [finding for finding in report.findings if document.in_file(finding.span).overlaps(place)]
    for finding in here:
        if finding.fix:
            title = f"{finding.fix.title} ({finding.rule})"
            yield from _quick_fix(document, finding, title, finding.fix.edits)
    doc = parse(source) if here else None
    for finding in here:
        if doc:
            yield from _quick_fix(document, finding, f"Ignore {finding.rule} here", ignore_edits(doc, [finding], ""))
    fixed = apply(source, report.findings)
    edits = tuple(edit for finding in fixed.applied if finding.fix for edit in finding.fix.edits)
    if edits and (change := edit_of(document, tuple(dict.fromkeys(edits)))):
        yield lsp.CodeAction(
            title="Fix all that can be fixed safely (techlint)",
            kind=lsp.CodeActionKind.SourceFixAll,
            edit=change,
        )


def _quick_fix(document: Open, finding: Finding, title: str, edits: tuple[Edit, ...]) -> Iterator[lsp.CodeAction]:
    """One action, if it can be written."""
    if change := edit_of(document, edits):
        fix = finding.fix if finding.fix and finding.fix.edits == edits else None
        yield lsp.CodeAction(
            title=title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[diagnostic_of(finding, document)],
            is_preferred=fix.safe if fix else None,
            edit=change,
        )


def hover_page(document: Open, uri: str, position: lsp.Position, page: Callable[[str], str]) -> lsp.Hover | None:
    """The page of the rule that found something at a position. `page` gives a rule's page, by its id."""
    place = document.place(uri, lsp.Range(position, position))
    if not document.report or place is None:
        return None
    finding = next((f for f in document.report.findings if document.in_file(f.span).overlaps(place)), None)
    if finding is None or not (text := page(finding.rule)):
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), document.locate(finding.span)[1])
