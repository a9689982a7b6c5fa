"""Blocks that can be read in one way only, as most can: lines of text, blank lines, headings, code between fences.

In: a text, and where a line begins in it. Out: where such a block ends, and mistune's token of it with its places.
Must not know: inline markup, nodes.

mistune asks a dozen rules at each line. A test holds that what both read they read alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.markdown.places import align

if TYPE_CHECKING:
    from techlint.markdown.blocks import State, Token

START = (
    r"(?=[^\s`~#=_*+<>\d\[|!?:-]|`[^`\n]|\*\*?[^\W_]|__?[^\W_]|~[^~\n]|\d+(?:[^\d.)]|\.\d)"
    r"|!?\[[^\]\\\n]*\]\(|\[[ xX]\] )"
)
"""With this only text begins: a letter, code, emphasis, a number that counts nothing, a link, a check box. A table may,
too, but its second line is of dashes."""

TEXT = lazy(r"(?:" + START + r"[^\n]*+\n(?![ \t]*[|:-]))+")
BLANK = lazy(r"[ \t\v\f\n]*\n")
"""Blank lines."""

HEADING = lazy(r"(#{1,6})[ \t]+([^\s#][^\n#]*)\n")
"""A heading without `#` in its text."""


FENCE = lazy(r"(`{3,}|~{3,})[ \t]*([^`\n\\&]*)\n")
"""A fence that is not indented, and an info string that reads as it stands."""


def fence(state: State) -> tuple[Token, int] | None:
    """The block of code at the cursor, and where the next block begins; None if mistune must read it."""
    opening = FENCE.match(state.src, state.cursor)
    closing = _closing(opening[1]).search(state.src, opening.end() - 1) if opening else None
    if not opening or not closing:
        return None
    start, code = opening.end(), state.src[opening.end() : closing.start() + 1]
    return {
        "type": "block_code",
        "raw": code,
        "marker": opening[1],
        "attrs": {"info": opening[2].strip()},
        "span": state.places.span(opening.start(), closing.end(1)),
        "places": align(code, state.src, start, state.places)[0] if code else state.places.part(start, start),
        "exact": state.exact,
    }, closing.end()


@lru_cache(maxsize=16)
def _closing(marker: str) -> re.Pattern[str]:
    return re.compile(rf"\n( {{0,3}}{marker[0]}{{{len(marker)},}}[ \t]*)(?:\n|\Z)")


def heading(found: re.Match[str], state: State) -> Token:
    """The token of a heading."""
    return {
        "type": "heading",
        "text": found[2].rstrip(" \t\r\f\v"),
        "origin": (state, found.start(2)),
        "attrs": {"level": len(found[1])},
        "span": state.places.span(found.start(), found.end() - 1),
    }
