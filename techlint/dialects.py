"""What is no Markdown - front matter, shortcodes, templates, JSX, maths - hidden without moving an offset.

In: a draft's text. Out: text of the same length and lines for the Markdown parser, and what was hidden.
Must not know: mistune, nodes, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.document import Mask
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.document import FrontMatter
    from techlint.text import Source


def mask(source: Source, front: FrontMatter | None) -> tuple[str, tuple[Mask, ...]]:
    """Hide what is no Markdown."""
    text = source.text
    masks: list[Mask] = []
    if front:
        start, end = front.span
        blank = "\n".join(" " * len(line) for line in text[start:end].split("\n"))
        text = text[:start] + blank + text[end:]
        masks.append(Mask("front_matter", Span(start, end)))
    if text.startswith("\ufeff"):
        text = " " + text[1:]
    return text, tuple(masks)
