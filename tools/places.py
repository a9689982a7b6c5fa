"""Are our places right? Compares our tree with that of pulldown-cmark (through pyromark), node by node.

    python tools/places.py [FILES or FOLDERS ...] [--show N]

prints the share of pulldown-cmark's nodes of which we have one of the same kind at the very same place, the kinds of
the others, and every broken invariant of our own tree.
"""

from __future__ import annotations

import argparse
import re
import time
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyromark

from techlint.dialects import mask
from techlint.document import Link, Node
from techlint.frontmatter import read
from techlint.markdown import tree
from techlint.text import Source, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_FOOTNOTES
)
KINDS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "BlockQuote": "block_quote",
    "CodeBlock": "code_block",
    "HtmlBlock": "html_block",
    "List": "list",
    "Item": "list_item",
    "FootnoteDefinition": "footnote",
    "Table": "table",
    "TableHead": "table_row",
    "TableRow": "table_row",
    "TableCell": "table_cell",
    "Emphasis": "emphasis",
    "Strong": "strong",
    "Strikethrough": "strikethrough",
    "Link": "link",
    "Image": "image",
    "Code": "code_span",
    "InlineHtml": "html_inline",
    "FootnoteReference": "footnote_reference",
    "Rule": "thematic_break",
}
BLOCKS = frozenset({"paragraph", "heading", "block_quote", "code_block", "html_block", "list", "list_item", "footnote"})
PREFIX = re.compile(r"[\s>]*\Z")


class Place(NamedTuple):
    """A node as both parsers tell it."""

    kind: str
    span: Span


def theirs(text: str) -> list[Place]:
    """The nodes of pulldown-cmark, with spans in code points, less blanks and empty quote lines at their ends."""
    offsets = _offsets(text)
    found = []
    for event, places in pyromark.events_with_range(text, options=OPTIONS):
        if isinstance(event, str):
            name = event
        elif "Start" in event:
            name = event["Start"] if isinstance(event["Start"], str) else next(iter(event["Start"]))
        elif "End" in event:
            continue
        else:
            name = next(iter(event))
        if name in KINDS:
            span = Span(_character(offsets, places["start"]), _character(offsets, places["end"]))
            if text.startswith("[]", span.end) and _is_collapsed(event):
                span = Span(span.start, span.end + 2)
            place = _trimmed(text, KINDS[name], span)
            if name != "TableCell" or place.span.end > place.span.start:  # it makes up the cells that a row lacks
                found.append(place)
    return found


def _is_collapsed(event: Any) -> bool:
    """Whether a link is `[label][]`, whose `[]` pulldown-cmark leaves out."""
    start = event["Start"]
    return isinstance(start, dict) and next(iter(start.values())).get("link_type") == "Collapsed"


def ours(text: str, root: Node, *, tight: bool = True) -> list[Place]:
    """Our nodes in the same form, less what pulldown-cmark does not tell: bare URLs, empty cells.

    Of paragraphs in list items it tells only those of loose lists; with `tight=False` none is in the answer.
    """
    found = []
    stack = [(root, root)]
    while stack:
        node, parent = stack.pop()
        stack += [(child, node) for child in node.children]
        in_item = node.kind == "paragraph" and parent.kind == "list_item"
        bare = isinstance(node, Link) and node.url_span == node.span
        empty = node.kind == "table_cell" and node.span.start == node.span.end
        if node.kind in KINDS.values() and not (bare or empty or (in_item and not tight)):
            found.append(_trimmed(text, node.kind, node.span))
    return found


def _trimmed(text: str, kind: str, span: Span) -> Place:
    """Blocks end where their text ends, cells are what stands between the pipes."""
    start, end = span
    piece = text[start:end]
    if kind in BLOCKS:
        end = start + len(PREFIX.sub("", piece)) if kind != "code_block" else start + len(piece.rstrip())
    elif kind in ("table", "table_row", "thematic_break"):
        end = start + len(piece.rstrip())
    elif kind == "table_cell":
        end = start + len(piece.rstrip())
        start += len(piece) - len(piece.lstrip())
    piece = text[start:end]
    return Place(kind, Span(start + len(piece) - len(piece.lstrip()) if kind in BLOCKS else start, max(start, end)))


def _offsets(text: str) -> list[int]:
    """Where each character begins in UTF-8; empty for ASCII."""
    if text.isascii():
        return []
    return [0, *accumulate(len(char.encode()) for char in text)]


def _character(offsets: list[int], byte: int) -> int:
    return bisect_right(offsets, byte) - 1 if offsets else byte


def broken(source: Source, root: Node) -> Iterator[str]:
    """Everything in a tree that must not be: spans that do not nest, or excerpts that do not map back."""
    text = source.text
    stack = [root]
    while stack:
        node = stack.pop()
        pos, end = node.span
        for child in node.children:
            if not pos <= child.span.start <= child.span.end <= end:
                yield f"{child.kind} {child.span} does not follow {pos} in {node.kind} {node.span}"
            pos = child.span.end
        stack.extend(node.children)
        if node.excerpt is None:
            continue
        bounds = [*node.excerpt.at, len(node.excerpt.text)]
        for k, span in enumerate(node.excerpt.spans):
            piece = node.excerpt.text[bounds[k] : bounds[k + 1]]
            if node.excerpt.same[k] and piece != text[span.start : span.end].translate(CLEANED):
                yield f"{node.kind} {span}: {piece!r} is not {text[span.start : span.end]!r}"
            if not node.span.start <= span.start <= span.end <= node.span.end:
                yield f"{node.kind} {node.span}: its piece {piece!r} stands at {span}"


CLEANED = {0: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


class Tally:
    """Counts over many drafts."""

    def __init__(self) -> None:
        self.files = self.same_files = self.same = self.inexact = 0
        self.missed: Counter[str] = Counter()
        self.extra: Counter[str] = Counter()
        self.nodes: Counter[str] = Counter()
        self.faults: list[str] = []
        self.shown: list[str] = []
        self.seconds = 0.0
        self.characters = 0

    def add(self, source: Source) -> None:
        """Compare one draft."""
        text = mask(source, read(source.text)).text
        started = time.process_time()
        root = tree(source, text)
        self.seconds += time.process_time() - started
        text = text.translate(CLEANED)
        reference, found = Counter(theirs(text)), Counter(ours(text, root))
        missed = reference - found
        self.files += 1
        self.characters += len(text)
        self.same += (reference & found).total()
        self.same_files += not missed
        self.inexact += sum(not node.exact for node in root.walk() if node.excerpt)
        self.nodes.update(place.kind for place in reference.elements())
        self.missed.update(place.kind for place in missed.elements())
        surplus = Counter(ours(text, root, tight=False)) - reference
        self.extra.update(place.kind for place in surplus.elements())
        self.faults += [f"{source.path}: {fault}" for fault in broken(source, root)]
        self.shown += [
            f"{source.path} {p.kind} {p.span}: {text[slice(*p.span)][:90]!r}"
            for p in sorted(missed, key=lambda p: p.span)
        ]

    @property
    def total(self) -> int:
        """How many nodes pulldown-cmark found."""
        return self.nodes.total()


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path, default=[Path("seeds")])
    parser.add_argument("--show", type=int, default=0, help="print so many of the nodes that are not the same")
    options = parser.parse_args()
    tally = Tally()
    for path in options.paths:
        files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in files:
            if file.suffix in (".md", ".mdx", ".txt", ".markdown", ".qmd"):
                tally.add(Source.decode(str(file), file.read_bytes()))
    for line in tally.shown[: options.show]:
        print(line)
    for fault in tally.faults[:50]:
        print("FAULT", fault)
    print(f"{tally.files} files, {tally.characters} characters, {tally.seconds:.2f} s in the parser")
    share = tally.same / max(tally.total, 1)
    print(f"{tally.same} of {tally.total} nodes identical: {share:.4%}; whole files: {tally.same_files}")
    print(f"{tally.inexact} blocks inexact, {len(tally.faults)} broken invariants")
    print("not found, by kind:", dict(tally.missed.most_common()))
    print("ours alone, by kind:", dict(tally.extra.most_common()))


if __name__ == "__main__":
    main()
