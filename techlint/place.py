"""Where an offset of a draft stands: in prose, in code, in an address, in front matter.

In: a Document and an offset. Out: a Place, with the nodes around it and the words before and after.
Must not know: rules, findings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from techlint.document import Code, Link
from techlint.lazy import lazy
from techlint.letters import untyped
from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.document import Document, Node

PAIRS = (
    ('"', '"'), ("“", "”"), ("„", "“"), ("‘", "’"), ("'", "'"), ("«", "»"), ("‹", "›"), ("「", "」"), ("『", "』"),
    ("《", "》"), ("(", ")"), ("（", "）"), ("[", "]"), ("【", "】"), ("<", ">"),
)  # fmt: skip
REACH = 240
"""How far, in characters, a quotation or bracket may stretch."""

KINDS = {
    "code_block": "code",
    "code_span": "code_span",
    "math": "code_span",
    "html_block": "html",
    "html_inline": "html",
    "link_definition": "url",
}
"""The kinds of node that are no prose, and what stands in them."""

SENTENCE_END = lazy(r"[.!?](?:[\"”’)]?\s+(?=[A-Z\"“])|$)")


class Place(NamedTuple):
    """`kind` is prose, code, code_span, url, html, front_matter or mask; `nodes` from the root inwards."""

    kind: str
    nodes: tuple[Node, ...]

    @property
    def block(self) -> Node | None:
        """The nearest block with an excerpt."""
        return next((node for node in reversed(self.nodes) if node.excerpt and node.kind != "code_span"), None)

    @property
    def lang(self) -> str:
        """The language of the code around, "" elsewhere."""
        return next((node.lang for node in reversed(self.nodes) if isinstance(node, Code)), "")

    @property
    def words(self) -> str:
        """The text of the block around."""
        block = self.block
        return block.excerpt.text if block and block.excerpt else ""

    def inside(self, *kinds: str) -> bool:
        """Whether a node of one of these kinds is around."""
        return any(node.kind in kinds for node in self.nodes)


def characters(doc: Document) -> str:
    """The characters of a draft that no keyboard has, each once: a cheap way to see that a rule has nothing to do.

    Call it through `doc.view(characters)`.
    """
    return "".join(set(untyped(doc.source.text)))


def place(doc: Document, offset: int) -> Place:
    """Say where an offset stands."""
    nodes = [doc.root]
    while True:
        children = nodes[-1].children
        at = bisect_right(children, offset, key=lambda node: node.span.start) - 1
        if at < 0 or offset >= children[at].span.end:
            break
        nodes.append(children[at])
    return Place(_kind(doc, nodes, offset), tuple(nodes))


def _kind(doc: Document, nodes: list[Node], offset: int) -> str:
    here = Span(offset, offset + 1)
    if doc.front_matter and here.within(doc.front_matter.span):
        return "front_matter"
    at = bisect_right(doc.masks, offset, key=lambda mask: mask.span.start) - 1
    if at >= 0 and here.within(doc.masks[at].span):
        return "mask"
    return next((KINDS[node.kind] for node in reversed(nodes) if node.kind in KINDS), _in_link(nodes, here))


def _in_link(nodes: list[Node], here: Span) -> str:
    """Whether a place without a telling node is the address of a link or prose."""
    last = nodes[-1]
    if last.kind == "link" and last.children:  # between its text and its end
        return "url"
    links = (node for node in nodes if isinstance(node, Link) and node.url_span)
    return "url" if any(link.url_span and here.within(link.url_span) for link in links) else "prose"


def sentence(text: str, start: int, end: int) -> Span:
    """The sentence of `text` in which `text[start:end]` stands."""
    first = 0
    for match in SENTENCE_END.finditer(text, 0, start):
        first = match.end()
    after = SENTENCE_END.search(text, end)
    return Span(first, after.end() if after else len(text))


def enclosed(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is quoted or bracketed."""
    before, after = text[max(start - REACH, 0) : start], text[end : end + REACH]
    return any(_opened(before, opening, closing) and closing in after for opening, closing in PAIRS)


def _opened(before: str, opening: str, closing: str) -> bool:
    if opening != closing:
        return before.rfind(opening) > before.rfind(closing)
    if opening == "'":  # an apostrophe opens nothing
        return len(re.findall(r"(?<!\w)'|'(?!\w)", before)) % 2 == 1
    return before.count(opening) % 2 == 1


def around(where: Place) -> str:
    """The words that say what a place is about: its block, and for code also the block before it."""
    words = where.words
    at = next((at for at, node in enumerate(where.nodes) if node.kind in ("code_block", "html_block", "table")), 0)
    if not at:
        return words
    siblings, block = where.nodes[at - 1].children, where.nodes[at]
    before = siblings[max(bisect_left(siblings, block.span.start, key=lambda node: node.span.start) - 1, 0)]
    if before is not block and before.excerpt:
        words = f"{before.excerpt.text}\n{words}"
    return words


class Mentions:
    """Whether the words around a place match a pattern; each block is asked once, however many places it holds."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._known: dict[int, bool] = {}

    def __call__(self, where: Place) -> bool:
        """Ask for a place."""
        key = id(where.block or where.nodes[-1])
        if key not in self._known:
            self._known[key] = self.pattern.search(around(where)) is not None
        return self._known[key]
