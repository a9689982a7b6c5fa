"""Lines of code that stand between two stars: bold in a book or a blog, stars in a fence.

In: a code block. Out: one hit on the first such line, with the count of all and a fix that takes the stars away.
Must not know: rule ids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

BOLD = lazy(r"^[ \t]*(?P<open>\*\*)(?=[^*\s/])[^\n]{1,300}(?<=[^*\s/])(?P<close>\*\*)[ \t]*$", re.MULTILINE)
PROSE = frozenset(
    "markdown md mdx text txt plain plaintext console output log none org asciidoc rst email quote".split()
)
"""Languages in which the stars are meant, or nobody can say."""


def check(node: Node, _doc: Document, _params: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the first bold line of a fence that names a language."""
    if not isinstance(node, Code) or node.excerpt is None or not node.fence or not node.lang or node.lang in PROSE:
        return
    if node.info.startswith("<"):
        return  # Franklin writes raw HTML as `~~~<p>...`
    excerpt = node.excerpt
    found = list(BOLD.finditer(excerpt.text))
    if not found:
        return
    marks = [excerpt.span(*match.span(group)) for match in found for group in ("open", "close")]
    fix = Fix("Take the stars away", tuple(Edit(span, "") for span in marks)) if node.exact else None
    lines = "1 line" if len(found) == 1 else f"{len(found)} lines"
    yield Hit(excerpt.span(found[0].start("open"), found[0].end("close")), {"lines": lines}, fix=fix)
