"""Examples of rule files: drafts in small with carets under the places a rule must find.

In: an entry of `examples: bad:` or `good:`. Out: an Example with its marks as spans.
Must not know: rules, how an example is run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.rule import Example, Mark
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

CARETS = re.compile(r"[ ]*\^+(?:\+\d+)?(?:[ ]+\^+(?:\+\d+)?)*[ ]*")
RUN = re.compile(r"(\^+)(?:\+(\d+))?")


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
    return Example("".join(lines), tuple(marks), fixed, path, shown, line)
