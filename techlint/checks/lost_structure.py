"""Tables, lists and headings that lost their marks, or came of marks nobody meant.

In: a document or tables, `params: {kind: ...}`, one of KINDS. Out: hits.
Must not know: how regions are found, rule ids.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from techlint.finding import Edit, Fix, Hit, Label
from techlint.lazy import lazy
from techlint.leftovers.lines import Lines, shown
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

RULE = lazy(r"\n[ \t]{0,3}(-{1,80})[ \t]*$")
LONG_TITLE = 120
"""Characters from which a text above `---` is a paragraph, not a heading."""
TORN = lazy(r"-(?<![^\n]-)[ \t]*\n(?=[A-Za-z\[`*\"“])")
LONG_DRAFT, FEWEST_TITLES, WORDS_OF_TITLE = 3000, 3, 9
"""Characters of a draft that wants headings, how many lines must look like one, and how many words those have."""
WORDLESS = lazy(r"#{1,6}[ \t]*#*[ \t]*")
GLUED = lazy(r"(#(?<![^\s>]#)#{0,5})(?=[^\W_]|[*`\"“])([^\n]{1,60})")
HARD_BREAK = lazy(r"(?: {2}|\\|<br ?/?>)$")


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Find the kind of lost structure that the rule asks for."""
    yield from KINDS[params["kind"]](node, doc)


def _collapsed(node: Node, doc: Document) -> Iterator[Hit]:
    for span, text in _regions(node, doc, "table"):
        if "|" not in text:
            yield Hit(span, {"rows": str(text.count("\n") + 1)}, fix=_ruled(span, text))


def _ruled(span: Span, text: str) -> Fix | None:
    """Bars for the tabs of a pasted table; where cells ran together nobody knows where they end."""
    rows = [[cell.strip() for cell in row.split("\t") if cell.strip()] for row in text.strip().split("\n")]
    if len({len(row) for row in rows}) > 1 or len(rows[0]) < 2:
        return None
    table = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return Fix("Set it as a table", (Edit(span, "\n".join(f"| {' | '.join(row)} |" for row in table)),))


def _split(node: Node, doc: Document) -> Iterator[Hit]:
    for span, text in _regions(node, doc, "table"):
        if "|" in text:
            yield Hit(span, {"lines": str(sum(bool(line.strip()) for line in text.split("\n")))})


def _regions(node: Node, doc: Document, kind: str) -> Iterator[tuple[Span, str]]:
    """The regions of a kind, from their first letter to their last, and their text."""
    del node
    for region in doc.regions:
        if region.kind == kind:
            text = doc.source[region.span]
            start = region.span.start + len(text) - len(text.lstrip())
            end = region.span.end - (len(text) - len(text.rstrip()))
            yield Span(start, end), text


def _list(node: Node, doc: Document) -> Iterator[Hit]:
    """Bullets that run together into one paragraph; with hard breaks they do not, and the list looks like one."""
    for span, text in _regions(node, doc, "list"):
        rows = text.split("\n")
        if all(HARD_BREAK.search(row) for row in rows[:-1]):
            continue
        edits = []
        at = span.start - (len(text) - len(text.lstrip()))
        for line in rows:
            bullet = at + len(line) - len(line.lstrip())
            gap = len(line.lstrip()[1:]) - len(line.lstrip()[1:].lstrip())
            edits.append(Edit(Span(bullet, bullet + 1 + gap), "- "))
            at += len(line) + 1
        fix = Fix("Begin the lines with `-`", tuple(edits))
        yield Hit(span, {"items": str(len(rows)), "bullet": text.lstrip()[0]}, fix=fix)


def _swallow(node: Node, doc: Document) -> Iterator[Hit]:
    """Prose right below a table: without a blank line it becomes rows."""
    text = doc.source[node.span].rstrip()
    rows = text.split("\n")
    kept = len(rows)
    while kept > 2 and "|" not in rows[kept - 1]:
        kept -= 1
    if kept == len(rows) or kept < 3 or not rows[0].lstrip().startswith("|"):
        return
    if rows[kept].lstrip().startswith("<"):
        return
    start = node.span.start + sum(len(row) + 1 for row in rows[:kept])
    end = node.span.start + len(text)
    if any(region.span.overlaps(Span(start, end)) for region in doc.regions):
        return
    count = len(rows) - kept
    first = Span(start, start + len(rows[kept]))
    fix = Fix("Put a blank line below the table", (Edit(Span(start, start), "\n"),))
    flat = doc.source.text.count("\n\n") * 20 < doc.source.text.count("\n")
    yield Hit(first, {"lines": "1 line" if count == 1 else f"{count} lines"}, fix=fix, sure=not flat)


def _heading(node: Node, doc: Document) -> Iterator[Hit]:
    """A paragraph that `---` or `-` below it, without a blank line, turned into a heading."""
    del node
    for heading in doc.of("heading"):
        source = doc.source[heading.span].rstrip()
        found = RULE.search(source)
        if not found:
            continue
        text, dashes = source[: found.start()], found[1]
        if len(dashes) > 1 and not _sentence(text):
            continue
        span = Span(heading.span.start + found.start(1), heading.span.start + found.end(1))
        if len(dashes) == 1 and TORN.match(doc.source.text, span.start):
            continue  # leftovers/torn-bullet tells of it
        fix = None
        if len(dashes) > 2:
            fix = Fix("Put a blank line above the dashes", (Edit(Span(span.start, span.start), "\n"),))
        yield Hit(span, {"dashes": dashes[:3], "text": text.split("\n")[0][:50]}, fix=fix)


def _torn(node: Node, doc: Document) -> Iterator[Hit]:
    """A bullet on one line, its text on the next: an empty item, or a heading of what stands above."""
    del node
    for match in TORN.finditer(doc.source.text):
        span = Span(match.start(), match.start() + 1)
        if not doc.view(shown).holds(span):
            join = Edit(Span(span.start + 1, match.end()), " ")
            yield Hit(span, fix=Fix("Join the bullet with its text", (join,)))


def _sentence(text: str) -> bool:
    """Whether a text is a paragraph rather than a title."""
    labelled = text.lstrip().startswith("**") and ":**" in text[:60]
    ends = text.rstrip()[-1:] in ".:;!" and len(text.split()) > 7
    return len(text) > LONG_TITLE or "\n" in text.strip() or labelled or ends


def _headings(node: Node, doc: Document) -> Iterator[Hit]:
    """A long draft without any heading in which short lines stand over long ones as headings do."""
    if doc.of("heading") or len(doc.source.text) < LONG_DRAFT:
        return
    del node
    found = doc.view(Lines)
    titles = [above for above, below in pairwise(found) if _title(above.text) and len(below.text) > LONG_TITLE]
    if len(titles) >= FEWEST_TITLES:
        related = tuple(Label(line.span, "and this") for line in titles[1:4])
        yield Hit(titles[0].span, {"count": str(len(titles)), "title": titles[0].text}, related=related)


def _glued(node: Node, doc: Document) -> Iterator[Hit]:
    """`##Setup`: without a blank the hashes are text. One hash may open a tag (`#rust`), unless others are glued."""
    del node
    lines = doc.view(Lines).of(match.start() for match in GLUED.finditer(doc.source.text))
    found = [(line, match) for line in lines if (match := GLUED.match(line.text))]
    body = doc.source.text[doc.front_matter.span.end if doc.front_matter else 0 :].lstrip()
    first = len(doc.source.text) - len(body)
    several = any(len(match[1]) > 1 for _, match in found)
    for line, match in found:
        opens = line.span.start <= first and line.text.count("#") == 1
        if len(match[1]) > 1 or several or (opens and " " in line.text):
            span = Span(line.span.start, line.span.start + len(match[1]))
            blank = Fix("Put a blank after the hashes", (Edit(Span(span.end, span.end), " "),), safe=True)
            yield Hit(span, {"marks": match[1], "heading": match[2].strip()}, fix=blank)


def _wordless(node: Node, doc: Document) -> Iterator[Hit]:
    """`##` and nothing else."""
    del node
    for heading in doc.of("heading"):
        if WORDLESS.fullmatch(source := doc.source[heading.span].rstrip("\n")):
            span = Span(heading.span.start, heading.span.start + len(source))
            yield Hit(span, fix=Fix("Take the line away", (Edit(span, ""),)))


def _title(text: str) -> bool:
    words = text.split()
    return len(words) <= WORDS_OF_TITLE and text[0].isupper() and (text[-1].isalnum() or text[-1] in "?!)")


KINDS = {
    "glued": _glued,
    "wordless": _wordless,
    "torn": _torn,
    "headings": _headings,
    "collapsed": _collapsed,
    "split": _split,
    "list": _list,
    "swallow": _swallow,
    "heading": _heading,
}
