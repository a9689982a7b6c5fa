"""Find code blocks that look complete and do not parse.

In: a code block. Out: a hit where its parser gives up. Must not know: languages; techlint.code.syntax knows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.code.syntax import fault
from techlint.document import Code
from techlint.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


def check(node: Node, _doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the first fault of a fenced block in one of the languages."""
    if not isinstance(node, Code) or node.excerpt is None or not node.fence or node.lang not in params["languages"]:
        return
    found = fault(node.lang, node.excerpt.text)
    if found:
        text = node.excerpt.text
        end = text.find("\n", found.offset)
        span = node.excerpt.span(found.offset, max(end if end >= 0 else len(text), found.offset + 1))
        yield Hit(span, {"lang": NAMES[node.lang], "reason": found.reason})


NAMES = {"json": "JSON", "toml": "TOML", "yaml": "YAML", "python": "Python"}
