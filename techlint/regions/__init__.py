"""What a stretch of the draft really is, where its markup was lost: code, output, a table.

In: the draft's text, with dialects masked by blanks. Out: Regions, in order, none inside another.
Must not know: mistune, rules, findings.
"""

from __future__ import annotations

from techlint.document import Region
from techlint.regions.grow import Grower
from techlint.regions.language import name
from techlint.regions.layout import read
from techlint.text import Span


def find(text: str) -> tuple[Region, ...]:
    """Find program text that stands outside any fence: linear in the text, never fails."""
    layout = read(text)
    found = []
    for block in Grower(layout).blocks():
        lines = layout.lines[block.first : block.last + 1]
        start = layout.starts[block.first]
        end = layout.starts[block.last] + len(layout.lines[block.last])
        lang = name(lines, block.votes)
        kind = "output" if lang == "output" else "code"
        found.append(Region(kind, Span(start, end), "" if kind == "output" else lang))
    return tuple(found)
