"""The YAML that most drafts have - plain and quoted scalars, simple lists, nested mappings - read without yaml.

In: a block of YAML. Out: fields with their places exactly as yaml would read them, or None where that is not certain.
Must not know: yaml, whose import costs more than the rest of the block.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from techlint.document import Field
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = lazy(r"( *)(- +)?(?:([A-Za-z_][\w-]*) *:(?= |$))? *(.*?) *$")
PLAIN_START = lazy(r"[A-Za-z/_($]|<(?!<)|[0-9]{1,4} [A-Za-z]|[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z]|[^\x00-\x7f\s]")
WORDS = {
    **dict.fromkeys(("true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON"), True),
    **dict.fromkeys(("false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF"), False),
    **dict.fromkeys(("null", "Null", "NULL"), None),
}
NUMBER = lazy(r"0|[1-9][0-9]{0,17}")
DAY = lazy(r"(\d{4})-(\d\d)-(\d\d)")
TIME = lazy(r"(\d{4})-(\d\d)-(\d\d)(?:[Tt]| +)(\d\d):(\d\d):(\d\d) *(Z|[+-]\d\d:\d\d)?")
FLOAT = lazy(r"(?:0|[1-9][0-9]{0,8})\.[0-9]{1,9}")
LOCAL_TIME = lazy(r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)? [+-]\d{4}|\d{4}/\d\d/\d\d")  # a string to yaml
ITEM = lazy(r"\s*(\"[^\"\\]*\"|'[^']*'|[^\s,\[\]{}:#&*!|>'\"%@`?-][^,\[\]{}:#'\"]*?)\s*(?:,|$)")


class Unsure(Exception):  # noqa: N818 - a state of affairs
    """yaml must decide."""


class Line(NamedTuple):
    """A line that is neither blank nor a comment: its place, indentation, `- ` or "", key or "", and the value."""

    start: int
    indent: int
    dash: str
    key: str
    value: Span


def read(text: str, inner: Span) -> dict[str, Field] | None:
    """The fields of a block; None if yaml must read it."""
    block = text[inner.start : inner.end].replace("\n", "").replace("\u00a0", "")
    if not block.isprintable():  # tabs, line ends of other kinds, what yaml refuses
        return None
    try:
        lines = list(_lines(text, inner))
        fields, done = _mapping(text, lines, 0)
    except Unsure:
        return None
    return fields if done == len(lines) else None


def _lines(text: str, inner: Span) -> Iterator[Line]:
    pos = inner.start
    while pos < inner.end:
        end = text.find("\n", pos, inner.end)
        end = inner.end if end < 0 else end
        found = LINE.match(text, pos, end)
        if not found or found.end() != end:
            raise Unsure
        indent, dash, key, value = found.groups()
        if value and not value.startswith("#"):
            yield Line(pos + len(indent), len(indent), dash or "", key or "", Span(*found.span(4)))
        elif key or dash:
            if value:
                raise Unsure  # `key: # comment`
            yield Line(pos + len(indent), len(indent), dash or "", key or "", Span(end, end))
        pos = end + 1


def _mapping(text: str, lines: list[Line], k: int, depth: int = 0) -> tuple[dict[str, Field], int]:
    """The mapping whose first line is number `k`, and the number of the line after it."""
    fields: dict[str, Field] = {}
    if k == len(lines):
        return fields, k
    if depth > 20:
        raise Unsure
    indent = lines[k].indent
    while k < len(lines) and lines[k].indent == indent and not lines[k].dash:
        line = lines[k]
        if not line.key or line.key in fields or line.key in WORDS:
            raise Unsure
        k += 1
        if line.value.end > line.value.start:
            fields[line.key] = _value(text, line.value)
        elif k < len(lines) and lines[k].dash and lines[k].indent >= indent:
            fields[line.key], k = _list(text, lines, k)
        elif k < len(lines) and lines[k].indent > indent:
            nested, after = _mapping(text, lines, k, depth + 1)
            span = Span(lines[k].start, lines[after - 1].value.end)
            fields[line.key] = Field({key: field.value for key, field in nested.items()}, span)
            k = after
        else:
            fields[line.key] = Field(None, line.value)
    if k < len(lines) and (lines[k].indent > indent or depth == 0):
        raise Unsure
    return fields, k


def _list(text: str, lines: list[Line], k: int) -> tuple[Field, int]:
    """A list of scalars, one to a line."""
    indent, items = lines[k].indent, []
    while k < len(lines) and lines[k].dash and lines[k].indent == indent:
        line = lines[k]
        if line.key or line.value.end == line.value.start:
            raise Unsure
        items.append(_value(text, line.value))
        k += 1
    if k < len(lines) and lines[k].indent > indent:
        raise Unsure
    return _listed(items), k


def _listed(items: list[Field]) -> Field:
    span = Span(items[0].span.start, items[-1].span.end)
    return Field([item.value for item in items], span, tuple(items))


def _value(text: str, span: Span) -> Field:
    """A value that stands on one line."""
    value = text[span.start : span.end]
    if value[0] == "[" and value[-1] == "]" and len(value) > 2:
        return _flow(text, span)
    return Field(_scalar(value), span)


def _flow(text: str, span: Span) -> Field:
    """`[a, "b", c]`."""
    items, pos, end = [], span.start + 1, span.end - 1
    while pos < end:
        found = ITEM.match(text, pos, end)
        if not found:
            raise Unsure
        items.append(Field(_scalar(found[1]), Span(*found.span(1))))
        pos = found.end()
    if text[end - 1] == "," or not items:
        raise Unsure
    return Field([item.value for item in items], span, tuple(items))


def _scalar(value: str) -> Any:
    """What yaml makes of a scalar."""
    first = value[0]
    if first in "\"'":
        inner = value[1:-1]
        if len(value) < 2 or value[-1] != first or (first == '"' and "\\" in inner):
            raise Unsure
        if first == "'":
            inner = inner.replace("''", "\0")
        if first in inner:
            raise Unsure
        return inner.replace("\0", "'")
    if value in WORDS:
        return WORDS[value]
    if ": " in value or " #" in value or value[-1] == ":":
        raise Unsure
    return value if PLAIN_START.match(value) else _numeral(value)


def _zone(name: str | None) -> dt.timezone | None:
    """`Z`, `+02:00` or nothing."""
    if not name:
        return None
    if name == "Z":
        return dt.UTC
    offset = dt.timedelta(hours=int(name[1:3]), minutes=int(name[4:6]))
    return dt.timezone(-offset if name[0] == "-" else offset)


def _numeral(value: str) -> Any:
    """A number, a day or a time."""
    try:
        if NUMBER.fullmatch(value):
            return int(value)
        if FLOAT.fullmatch(value):
            return float(value)
        if day := DAY.fullmatch(value):
            return dt.date(*map(int, day.groups()))
        if time := TIME.fullmatch(value):
            year, month, of_month, hour, minute, second = map(int, time.groups()[:6])
            return dt.datetime(year, month, of_month, hour, minute, second, tzinfo=_zone(time[7]))
    except ValueError:
        raise Unsure from None
    if LOCAL_TIME.fullmatch(value):
        return value
    raise Unsure
