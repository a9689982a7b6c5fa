"""Blocks that can be read in one way only, as most can: lines of text, blank lines, lists of items of one line each.

In: a block state, its cursor at the beginning of a line. Out: where such a block ends, and mistune's token of a list
with its places; None where mistune must read it.
Must not know: inline markup, nodes.

mistune asks a dozen rules at each line and parses each item as a draft of its own. A test holds that what both read
they read alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.markdown.blocks import State, Token

START = (
    r"(?=[^\s`~#=_*+<>\d\[|!?:-]|`[^`\n]|\*\*?[^\W_]|__?[^\W_]|~[^~\n]|\d+(?:[^\d.)]|\.\d)"
    r"|!?\[[^\]\\\n]*\]\(|\[[ xX]\] )"
)
"""With this only text begins: a letter, code, emphasis, a number that counts nothing, a link, a check box. A table may,
too, but its second line is of dashes."""

TEXT = lazy(r"(?:" + START + r"[^\n]*+\n(?![ \t]*[|:-]))++")
BLANK = lazy(r"\n(?:[ \t\v\f]*\n)*")

_WORDS = " {1,4}" + START + r"[^\n]++"
LIST = lazy(
    r"( {0,3})(?:([*+-])|(\d{1,9})([.)]))" + _WORDS + r"(?:\n\1(?:\2|\d{1,9}\4)" + _WORDS + r")*+"
    r"(?:[ \t\n]*\Z|\n(?:[ \t]*\n)+(?=[^\s<*+\d-]))"
)
"""Items of one bullet and one indentation, line under line; then the end, or a blank line and what cannot belong to the
last item."""

ITEM = lazy(r"^ {0,3}((?:[*+-]|\d{1,9}[.)]) +([^\n]+))$", re.MULTILINE)


def read_list(state: State) -> tuple[Token, int] | None:
    """The list at the cursor, and where the next block begins; None if it might be read in another way."""
    found = LIST.match(state.src, state.cursor)
    if not found or (found[3] and int(found[3]) != 1 and state.after_text()):
        return None
    items: list[Token] = [
        {
            "type": "list_item",
            "children": [{"type": "block_text", "text": item[2], "origin": (state, item.start(2))}],
            "span": state.places.span(*item.span(1)),
        }
        for item in ITEM.finditer(state.src, *found.span())
    ]
    span = Span(items[0]["span"].start, items[-1]["span"].end)
    attrs = {"ordered": found[3] is not None}
    return {"type": "list", "children": items, "tight": True, "attrs": attrs, "span": span}, found.end()
