"""Blocks that can be read in one way only, as most can: lines of text, blank lines, headings.

In: a text, and where a line begins in it. Out: where such a block ends, and mistune's token of a heading.
Must not know: inline markup, nodes.

mistune asks a dozen rules at each line. A test holds that what both read they read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    import re

    from techlint.markdown.blocks import State, Token

START = (
    r"(?=[^\s`~#=_*+<>\d\[|!?:-]|`[^`\n]|\*\*?[^\W_]|__?[^\W_]|~[^~\n]|\d+(?:[^\d.)]|\.\d)"
    r"|!?\[[^\]\\\n]*\]\(|\[[ xX]\] )"
)
"""With this only text begins: a letter, code, emphasis, a number that counts nothing, a link, a check box. A table may,
too, but its second line is of dashes."""

TEXT = lazy(r"(?:" + START + r"[^\n]*+\n(?![ \t]*[|:-]))++")
BLANK = lazy(r"(?:[ \t\v\f]*\n)++")
"""Blank lines."""

HEADING = lazy(r"(#{1,6})[ \t]+([^\s#][^\n#]*)\n")
"""A heading without `#` in its text."""


def heading(found: re.Match[str], state: State) -> Token:
    """The token of a heading."""
    return {
        "type": "heading",
        "text": found[2].rstrip(" \t\r\f\v"),
        "origin": (state, found.start(2)),
        "attrs": {"level": len(found[1])},
        "span": state.places.span(found.start(), found.end() - 1),
    }
