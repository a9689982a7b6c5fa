r"""Markup that a converter escaped: `\## Heading`, `\*\*bold\*\*`, `\[text](address)`.

In: a document. Out: one hit on the first such place, with the count of all and a fix that takes the backslashes away.
Must not know: rule ids. A post about Markdown shows such marks on purpose; a citation such as `\[[1](address)\]` and an
editor's note in brackets are no links; `\# df -h` is a prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.finding import Edit, Fix, Hit, Label
from techlint.lazy import lazy
from techlint.leftovers.lines import Lines
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node

HEADING = lazy(r"\\#{2,6}[ \t]+\S")
TITLE = lazy(r"\\#[ \t]+[A-ZÀ-Þ][^\n]*")
MARKS = lazy(
    r"\\\*\\\*(?=\S)[^\\\n*]{1,200}\\\*\\\*"
    r"|(?<!\\)\\\[[^\[\]\n]{1,200}\\?\]\\?\((?:<?https?://|mailto:|/|\))"
)
BACKSLASH = lazy(r"\\(?=[#*\[\](_)-])")
OTHERS = 3
SHOWN_ON_PURPOSE = "markdown"


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the first place, if there are two, or one that is no accident: a heading or a link."""
    spans, titles, sure = [], [], False
    for line in doc.view(Lines).holding(("\\",)):
        if SHOWN_ON_PURPOSE in line.text.lower():
            continue
        if HEADING.match(line.text):
            spans.append(_first_word(line.text, line.span.start))
            sure = True
        elif TITLE.match(line.text):
            titles.append(_first_word(line.text, line.span.start))
        for found in MARKS.finditer(line.text):
            spans.append(Span(line.span.start + found.start(), line.span.start + found.end()))
            sure = sure or found[0][1] == "["
    if not spans or not (sure or len(spans) > 1):
        return
    spans = sorted([*spans, *titles])
    edits = [Edit(Span(at, at + 1), "") for span in spans for at in _backslashes(doc, span)]
    places = "1 place" if len(spans) == 1 else f"{len(spans)} places"
    related = tuple(Label(span, "here, too") for span in spans[1 : OTHERS + 1])
    yield Hit(spans[0], {"places": places}, related, Fix("take the backslashes away", tuple(edits)))


def _first_word(text: str, start: int) -> Span:
    """The marks of a heading."""
    return Span(start, start + len(text.split(maxsplit=1)[0]))


def _backslashes(doc: Document, span: Span) -> list[int]:
    return [span.start + found.start() for found in BACKSLASH.finditer(doc.source[span])]
