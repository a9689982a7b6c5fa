"""Markdown with exact places: Source -> Document. The only package that imports mistune.

In: a decoded draft. Out: the tree, front matter, masks and regions.
Must not know: rules, findings, configuration.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from techlint import dialects, frontmatter, regions
from techlint.document import Code, Document, Node, Region
from techlint.markdown.languages import language
from techlint.text import Excerpt, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import mistune

SURROGATE = re.compile("[\ud800-\udfff]")
CONTAINERS = frozenset({"list", "list_item", "block_quote", "admonition", "footnote"})
LOST = ("code", "output")
"""The kinds of region that are kept from the parser."""


def parse(source: Source, *, site: str = "") -> Document:
    """Read a draft. Never fails, whatever the draft."""
    front = frontmatter.read(source.text)
    masked = dialects.mask(source, front)
    found = regions.find(masked.text)
    lost = [region for region in found if region.kind in LOST]
    root = tree(source, _blank(masked.text, lost))
    code = [_lost(source, region) for region in lost] + [_tagged(source, block) for block in masked.code]
    day = frontmatter.published(source.path, front)
    return Document(source, _insert(root, code), front, masked.masks, found, published=day, site=site)


def tree(source: Source, text: str) -> Node:
    """The tree of a masked text, with places and words of the source it was made of."""
    from techlint.markdown.blocks import State
    from techlint.markdown.nodes import Tree

    parser = _parser()
    state = State()
    clean = _clean(text)
    state.process(clean if clean.endswith("\n") else clean + "\n")
    parser.block.parse(state)
    original = clean if text is source.text else _clean(source.text)
    children = Tree(original, parser.inline, state.env).nodes(state.tokens)
    return Node("document", Span(0, len(source.text)), None, children)


@cache
def _parser() -> mistune.Markdown:
    import mistune

    from techlint.markdown.blocks import Blocks
    from techlint.markdown.plugins import install

    parser = mistune.Markdown(block=Blocks(), inline=mistune.InlineParser())
    install(parser)
    return parser


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
    out, done = [], 0
    for region in lost:
        start, end = region.span
        out += [text[done:start], "\n".join([" " * len(line) for line in text[start:end].split("\n")])]
        done = end
    return "".join([*out, text[done:]])


def _lost(source: Source, region: Region) -> Code:
    """Program text without a fence, as code."""
    return Code("code_block", region.span, Excerpt.verbatim(source, region.span), lang=region.lang, lost=True)


def _tagged(source: Source, block: dialects.Block) -> Code:
    """Code between the tags of a site generator, as code; the opening tag is its fence."""
    fence = source.text[block.span.start : source.text.index("}", block.span.start)].rstrip("%") + "}"
    code = Excerpt.verbatim(source, block.code)
    return Code("code_block", block.span, code, lang=language(block.info), info=block.info, fence=fence)


def _insert(root: Node, blocks: Sequence[Code]) -> Node:
    """The tree with more blocks in it, each in the innermost container around its place; none inside a leaf."""
    if not blocks:
        return root
    children: list[Node] = []
    own = list(blocks)
    for child in root.children:
        held = [block for block in own if block.span.overlaps(child.span)]
        own = [block for block in own if block not in held]
        children.append(_insert(child, held) if child.kind in CONTAINERS else child)
    return replace(root, children=tuple(sorted([*children, *own], key=lambda node: node.span)))
