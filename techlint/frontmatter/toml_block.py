"""TOML front matter.

In: a block of TOML. Out: fields; Broken with place and reason.
Must not know: what the fields are for. tomllib tells no places, so the lines are searched for the keys it found.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

from techlint.document import Field
from techlint.frontmatter.broken import Broken
from techlint.lazy import lazy
from techlint.text import Span

ASSIGNMENT = lazy(r"^[ \t]*[\"']?([\w-]+)[\"']?[ \t]*=[ \t]*([^\n]*?)[ \t]*$", re.MULTILINE)
TABLE = lazy(r"^[ \t]*\[+[ \t]*[\"']?([\w-]+)", re.MULTILINE)
STRING = lazy(r"\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
JULIA = lazy(r"^\w+[ \t]*=[ \t]*[A-Za-z]\w*[.(]", re.MULTILINE)
"""`rss_pubdate = Date(2025, 10, 8)`: Franklin's blocks look like TOML and hold Julia."""

PLACE = lazy(r"^(.*?) \(at (?:line (\d+), column (\d+)|end of document)\)")


def read(text: str, inner: Span) -> dict[str, Field]:
    """The fields of a block. Raises Broken."""
    block = text[inner.start : inner.end]
    try:
        data = tomllib.loads(block)
    except tomllib.TOMLDecodeError as error:
        if JULIA.search(block):
            return _julia(text, inner)
        raise _broken(str(error), block, inner.start) from None
    except (RecursionError, ValueError) as error:
        raise Broken("it is nested too deeply" if isinstance(error, RecursionError) else str(error)) from None
    places = _places(block)
    return {key: _field(text, value, places.get(key, Span(0, 0)), inner.start) for key, value in data.items()}


def _places(block: str) -> dict[str, Span]:
    """Where the value of each key stands; of a table, its name. Keys inside of tables do not count."""
    tables = list(TABLE.finditer(block))
    end = tables[0].start() if tables else len(block)
    places = {found[1]: Span(*found.span(2)) for found in ASSIGNMENT.finditer(block, 0, end)}
    return places | {found[1]: Span(*found.span(1)) for found in reversed(tables)}


def _field(text: str, value: Any, place: Span, offset: int) -> Field:
    span = Span(offset + place.start, offset + place.end)
    strings = [Span(*found.span()) for found in STRING.finditer(text, *span)]
    if isinstance(value, str) and strings:
        return Field(value, strings[0])
    if isinstance(value, list) and len(strings) == len(value):
        return Field(value, span, tuple(Field(item, where) for item, where in zip(value, strings, strict=True)))
    return Field(value, span)


def _julia(text: str, inner: Span) -> dict[str, Field]:
    """The strings in a block of Julia."""
    fields = {}
    for found in ASSIGNMENT.finditer(text, *inner):
        if string := STRING.match(text, found.start(2)):
            fields[found[1]] = Field(string[0][1:-1], Span(*string.span()))
    return fields


def _broken(message: str, block: str, offset: int) -> Broken:
    found = PLACE.match(message)
    if not found:
        return Broken(message)
    if not found[2]:
        return Broken(found[1], offset + max(0, len(block.rstrip()) - 1))
    lines = block.splitlines(keepends=True)
    before = sum(len(line) for line in lines[: int(found[2]) - 1])
    return Broken(found[1], offset + before + int(found[3]) - 1)
