"""`unless`: what acquits a hit. CONDITIONS is the register.

In: an entry of `unless:` such as `{near: "benchmark"}`. Out: a predicate of hit, node and document.
Must not know: which rule asks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from techlint.document import expand
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from techlint.document import Document, Node
    from techlint.finding import Hit
    from techlint.match.regex import MakeRegex

Condition = Callable[["Hit", "Node", "Document"], bool]

NEAR = 80
"""How many characters before and after a hit count as near."""


def has(raw: str, regex: MakeRegex) -> Condition:
    """Acquit if the node's text holds the pattern anywhere."""
    pattern = regex(raw)

    def acquits(hit: Hit, node: Node, doc: Document) -> bool:
        del hit
        text = node.excerpt.text if node.excerpt else doc.source[node.span]
        return pattern.compiled.search(text) is not None

    return acquits


def near(raw: str, regex: MakeRegex) -> Condition:
    """Acquit if the draft holds the pattern within 80 characters of the hit, in the same block."""
    pattern = regex(raw)

    def acquits(hit: Hit, node: Node, doc: Document) -> bool:
        around = Span(max(hit.span.start - NEAR, node.span.start), min(hit.span.end + NEAR, node.span.end))
        return pattern.compiled.search(doc.source[around]) is not None

    return acquits


def inside(raw: list[str], regex: MakeRegex) -> Condition:
    """Acquit if the hit stands in a node of these kinds: a quotation, a link."""
    del regex
    kinds = expand(raw)

    def acquits(hit: Hit, node: Node, doc: Document) -> bool:
        if any(above.kind in kinds for above in doc.ancestors(node)):
            return True
        return any(below.kind in kinds and hit.span.within(below.span) for below in node.walk())

    return acquits


def section(raw: str, regex: MakeRegex) -> Condition:
    """Acquit if the heading above matches."""
    pattern = regex(raw)

    def acquits(hit: Hit, node: Node, doc: Document) -> bool:
        del hit
        heading = doc.section(node).heading
        text = heading.excerpt.text if heading and heading.excerpt else ""
        return pattern.compiled.search(text) is not None

    return acquits


def meta(raw: Mapping[str, str], regex: MakeRegex) -> Condition:
    """Acquit if every named key of the front matter matches."""
    patterns = {key: regex(pattern) for key, pattern in raw.items()}

    def acquits(hit: Hit, node: Node, doc: Document) -> bool:
        del hit, node
        fields = doc.front_matter.fields if doc.front_matter else {}
        return all(key in fields and p.compiled.search(str(fields[key].value)) for key, p in patterns.items())

    return acquits


CONDITIONS: dict[str, Callable[[Any, MakeRegex], Condition]] = {
    "has": has,
    "near": near,
    "inside": inside,
    "section": section,
    "meta": meta,
}


def condition(entry: Mapping[str, Any], regex: MakeRegex) -> Condition:
    """Make a predicate of an `unless:` entry, a mapping of one key."""
    ((name, value),) = entry.items()
    return CONDITIONS[name](value, regex)
