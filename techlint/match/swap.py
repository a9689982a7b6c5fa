"""`swap`: words to avoid and what to write instead, in exact case; the fix comes for free."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from techlint.compiled import compile_pattern
from techlint.finding import Edit, Fix, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Node
    from techlint.match.regex import MakeRegex
    from techlint.text import Excerpt


@dataclass(frozen=True)
class Swap:
    """Values: `found` and `use`. No fix where the place is not plain text of the draft."""

    swap: Mapping[str, str]

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `swap: {Github: GitHub}`."""
        del regex
        return cls(raw)

    @property
    def literals(self) -> frozenset[str]:
        """The words to avoid."""
        return frozenset(word.lower() for word in self.swap)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One pattern for all words."""
        ordered = sorted(self.swap, key=len, reverse=True)
        return compile_pattern(rf"(?<![\w.-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])")

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield every word to avoid."""
        for m in self.pattern.finditer(excerpt.text):
            span, use = excerpt.span(*m.span()), self.swap[m[0]]
            fixable = node.exact and excerpt.literal(*m.span())
            fix = Fix(f"write {use}", (Edit(span, use),), safe=True) if fixable else None
            yield Hit(span, {"found": m[0], "use": use}, fix=fix)
