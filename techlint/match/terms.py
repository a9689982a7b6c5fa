"""`terms`: words and phrases, whatever their case, as whole words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from techlint.finding import Hit
from techlint.match.regex import words_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from techlint.document import Node
    from techlint.match.regex import MakeRegex
    from techlint.text import Excerpt


@dataclass(frozen=True)
class Terms:
    """Value: `found`."""

    terms: tuple[str, ...]

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `terms: [in order to, ...]`."""
        del regex
        return cls(tuple(raw))

    @property
    def literals(self) -> frozenset[str]:
        """The first word of each term."""
        return frozenset(term.lower().split()[0] for term in self.terms)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One pattern for all terms."""
        return words_pattern(self.terms)

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield every occurrence."""
        del node
        for m in self.pattern.finditer(excerpt.text):
            yield Hit(excerpt.span(*m.span()), {"found": m[0]})
