"""What a stretch of the draft really is, where its markup was lost: code, output, a table.

In: the draft's text, with dialects masked by blanks. Out: Regions, in order, none inside another.
Must not know: mistune, rules, findings.
"""

from __future__ import annotations

from techlint.document import Region
from techlint.regions.grow import Block, Grower
from techlint.regions.language import name
from techlint.regions.layout import Layout, State, read
from techlint.regions.tables import bulleted, lists, tables
from techlint.text import Span


def find(text: str) -> tuple[Region, ...]:
    """Find program text outside fences, and tables and lists that lost their marks: linear in the text, never fails."""
    layout = read(text)
    blocks = Grower(layout).blocks()
    found = [_code(layout, block) for block in blocks]
    rest = _without(layout, blocks)
    for kind, first, last in (*tables(rest), *(lists(rest) if bulleted(text) else ())):
        found.append(Region(kind, _span(layout, first, last)))
    return tuple(sorted(found, key=lambda region: region.span))


def _without(layout: Layout, blocks: list[Block]) -> Layout:
    """The lines outside blocks of code: those inside count as closed."""
    states = bytearray(layout.states)
    for block in blocks:
        states[block.first : block.last + 1] = bytes([State.CLOSED]) * (block.last + 1 - block.first)
    return Layout(layout.lines, layout.starts, bytes(states))


def _code(layout: Layout, block: Block) -> Region:
    lang = name(layout.lines[block.first : block.last + 1], block.votes)
    span = _span(layout, block.first, block.last)
    return Region("output", span) if lang == "output" else Region("code", span, lang)


def _span(layout: Layout, first: int, last: int) -> Span:
    """Whole lines, without the end of the last."""
    return Span(layout.starts[first], layout.starts[last] + len(layout.lines[last]))
