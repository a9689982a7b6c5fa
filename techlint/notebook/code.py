"""The code of a cell, cut into blocks of one language: what IPython adds to Python is none.

In: the Text of a cell and the kernel's language. Out: Blocks.
Must not know: Markdown, files.

`!pip install x` and `%pip install x` are a block of shell; other `%magic` lines turn into comments; a first line like
`%%bash` says the language of its cell and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.notebook.places import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.notebook.places import Piece

CELL_MAGIC = lazy(r"%%(\w+)")
NO_LANGUAGE = frozenset({"time", "timeit", "capture", "prun", "memit", "mprun", "lprun", "debug"})
"""Cell magics after which the language is still the kernel's."""
FILES = frozenset({"writefile", "file"})
SHELL = lazy(r"!(?!=)|%(?=(?:pip|conda|mamba|uv)\s)")
MAGIC = lazy(r"(\s*)([%!?])(?!=)")
ASSIGNED = lazy(r"(\s*[\w., ]+=\s*)([%!])(?=\w)")


@dataclass(frozen=True, slots=True)
class Block:
    """Code of one language; `row` is the line of the cell in which it begins."""

    text: Text
    lang: str
    row: int


def blocks(code: Text, kernel: str) -> Iterator[Block]:
    """The blocks of a cell, in order."""
    lines = list(code.lines())
    lang, first = kernel, 0
    if lines and (found := CELL_MAGIC.match(lines[0].value)):
        first = 1
        if found[1] not in NO_LANGUAGE:
            lang = "" if found[1] in FILES else found[1]
    if lang.lower() not in ("python", "python3", "ipython"):
        yield Block(Text.join(lines[first:]), lang, first + 1)
        return
    row = first + 1
    for shell, run in groupby(lines[first:], lambda line: SHELL.match(line.value) is not None):
        block = [_without(line, 1) if shell else _plain(line) for line in run]
        yield Block(Text.join(block), "bash" if shell else lang, row)
        row += len(block)


def _without(line: Text, count: int) -> Text:
    """A line without its first characters."""
    text, start, end, same = line.pieces[0]
    if not same:
        return line
    pieces = ((text[count:], start + count, end, same), *line.pieces[1:])
    return Text(line.value[count:], pieces, start + count, line.end)


def _plain(line: Text) -> Text:
    """A line as Python would have it."""
    if found := MAGIC.match(line.value):
        return _swapped(line, found.start(2), "#")
    if found := ASSIGNED.match(line.value):
        return _swapped(line, found.start(2), "0 #")
    return line


def _swapped(line: Text, at: int, sign: str) -> Text:
    """A line with other characters in place of one."""
    pieces: list[Piece] = []
    seen = 0
    for text, start, end, same in line.pieces:
        here = at - seen
        if same and 0 <= here < len(text):
            pieces += [
                (text[:here], start, start + here, True),
                (sign, start + here, start + here + 1, False),
                (text[here + 1 :], start + here + 1, end, True),
            ]
        else:
            pieces.append((text, start, end, same))
        seen += len(text)
    return Text("".join(piece[0] for piece in pieces), tuple(pieces), line.start, line.end)
