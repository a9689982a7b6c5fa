"""Markdown with exact places: Source -> Document. The only package that imports mistune.

In: a decoded draft. Out: the tree, front matter, masks and regions.
Must not know: rules, findings, configuration.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from techlint import compiled, dialects, frontmatter, regions
from techlint.document import Code, Document, Mask, Node, Region
from techlint.lazy import lazy
from techlint.markdown import budget
from techlint.markdown.budget import unread
from techlint.markdown.languages import language
from techlint.text import Excerpt, Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import mistune

SURROGATE = lazy("[\ud800-\udfff]")
CONTAINERS = frozenset({"list", "list_item", "block_quote", "admonition", "footnote"})
LOST = ("code", "output")
"""The kinds of region that are kept from the parser."""


def parse(source: Source, *, site: str = "") -> Document:
    """Read a draft. Never fails, whatever the draft."""
    outputs = source.origin.outputs if source.origin else ()
    written = source._replace(text=_blank(source.text, outputs)) if outputs else source
    front = frontmatter.read(written.text)
    masked = dialects.mask(written, front)
    skipped = budget.costly(masked.text)
    text = _blank(masked.text, skipped)
    found = regions.find(text)
    lost = [region for region in found if region.kind in LOST]
    root, dense = _read(source, _blank(text, [region.span for region in lost]))
    extra: list[Node] = [_lost(source, region) for region in lost]
    extra += [_tagged(source, block) for block in masked.code]
    extra += [unread(span) for span in skipped]
    return Document(
        source,
        _insert(root, extra),
        front,
        tuple(sorted([*masked.masks, *(Mask("output", span) for span in outputs)], key=attrgetter("span"))),
        found,
        skipped=tuple(sorted([*skipped, *dense])),
        published=frontmatter.published(source.path, front),
        draft=frontmatter.is_draft(source.path, front),
        site=site,
    )


def tree(source: Source, text: str) -> Node:
    """The tree of a masked text, with places and words of the source it was made of."""
    return _read(source, text)[0]


@compiled.of_libraries()
def _read(source: Source, text: str) -> tuple[Node, list[Span]]:
    """The tree, and the blocks in it that were not read."""
    from techlint.markdown.blocks import State
    from techlint.markdown.nodes import Tree

    parser = _parser()
    state = State()
    whole = _clean(source.text)
    clean = text if whole is source.text else _clean(text)
    state.process(clean if clean.endswith("\n") else clean + "\n")
    parser.block.parse(state)
    made = Tree(clean, whole, parser.inline, state.env)
    children = made.nodes(state.tokens)
    return Node("document", Span(0, len(source.text)), None, children), made.skipped


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


def _blank(text: str, spans: Iterable[Span]) -> str:
    """The text with some stretches as blanks, line ends kept."""
    out, done = [], 0
    for start, end in spans:
        out += [text[done:start], "\n".join([" " * len(line) for line in text[start:end].split("\n")])]
        done = end
    return "".join([*out, text[done:]]) if out else text


def _lost(source: Source, region: Region) -> Code:
    """Program text without a fence, as code."""
    return Code("code_block", region.span, _verbatim(source, region.span), lang=region.lang, lost=True)


def _tagged(source: Source, block: dialects.Block) -> Code:
    """Code between the tags of a site generator, as code; the opening tag is its fence."""
    fence = source.text[block.span.start : block.code.start].partition("\n")[0].strip()
    code = _verbatim(source, block.code)
    return Code("code_block", block.span, code, lang=language(block.info), info=block.info, fence=fence)


def _verbatim(source: Source, span: Span) -> Excerpt:
    return Excerpt(_clean(source[span]), (0,), (span,), (True,))


def _insert(root: Node, blocks: Sequence[Node]) -> Node:
    """The tree with more blocks in it, each in the innermost container around its place; none inside a leaf."""
    if not blocks:
        return root
    children: list[Node] = []
    own = list(blocks)
    for k, child in enumerate(root.children):
        # What was blanked between two items of a list belongs to the first, whose span did not know of it.
        until = root.children[k + 1 : k + 2]
        end = (until[0].span.start if until else root.span.end) if child.kind == "list_item" else child.span.end
        reach = Span(child.span.start, end)
        held = [block for block in own if block.span.overlaps(reach)]
        own = [block for block in own if block not in held]
        children.append(_insert(child, held) if child.kind in CONTAINERS else child)
    children = sorted([*children, *own], key=lambda node: node.span)
    span = Span(root.span.start, max([root.span.end, *(block.span.end for block in children)]))
    return replace(root, children=tuple(children), span=span)
