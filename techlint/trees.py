"""Code as tree-sitter reads it: the only module that imports ast-grep-py.

In: code and the name of a grammar. Out: the root of its tree, or None where reading it would take too long.
Must not know: drafts, rules, symbols. Parsers are error-tolerant, so half a program is read as well as a whole one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ast_grep_py import SgNode

# ast-grep panics on a language or a kind it does not know: only what is listed here is ever asked of it.
GRAMMARS = frozenset("c cpp csharp go java javascript kotlin php python rust swift tsx typescript".split())
_DEEPEST = 200
_LARGEST = 30_000
"""Brackets open at once, and characters, beyond which code is no program that a reader types: error recovery of the
parsers takes time that grows with the square of either."""


def readable(code: str, grammar: str) -> bool:
    """Whether code is short and flat enough to be read in a grammar."""
    return grammar in GRAMMARS and len(code) <= _LARGEST and _depth(code) <= _DEEPEST


@lru_cache(maxsize=32)  # of the code of a draft several things are asked
def root(code: str, grammar: str) -> SgNode | None:
    """The tree of some code, in a grammar of GRAMMARS; None if it is not readable."""
    if not readable(code, grammar):
        return None
    from ast_grep_py import SgRoot

    return SgRoot(code, grammar).root()


def _depth(code: str) -> int:
    """An upper bound of how deep brackets nest; `<` nests where it is never closed."""
    deepest = depth = 0
    if sum(map(code.count, "([{")) > _DEEPEST:  # with fewer of them there is nothing to count
        for bracket in re.findall(r"[()\[\]{}]", code):
            depth += 1 if bracket in "([{" else -1
            deepest = max(deepest, depth)
            depth = max(depth, 0)
    return max(deepest, code.count("<") - code.count(">"))
