"""Program text and output that stand outside any fence, as the regions say.

In: code blocks. Out: one hit for each lost one, with a fix that fences it; values lines, language.
Must not know: how regions are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.leftovers import escapes
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

NAMES = "leftovers/data/languages.json"


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for a block of code that lost its fence."""
    del params
    if not isinstance(node, Code) or not node.lost:
        return
    text = doc.source[node.span]
    count = sum(bool(line.strip()) for line in text.split("\n"))
    output = any(region.kind == "output" and region.span == node.span for region in doc.regions)
    what = "program output" if output else resources.read_json(NAMES).get(node.lang, node.lang or "code")
    lines = "1 line" if count == 1 else f"{count} lines"
    yield Hit(
        node.span,
        {"lines": lines, "stand": "stands" if count == 1 else "stand", "language": what},
        fix=_fix(node, doc),
    )


def _fix(node: Code, doc: Document) -> Fix | None:
    """Fence the block at its own indentation; none where a fence would be indented code itself."""
    text = doc.source[node.span]
    indent = min(len(line) - len(line.lstrip(" ")) for line in text.split("\n") if line.strip())
    if indent > 3 or "\t" in text[: indent + 1] or "```" in text:
        return None
    blank = " " * indent
    opening = Edit(Span(node.span.start, node.span.start), f"{blank}```{node.lang}\n")
    closing = Edit(Span(node.span.end, node.span.end), f"\n{blank}```")
    escaped = escapes.places(node) if node in doc.view(escapes.blocks) else ()
    bare = tuple(Edit(Span(at.start, at.start + 1), "") for at in escaped if at.start > node.span.start)
    return Fix("Put it into a fence", (opening, *bare, closing))
