"""Fences that are not what they should be: never closed, round the whole post, round a table, collapsed into a line.

In: a document, code blocks or paragraphs, `params: {kind: ...}`, one of KINDS.
Out: hits. Must not know: rule ids, severities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.leftovers import escapes
from techlint.regions.lines import grade
from techlint.regions.tables import SEPARATOR
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

MARKDOWN = frozenset({"markdown", "md", "mdx"})
SHELLS = r"bash|sh|shell|zsh|console|terminal|powershell|cmd"
COLLAPSED = lazy(
    rf"(?P<lang>{SHELLS}|python|javascript|typescript|json|yaml|sql|rust|java|kotlin|csharp|cpp|html|css)\s+(?P<code>\S.*)",
    re.DOTALL,
)
ESCAPED_FENCE = lazy(r"^[ \t]*(?P<at>\\`\\`\\`)", re.MULTILINE)
ESCAPED_SPAN = lazy(r"(?<![\\`\w])\\`(?P<code>[^`\\\n]{2,80})\\`(?![`\w])")


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Find the kind of broken fence that the rule asks for."""
    return KINDS[params["kind"]](node, doc)


def _unclosed(node: Node, doc: Document) -> Iterator[Hit]:
    """A fence that its container ends. Franklin writes raw HTML as `~~~<p>...`: no fence to its authors."""
    if not isinstance(node, Code) or node.closed or not node.fence or node.lost or node.info.startswith("<"):
        return
    begin = doc.source.text.find(node.fence, node.span.start)
    below = doc.source[node.span].strip().count("\n")
    listed = doc.source.text[node.span.end :].strip() != ""
    if not node.info and _after_unclosed(node, doc):
        return  # the closing fence of the one before: one finding tells of both
    if begin >= 0 and (below or listed):
        what = "1 line after it is code" if below == 1 else f"{below} lines after it are code"
        problem = "the list item or quotation ends before its code does" if listed else what
        yield Hit(Span(begin, begin + len(node.fence)), {"problem": problem})


def _after_unclosed(node: Code, doc: Document) -> bool:
    blocks = [n for n in doc.of("code_block") if isinstance(n, Code) and n.fence and n.span.start < node.span.start]
    return bool(blocks) and not blocks[-1].closed


def _wrapping(node: Node, doc: Document) -> Iterator[Hit]:
    """The first block of the draft is a Markdown fence with a post in it."""
    first = next(iter(doc.of("code_block")), node)
    if not isinstance(first, Code) or first.lang not in MARKDOWN or not first.fence:
        return
    text, start = doc.source.text, doc.front_matter.span.end if doc.front_matter else 0
    if text[start : first.span.start].strip() or first.excerpt is None or len(text.split()) < 20:
        return
    post = re.search(r"^#{1,6} ", first.excerpt.text, re.MULTILINE) or first.excerpt.text[:3] in ("---", "+++")
    if not post and not text.rstrip().endswith(f"\n{first.fence}"):
        return
    opening = Span(first.span.start, text.find("\n", first.span.start))
    yield Hit(opening, {"wrapper": f"a {doc.source[opening].strip()} fence"}, fix=_unwrap(first, doc, opening))


def _unwrap(node: Code, doc: Document, opening: Span) -> Fix | None:
    """Take the first line and, if the draft ends with the closing fence, the last."""
    text = doc.source.text
    end = len(text.rstrip())
    last = text.rfind("\n", 0, end) + 1
    if text[last:end].strip() != node.fence:
        return None
    edits = (Edit(Span(opening.start, opening.end + 1), ""), Edit(Span(last - 1, end), ""))
    return Fix("Take the post out of the fence", edits)


def _json(node: Node, doc: Document) -> Iterator[Hit]:
    """The whole draft is the JSON answer of a generator."""
    del node
    text = doc.source.text
    if text.lstrip()[:1] != "{" or not JSON_BODY.search(text[:600]):
        return
    at = text.find("\\n\\n")
    if at >= 0:
        yield Hit(Span(at, at + 4), {"wrapper": "a JSON string"})


JSON_BODY = lazy(r'"(?:content|body|markdown|article|post|blog_?\w*)"\s*:\s*"', re.IGNORECASE)


def _table(node: Node, doc: Document) -> Iterator[Hit]:
    """A fence without a language that holds a Markdown table and nothing else."""
    if not isinstance(node, Code) or node.info.strip() or not node.fence or node.excerpt is None:
        return
    rows = [line.strip() for line in node.excerpt.text.split("\n") if line.strip()]
    if len(rows) < 3 or not all(row.startswith("|") for row in rows) or not SEPARATOR.fullmatch(rows[1]):
        return
    fix = None
    opening, closing = doc.source.text.find("\n", node.span.start), doc.source[node.span].rstrip().rfind("\n")
    if node.closed and closing > 0:
        last = node.span.start + closing
        fix = Fix(
            "Take the table out of the fence",
            (Edit(Span(node.span.start, opening), ""), Edit(Span(last, node.span.end), "")),
        )
    yield Hit(node.excerpt.span(0, len(node.excerpt.text.rstrip("\n"))), {"rows": str(len(rows) - 2)}, fix=fix)


def _collapsed(node: Node, doc: Document) -> Iterator[Hit]:
    """A code span that begins with the name of a language, as a fence does: ``bash $ make``."""
    del node
    spans = [(span, COLLAPSED.fullmatch(span.excerpt.text.strip())) for span in doc.of("code_span") if span.excerpt]
    for span, found in spans:
        parent = doc.parent(span) if found else None
        if not found or parent is None or span.span.start > parent.span.start + 4:
            continue
        code = found["code"]
        if re.match(r"[$#] \S", code) or grade(code).kind in ("sure", "strong"):
            yield Hit(span.span, {"language": found["lang"]})


def _escaped(node: Node, doc: Document) -> Iterator[Hit]:
    """Backticks with a backslash before each: the reader sees the backticks, not code."""
    text = doc.source[node.span]
    if r"\`" not in text or "backtick" in text.lower():
        return  # there is none, or it tells how to write them
    fences = list(ESCAPED_FENCE.finditer(text))
    for match in fences:
        at = node.span.start + match.start("at")
        yield Hit(Span(at, at + 6), {"code": "```"})
    for match in () if fences else ESCAPED_SPAN.finditer(text):
        span = _at(node, match)
        if not any(child.kind == "code_span" and span.overlaps(child.span) for child in node.walk()):
            bare = Span(match.start("code") + node.span.start, match.end("code") + node.span.start)
            fix = Fix("Let the backticks be backticks", (Edit(span, f"`{doc.source[bare]}`"),))
            yield Hit(span, {"code": match["code"]}, fix=fix)


def _at(node: Node, match: re.Match[str]) -> Span:
    return Span(node.span.start + match.start(), node.span.start + match.end())


def _escapes(node: Node, doc: Document) -> Iterator[Hit]:
    """Markdown's backslashes inside a fence, where they show."""
    if not isinstance(node, Code) or node.lost or node not in doc.view(escapes.blocks):
        return
    if found := escapes.places(node):
        fix = Fix("Take the backslashes away", tuple(Edit(Span(at.start, at.start + 1), "") for at in found))
        places = f"{len(found)} places" if len(found) > 1 else "1 place"
        yield Hit(Span(found[0].start, found[-1].end), {"places": places}, fix=fix)


KINDS = {
    "unclosed": _unclosed,
    "wrapping": _wrapping,
    "json": _json,
    "table": _table,
    "collapsed": _collapsed,
    "escaped": _escaped,
    "escapes": _escapes,
}
