"""Defects to inject, by family: one function a kind, one line in `DEFECTS`.

A kind takes a parsed draft and a random generator and gives an Injection, or None where the draft offers no place.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.text import Span

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from techlint.document import Document


@dataclass(frozen=True, slots=True)
class Injection:
    """A damaged draft: its text, the damaged places, and what stood at each, "" if a fix cannot know."""

    text: str
    places: tuple[Span, ...]
    rights: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Defect:
    """A kind of defect, and the rules of which one must find it."""

    rules: tuple[str, ...]
    inject: Callable[[Document, random.Random], Injection | None]


def splice(text: str, changes: list[tuple[int, int, str]]) -> tuple[str, tuple[Span, ...]]:
    """Put texts in the place of stretches (start, end, text); give the new text and where they stand in it."""
    parts: list[str] = []
    places: list[Span] = []
    at = size = 0
    for start, end, new in sorted(changes):
        parts += [text[at:start], new]
        size += start - at
        places.append(Span(size, size + len(new)))
        size += len(new)
        at = end
    return "".join([*parts, text[at:]]), tuple(places)
