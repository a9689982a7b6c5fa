"""Pieces of Markdown: tables, fences, escapes.

In: text. Out: Markdown. Must not know: techlint.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def cell(text: str) -> str:
    """Text that fits into a cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def prose(text: str) -> str:
    """Text in which nothing outside code spans is markup by accident: `{name}` and `<name>` show as they are."""
    parts = re.split(r"(`+[^`]*`+)", text)
    return "".join(part if number % 2 else re.sub(r"([<*_\[\]])", r"\\\1", part) for number, part in enumerate(parts))


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table, as lines."""
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(cell, row)) + " |"


def fence(text: str, lang: str = "text") -> Iterator[str]:
    """A block of code that may hold fences itself, as lines."""
    ticks = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`{3,}", text) or [""]))
    yield f"{ticks}{lang}"
    yield text.rstrip("\n")
    yield ticks
