"""`symbol`: qualified names in code (`axum::Server`, `np.product`), not in comments."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

from techlint.compiled import compile_pattern
from techlint.finding import Hit
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Node
    from techlint.match.regex import MakeRegex
    from techlint.text import Excerpt

COMMENT = lazy(r"(?:^|\s)(?://|#(?!\[|!)|--\s|;;)")


@dataclass(frozen=True)
class Symbol:
    """Value: `found`."""

    names: tuple[str, ...]

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `symbol: [axum::Server, ...]`."""
        del regex
        return cls(tuple(raw))

    @property
    def literals(self) -> frozenset[str]:
        """The names."""
        return frozenset(name.lower() for name in self.names)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One pattern for all names; more names to the left make it another symbol."""
        ordered = sorted(self.names, key=len, reverse=True)
        return compile_pattern(rf"(?<![\w.:$])(?:{'|'.join(map(re.escape, ordered))})(?!\w)")

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield every use."""
        del node
        for m in self.pattern.finditer(excerpt.text):
            before = excerpt.text[excerpt.text.rfind("\n", 0, m.start()) + 1 : m.start()]
            if not COMMENT.search(before):
                yield Hit(excerpt.span(*m.span()), {"found": m[0]})
