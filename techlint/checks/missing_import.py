"""Find modules that a program in a draft uses and that no block of the draft imports.

In: the document. Out: a hit where such a name stands first. Must not know: languages; techlint.code.unbound knows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.code.unbound import FINDERS, unbound
from techlint.document import Code
from techlint.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield each module once, where it is used first."""
    blocks = [node for node in doc.of("code_block") if isinstance(node, Code) and node.excerpt]
    for lang in FINDERS:
        own = [(node, node.excerpt) for node in blocks if node.lang == lang and node.excerpt]
        for found in unbound(lang, [excerpt.text for _, excerpt in own]):
            node, excerpt = own[found.block]
            told = re.search(rf"\bimport\b.{{0,80}}\b{found.name}\b", doc.view(_imports))
            if node.fence and not told:
                span = excerpt.span(found.offset, found.offset + len(found.name))
                yield Hit(span, {"name": found.name, "import": found.statement})


def _imports(doc: Document) -> str:
    """The lines of a draft that speak of importing."""
    return "\n".join([line for line in doc.source.text.split("\n") if "import" in line])
