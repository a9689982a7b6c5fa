"""The draft as evidence sees it: a row of blocks under nested titles, cut into sentences.

In: blocks and parts, as outline.py makes them of a Document. Out: Scene: what stands near, under which titles.
Must not know: quantities, claims.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

from techlint.claims.clues import PROSE
from techlint.document import Code, Node
from techlint.record import NamedTuple, Record
from techlint.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Document
    from techlint.text import Span

Shape: TypeAlias = Literal["heading", "prose", "item", "table", "code", "figure", "html", "rule"]

PLAIN = frozenset({"", "text", "console", "output", "log", "shell", "bash", "sh", "txt", "none", "plain"})
"""Languages of blocks that often hold what a program printed."""


class Target(NamedTuple):
    """A link of a block: where it stands, what it says and where it leads."""

    span: Span
    text: str
    url: str


class Sentence(NamedTuple):
    """A sentence, heading or cell: its place in the excerpt of `node`."""

    block: int
    node: Node
    start: int
    end: int
    text: str
    span: Span


class Block(NamedTuple):
    """A leaf of the draft's outline. `intro` is the block that opens the list it stands in; -1 if none."""

    index: int  # type: ignore[assignment]  # nobody asks a block, as a tuple, for the index of a value
    shape: Shape
    node: Node
    part: int
    intro: int = -1
    text: str = ""
    links: tuple[Target, ...] = ()
    notes: tuple[Span, ...] = ()
    answer: str = ""


class Part(Record):
    """A title and the blocks under it, up to the next title; `parent` is the part it is nested in, -1 at the top."""

    index: int
    title: str
    level: int
    parent: int


class Scene(Record):
    """All of a draft that evidence may lie in."""

    doc: Document
    blocks: tuple[Block, ...]
    parts: tuple[Part, ...]

    @cached_property
    def title(self) -> str:
        """The draft's title: of its front matter, else its first heading."""
        matter = self.doc.front_matter.text("title") if self.doc.front_matter else ""
        return matter or next((part.title for part in self.parts if part.title), "")

    @cached_property
    def by_part(self) -> tuple[tuple[Block, ...], ...]:
        """The blocks of each part."""
        rows: list[list[Block]] = [[] for _ in self.parts]
        for block in self.blocks:
            rows[block.part].append(block)
        return tuple(tuple(row) for row in rows)

    def path(self, part: int) -> str:
        """The titles above and of a part, outermost first, with the draft's own."""
        names = []
        while part >= 0:
            names.append(self.parts[part].title)
            part = self.parts[part].parent
        return " / ".join([self.title, *reversed(names)])

    def near(self, block: Block, reach: int) -> Iterator[tuple[int, Block]]:
        """The blocks around one in its part with their distance, the nearest first."""
        for distance in range(1, reach + 1):
            for index in (block.index + distance, block.index - distance):
                if 0 <= index < len(self.blocks) and self.blocks[index].part == block.part:
                    yield index - block.index, self.blocks[index]

    def cut(self, block: Block) -> list[tuple[int, int]]:
        """Where the sentences of a block of prose stand; a heading is one; tables have none (tables.py reads them)."""
        excerpt = block.node.excerpt
        if excerpt is None or block.shape not in PROSE:
            return []
        return list(sentences(excerpt)) if block.shape != "heading" else [(0, len(excerpt.text))]

    def sentence(self, block: Block, start: int, end: int) -> Sentence:
        """A sentence of a block of prose."""
        excerpt = block.node.excerpt
        assert excerpt is not None  # noqa: S101 (prose has text)
        return Sentence(block.index, block.node, start, end, excerpt.text[start:end], excerpt.span(start, end))

    def sentences(self, block: Block) -> tuple[Sentence, ...]:
        """The sentences of a block of prose."""
        return tuple(self.sentence(block, start, end) for start, end in self.cut(block))


def is_output(node: Node) -> bool:
    """Whether a code block may be what a program printed rather than a program."""
    return isinstance(node, Code) and node.lang in (("", "text") if node.lost else PLAIN)
