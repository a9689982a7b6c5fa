"""Find two versions of one thing that a post tells as if they were one.

In: the document. Out: a hit on the version that is the odd one, with the other as a label.
Must not know: what a pin looks like; techlint.code.versions knows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.code.versions import odd_ones, pins, too_old
from techlint.document import Code
from techlint.finding import Hit, Label
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

MEANT = lazy(
    r"\bupgrad|\bmigrat|\bupdat(?:e|ing)\b|\bdowngrad|\broll(?:ing|ed|s)?[ -]?(?:back|out|update)|\bversions\b"
    r"|\bprevious|\bolder\b|\bold\b|\bnew(?:er)? (?:version|release)|\bcompar|\bversus\b|\bvs\b|\brelease notes"
    r"|\bchangelog|\bbenchmark|\binstead\b|\balternativ|\banother\b|\bside by side\b|\bbump",
    re.IGNORECASE,
)
"""Words of a title or a section that shows two versions on purpose."""
LANGUAGES = frozenset("bash console yaml dockerfile toml json text ini groovy kotlin xml go".split()) | {""}


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield each clash, unless the draft or the section is about versions."""
    code = [(node, node.excerpt) for node in doc.of("code_block") if isinstance(node, Code) and node.lang in LANGUAGES]
    blocks = [(node, excerpt) for node, excerpt in code if excerpt]
    texts = [excerpt.text for _, excerpt in blocks]
    if not any(map(pins, texts)):
        return
    prose = [node.excerpt for node in doc.of("prose") if node.excerpt]
    found = [*odd_ones(texts), *too_old(texts, [excerpt.text for excerpt in prose])]
    title = doc.front_matter.text("title") if doc.front_matter else ""
    if not found or MEANT.search(title):
        return
    for clash in found:
        node, excerpt = blocks[clash.block]
        if MEANT.search(_prose_of(doc, node)):
            continue
        first = prose[clash.first.number] if clash.first.kind == "prose" else blocks[clash.first.number][1]
        other = Label(first.span(clash.first.start, clash.first.end), f"here it is {clash.other}")
        values = {"name": clash.name, "found": clash.found, "other": clash.other}
        yield Hit(excerpt.span(clash.start, clash.end), values, related=(other,))


def _prose_of(doc: Document, node: Node) -> str:
    """The heading and the prose of the section in which a block stands."""
    section = doc.section(node)
    tops = (*([section.heading] if section.heading else []), *section.nodes)
    inside = (part for top in tops for part in top.walk() if not isinstance(part, Code))
    return "\n".join(part.excerpt.text for part in inside if part.excerpt)
