"""Find `[email protected]`: what a mail-hiding service put in the place of an address.

In: the document. Out: hits; no fix, since the address is gone. Must not know: severities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.place import place
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

HIDDEN = lazy(r"\[email(?:\u00a0|&#160;|&nbsp;| )protected\]|/cdn-cgi/l/email-protection(?:#[0-9a-f]{0,200})?")
ABOUT = lazy(r"cloudflare|obfuscat|scrap(?:e|ing)|hides? the address", re.IGNORECASE)

NEAR = 150


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the places; in a link, text and address are one."""
    end = 0
    for match in HIDDEN.finditer(doc.source.text):
        where = place(doc, match.start())
        near = doc.source.text[max(match.start() - NEAR, 0) : match.end() + NEAR]
        if match.start() < end or (where.kind != "code" and ABOUT.search(near)):
            continue
        link = next((node for node in reversed(where.nodes) if node.kind == "link"), None)
        span = link.span if link else Span(*match.span())
        end = span.end
        yield Hit(span)
