"""Examples of rule files: drafts in small with carets under the places a rule must find.

In: an entry of `examples: bad:` or `good:`. Out: an Example with its marks as spans. Templates such as `{{ghp_:1}}`
stand for values that no repository may hold; they are filled in here, and `Example.shown` keeps them.
Must not know: rules, how an example is run.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.manual import Example, Mark
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

CARETS = lazy(r"[ ]*\^+(?:\+\d+)?(?:[ ]+\^+(?:\+\d+)?)*[ ]*")
RUN = lazy(r"(\^+)(?:\+(\d+))?")


def read_example(raw: str | Mapping[str, str], line: int) -> Example:
    """Read an example; a line of carets underlines the line above it and is no part of the draft."""
    shown = raw if isinstance(raw, str) else raw["text"]
    lines: list[str] = []
    marks: list[Mark] = []
    at = last = 0
    for text in shown.splitlines(keepends=True):
        if lines and CARETS.fullmatch(text.rstrip("\n")):
            marks += [Mark(Span(last + m.start(), last + m.end(1)), int(m[2] or 0)) for m in RUN.finditer(text)]
        else:
            lines.append(text)
            last, at = at, at + len(text)
    fixed = None if isinstance(raw, str) else raw.get("fixed")
    path = "draft.md" if isinstance(raw, str) else raw.get("path", "draft.md")
    return _filled_in(Example("".join(lines), tuple(marks), fixed, path, shown, line))


def _filled_in(example: Example) -> Example:
    if "{{" not in example.text:
        return example
    from techlint.secrets.forge import expand

    text, edits = expand(example.text)

    def moved(offset: int) -> int:
        return offset + sum(growth for start, end, growth in edits if end <= offset)

    marks = []
    for mark in example.marks:
        span = Span(moved(mark.span.start), moved(mark.span.end))
        inside = text[span.start : span.end]
        first = inside.find("\n")
        marks.append(
            Mark(Span(span.start, span.start + first), inside.count("\n")) if first >= 0 else Mark(span, mark.more)
        )
    fixed = expand(example.fixed)[0] if example.fixed else example.fixed
    return replace(example, text=text, marks=tuple(marks), fixed=fixed)
