"""From a document's tree to the row of blocks that evidence is looked for in.

In: a Document. Out: Scene (scene.py): blocks with their links, under nested titles.
Must not know: quantities, claims, evidence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from techlint.claims.scene import Block, Part, Scene, Shape, Target
from techlint.document import Heading, Link, Node
from techlint.lazy import folded, lazy
from techlint.text import OBJECT, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.document import Document

FIGURE = folded(r"<(?:img|figure|svg|iframe|video|canvas|picture|embed|object)\b|figure|chart|graph|plot|image")
ANCHOR = lazy(r"<a\s[^>]{0,300}?href\s{0,3}=\s{0,3}[\"']?([^\"'\s>]{1,500})", re.IGNORECASE)
COMMENT_SOURCE = lazy(
    r"<!--\s{0,9}(?:source|sources|benchmark)\s{0,3}:\s{0,9}(\S[^>]{0,400}?)\s{0,9}-->", re.IGNORECASE
)
DRAWN = lazy(r"<(?:img|canvas|svg|iframe|video|embed|object|picture)\b")
PICTURE_LINE = lazy(r"(?:!\[[^\]\n]{0,200}\]\([^)\n]{1,400}\)|<img\b[^>\n]{1,600}>)[ \t]{0,9}\n")
"""A picture on a line of its own: what follows it in the paragraph is its caption."""
LONGEST_CAPTION = 200
PSEUDO_HEADING = 70
"""A bold or unpunctuated line of its own, no longer than this, heads what follows it."""
MUTE = 3
"""A paragraph with a picture and fewer characters than this is the picture."""
MASKED_FIGURE = frozenset({"shortcode", "liquid", "jsx"})


def look(doc: Document) -> Scene:
    """Read a draft. One view of a document: `doc.view(look)`."""
    maker = _Maker(doc)
    maker.walk(doc.root, in_item=False, intro=-1)
    maker.add_masked_figures()
    return Scene(doc, tuple(maker.blocks), tuple(maker.parts))


class _Maker:
    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.pointers = doc.of("link", "image", "html_inline", "footnote_reference")
        self.starts = [node.span.start for node in self.pointers]
        self.blocks: list[Block] = []
        self.parts = [Part(0, "", 0, -1)]
        self.figures = sorted(
            (mask.span for mask in doc.masks if mask.kind in MASKED_FIGURE and FIGURE.search(doc.source[mask.span])),
            reverse=True,
        )

    def walk(self, node: Node, *, in_item: bool, intro: int) -> None:
        for child in node.children:
            while self.figures and self.figures[-1].start < child.span.start:
                self._figure(self.figures.pop())
            match child.kind:
                case "heading" | "paragraph":
                    self._text(child, in_item=in_item, intro=intro)
                case "code_block":
                    self._add("code", child, -1, child.excerpt.text if child.excerpt else "")
                case "table":
                    self._table(child, intro)
                case "html_block":
                    self._html(child)
                case "thematic_break":
                    self._add("rule", child)
                case "list":
                    opens = (
                        self.blocks[-1].index
                        if self.blocks and self.blocks[-1].shape in ("prose", "item", "heading")
                        else -1
                    )
                    self.walk(child, in_item=True, intro=opens if not in_item or intro < 0 else intro)
                case "link_definition":
                    pass
                case _:
                    self.walk(child, in_item=in_item, intro=intro)

    def _table(self, table: Node, intro: int) -> None:
        """A table. Lines right under it that have no bar are rows to Markdown, but prose to whoever pasted them."""
        piped = [row for row in table.children if "|" in self.doc.source[row.span]]
        kept = Node("table", Span(table.span.start, piped[-1].span.end), None, tuple(piped)) if piped else table
        cells = [cell.excerpt.text for cell in kept.walk() if cell.kind == "table_cell" and cell.excerpt]
        self._add("table", kept, intro, " | ".join(cells), self._links(kept.walk()))
        for row in table.children:
            if piped and row.span.start >= kept.span.end:
                for cell in row.children[:1]:
                    self._text(cell, in_item=False, intro=-1)

    def add_masked_figures(self) -> None:
        while self.figures:
            self._figure(self.figures.pop())

    def _figure(self, span: Span) -> None:
        self._add("figure", Node("figure", span), -1, self.doc.source[span])

    def _add(self, shape: Shape, node: Node, *rest: Any) -> None:
        """Add a block; `rest` are its fields from `intro` on, in order."""
        self.blocks.append(Block(len(self.blocks), shape, node, len(self.parts) - 1, *rest))

    def _text(self, node: Node, *, in_item: bool, intro: int) -> None:
        text = node.excerpt.text if node.excerpt else ""
        level = node.level if isinstance(node, Heading) else 7 if not in_item and self._heads(node, text) else 0
        if level:
            self._open(text, level)
        below = self._below(node.span)
        shape: Shape = "heading" if level else "item" if in_item else "prose"
        if not below and self.doc.source.text.find("<", *node.span) < 0:
            self._add(shape, node, intro, text, (), (), "")
            return
        raw = self.doc.source[node.span]
        pictured = any(child.kind == "image" for child in below) or DRAWN.search(raw) is not None
        if pictured and not level and _is_picture(text, raw):
            shape, text = "figure", raw  # a picture's words are its name and its text
        links, notes = self._links(below), tuple([k.span for k in below if k.kind == "footnote_reference"])
        self._add(shape, node, intro, text, links, notes, _answer(raw))

    def _html(self, node: Node) -> None:
        raw = self.doc.source[node.span]
        shape: Shape = "figure" if FIGURE.search(raw) and not raw.startswith("<!--") else "html"
        links = tuple(Target(node.span, "", m[1]) for m in ANCHOR.finditer(raw))
        self._add(shape, node, -1, raw, links, (), _answer(raw))

    def _heads(self, node: Node, text: str) -> bool:
        """Whether a paragraph is a heading in all but markup."""
        if not text or len(text) > PSEUDO_HEADING:
            return False
        bold = len(node.children) == 1 and node.children[0].kind == "strong"
        plain = text[0].isupper() and text[-1] not in ".!?:;,…" and "\n" not in text and not any(map(str.isdigit, text))
        return (bold or plain) and not any(isinstance(child, Link) for child in node.children)

    def _open(self, title: str, level: int) -> None:
        parent = len(self.parts) - 1
        while parent > 0 and self.parts[parent].level >= level:
            parent = self.parts[parent].parent
        self.parts.append(Part(len(self.parts), title, level, max(parent, 0)))

    def _below(self, span: Span) -> tuple[Node, ...]:
        """The links, pictures, tags and notes inside of a span, in source order."""
        first = bisect_left(self.starts, span.start)
        if first == len(self.starts) or self.starts[first] >= span.end:
            return ()
        return self.pointers[first : bisect_left(self.starts, span.end, first)]

    def _links(self, nodes: Iterable[Node]) -> tuple[Target, ...]:
        found = []
        for child in nodes:
            if child.kind == "link" and isinstance(child, Link):
                found.append(Target(child.span, self._words(child), child.url))
            elif child.kind == "html_inline" and (anchor := ANCHOR.match(self.doc.source[child.span])):
                found.append(Target(child.span, "", anchor[1]))
        return tuple(found)

    def _words(self, link: Link) -> str:
        return " ".join(self.doc.source[child.span] for child in link.children)


def _is_picture(text: str, raw: str) -> bool:
    """Whether a paragraph with a picture has no words besides, or no more than a caption under it."""
    plain = len(text.replace(OBJECT, "").strip())
    return plain < MUTE or (plain < LONGEST_CAPTION and PICTURE_LINE.match(raw) is not None)


def _answer(raw: str) -> str:
    """The source that the author names in a comment."""
    found = COMMENT_SOURCE.search(raw) if "<!--" in raw else None
    return found[1] if found else ""
