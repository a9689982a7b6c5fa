"""Write the comments that silence findings.

In: a Document and findings of it. Out: edits that put a comment above each block, or at the end of the line inside a
list, quotation or table. Must not know: files, which findings a user means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Edit
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.document import Document, Node
    from techlint.finding import Finding

CONTAINERS = frozenset({"list", "block_quote", "admonition", "footnote"})


def ignore_edits(doc: Document, findings: Iterable[Finding], reason: str) -> tuple[Edit, ...]:
    """One edit for each place that needs a comment; rules that share a place share a comment."""
    places: dict[tuple[int, str], set[str]] = {}
    for finding in findings:
        places.setdefault(_place(doc, finding.span), set()).add(finding.rule)
    reason = " ".join(reason.replace("--", "-").replace("*/", "").split())
    return tuple(
        Edit(Span(at, at), _comment(doc, place, ", ".join(sorted(rules)), reason))
        for (at, place), rules in sorted(places.items())
    )


def _place(doc: Document, span: Span) -> tuple[int, str]:
    """Where a comment goes: before the `block`, at the `line`'s end, or for the whole `file` below the front matter."""
    front = doc.front_matter
    if front and span.start < front.span.end:
        return front.span.end, "file"
    block = next((node for node in doc.root.children if node.span.start <= span.start < node.span.end), None)
    if block is None:
        return front.span.end if front else 0, "file"
    if block.kind in CONTAINERS and not _in_code(doc, span):
        line = doc.source.line_span(doc.source.position(span.start).line)
        return line.end, "line"
    return doc.source.line_span(doc.source.position(block.span.start).line).start, "block"


def _in_code(doc: Document, span: Span) -> Node | None:
    return next((node for node in doc.of("code_block") if node.span.start <= span.start < node.span.end), None)


def _comment(doc: Document, place: str, rules: str, reason: str) -> str:
    verb = "ignore-file" if place == "file" else "ignore"
    said = f"techlint: {verb}[{rules}] {reason}".rstrip()
    comment = f"{{/* {said} */}}" if doc.source.path.endswith(".mdx") else f"<!-- {said} -->"
    if place == "line":
        return f" {comment}"
    if place == "file":
        return f"\n{comment}\n" if doc.front_matter else f"{comment}\n\n"
    return f"{comment}\n"
