"""The draft as a tree: Node and its few subclasses, FrontMatter, Document.

In: what the readers (markdown, frontmatter, regions) found. Out: what rules look at.
Must not know: mistune, rules, findings, configuration.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

from techlint.lazy import lower
from techlint.literals import Held
from techlint.record import NamedTuple, Record
from techlint.text import Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.text import Excerpt, Source

T = TypeVar("T")

BLOCKS = frozenset(
    "document heading paragraph list list_item block_quote code_block html_block thematic_break table table_row "
    "table_cell link_definition footnote admonition".split()
)
INLINES = frozenset(
    "text code_span emphasis strong strikethrough link image html_inline soft_break line_break footnote_reference "
    "math".split()
)
KINDS = BLOCKS | INLINES
GROUPS: Mapping[str, frozenset[str]] = {
    "prose": frozenset({"heading", "paragraph", "table_cell"}),
    "code": frozenset({"code_block", "code_span"}),
}
"""Names that a rule's `in:` may use for several kinds."""


def expand(names: Iterable[str]) -> frozenset[str]:
    """The kinds that some names of kinds or groups stand for."""
    return frozenset(kind for name in names for kind in GROUPS.get(name, (name,)))


@dataclass_transform(frozen_default=True, eq_default=False)
def _node(cls: type[T]) -> type[T]:
    """Make a node type: frozen to the type checker; at run time plain, since freezing triples the time to make one."""
    return dataclass(eq=False, repr=False, slots=True)(cls)


@_node
class Node:
    """A piece of the draft. Headings, paragraphs, cells and images have their prose as `excerpt`, code its code.

    `exact` is False where places inside could not be made certain: such a block gets no fix.
    """

    kind: str
    span: Span
    excerpt: Excerpt | None = None
    children: tuple[Node, ...] = ()
    exact: bool = True

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in source order. Not recursive: a draft may nest deeper than the stack."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack += node.children[::-1]


@_node
class Heading(Node):
    """A heading of level 1 to 6."""

    level: int = 1


@_node
class Code(Node):
    """A block of code or a code span; `excerpt` is the code without fence, indentation or ticks.

    `lang` is the language in one canonical lower-case word ("" if unknown); `info` the info string as it stands.
    `fence` is the opening fence, "" for indented code and code spans. `lost` marks program text that has no fence
    in the draft although it should. `closed` is False for a fence that runs to the end of its container.
    """

    lang: str = ""
    info: str = ""
    fence: str = ""
    closed: bool = True
    lost: bool = False


@_node
class Link(Node):
    """A link; `url_span` is where its target stands, if it stands in the link itself."""

    url: str = ""
    url_span: Span | None = None
    title: str = ""


@_node
class Image(Link):
    """A picture; its alternative text is the `excerpt`."""


@_node
class Cell(Node):
    """A cell of a table."""

    head: bool = False
    column: int = 0


@_node
class Item(Node):
    """An item of a list; `checked` is None where there is no check box."""

    ordered: bool = False
    checked: bool | None = None


class Field(NamedTuple):
    """One key of the front matter: its value as YAML, TOML or JSON reads it, and where the value stands.

    `items` are the elements of a list, each with its place.
    """

    value: Any
    span: Span
    items: tuple[Field, ...] = ()


class FrontMatter(NamedTuple):
    """The data at the top of a draft. `span` includes its fences; `error` says why it could not be read, if so."""

    span: Span
    syntax: str
    fields: Mapping[str, Field]
    error: str = ""
    error_span: Span | None = None

    def text(self, key: str) -> str:
        """The value of a key, if it is a string; else ""."""
        found = self.fields.get(key)
        return found.value if found and isinstance(found.value, str) else ""


class Mask(NamedTuple):
    """A stretch that is no Markdown prose and was hidden from the parser.

    kinds: front_matter, shortcode, liquid, template, esm, jsx, expression, math, attributes, directive, alert, and
    output: what the code of a notebook printed.
    """

    kind: str
    span: Span


class Region(NamedTuple):
    """A stretch of the draft that is something else than it looks: code or a table that lost its markup.

    kinds: code, output, table, list. `lang` as in Code.
    """

    kind: str
    span: Span
    lang: str = ""


class Section(NamedTuple):
    """A top-level heading (None before the first) and the blocks under it, up to the next one of any level."""

    heading: Heading | None
    nodes: tuple[Node, ...]
    span: Span


class Document(Record):
    """A draft, read: the tree and what was found around it.

    `skipped` are blocks too costly to read, left as they are. `published` is the day it appeared, by its front matter
    or file name; None for drafts. `draft` is whether it is marked as one. `site` is the generator it is written for, in
    lower case ("hugo", "jekyll", ...), "" if unknown.
    """

    source: Source
    root: Node
    front_matter: FrontMatter | None = None
    masks: tuple[Mask, ...] = ()
    regions: tuple[Region, ...] = ()
    skipped: tuple[Span, ...] = ()
    published: dt.date | None = None
    draft: bool = False
    site: str = ""

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes, in source order."""
        return tuple(self.root.walk())

    @cached_property
    def by_kind(self) -> Mapping[str, tuple[Node, ...]]:
        """The nodes of each kind, in source order."""
        found = defaultdict[str, list[Node]](list)
        for node in self.nodes:
            found[node.kind].append(node)
        return {kind: tuple(nodes) for kind, nodes in found.items()}

    def of(self, *kinds: str) -> tuple[Node, ...]:
        """The nodes of some kinds or groups of kinds ("prose", "code"), in source order."""
        found = self._groups.get(kinds)
        if found is None:
            nodes = [node for kind in expand(kinds) for node in self.by_kind.get(kind, ())]
            found = self._groups[kinds] = tuple(sorted(nodes, key=attrgetter("span")))
        return found

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], tuple[Node, ...]]:
        """What `of` was asked for before."""
        return {(kind,): nodes for kind, nodes in self.by_kind.items()}

    @cached_property
    def _parents(self) -> Mapping[int, Node]:
        return {id(child): node for node in self.nodes for child in node.children}

    def parent(self, node: Node) -> Node | None:
        """The node that holds `node`; None for the root."""
        return self._parents.get(id(node))

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes that hold `node`, the nearest first."""
        found = self.parent(node)
        while found is not None:
            yield found
            found = self.parent(found)

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The draft cut at its top-level headings, in order; the first section has no heading."""
        cuts: list[tuple[Heading | None, list[Node]]] = [(None, [])]
        for node in self.root.children:
            if isinstance(node, Heading):
                cuts.append((node, []))
            else:
                cuts[-1][1].append(node)
        starts = [0, *(heading.span.start for heading, _ in cuts if heading), len(self.source.text)]
        return tuple(Section(h, tuple(nodes), Span(*starts[k : k + 2])) for k, (h, nodes) in enumerate(cuts))

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.span.start for section in self.sections]

    def section(self, node: Node) -> Section:
        """The section in which a node stands; a heading stands in the one it opens."""
        return self.sections[max(bisect_right(self._section_starts, node.span.start) - 1, 0)]

    @cached_property
    def folded(self) -> str:
        """The text in lower case, to ask cheaply whether a word occurs at all, and where."""
        return lower(self.source.text)

    @cached_property
    def _views(self) -> dict[Any, Any]:
        """What `view` was asked for before."""
        return {}

    @cached_property
    def held(self) -> Held:
        """Which words the text holds, in lower case: `doc.held(words)`, the same few sets of words for every draft."""
        return Held(self.folded)

    def view(self, make: Callable[[Document], T]) -> T:
        """What `make` makes of this document, made once: several checks may share one analysis."""
        if make not in self._views:
            self._views[make] = make(self)
        found: T = self._views[make]
        return found

    def forget(self) -> None:
        """Let go of all views: one that holds the document would keep both until the garbage collector comes."""
        self._views.clear()
