"""Code with its comments and strings blanked, by tree-sitter: the only module that imports ast-grep-py.

In: code and its language. Out: text of equal length in which only code is left.
Must not know symbols. Parsers are error-tolerant, so half a program is read as well as a whole one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# ast-grep panics on a language or a kind it does not know: only what is listed here is ever asked of it.
_GRAMMARS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "python": ("python", ("comment", "string_content")),
    "rust": ("rust", ("line_comment", "block_comment", "string_literal", "raw_string_literal")),
    "js": ("tsx", ("comment", "string_fragment", "regex_pattern", "jsx_text")),
    "go": ("go", ("comment", "interpreted_string_literal", "raw_string_literal")),
    "java": ("java", ("line_comment", "block_comment", "string_literal")),
}
_DEEPEST = 200
_LARGEST = 30_000
"""Brackets open at once, and characters, beyond which code is no program that a reader types: error recovery of the
parsers takes time that grows with the square of either."""


def masked(code: str, lang: str) -> str:
    """Blank comments and strings; code in a language without a grammar comes back as it is."""
    grammar = _GRAMMARS.get(lang)
    if grammar is None or len(code) > _LARGEST or _depth(code) > _DEEPEST:
        return code
    from ast_grep_py import SgRoot

    name, kinds = grammar
    out, at = [], 0
    # a Rust macro's arguments are parsed as loose tokens, strings and comments among them
    for node in SgRoot(code, name).root().find_all(any=[{"kind": kind} for kind in kinds]):
        place = node.range()
        start, end = place.start.index, place.end.index
        if start >= at:
            out += [code[at:start], re.sub(r"[^\n]", " ", code[start:end])]
            at = end
    return "".join([*out, code[at:]])


def _depth(code: str) -> int:
    """An upper bound of how deep brackets nest; `<` nests where it is never closed."""
    deepest = depth = 0
    for bracket in re.findall(r"[()\[\]{}]", code):
        depth += 1 if bracket in "([{" else -1
        deepest = max(deepest, depth)
        depth = max(depth, 0)
    return max(deepest, code.count("<") - code.count(">"))
