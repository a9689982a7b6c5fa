"""Code with its comments and strings blanked.

In: code and its language. Out: text of equal length in which only code is left. Must not know symbols.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from techlint import trees

if TYPE_CHECKING:
    from collections.abc import Mapping

_GRAMMARS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "python": ("python", ("comment", "string_content")),
    "rust": ("rust", ("line_comment", "block_comment", "string_literal", "raw_string_literal")),
    "js": ("tsx", ("comment", "string_fragment", "regex_pattern", "jsx_text")),
    "go": ("go", ("comment", "interpreted_string_literal", "raw_string_literal")),
    "java": ("java", ("line_comment", "block_comment", "string_literal")),
}


@lru_cache(maxsize=8)  # the names of packages and those of browsers are looked for in the same fences
def masked(code: str, lang: str) -> str:
    """Blank comments and strings; code in a language without a grammar comes back as it is."""
    name, kinds = _GRAMMARS.get(lang, ("", ()))
    tree = trees.root(f"{code}\n", name)  # as the rules of the family code ask for it
    if tree is None:
        return code
    out, at = [], 0
    # a Rust macro's arguments are parsed as loose tokens, strings and comments among them
    for node in tree.find_all(any=[{"kind": kind} for kind in kinds]):
        place = node.range()
        start, end = place.start.index, min(place.end.index, len(code))
        if start >= at:
            out += [code[at:start], re.sub(r"[^\n]", " ", code[start:end])]
            at = end
    return "".join([*out, code[at:]])
