"""Conflict markers of a merge that was never finished.

In: a document. Out: a hit at the first line of each conflict outside code.
Must not know: version control.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.leftovers.lines import shown
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

OURS = lazy(r"^<{7} \S[^\n]{0,200}$", re.MULTILINE)
THEIRS = lazy(r"^>{7} \S", re.MULTILINE)


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each conflict."""
    del node, params
    text = doc.source.text
    for match in OURS.finditer(text):
        if THEIRS.search(text, match.end()) and not doc.view(shown).holds(Span(*match.span())):
            yield Hit(Span(*match.span()))
