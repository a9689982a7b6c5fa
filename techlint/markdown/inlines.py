"""Inline markup with places: walks mistune's tokens along the text they were made of.

In: the text of a block, its map to the source, the tokens. Out: nodes, and the block's prose.
Must not know: blocks, how mistune scans.

The tokens, read in order, spell the text: a code span begins with its ticks, strong text with two stars, a link is `[`,
its children, `]` and a target. So each token says which markup to step over, every span is found by matching at the
current place, never by searching, and where the two disagree `Lost` is raised instead of a wrong span returned.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.helpers import parse_link_href, parse_link_label, parse_link_title, unescape_char
from mistune.util import unescape, unikey

from techlint.document import Code, Image, Link, Node
from techlint.lazy import lazy
from techlint.markdown import simple
from techlint.markdown.make import ESCAPE
from techlint.markdown.places import Lost
from techlint.markdown.prose import Prose
from techlint.text import OBJECT, Excerpt, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from techlint.markdown.make import Maker

Token = dict[str, Any]
Found = tuple[Node, int]
"""A node, and where its markup ends in the text."""

CODE = lazy(r"(`+)(?!`)(.*?)(?<!`)\1(?!`)", re.DOTALL)
BREAK = lazy(r"(?:\\| *)\n\s*")
NOTE = lazy(r"\[\^[^\[\]\s]{1,500}\]")
TARGET = lazy(simple.TARGET)
"""What it does not match is read as mistune does."""

TARGET_END = lazy(r"[ \t\n\r\f]*\)")


class Walk:
    """One block's walk; `urls` (by reference label) gives links their targets as they were written."""

    def __init__(self, make: Maker, urls: Mapping[str, str]) -> None:
        self.make, self.urls = make, urls
        self.src, self.span, self.source = make.src, make.span, make.source

    def whole(self, tokens: list[Token]) -> tuple[Node, ...]:
        """The nodes of all tokens; Lost if they do not spell the text."""
        children, end = self.nodes(tokens, 0)
        if end < len(self.src):
            raise Lost("text left over")
        return children

    def nodes(self, tokens: list[Token], pos: int) -> tuple[tuple[Node, ...], int]:
        """The nodes of tokens that begin at `pos`, and where they end."""
        found = []
        for token in tokens:
            read = READERS.get(token["type"])
            if read is None:
                raise Lost(f"unknown token {token['type']}")
            node, pos = read(self, token, pos)
            found.append(node)
        return tuple(found), pos

    def read_text(self, token: Token, pos: int) -> Found:
        """Plain text."""
        raw = token["raw"]
        if "\\" in raw or not self.src.startswith(raw, pos):
            return self._escaped(raw, pos)
        end = pos + len(raw)
        return self.make.text(pos, end), end

    def _escaped(self, raw: str, start: int) -> Found:
        """Text in which a backslash may stand before a sign."""
        text = self.make.prose.text
        pos = run = start
        done = 0
        for k, char in enumerate(raw):
            escape = ESCAPE.match(self.src, pos)
            if escape and char == self.src[pos + 1]:
                text(raw[done:k], self.span(run, pos))
                text(char, self.span(pos, pos + 2))
                done, pos = k + 1, pos + 2
                run = pos
            elif self.src.startswith(char, pos):
                pos += 1
            else:
                raise Lost(f"expected {raw[k:]!r}, found {self.src[pos : pos + 20]!r}")
        text(raw[done:], self.span(run, pos))
        return Node("text", self.span(start, pos)), pos

    def read_code(self, token: Token, pos: int) -> Found:
        """A code span."""
        found = self._match(CODE, pos)
        code = found[2].replace("\n", " ")
        pad = 0 if code == token["raw"] else 1  # one space of padding is stripped
        if code[pad : len(code) - pad] != token["raw"]:
            raise Lost(f"expected code {token['raw']!r}, found {found[0]!r}")
        return self.make.code(pos, found.end(), len(found[1]) + pad), found.end()

    def read_line_break(self, token: Token, pos: int) -> Found:
        """A line end, hard or soft."""
        end = self._match(BREAK, pos).end()
        return self.make.line_break(pos, end, soft=token["type"] == "softbreak"), end

    def read_emphasis(self, token: Token, pos: int) -> Found:
        """Emphasis, strong or struck text."""
        kind = token["type"]
        mark = self.src[pos : pos + 1]
        if not mark or mark not in ("~" if kind == "strikethrough" else "*_"):
            raise Lost(f"expected {kind}, found {self.src[pos : pos + 20]!r}")
        marks = mark if kind == "emphasis" else 2 * mark
        children, end = self.nodes(token["children"], self._step(marks, pos))
        end = self._step(marks, end)
        return Node(kind, self.span(pos, end), None, children), end

    def read_html(self, token: Token, pos: int) -> Found:
        """A tag or comment."""
        end = self._step(token["raw"], pos)
        span = self.span(pos, end)
        self.make.prose.html(token["raw"], span)
        return Node("html_inline", span), end

    def read_note(self, _: Token, pos: int) -> Found:
        """A reference to a footnote."""
        end = self._match(NOTE, pos).end()
        return Node("footnote_reference", self.span(pos, end)), end

    def read_link(self, token: Token, pos: int) -> Found:
        """A link of any form."""
        if not self.src.startswith("[", pos):
            return self._autolink(token, pos)
        children, end = self.nodes(token["children"], pos + 1)
        target, end = self._target(token, end)
        return Link("link", self.span(pos, end), None, children, **target), end

    def read_image(self, token: Token, start: int) -> Found:
        """A picture; its alternative text is prose of its own."""
        pos = self._step("![", start)
        outer, self.make.prose = self.make.prose, Prose()
        children, end = self.nodes(token["children"], pos)
        alt, self.make.prose = self.make.prose.excerpt(), outer
        target, end = self._target(token, end)
        span = self.span(start, end)
        outer.stand_in(OBJECT, span)
        return Image("image", span, alt, children, **target), end

    def _autolink(self, token: Token, pos: int) -> Found:
        """`<https://...>` or a bare https://...: its text is its URL, without escapes."""
        angle = self.src.startswith("<", pos)
        text = token["children"][0]["raw"]
        end = self._step(text, pos + angle)
        url_span = self.span(pos + angle, end)
        end = self._step(">", end) if angle else end
        span = self.span(pos, end)
        self.make.prose.stand_in(OBJECT, span)
        url = unescape(text) if ":" in text else "mailto:" + text
        return Link("link", span, None, (Node("text", url_span),), url=url, url_span=url_span), end

    def _target(self, token: Token, pos: int) -> tuple[dict[str, Any], int]:
        """What a link or image points to, as fields of its node; `pos` is at the bracket that closes its text."""
        pos = self._step("]", pos)
        title = token["attrs"].get("title") or ""
        if "label" in token:  # [text][label], [label][] or [label]
            if self.src.startswith("[", pos):
                label, end = parse_link_label(self.src, pos + 1)
                if end and (label == "" or (label and unikey(label) == token["ref"])):
                    pos = end
            return {"url": self.urls.get(token["ref"], token["attrs"]["url"]), "title": title}, pos
        if plain := TARGET.match(self.src, pos):
            return self.make.target(*plain.span(1), title), plain.end()
        href, end = parse_link_href(self.src, self._step("(", pos))
        if href is None or end is None:
            raise Lost(f"expected a link destination, found {self.src[pos : pos + 20]!r}")
        angle = self.src[end - 1 : end] == ">" and self.src[end - len(href) - 2 : end - len(href) - 1] == "<"
        url_span = self.span(end - len(href) - angle, end - angle)
        url = self.source[slice(*url_span)] if OBJECT in href else unescape(unescape_char(href))
        _, title_end = parse_link_title(self.src, end, len(self.src))
        end = self._match(TARGET_END, title_end or end).end()
        return {"url": url, "url_span": url_span, "title": title}, end

    def _step(self, literal: str, pos: int) -> int:
        if not self.src.startswith(literal, pos):
            raise Lost(f"expected {literal!r}, found {self.src[pos : pos + 20]!r}")
        return pos + len(literal)

    def _match(self, pattern: re.Pattern[str], pos: int) -> re.Match[str]:
        found = pattern.match(self.src, pos)
        if not found:
            raise Lost(f"expected {pattern.pattern}, found {self.src[pos : pos + 20]!r}")
        return found


READERS: Mapping[str, Callable[[Walk, Token, int], Found]] = {
    "text": Walk.read_text,
    "codespan": Walk.read_code,
    "softbreak": Walk.read_line_break,
    "linebreak": Walk.read_line_break,
    "emphasis": Walk.read_emphasis,
    "strong": Walk.read_emphasis,
    "strikethrough": Walk.read_emphasis,
    "inline_html": Walk.read_html,
    "footnote_ref": Walk.read_note,
    "link": Walk.read_link,
    "image": Walk.read_image,
}
"""How to read each type of token: mistune's names."""


def blurred(tokens: list[Token], span: Span, prose: Prose) -> tuple[Node, ...]:
    """The nodes of tokens whose places are lost: all stand where the block stands."""
    found: list[Node] = []
    for token in tokens:
        kind = str(NAMES.get(token["type"], token["type"]))
        raw = token.get("raw", "")
        if kind == "text":
            prose.pieces.append((raw, span, False))
        elif kind in ("soft_break", "line_break"):
            prose.pieces.append((" ", span, False))
        elif kind in ("code_span", "image"):
            prose.pieces.append((OBJECT, span, False))
        children = blurred(token.get("children", []), span, Prose() if kind == "image" else prose)
        if kind in ("link", "image"):
            make = Link if kind == "link" else Image
            found.append(make(kind, span, None, children, exact=False, url=token["attrs"].get("url") or ""))
        elif kind == "code_span":
            found.append(Code(kind, span, Excerpt.join([(raw, *span, False)]), exact=False))
        else:
            found.append(Node(kind, span, None, children, exact=False))
    return tuple(found)


NAMES = {
    "codespan": "code_span",
    "softbreak": "soft_break",
    "linebreak": "line_break",
    "inline_html": "html_inline",
    "footnote_ref": "footnote_reference",
}
"""Our names for mistune's tokens, where they differ."""
