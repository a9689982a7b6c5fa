"""Find code blocks that look complete and do not parse.

In: a code block. Out: a hit where its parser gives up. Must not know: languages; techlint.code.syntax knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.code.identity import suspect
from techlint.code.syntax import NAMES, fault
from techlint.document import Code
from techlint.finding import Edit, Fix, Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


def check(node: Node, _doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the first fault of a fenced block."""
    if not isinstance(node, Code) or node.excerpt is None or not node.fence:
        return
    text = node.excerpt.text
    lang = node.lang or suspect(text)
    found = fault(lang, text)
    if found:
        fix = None
        start, end = found.offset, text.find("\n", found.offset) % (len(text) + 1)
        if found.mend:  # the line that lacks something, or has too much
            line = text[text.rfind("\n", 0, start) + 1 : end]
            start = end - len(line.lstrip())
            first, last, use = found.mend
            fix = Fix("mend it", (Edit(node.excerpt.span(first, last), use),)) if node.exact else None
        span = node.excerpt.span(start, max(end, start + 1))
        yield Hit(span, {"lang": NAMES[lang], "reason": found.reason}, fix=fix)
