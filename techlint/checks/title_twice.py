"""Find the title told again at the top of the body: as a line of text, or as a heading under the same heading.

In: the document. Out: hits on the repetitions, with the first telling as a related place.
Must not know: severities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint import titles
from techlint.document import Heading
from techlint.finding import Edit, Fix, Hit, Label
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node

FIRST_LINES = 14
"""How many lines of text from the top may repeat the title; further down it is a line of the post."""

LINE = lazy(r"[^\n]+")
NO_TITLE = lazy(r"^\s*(?:[-*+]\s|\d+[.)]\s|>|\||!?\[|<)")
RUNNING = 14
"""A sentence of so many words is text, not a headline, a date or a list of tags."""

LONGEST, SHORTEST = 140, 10


class Title(NamedTuple):
    """What the draft is called and where it says so."""

    text: str
    span: Span
    declared: bool


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the repetitions."""
    title = find_title(doc)
    if title is None or len(titles.key(title.text).split()) < 2:
        return
    first = Label(title.span, "the title, first told here")
    heading_seen = not title.declared and any(node.span == title.span for node in doc.root.children[:1])
    for span, heading in _top_lines(doc):
        text = doc.source[span]
        if span.start <= title.span.start or not titles.same(title.text, text.strip("# \t")):
            continue
        if heading and title.declared and not heading_seen:
            heading_seen = True  # the first heading after front matter is the other rule's
            continue
        yield Hit(span, {"title": text.strip("# ")}, (first,), Fix("take the line out", (Edit(_whole(doc, span), ""),)))


def find_title(doc: Document) -> Title | None:
    """The title: of the front matter, else the first heading, else a first line that looks like one."""
    front = doc.front_matter
    if front and front.text("title"):
        return Title(front.text("title"), front.fields["title"].span, declared=True)
    first = next((node for node in doc.root.children if node.kind in ("heading", "paragraph")), None)
    if first is None or first.excerpt is None:
        return None
    if isinstance(first, Heading):
        return Title(doc.source[first.span].strip("# \n=-"), first.span, declared=False)
    match = LINE.match(doc.source.text, first.span.start)
    line = match[0].strip() if match else ""
    if SHORTEST <= len(line) <= LONGEST and line[-1] not in ".:;,{" and not NO_TITLE.match(line):
        return Title(line, Span(first.span.start, first.span.start + len(line)), declared=False)
    return None


def _top_lines(doc: Document) -> Iterator[tuple[Span, bool]]:
    """The first lines of the body that could be a title, and whether they are headings."""
    count = 0
    for node in doc.root.children:
        if node.kind not in ("paragraph", "heading"):
            continue
        if _running(node):
            return
        for match in LINE.finditer(doc.source.text, *node.span):
            if NO_TITLE.match(match[0]):
                continue
            yield Span(match.start(), match.end()), isinstance(node, Heading)
            count += 1
            if count >= FIRST_LINES:
                return


def _running(node: Node) -> bool:
    """Whether a paragraph is the text of the post: from there on a repeated title is a line of it."""
    text = node.excerpt.text if node.kind == "paragraph" and node.excerpt else ""
    words = len(text.split(None, RUNNING))
    return words >= RUNNING and text.rstrip().endswith((".", "!", "?", ":")) and not text.startswith("|")


def _whole(doc: Document, span: Span) -> Span:
    """The line and the blank lines after it."""
    text, end = doc.source.text, span.end
    while end < len(text) and text[end] == "\n":
        end += 1
    return Span(span.start, end)
