"""Lists as most are: items of one bullet, what belongs to each indented as far as its text.

In: a block state, its cursor at the first item. Out: mistune's token of the list with its places, and where the next
block begins; None where mistune must read it.
Must not know: inline markup, nodes.

mistune asks every rule that could end an item at each line. A test holds that what both read they read alike.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.markdown.lines import BLANK, START
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.markdown.blocks import Blocks, State, Token

ITEMS = {
    sign: lazy(rf"( {{0,3}}){mark}( {{1,4}})(?![-*_ \t]*$)(\S[^\n]*)\n", re.MULTILINE)
    for sign, mark in {"-": "-", "*": r"\*", "+": r"\+", ".": r"\d{1,9}\.", ")": r"\d{1,9}\)"}.items()
}
"""The first line of an item, by the last sign of its bullet; a line of such signs alone is a break."""

TEXT = lazy(START)
AFTER = lazy(r"(?!(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$))[^\s<]|-{3}[- \t]*$|<!--[^\n]*\n(?![ \t]*[|:-])", re.MULTILINE)
"""What ends a list after a blank line: no item, and no tag, which mistune may take for a line of the text before."""


@cache
def rest(width: int) -> re.Pattern[str]:
    """The other lines of an item whose text begins in a column."""
    return re.compile(rf"(?:(?:[ \t\v\f\n]*\n)? {{{width}}}(?=[^\n\t]*+\n)[^\S\n]*+\S[^\n]*+\n)*")


def read(block: Blocks, bullet: str, state: State) -> tuple[Token, int] | None:
    """The list at the cursor, and where the next block begins; None if it might be read in another way."""
    ordered = len(bullet) > 1
    if (ordered and int(bullet[:-1]) != 1 and state.after_text()) or state.depth() >= block.max_nested_level - 1:
        return None
    found, pos = _items(bullet[-1], state)
    if not found:
        return None
    items = [_item(block, state, first, end) for first, end in found]
    span = Span(items[0]["span"].start, items[-1]["span"].end)
    return {"type": "list", "children": items, "tight": True, "attrs": {"ordered": ordered}, "span": span}, pos


def _items(sign: str, state: State) -> tuple[list[tuple[re.Match[str], int]], int]:
    """The first line of each item with the end of its last one, and where the list ends; nothing if it is unsure."""
    src, pos = state.src, state.cursor
    found: list[tuple[re.Match[str], int]] = []
    blank, deep = False, 3
    while (first := ITEMS[sign].match(src, pos)) and len(first[1]) <= deep:
        more = rest(first.start(3) - pos).match(src, first.end())
        end = more.end() if more else first.end()
        found.append((first, end))
        deep = first.start(2) - pos
        after = BLANK.match(src, end)
        pos = after.end() if after else end
        blank = pos > end
    sure = pos == len(src) or (blank and AFTER.match(src, pos))
    return (found if sure else []), pos


def _item(block: Blocks, state: State, first: re.Match[str], end: int) -> Token:
    src, at = state.src, first.start(3)
    if end == first.end() and TEXT.match(src, at):
        text = {"type": "block_text", "text": first[3], "origin": (state, at)}
        return {"type": "list_item", "children": [text], "span": state.places.span(first.end(1), first.end(3))}
    width = at - first.start()
    line, *more = src[at:end].split("\n")
    state.child_at = first.start()
    child = state.child_state("\n".join([line, *["" if line.isspace() else line[width:] for line in more]]))
    block.parse(child, block.list_rules)
    return {"type": "list_item", "children": child.tokens, "span": state.child_spans.pop()}
