"""Phrases that no author means to publish: a table of the family says which and where they count.

In: a document, `params: {table: leftovers/data/x.tsv}`. Out: hits with the values found, what.
Must not know: what the phrases are about.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from techlint.document import Link
from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.leftovers.lines import Lines, quotes, shown
from techlint.leftovers.phrases import Phrase, near
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.leftovers.lines import Line
    from techlint.text import Excerpt

QUOTES = {'"': '"', "“": "”", "‘": "’", "«": "»", "「": "」", "„": "“", "'": "'"}
SPOKEN = lazy(
    r"\b(?:said|says|replie[ds]|repl(?:y|ies)|answer(?:s|ed)?|wrote|writes|told|tells?|prompt(?:s|ed)?|respond(?:s|ed)?|"
    r"response|phrases?|such as|output|start(?:s|ed)? with|begins? with|strings?|markers?|tokens?|placeholders?)\b"
    r"[^.!?]{0,60}$",
    re.IGNORECASE,
)
"""Words before a phrase that make it a quotation: the post tells about it."""
NAMED = lazy(
    r"\b(?:markers?|tokens?|strings?|artifacts?|placeholders?|regex|such as|like|called)\b[^.!?]{0,60}$", re.IGNORECASE
)
"""The same for marks that no one would say."""
WORDS_SHOWN = 60
PICTURE = lazy(
    r"!\[|<img\b|<picture\b|<figure\b|<Image\b|\{\{[<%] *(?:figure|img|image)\b|\.(?:png|jpe?g|webp|gif|avif)\b"
)
NEAR_PICTURE = 600
"""How many characters from a credit its picture may stand."""
TOP, BOTTOM = 4, 4
"""How many blocks count as near the top and the end."""


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Find the phrases of a table; overlapping finds are told once."""
    del node
    phrases = near(params["table"], doc.held)
    seen: list[Span] = []
    for phrase in phrases:
        for span in SCOPES[phrase.scope](phrase, doc):
            if not any(span.overlaps(other) for other in seen):
                seen.append(span)
                found = " ".join(doc.source[span].split())
                shown = found if len(found) <= WORDS_SHOWN else found[: WORDS_SHOWN - 1].rstrip() + "…"
                yield Hit(span, {"found": shown, "what": phrase.what}, sure=phrase.sure)


def _prose(phrase: Phrase, doc: Document) -> Iterator[Span]:
    return _blocks(phrase, [excerpt for _, excerpt in _said(phrase, doc)])


def _text(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """Prose, but not in tables: a schedule may say TBD."""
    return _blocks(phrase, [excerpt for node, excerpt in _said(phrase, doc) if node.kind != "table_cell"])


def _said(phrase: Phrase, doc: Document) -> list[tuple[Node, Excerpt]]:
    """The blocks of prose that hold a literal of a phrase and are no quotation."""
    quoted = doc.view(quotes)
    return [block for block in doc.view(profile).holding(phrase.literals) if not quoted.holds(block[0].span)]


def _first(phrase: Phrase, doc: Document) -> Iterator[Span]:
    return _blocks(phrase, _holding(phrase, doc.view(_top)))


def _last(phrase: Phrase, doc: Document) -> Iterator[Span]:
    return _blocks(phrase, _holding(phrase, doc.view(_bottom)))


def _top(doc: Document) -> list[tuple[str, Excerpt]]:
    """The first blocks that are neither cells nor quotations, each with its text in lower case."""
    return list(islice(_running(doc, doc.view(profile).blocks), TOP))


def _bottom(doc: Document) -> list[tuple[str, Excerpt]]:
    """The last ones."""
    return list(islice(_running(doc, reversed(doc.view(profile).blocks)), BOTTOM))[::-1]


def _running(doc: Document, blocks: Iterable[tuple[Node, Excerpt]]) -> Iterator[tuple[str, Excerpt]]:
    quoted = doc.view(quotes)
    said = (text for node, text in blocks if node.kind != "table_cell" and not quoted.holds(node.span))
    return ((excerpt.text.lower(), excerpt) for excerpt in said)


def _holding(phrase: Phrase, blocks: Iterable[tuple[str, Excerpt]]) -> list[Excerpt]:
    return [excerpt for folded, excerpt in blocks if any(word in folded for word in phrase.literals)]


def _blocks(phrase: Phrase, excerpts: Iterable[Excerpt]) -> Iterator[Span]:
    for excerpt in excerpts:
        for match in phrase.pattern.finditer(excerpt.text):
            start, end = _place(match)
            if not _told(excerpt.text, start, end):
                yield excerpt.span(start, end)


def _place(match: re.Match[str]) -> tuple[int, int]:
    """Where a match points: its group `at`, if it took part."""
    named = match.groupdict().get("at") is not None
    return match.span("at" if named else 0)


def _told(text: str, start: int, end: int, spoken: re.Pattern[str] = SPOKEN) -> bool:
    """Whether a phrase is quoted: between quotation marks, or after words such as "the bot replied"."""
    before = text[max(start - 200, 0) : start]
    opened = before.rstrip()[-1:] in QUOTES or any(
        before.count(mark) > before.count(close) if mark != close else before.count(mark) % 2
        for mark, close in QUOTES.items()
        if mark != "'" and close in text[end:]
    )
    return opened or spoken.search(before) is not None


def _line(phrase: Phrase, doc: Document) -> Iterator[Span]:
    return (span for _, span in _lines(phrase, doc))


def _lines(phrase: Phrase, doc: Document) -> Iterator[tuple[Line, Span]]:
    """The lines that are a phrase and no quotation, and the place in each."""
    for line, match in doc.view(Lines).matching(phrase.pattern, phrase.literals):
        if not doc.view(quotes).holds(line.node.span):
            start, end = _place(match)
            yield line, Span(line.span.start + start, line.span.start + end)


def _own(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """A line that is a paragraph of its own, outside lists."""
    for line, span in _lines(phrase, doc):
        if line.span == line.node.span and doc.parent(line.node) is doc.root:
            yield span


def _url(phrase: Phrase, doc: Document) -> Iterator[Span]:
    for node in doc.of("link", "image"):
        if isinstance(node, Link) and phrase.pattern.search(node.url):
            where = node.url_span or node.span
            match = phrase.pattern.search(doc.source[where])
            yield Span(where.start + match.start(), where.start + match.end()) if match else where


def _alt(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """The whole alternative text of a picture, whatever its case."""
    for node in doc.of("image"):
        if node.excerpt and re.fullmatch(phrase.pattern.pattern, node.excerpt.text.strip(), re.IGNORECASE):
            yield node.excerpt.span(0, len(node.excerpt.text))


def _html(phrase: Phrase, doc: Document) -> Iterator[Span]:
    for node in doc.of("html_block", "html_inline"):
        for match in phrase.pattern.finditer(doc.source[node.span]):
            yield Span(node.span.start + match.start(), node.span.start + match.end())


def _source(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """Anywhere but in code, front matter and quotations; also where a dialect hides the text from the parser."""
    text = doc.source.text
    for match in phrase.pattern.finditer(text):
        span = Span(*_place(match))
        begin = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        line = text[begin : end if end >= 0 else len(text)]
        if not doc.view(shown).holds(span) and not _told(line, span.start - begin, span.end - begin, NAMED):
            yield span


def _end(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """The last line of the draft."""
    line = doc.view(Lines).at(len(doc.source.text.rstrip()) - 1)
    if line and line.node.kind == "paragraph" and line.block and phrase.pattern.fullmatch(line.text):
        yield line.span


def _credit(phrase: Phrase, doc: Document) -> Iterator[Span]:
    """Credits of a picture, where there is no picture that they could be for."""
    pictured = any("image" in key.lower() or "cover" in key.lower() for key in _keys(doc))
    for span in () if pictured else _line(phrase, doc):
        around = doc.source.text[max(span.start - NEAR_PICTURE, 0) : span.end + NEAR_PICTURE]
        if not PICTURE.search(around):
            yield span


def _keys(doc: Document) -> Iterable[str]:
    return doc.front_matter.fields if doc.front_matter else ()


SCOPES = {
    "prose": _prose,
    "text": _text,
    "line": _line,
    "own": _own,
    "first": _first,
    "last": _last,
    "end": _end,
    "credit": _credit,
    "url": _url,
    "alt": _alt,
    "html": _html,
    "source": _source,
}
