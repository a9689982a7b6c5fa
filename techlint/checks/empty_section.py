"""Headings and labels with nothing under them.

In: a document, `params: {kind: heading | label | links}`. Out: hits with the value title.
Must not know: rule ids.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.document import Heading
from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.leftovers.lines import shown
from techlint.record import NamedTuple
from techlint.text import OBJECT, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

LABELS = "leftovers/data/labels.txt"
READING = "leftovers/data/reading-labels.txt"
CAPTION = lazy(
    r"(?:Figure|Fig\.|Image|Note|Table|Listing|Part|Chapter|Appendix|Step|Day|Week|Section)\b", re.IGNORECASE
)
SOLID = lazy(r"\S")
MANY = 5
"""Empty headings from which they are a style: groups at the rank of their parts."""
WORDS = 6
"""Words above which a heading is a sentence that stands for itself."""


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Find the kind of emptiness that the rule asks for."""
    return KINDS[params["kind"]](doc)


def _heading(doc: Document) -> Iterator[Hit]:
    """A heading that the end of the draft or a heading of its own rank follows."""
    for node, _, span in doc.sections:
        if node is None or node.excerpt is None:
            continue
        title, below = node.excerpt.text.strip(), doc.source.text[node.span.end : span.end].strip()
        if not _only_comments(below) or not _names(title, node) or _opens(node, span.end, doc):
            continue
        at = node.excerpt.span(0, len(node.excerpt.text.rstrip()))
        form = bool(below)  # a comment that says what to write: a template for others to fill in
        yield Hit(at, {"title": title}, sure=not form and len(doc.view(_bare)) < MANY)


def _only_comments(text: str) -> bool:
    """Whether comments are all there is."""
    at = 0
    while text.startswith("<!--", at) and (end := text.find("-->", at + 4)) >= 0:
        solid = SOLID.search(text, end + 3)
        at = solid.start() if solid else len(text)
    return at == len(text)


def _opens(node: Heading, end: int, doc: Document) -> bool:
    """Whether a heading, with nothing below it up to `end`, is the title of the draft or of what follows."""
    headings = doc.of("heading")
    number = bisect_left(headings, end, key=_start)
    following = headings[number] if number < len(headings) else None
    start = doc.front_matter.span.end if doc.front_matter else 0
    if not SOLID.search(doc.source.text, start, node.span.start):
        return True
    return (isinstance(following, Heading) and following.level > node.level) or _subtitle(node, following, doc)


def _subtitle(node: Heading, following: Node | None, doc: Document) -> bool:
    """Whether a heading two ranks below the one right above it is a second line of that: what follows is between."""
    headings = doc.of("heading")
    at = bisect_left(headings, node.span.start, key=_start)
    above = headings[at - 1] if at else None
    if not isinstance(above, Heading) or doc.source.text[above.span.end : node.span.start].strip():
        return False
    rank = following.level if isinstance(following, Heading) else 0
    return above.level + 1 < node.level and above.level < rank


def _start(node: Node) -> int:
    return node.span.start


def _bare(doc: Document) -> tuple[Node, ...]:
    """The headings right below which another heading stands, whatever their ranks: with many, that is the style."""
    headings = doc.of("heading")
    between = [doc.source.text[a.span.end : b.span.start].strip() for a, b in pairwise(headings)]
    ranks = [isinstance(a, Heading) and isinstance(b, Heading) and b.level <= a.level for a, b in pairwise(headings)]
    return tuple(h for h, text, rank in zip(headings, between, ranks, strict=False) if not text and rank)


def _names(title: str, node: Heading) -> bool:
    """Whether a heading names what should follow, rather than being a sentence, a caption, a link or a picture.

    `# apt install rows` in lost code is no heading, and `### Difficulty: easy` says all it has to say.
    """
    if ": " in title or OBJECT in title or (node.level == 1 and title[:1].islower()):
        return False
    plain = not any(child.kind in ("link", "image", "html_inline") for child in node.walk())
    return (
        bool(title) and plain and len(title.split()) <= WORDS and title[-1] not in ".?!:…" and not CAPTION.match(title)
    )


class Label(NamedTuple):
    """A line that is a customary label: `References:`. `end` is where its line ends."""

    name: str
    span: Span
    end: int
    colon: bool
    heading: bool


@cache
def _names_of(table: str) -> frozenset[str]:
    return frozenset(name.lower() for name in resources.read_words(table))


def labels(doc: Document) -> tuple[Label, ...]:
    """The lines of a draft that are labels, in order; code left out. Ask for it by `doc.view(labels)`."""
    known = _names_of(LABELS) | _names_of(READING)
    names = [line.strip("#*_: \t") for line in doc.folded.split("\n")]
    front = doc.front_matter.span.end if doc.front_matter else 0
    found = []
    for number in [number for number, name in enumerate(names, 1) if name in known]:
        start, end = doc.source.line_span(number)
        line = doc.source.text[start:end]
        bare = line.strip().lstrip("# ")
        at = start + line.index(bare)
        span = Span(at, at + len(bare))
        if start >= front and len(line) < LONGEST and not doc.view(shown).holds(span):
            found.append(Label(names[number - 1], span, end, ":" in bare, line.lstrip().startswith("#")))
    return tuple(found)


LATIN = lazy(r"[A-Za-z]{3}")
LONGEST = 60
"""Characters beyond which a line is no label."""


def _labels(doc: Document) -> Iterator[Hit]:
    """A line such as `References:` that the end, a heading or another label follows."""
    found = [label for label in doc.view(labels) if label.name in _names_of(LABELS)]
    starts = {label.span.start for label in found}
    for label in found:
        if label.heading:
            continue  # leftovers/empty-section tells of it
        rest = SOLID.search(doc.source.text, label.end)
        # A footer in another script is no reference; see text/foreign-block.
        nothing = not rest or rest[0] == "#" or not LATIN.search(doc.source.text, rest.start())
        if nothing if label.colon else rest and rest.start() in starts:
            yield Hit(label.span, {"title": doc.source[label.span].strip("*_ :")})


ITEM = lazy(r"[ \t]*[-*+] (?P<item>.+)")
LINKED = lazy(
    r"\]\(|\]\[|https?:|www\.|<[a-z]|\w\.\w{2,6}(?:/|\b)|\b(?:19|20)\d\d\b|[\"“”`]|\bby [A-Z]|,|:|\{\{|\[\^?\w"
)
FEWEST = 3


def _links(doc: Document) -> Iterator[Hit]:
    """A list of things to read, none of which can be followed."""
    text = doc.source.text
    for label in doc.view(labels):
        if label.name not in _names_of(READING):
            continue
        items = []
        for line in _lines_below(text, label.end):
            if not (item := ITEM.fullmatch(text, *line)):
                break
            items.append(item)
        if len(items) >= FEWEST and _titles(items) and not any(LINKED.search(item["item"]) for item in items):
            span = Span(items[0].start("item"), items[-1].end())
            yield Hit(span, {"count": str(len(items)), "title": doc.source[label.span].strip("*_ :")})


def _lines_below(text: str, start: int) -> Iterator[tuple[int, int]]:
    """The lines after a label, a blank one after it left out, up to the next blank one."""
    at = start + 1
    if text[at : at + 1] == "\n":
        at += 1
    while at < len(text) and text[at] != "\n":
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        yield at, end
        at = end + 1


def _titles(items: list[re.Match[str]]) -> bool:
    """Whether the items are titles: two words or more, each with a capital."""
    return all(len(item["item"].split()) > 1 and item["item"].lstrip()[0].isupper() for item in items)


KINDS = {"heading": _heading, "label": _labels, "links": _links}
