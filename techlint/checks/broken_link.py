"""Links that cannot lead anywhere, as they stand in the draft; nothing is fetched.

In: a document, `params: {kind: target | reference}`. Out: hits with the values target, problem.
Must not know: rule ids.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.document import Image, Link
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

SOUND = lazy(r"https?://(?!http)[^/\s]+/\S|#[\w-]+$|\.{0,2}/")
"""How an address begins that has none of the faults below: most do."""
PLACEHOLDER = lazy(
    r"(?:TODO|TBD|FIXME|XXX+|link|url|(?:insert|your)[-_ ]?(?:link|url)|\.{3})(?:[-_ ]?here)?", re.IGNORECASE
)
BARE_HOST = lazy(
    r"(?:www\.[\w-]+(?:\.[\w-]+)+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|io|dev))(?:/\S*)?",
    re.IGNORECASE,
)
BRACKETS = lazy(r"!?\[([^\n]*)\]\(")
VERSION = lazy(r"https?://(?:v\d+(?:\.\d+){1,3}|\d+\.\d+(?:\.\d+)?)/?")
FILE = lazy(
    r"(?:https?(?!://[\w-]{1,60}\.(?:md|py)\b)|http)://"
    r"([\w-]+\.(?:js|py|go|ts|json|ya?ml|txt|html|java|cpp|rb|php|md|jsx|tsx|toml))/?",
    re.IGNORECASE,
)
"""Of `.md` and `.py` there are hosts, agents.md for one; editors that take a file's name for a host write `http:`."""
TWICE = lazy(r"(?:https?:/?/?){2,}|https?:/(?!/)|https?//|htt?p?s?;//")
ANCHOR_MARKS = frozenset("'’\"“”?!,():;&")


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Find the kind of broken link that the rule asks for."""
    return KINDS[params["kind"]](doc)


def _target(doc: Document) -> Iterator[Hit]:
    for node in doc.of("link", "image"):
        if not isinstance(node, Link) or (SOUND.match(node.url) and not _wordless(node, doc)):
            continue
        problem, fix = _problem(node, doc)
        if problem:
            where = node.url_span if node.url_span and node.url_span.end > node.url_span.start else node.span
            what = f"the link target `{node.url}`" if node.url else "the link"
            yield Hit(where if node.url else node.span, {"target": what, "problem": problem}, fix=fix)


def _wordless(node: Link, doc: Document) -> bool:
    return doc.source.text.startswith("[](", node.span.start)


def _problem(node: Link, doc: Document) -> tuple[str, Fix | None]:
    """What is wrong with a link, "" if nothing; and a fix where only one is possible."""
    url, text = node.url.strip(), _text(node, doc)
    if not url:
        named = bool(text.strip()) or isinstance(node, Image)
        if doc.source[node.span] == "[]()":
            return "has neither words nor target", None
        return ("has no target" if named and doc.source[node.span].endswith("()") else "", None)
    if url.startswith("http") and _wordless(node, doc) and not isinstance(node, Image):
        return "has no words to click on", None
    if BARE_HOST.fullmatch(url) and node.url_span and not isinstance(node, Image):
        at = Span(node.url_span.start, node.url_span.start)
        return "has no https:// and is taken for a file", Fix("Put https:// before it", (Edit(at, "https://"),))
    file = FILE.fullmatch(url)
    problems = {
        "leads nowhere": url == "#" and bool(text) and not re.search(r"\b(?:top|back|up)\b", text, re.IGNORECASE),
        "is a placeholder": PLACEHOLDER.fullmatch(url),
        "is a version number, not an address": VERSION.fullmatch(url),
        "is a file name, not an address": file and text == file[1],
        "begins wrongly": TWICE.match(url),
        "is no heading's anchor: quotes and marks fall away in it": _misses_anchor(url, doc),
    }
    return next((problem for problem, holds in problems.items() if holds), ""), None


def _text(node: Node, doc: Document) -> str:
    """The words of a link as they stand in the draft."""
    found = BRACKETS.match(doc.source[node.span])
    return found[1] if found else ""


def _misses_anchor(url: str, doc: Document) -> bool:
    """Whether an anchor misses its heading only by a mark that no generator keeps: `#what's-new`."""
    if url[0] != "#" or not ANCHOR_MARKS & set(url):
        return False
    wanted = _letters(url)
    near = any(_letters(h.excerpt.text) == wanted for h in doc.of("heading") if h.excerpt)
    return bool(wanted) and near and url[1:] not in _ids(doc)


def _ids(doc: Document) -> str:
    return " ".join(doc.source[node.span] for node in doc.of("html_block", "html_inline"))


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


REFERENCE = lazy(r"(?<![\w\])!`\\])\[(?P<text>[^\[\]\n]{2,80})\]\[(?P<name>[^\[\]\n]{0,60})\](?![\[(\w])")


def _reference(doc: Document) -> Iterator[Hit]:
    """`[text][name]` of a name that the draft never defines, in a draft that defines others."""
    defined = bool(doc.of("link_definition"))
    for _, excerpt in doc.view(profile).holding(("][",)):
        for match in REFERENCE.finditer(excerpt.text):
            words = re.findall(r"[A-Za-z]{3,}", match["text"])
            if words and not re.search(r"[=<>*+;]", match[0]):
                name = match["name"] or match["text"]
                yield Hit(excerpt.span(*match.span()), {"name": name}, sure=defined and not name.isdigit())


KINDS = {"target": _target, "reference": _reference}
