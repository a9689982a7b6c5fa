"""JSON front matter: an object at the very top of the draft.

In: a draft's text. Out: FrontMatter, None if the draft does not begin with an object.
Must not know: what the fields are for.
"""

from __future__ import annotations

import json
import re

from techlint.document import Field, FrontMatter
from techlint.frontmatter.broken import Broken
from techlint.lazy import lazy
from techlint.text import Span

SPACE = lazy(r"[ \t\n\r]*")
OPENING = lazy(r"\{[ \t]*\n\s*\"")
CLOSING = lazy(r"^\}[ \t]*(?:\n|\Z)", re.MULTILINE)


def read(text: str) -> FrontMatter | None:
    """The object at the top of a draft."""
    closing = CLOSING.search(text)
    if not OPENING.match(text) or not closing:
        return None
    span = Span(0, closing.end())
    try:
        return FrontMatter(span, "json", _fields(text[: closing.end()]))
    except json.JSONDecodeError as error:
        line_end = text.find("\n", error.pos)
        return FrontMatter(span, "json", {}, error.msg.lower(), Span(error.pos, max(line_end, error.pos + 1)))
    except RecursionError:
        return FrontMatter(span, "json", {}, "it is nested too deeply", Span(0, 1))


def fenced(text: str, inner: Span) -> dict[str, Field] | None:
    """The members of an object between two fences, None if there is none. Raises Broken."""
    body = text[inner.start : inner.end].strip()
    start = text.find("{", inner.start, inner.end)
    if not body.startswith("{"):
        return None
    try:
        found = _fields(body)
    except json.JSONDecodeError as error:
        raise Broken(error.msg.lower(), start + error.pos) from None
    except RecursionError:
        raise Broken("it is nested too deeply", start) from None
    return {
        key: field._replace(span=Span(field.span.start + start, field.span.end + start)) for key, field in found.items()
    }


def _fields(text: str) -> dict[str, Field]:
    """The members of the object, read one by one to know where each value stands."""
    fields = {}
    decoder = json.JSONDecoder()
    pos = _skip(text, 1)
    while not text.startswith("}", pos):
        _expect(text, pos, '"')
        key, pos = decoder.raw_decode(text, pos)
        pos = _skip(text, _expect(text, _skip(text, pos), ":"))
        value, end = decoder.raw_decode(text, pos)
        fields[key] = Field(value, Span(pos, end))
        pos = _skip(text, end)
        if not text.startswith("}", pos):
            pos = _skip(text, _expect(text, pos, ","))
    return fields


def _skip(text: str, pos: int) -> int:
    found = SPACE.match(text, pos)
    return found.end() if found else pos


def _expect(text: str, pos: int, sign: str) -> int:
    if not text.startswith(sign, pos):
        raise json.JSONDecodeError(f"expecting {sign}", text, pos)
    return pos + 1
