"""The data at the top of a draft: YAML between `---`, TOML between `+++`, or JSON.

In: a draft's text. Out: FrontMatter with the place of every value, or None; and the day the draft appeared.
Must not know: Markdown, rules. yaml, tomllib and json are imported only for a draft that needs them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.document import FrontMatter
from techlint.frontmatter.broken import Broken
from techlint.frontmatter.dates import is_draft, published
from techlint.lazy import lazy
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from techlint.document import Field

__all__ = ["is_draft", "published", "read"]

OPENING = lazy(r"\ufeff?(-{3,}|\+\+\+)(json|toml|yaml)?[ \t]*\n")
CLOSING = {
    "---": lazy(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE),
    "+++": lazy(r"^\+\+\+[ \t]*(?:\n|\Z)", re.MULTILINE),
}
KEY = lazy(r"(?:[ \t]*(?:#[^\n]*)?\n)*[\"']?[A-Za-z_][\w.-]*[\"']?[ \t]*[:=]")
LIMIT = 50_000
"""Characters; a longer block is not read: yaml takes seconds for it, and no one writes it."""


def read(text: str) -> FrontMatter | None:
    """The front matter of a draft; None if it has none. Never fails: what is wrong with it stands in `error`."""
    opening = OPENING.match(text)
    if not opening:
        return _json(text) if text.startswith("{") else None
    mark = opening[1]
    fence = CLOSING.get(mark) or re.compile(rf"^{mark}[ \t]*(?:\n|\Z)", re.MULTILINE)  # Hexo takes longer ones
    closing = fence.search(text, opening.end())
    if not closing:
        return None
    span, inner = Span(opening.start(), closing.end()), Span(opening.end(), closing.start())
    syntax = opening[2] or ("toml" if mark == "+++" else "yaml")  # `---json`: gray-matter, so Eleventy and Gatsby
    if inner.end - inner.start > LIMIT:
        known = KEY.match(text, inner.start)
        return FrontMatter(span, syntax, {}, "it is too long to be read", _line(text, inner.start)) if known else None
    try:
        fields = READERS[syntax](text, inner)
    except Broken as error:
        # Two thematic breaks with prose between them are no front matter.
        looks_so = KEY.match(text, inner.start)
        place = error.place if error.place is not None else inner.start
        return FrontMatter(span, syntax, {}, error.problem, _line(text, place)) if looks_so else None
    return None if fields is None else FrontMatter(span, syntax, fields)


def _line(text: str, start: int) -> Span:
    """From a place to the end of its line, one character at least."""
    end = text.find("\n", start)
    end = len(text) if end < 0 else end
    return Span(start, max(start + len(text[start:end].rstrip()), min(start + 1, len(text))))


def _yaml(text: str, inner: Span) -> Mapping[str, Field] | None:
    """The fields of a YAML block; None if it is no mapping."""
    from techlint.frontmatter import plain

    fields = plain.read(text, inner)
    if fields is not None:
        return fields
    from techlint.frontmatter import full

    return full.read(text, inner)


def _toml(text: str, inner: Span) -> Mapping[str, Field]:
    from techlint.frontmatter import toml_block

    return toml_block.read(text, inner)


def _fenced_json(text: str, inner: Span) -> Mapping[str, Field] | None:
    from techlint.frontmatter import json_block

    return json_block.fenced(text, inner)


READERS: Mapping[str, Callable[[str, Span], Mapping[str, Field] | None]] = {
    "yaml": _yaml,
    "toml": _toml,
    "json": _fenced_json,
}


def _json(text: str) -> FrontMatter | None:
    from techlint.frontmatter import json_block

    return json_block.read(text[:LIMIT])
