"""From mistune's tokens to nodes.

In: placed tokens of blocks (blocks.py), a parser for inline text. Out: nodes.
Must not know: how blocks or inlines are found.

Recursive, since mistune stops at twenty containers in each other.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from techlint.document import Cell, Code, Heading, Item, Link, Node
from techlint.lazy import lazy
from techlint.markdown import simple
from techlint.markdown.budget import dense, unread
from techlint.markdown.inlines import Walk, blurred
from techlint.markdown.languages import language
from techlint.markdown.make import Maker
from techlint.markdown.places import Lost, verbatim
from techlint.markdown.prose import Prose
from techlint.text import Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from mistune import InlineParser

    from techlint.markdown.blocks import Token
    from techlint.markdown.places import OffsetMap

TASK = lazy(r"\[([ xX])\][ \t]+(?=\S)")
NAMES = {
    "block_text": "paragraph",
    "block_html": "html_block",
    "footnote_def": "footnote",
}
"""Our names for mistune's tokens, where they differ."""


class Tree:
    """Makes the nodes of one draft, whose `text` was `source` before anything in it was masked."""

    def __init__(self, text: str, source: str, inline: InlineParser, env: MutableMapping[str, Any]) -> None:
        self.text, self.source, self.inline, self.env = text, source, inline, env
        self.skipped: list[Span] = []

    def nodes(self, tokens: list[Token]) -> tuple[Node, ...]:
        """The nodes of a container's tokens, in source order. The tokens are used up."""
        found = [self._node(token) for token in tokens if token["type"] not in ("blank_line", "barrier")]
        tokens.clear()  # each knows its state, which holds them: only the garbage collector would part the two
        # mistune puts a quote that a list ends, which in turn another block ends, after the list.
        found.sort(key=attrgetter("span"))
        return tuple(found)

    def _node(self, token: Token) -> Node:
        kind: str = token["type"]
        if kind in ("paragraph", "block_text", "heading", "table_cell"):
            return self._text(token)
        if kind == "block_code":
            return self._code(token)
        if kind == "link_def":
            return Link(
                "link_definition", token["span"], url=token["url"], url_span=token["url_span"], title=token["title"]
            )
        if kind == "list":
            ordered = token["attrs"]["ordered"]
            items = tuple([self._item(item, ordered=ordered) for item in token["children"]])
            return Node(kind, token["span"], None, items)
        return Node(NAMES.get(kind, kind), token["span"], None, self.nodes(token.get("children", [])))

    def _item(self, token: Token, *, ordered: bool) -> Item:
        """A list item; `[ ] ` at its beginning is a check box, not text."""
        checked = None
        first = token["children"][0] if token["children"] else None
        if first and first["type"] in ("paragraph", "block_text") and (box := TASK.match(first["text"])):
            state, at = first["origin"]
            first.update(text=first["text"][box.end() :], origin=(state, at + box.end()))
            checked = box[1] != " "
        return Item("list_item", token["span"], None, self.nodes(token["children"]), ordered=ordered, checked=checked)

    def _text(self, token: Token) -> Node:
        """A block with inline text."""
        state, at = token["origin"]
        raw = token["text"]
        text = raw.strip(" \r\n\t\f")
        at += raw.find(text)
        exact: bool = state.exact
        places, end, in_cell = state.places, at + len(text), token["type"] == "table_cell"
        if exact and places.unbroken(at, end):  # it stands in the draft as it is
            start = places(at)
            span = verbatim(start, start + len(text))
            make = Maker(self.text, verbatim, self.source, in_cell=in_cell)
        else:
            start, span = 0, places.span(at, end)
            make = Maker(text, places.part(at, end).span, self.source, in_cell=in_cell)
        if dense(text):
            self.skipped.append(span)
            return unread(span)
        whole = state.src.startswith(text, at)  # mistune may join lines that are not adjacent
        children = simple.read(make, start, start + len(text)) if whole else None
        if children is None:
            make = Maker(text, places.part(at, end).span, self.source, in_cell=in_cell)
            children, known = self._inline(make, whole=whole)
            exact = exact and known
        excerpt = make.prose.excerpt()
        if token["type"] == "heading":
            start, end = token.get("span", span)
            span = Span(start, token.get("underline", end))
            return Heading("heading", span, excerpt, children, exact, **token["attrs"])
        if in_cell:
            return Cell("table_cell", span, excerpt, children, exact, **token["attrs"])
        return Node("paragraph", span, excerpt, children, exact)

    def _inline(self, make: Maker, *, whole: bool) -> tuple[tuple[Node, ...], bool]:
        """The nodes of a text that mistune must read, and whether their places are known."""
        tokens = _joined(self.inline(make.src, self.env))
        if whole:
            with suppress(Lost):
                return Walk(make, self.env.get("urls", {})).whole(tokens), True
        make.prose = Prose()
        return blurred(tokens, make.span(0, len(make.src)), make.prose), False

    def _code(self, token: Token) -> Code:
        info = token.get("attrs", {}).get("info", "")
        start, end = token["span"]
        places: OffsetMap = token["places"]
        return Code(
            "code_block",
            Span(min(start, places(0)), end),
            self._lines(token["raw"], places, end),
            exact=token["exact"],
            lang=language(info),
            info=info,
            fence=token.get("marker", ""),
            closed=token.get("closed", True),
        )

    def _lines(self, code: str, places: OffsetMap, end: int) -> Excerpt:
        """The code of a block that ends at `end`; lines that stand one after the other in the source are one piece."""
        pieces: list[tuple[str, int, int, bool]] = []
        bounds = [*places.at, len(code)]
        for k, start in enumerate(places.at):
            text, to = code[start : bounds[k + 1]], places.to[k]
            # Columns of the next line's expanded tab have no place of their own.
            indent = len(text) - text.rfind("\n") - 1 if k + 1 < len(places.at) else 0
            text = text[: max(0, min(len(text) - indent, end - to))]
            if pieces and pieces[-1][3] and pieces[-1][2] == to:
                before = pieces.pop()
                pieces.append((before[0] + text, before[1], to + len(text), True))
            else:
                pieces.append((text, to, to + len(text), True))
            if indent and places.to[k + 1] < end:
                pieces.append((" " * indent, places.to[k + 1], places.to[k + 1], False))
        # From the source, since a mask may have taken for a template what is code.
        return Excerpt.join([(self.source[a:b] if same else text, a, b, same) for text, a, b, same in pieces])


def _joined(tokens: list[Token]) -> list[Token]:
    """The tokens with text in one piece: inside emphasis mistune leaves it in several, some of them empty."""
    found: list[Token] = []
    for is_text, run in groupby(tokens, lambda token: token["type"] == "text"):
        if not is_text:
            found += [
                token | {"children": _joined(token["children"])} if "children" in token else token for token in run
            ]
        elif raw := "".join([token["raw"] for token in run]):
            found.append({"type": "text", "raw": raw})
    return found
