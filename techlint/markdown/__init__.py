"""Markdown with exact places: Source -> Document. The only package that imports mistune.

In: a decoded draft. Out: the tree, front matter, masks and regions.
Must not know: rules, findings, configuration.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint import regions
from techlint.document import Code, Document, Node, Region
from techlint.text import Excerpt, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    import mistune

SURROGATE = re.compile("[\ud800-\udfff]")
LOST = ("code", "output")
"""The kinds of region that are kept from the parser."""


def parse(source: Source, *, site: str = "") -> Document:
    """Read a draft. Never fails, whatever the draft."""
    from techlint.dialects import mask
    from techlint.frontmatter import published, read

    front = read(source.text)
    masked, masks = mask(source, front)
    found = regions.find(masked)
    lost = [region for region in found if region.kind in LOST]
    root = _insert(_tree(source, _blank(masked, lost)), [_lost(source, region) for region in lost])
    day = published(source.path, front)
    return Document(source, root, front, masks, found, published=day, site=site)


@cache
def _parser() -> mistune.Markdown:
    import mistune

    from techlint.markdown.blocks import Blocks
    from techlint.markdown.plugins import install

    parser = mistune.Markdown(block=Blocks(), inline=mistune.InlineParser())
    install(parser)
    return parser


def _tree(source: Source, text: str) -> Node:
    from techlint.markdown.blocks import State
    from techlint.markdown.tree import Tree

    parser = _parser()
    state = State()
    state.process(_clean(text) + ("" if text.endswith("\n") else "\n"))
    parser.block.parse(state)
    children = Tree(source, parser.inline, state.env).nodes(state.tokens)
    return Node("document", Span(0, len(source.text)), None, children)


def _clean(text: str) -> str:
    """Text that mistune can bear: it fails on a lone surrogate in a URL, and Markdown knows no NUL."""
    if "\0" in text:
        text = text.replace("\0", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = SURROGATE.sub("\ufffd", text)
    return text


def _blank(text: str, lost: Iterable[Region]) -> str:
    """The text with regions as blanks, line ends kept."""
    for region in lost:
        start, end = region.span
        blanks = "\n".join(" " * len(line) for line in text[start:end].split("\n"))
        text = text[:start] + blanks + text[end:]
    return text


def _lost(source: Source, region: Region) -> Code:
    excerpt = Excerpt.verbatim(source, region.span)
    return Code("code_block", region.span, excerpt, lang=region.lang, lost=True)


def _insert(root: Node, blocks: list[Code]) -> Node:
    if not blocks:
        return root
    children = sorted([*root.children, *blocks], key=lambda node: node.span)
    return Node(root.kind, root.span, None, tuple(children))
