"""`count`: too much of something in one node: `{pattern: "!", max: 2}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from techlint.finding import Hit
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Node
    from techlint.match.regex import MakeRegex, Regex
    from techlint.text import Excerpt


class Count(NamedTuple):
    """Values: `found` (the first one too many), `count` and `max`."""

    regex: Regex
    allowed: int

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `count: {pattern: '!', max: 2}`."""
        return cls(regex(raw["pattern"]), raw["max"])

    @property
    def literals(self) -> frozenset[str]:
        """None are known: the rule's `needs` says them."""
        return frozenset()

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield the first occurrence beyond the allowed number."""
        del node
        matches = list(self.regex.compiled.finditer(excerpt.text))
        if len(matches) > self.allowed:
            m = matches[self.allowed]
            values = {"found": m[0], "count": str(len(matches)), "max": str(self.allowed)}
            yield Hit(excerpt.span(*m.span()), values)
