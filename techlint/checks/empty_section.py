"""Headings and labels with nothing under them.

In: headings or a document, `params: {kind: heading | label | links}`. Out: hits with the value title.
Must not know: rule ids.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.document import Heading
from techlint.finding import Hit
from techlint.leftovers.lines import shown
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

LABELS = "leftovers/data/labels.txt"
READING = "leftovers/data/reading-labels.txt"
CAPTION = re.compile(
    r"(?:Figure|Fig\.|Image|Note|Table|Listing|Part|Chapter|Appendix|Step|Day|Week|Section)\b", re.IGNORECASE
)
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MANY = 5
"""Empty headings from which they are a style: groups at the rank of their parts."""
WORDS = 6
"""Words above which a heading is a sentence that stands for itself."""


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Find the kind of emptiness that the rule asks for."""
    yield from KINDS[params["kind"]](node, doc)


def _heading(node: Node, doc: Document) -> Iterator[Hit]:
    """A heading that the end of the draft or a heading of its own rank follows."""
    if not isinstance(node, Heading) or node.excerpt is None or doc.parent(node) is not doc.root:
        return
    title, span = node.excerpt.text.strip(), doc.section(node).span
    if COMMENT.sub("", doc.source.text[node.span.end : span.end]).strip() or not _names(title, node):
        return
    following = next((n for n in doc.of("heading") if n.span.start >= span.end), None)
    start = doc.front_matter.span.end if doc.front_matter else 0
    opens = not doc.source.text[start : node.span.start].strip()  # the title of the draft
    if opens or (isinstance(following, Heading) and following.level > node.level):
        return
    at = node.excerpt.span(0, len(node.excerpt.text.rstrip()))
    yield Hit(at, {"title": title}, sure=len(doc.view(_bare)) < MANY)


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
    if ": " in title or (node.level == 1 and title[0].islower()):
        return False
    plain = not any(child.kind in ("link", "image", "html_inline") for child in node.walk())
    return (
        bool(title) and plain and len(title.split()) <= WORDS and title[-1] not in ".?!:…" and not CAPTION.match(title)
    )


@cache
def _label(name: str) -> re.Pattern[str]:
    words = "|".join(re.escape(label) for label in resources.read_words(name))
    return re.compile(
        rf"^[ \t]*(?:#{{2,6}} )?(?P<at>(?:\*\*|__)?(?:{words})(?P<colon>[ \t]*:)?(?:\*\*|__)?(?P<after>:)?)[ \t]*$",
        re.IGNORECASE | re.MULTILINE,
    )


LATIN = re.compile(r"[A-Za-z]{3}")


def _labels(node: Node, doc: Document) -> Iterator[Hit]:
    """A line such as `References:` that the end, a heading or another label follows."""
    del node
    text, pattern = doc.source.text, _label(LABELS)
    for match in pattern.finditer(text):
        span = Span(*match.span("at"))
        below = text[match.end() :].lstrip()
        colon = match["colon"] or match["after"]
        # A footer in another script is no reference; see text/foreign-block.
        nothing = not below or below.startswith("#") or not LATIN.search(below)
        if match[0].lstrip().startswith("#"):
            continue  # a heading: leftovers/empty-section tells of it
        if (nothing if colon else pattern.match(below)) and not doc.view(shown).holds(span):
            yield Hit(span, {"title": match["at"].strip("*_ :")})


ITEM = re.compile(r"[ \t]*[-*+] (?P<item>.+)")
LINKED = re.compile(
    r"\]\(|\]\[|https?:|www\.|<[a-z]|\w\.\w{2,6}(?:/|\b)|\b(?:19|20)\d\d\b|[\"“”`]|\bby [A-Z]|,|:|\{\{|\[\^?\w"
)
FEWEST = 3


def _links(node: Node, doc: Document) -> Iterator[Hit]:
    """A list of things to read, none of which can be followed."""
    del node
    text = doc.source.text
    for match in _label(READING).finditer(text):
        items = []
        for line in _lines_below(text, match.end()):
            if not (item := ITEM.fullmatch(text, *line)):
                break
            items.append(item)
        if len(items) < FEWEST or any(LINKED.search(item["item"]) for item in items) or not _titles(items):
            continue
        span = Span(items[0].start("item"), items[-1].end())
        if not doc.view(shown).holds(span):
            yield Hit(span, {"count": str(len(items)), "title": match["at"].strip("*_ :#")})


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
