"""Definitions of links: `[label]: url "title"`.

In: a block state, its cursor at a definition. Out: a token for it, for which mistune has none; where the label is new,
it defines it.
Must not know: inline markup, nodes.

Those without a title are read here: mistune goes through a URL by the character. A test holds that it reads them alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mistune.helpers import parse_link_href, unescape_char
from mistune.util import escape_url, unescape, unikey

from techlint.lazy import lazy

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from techlint.markdown.blocks import State, Token
    from techlint.text import Span

PLAIN = lazy(
    r"\[((?=[^\n\]]*[^\s\]])[^\[\]\\\n^][^\[\]\\\n]{0,500})\]:[ \t]+([^\s<>()\\&\x00-\x1f\x7f]+)[ \t]*\n"
    r"(?![ \t]*[|:-]|[ \t\r\f]*[\"'(])"
)
"""A definition, and after it neither the dashes of a table nor a title."""


def read(state: State) -> tuple[Token, int] | None:
    """The definition at the cursor, and where the next block begins; None if mistune must read it."""
    found = PLAIN.match(state.src, state.cursor)
    if not found or (state.tokens and state.tokens[-1]["type"] == "paragraph"):
        return None
    label, url = found.groups()
    key = unikey(label)
    state.env["ref_links"].setdefault(key, {"url": escape_url(url), "label": label})
    span = state.places.span(found.start(), found.end() - 1)
    return _token(state, key, url, {"span": span, "url_span": state.places.span(*found.span(2))}), found.end()


def defined(m: re.Match[str], state: State, end: int) -> Token:
    """The token of a definition that mistune has read."""
    href, after = parse_link_href(state.src, m.end(), block=True)
    at = (after or m.end()) - len(href or "")
    if after and state.src[after - 1] == ">" and state.src[at - 2] == "<":
        at -= 1
    url_span = state.places.span(at, at + len(href or ""))
    url = unescape(unescape_char(href or ""))
    return _token(state, unikey(m["reflink_1"]), url, {"span": state.trim(m.start(), end), "url_span": url_span})


def _token(state: State, key: str, url: str, spans: Mapping[str, Span]) -> Token:
    state.env.setdefault("urls", {}).setdefault(key, url)
    title = state.env["ref_links"].get(key, {}).get("title", "")
    return {"type": "link_def", "url": url, "title": title, **spans}
