"""JSON with places: values as Python has them, but strings as Texts that know where each character stands.

In: text that is known to be JSON. Out: dicts, lists, numbers, and Texts.
Must not know: notebooks.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

Piece = tuple[str, int, int, bool]
"""Some text, where it begins and ends in the file, and whether it stands there character by character."""

TOKEN = lazy(r'[ \t\n\r]*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([{}\[\],:])|([^\s{}\[\],:"]+))')
ESCAPE = lazy(
    r"(?:\\r|\\u000[dD])(?:\\n|\\u000[aA])?"  # a line end, however the notebook was saved
    r"|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # one character beyond U+FFFF
    r"|\\u[0-9a-fA-F]{4}|\\."
)


@dataclass(frozen=True, slots=True)
class Text:
    """A string of the file. `start` and `end` are where its first and last character stand, quotes left out."""

    value: str
    pieces: tuple[Piece, ...]
    start: int
    end: int

    @classmethod
    def join(cls, value: Any) -> Text:
        """The text that a notebook holds as one string or as a list of lines."""
        texts = [text for text in (value if isinstance(value, list) else [value]) if isinstance(text, Text)]
        pieces = tuple(piece for text in texts for piece in text.pieces)
        if not texts:
            return cls("", (), 0, 0)
        return cls("".join(text.value for text in texts), pieces, texts[0].start, texts[-1].end)

    def lines(self) -> Iterator[Text]:
        """The text line by line, line ends with their lines."""
        line: list[Piece] = []
        for piece in self.pieces:
            line.append(piece)
            if piece[0] == "\n":
                yield _made(line)
                line = []
        if line:
            yield _made(line)


def whole(value: str, start: int) -> Text:
    """A text that stands in the file as it is, from an offset on."""
    pieces: list[Piece] = []
    at = start
    for line in value.split("\n"):
        if at > start:
            pieces.append(("\n", at - 1, at, False))
        if line:
            pieces.append((line, at, at + len(line), True))
        at += len(line) + 1
    return Text(value, tuple(pieces), start, start + len(value))


def _made(pieces: list[Piece]) -> Text:
    return Text("".join(piece[0] for piece in pieces), tuple(pieces), pieces[0][1], pieces[-1][2])


def _read_string(raw: str, start: int) -> Text:
    pieces: list[Piece] = []
    at = 0
    for found in ESCAPE.finditer(raw):
        if found.start() > at:
            pieces.append((raw[at : found.start()], start + at, start + found.start(), True))
        value = json.loads(f'"{found[0]}"')
        pieces.append(("\n" if value[0] == "\r" else value, start + found.start(), start + found.end(), False))
        at = found.end()
    if at < len(raw):
        pieces.append((raw[at:], start + at, start + len(raw), True))
    return Text("".join(piece[0] for piece in pieces), tuple(pieces), start, start + len(raw))


def placed(text: str) -> Any:
    """Read JSON. Keys are plain strings, values Texts. Not recursive."""
    top: list[Any] = []
    stack: list[Any] = [top]
    keys: list[str | None] = [None]
    for found in TOKEN.finditer(text):
        string, mark, word = found.groups()
        if mark in ("}", "]"):
            stack.pop()
            keys.pop()
            continue
        if mark in (",", ":"):
            continue
        into = stack[-1]
        if isinstance(into, dict) and keys[-1] is None:
            keys[-1] = json.loads(f'"{string}"', strict=False)
            continue
        value: Any
        if mark:
            value = {} if mark == "{" else []
        else:
            value = json.loads(word) if string is None else _read_string(string, found.start(1))
        if isinstance(into, dict):
            into[keys[-1]] = value
            keys[-1] = None
        else:
            into.append(value)
        if mark:
            stack.append(value)
            keys.append(None)
    return top[0] if top else None
