"""What the editor asks about a place: which fixes there are, and the page of the rule.

In: an open document with its report. Out: code actions, a hover.
Must not know: the connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from techlint.fix import apply
from techlint.ignoring import ignore_edits
from techlint.lsp.document import Open, diagnostic_of, edit_of, offset_of, range_of
from techlint.markdown import parse
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def code_actions(document: Open, wanted: lsp.Range) -> Iterator[lsp.CodeAction]:
    """Fixes and ignores for what is found in a range, and one action for all safe fixes of the draft."""
    if not document.report or not document.source:
        return
    source, report = document.source, document.report
    place = Span(offset_of(source, wanted.start), offset_of(source, wanted.end))
    here = [finding for finding in report.findings if finding.span.overlaps(place)]
    for finding in here:
        if finding.fix:
            yield lsp.CodeAction(
                title=f"{finding.fix.title} ({finding.rule})",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[diagnostic_of(finding, source, document.uri)],
                is_preferred=finding.fix.safe,
                edit=edit_of(document, finding.fix.edits),
            )
    doc = parse(source) if here else None
    for finding in here:
        if doc:
            yield lsp.CodeAction(
                title=f"Ignore {finding.rule} here",
                kind=lsp.CodeActionKind.QuickFix,
                diagnostics=[diagnostic_of(finding, source, document.uri)],
                edit=edit_of(document, ignore_edits(doc, [finding], "")),
            )
    fixed = apply(source, report.findings)
    if fixed.applied:
        edits = tuple(edit for finding in fixed.applied if finding.fix for edit in finding.fix.edits)
        yield lsp.CodeAction(
            title="Fix all that can be fixed safely (techlint)",
            kind=lsp.CodeActionKind.SourceFixAll,
            edit=edit_of(document, tuple(dict.fromkeys(edits))),
        )


def hover_page(document: Open, position: lsp.Position, page: Callable[[str], str]) -> lsp.Hover | None:
    """The page of the rule that found something at a position. `page` gives a rule's page, by its id."""
    if not document.report or not document.source:
        return None
    offset = offset_of(document.source, position)
    finding = next(
        (f for f in document.report.findings if f.span.start <= offset < max(f.span.end, f.span.start + 1)), None
    )
    if finding is None or not (text := page(finding.rule)):
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), range_of(finding.span, document.source))
