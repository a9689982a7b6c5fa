"""Text and the places in it: Span, Position, Source, Excerpt.

In: the bytes of a file. Out: text whose places can be named and written back.
Must not know: Markdown, rules, findings.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

from techlint.joined import starts_of
from techlint.record import NamedTuple, Record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OBJECT = "\ufffc"
"""Stands in a prose excerpt for what is not prose: inline code, a picture, maths, a bare URL."""

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Span(NamedTuple):
    """A half-open range of code points in `Source.text`."""

    start: int
    end: int

    def within(self, other: Span) -> bool:
        """Whether this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character; an empty span shares the one it stands before."""
        return self.start < max(other.end, other.start + 1) and other.start < max(self.end, self.start + 1)


class Part(NamedTuple):
    """A stretch of a draft that stands as it is in a cell of a notebook, and what was put before it from `begin` on.

    `name` says which ("cell 3"), `row` the line of the cell in which it begins. Nothing is written into an `output`,
    and it is no part of what the author says.
    """

    name: str
    row: int
    begin: int
    span: Span
    output: bool = False


class Position(NamedTuple):
    """A place as people name it: line and column, both counted from 1, columns in characters."""

    line: int
    column: int


class Source(Record):
    r"""One draft, decoded. `text` has `\n` for every line end; `raw` has the file's own.

    Bytes always become a Source: those that are no UTF-8 survive as lone surrogates and are written back as they were.
    """

    path: str
    text: str
    raw: str
    encoding: str = "utf-8"
    bom: bytes = b""
    origin: Origin | None = None

    @classmethod
    def decode(cls, path: str, data: bytes) -> Source:
        """Read the bytes of a file. Never fails."""
        bom, encoding = next(((b, e) for b, e in BOMS if data.startswith(b)), (b"", "utf-8"))
        if encoding != "utf-8" and len(data) % 2:  # half a character at the end: no UTF-16 after all
            bom, encoding = b"", "utf-8"
        raw = data[len(bom) :].decode(encoding, _errors(encoding))
        return cls(path, _unify(raw), raw, encoding, bom)

    @classmethod
    def of(cls, text: str, path: str = "draft.md") -> Source:
        """Make a Source of a string, as tests and editors have it."""
        return cls(path, _unify(text), text)

    def encode(self, raw: str) -> bytes:
        """Turn text with the file's own line ends into bytes: the inverse of `decode`."""
        return self.bom + raw.encode(self.encoding, _errors(self.encoding))

    @cached_property
    def newline(self) -> str:
        """The line end that most lines of the file have."""
        return "\r\n" if self.raw.count("\r\n") * 2 > self.text.count("\n") else "\n"

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        r"""The offset at which each line begins; only `\n` ends a line."""
        return starts_of(self.text.split("\n"))

    @cached_property
    def _crlf(self) -> list[int]:
        """Offsets in `text` of the line ends that are two characters in `raw`."""
        return [m.start() - k for k, m in enumerate(re.finditer("\r\n", self.raw))]

    def raw_offset(self, offset: int) -> int:
        """Where an offset of `text` stands in `raw`."""
        return offset + bisect_left(self._crlf, offset)

    def position(self, offset: int) -> Position:
        """Line and column of an offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def place(self, offset: int) -> str:
        """A place as people name it: `12:5` for line and column, in a notebook `cell 3:2:5`."""
        line, column = self.position(offset)
        part = self.origin.part(offset) if self.origin else None
        return f"{part.name}:{self.row(line) or part.row}:{column}" if part else f"{line}:{column}"

    def row(self, line: int) -> int | None:
        """The number of a line as people count: in its cell, if the draft has cells; None between them."""
        if not self.origin:
            return line
        start = self.line_starts[line - 1]
        part = self.origin.part(start)
        if part is None or not part.span.start <= start < part.span.end:
            return None
        return line - self.position(part.span.start).line + part.row

    def in_file(self, span: Span) -> tuple[Source, Span]:
        """Where a span stands in the file as it lies on the disk: this draft itself, unless it has an origin."""
        return (self.origin.file, self.origin.span(span)) if self.origin else (self, span)

    def change(self, span: Span, text: str) -> tuple[int, int, str] | None:
        """What to put where in `raw` to have `text` at `span`; None if that stands in no one place of the file."""
        if not self.origin:
            return self.raw_offset(span.start), self.raw_offset(span.end), text.replace("\n", self.newline)
        if not self.origin.writable(span):
            return None
        file, place = self.in_file(span)
        return file.raw_offset(place.start), file.raw_offset(place.end), self.origin.spell(text)

    def line_span(self, line: int) -> Span:
        """The span of a line, counted from 1, without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] - 1 if line < len(self.line_starts) else len(self.text)
        return Span(start, end)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]


def _errors(encoding: str) -> str:
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def _unify(raw: str) -> str:
    return raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in raw else raw


class Excerpt(NamedTuple):
    """Text cut out of a Source that remembers where each piece of it came from.

    Prose without its markup, code without its indentation: rules search the clean `text` and ask `span` where a match
    stands in the draft. Piece k begins at `at[k]` of `text` and stands for `spans[k]` of the source: character by
    character if `same[k]`, else as a whole (an entity, an escape, a stand-in for code).
    """

    text: str
    at: tuple[int, ...]
    spans: tuple[Span, ...]
    same: tuple[bool, ...]

    @classmethod
    def join(cls, pieces: Iterable[tuple[str, int, int, bool]]) -> Excerpt:
        """Build an excerpt of pieces (text, source start, source end, same), in order; empty ones are left out."""
        kept = [piece for piece in pieces if piece[0]]
        texts = [piece[0] for piece in kept]
        at = tuple(accumulate(map(len, texts[:-1]), initial=0)) if kept else ()
        spans = tuple([Span(start, end) for _, start, end, _ in kept])
        return cls("".join(texts), at, spans, tuple([piece[3] for piece in kept]))

    @classmethod
    def verbatim(cls, source: Source, span: Span) -> Excerpt:
        """A stretch of the source as it stands."""
        return cls(source[span], (0,), (span,), (True,))

    def span(self, start: int, end: int) -> Span:
        """The source span of `text[start:end]`; an entity or stand-in counts whole."""
        if not self.at:
            return Span(0, 0)
        first = self._edge(start, 0)
        return Span(first, self._edge(end - 1, 1) if end > start else first)

    def literal(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` is one run of unchanged source, so that a fix may rewrite it."""
        if not self.at or end <= start:
            return False
        piece = self._piece(start)
        return self.same[piece] and piece == self._piece(end - 1)

    def _piece(self, offset: int) -> int:
        return max(bisect_right(self.at, offset) - 1, 0)

    def _edge(self, offset: int, edge: int) -> int:
        piece = self._piece(offset)
        return self.spans[piece][0] + offset - self.at[piece] + edge if self.same[piece] else self.spans[piece][edge]


class Origin(Record):
    """The file that a draft was put together from: a notebook, whose cells are its `parts`, in order.

    `file` is the file as it lies on the disk, `places` the draft with its places in it; `spell` gives the characters
    that stand for a text there.
    """

    file: Source
    places: Excerpt
    parts: tuple[Part, ...]
    spell: Callable[[str], str]

    @property
    def outputs(self) -> tuple[Span, ...]:
        """The stretches of the draft that its author did not write."""
        return tuple(part.span for part in self.parts if part.output)

    def part(self, offset: int) -> Part | None:
        """The part in which an offset of the draft stands; None if there is nothing."""
        return self.parts[self._at(offset)] if self.parts else None

    def begins(self, offset: int) -> str:
        """The name of the cell whose first part has its text from an offset on; "" elsewhere."""
        at = self._at(offset)
        found = self.parts[at : at + 1]
        if not found or found[0].span.start != offset or (at and self.parts[at - 1].name == found[0].name):
            return ""
        return found[0].name

    def _at(self, offset: int) -> int:
        return max(bisect_right(self.parts, offset, key=lambda part: part.begin) - 1, 0)

    def span(self, span: Span) -> Span:
        """The place in the file of a span of the draft; of one over several cells, up to the end of the last."""
        start, end = self.places.span(*span)
        return Span(start, max(start, end))

    def writable(self, span: Span) -> bool:
        """Whether a span stands in one cell, so that it can be rewritten."""
        part = self.part(span.start)
        return part is not None and not part.output and span.within(part.span)
