"""`pattern`: a regular expression over the node's text. Its group `at`, if any, is the place; groups are values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from techlint.finding import Hit
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Node
    from techlint.match.regex import MakeRegex, Regex
    from techlint.text import Excerpt


class Pattern(NamedTuple):
    """Values: `found` and every named group."""

    regex: Regex

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `pattern: '...'`."""
        return cls(regex(raw))

    @property
    def literals(self) -> frozenset[str]:
        """None are known: the rule's `needs` says them."""
        return frozenset()

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield every match that is not empty."""
        del node
        pattern = self.regex.compiled
        at = "at" if "at" in pattern.groupindex else 0
        for m in pattern.finditer(excerpt.text):
            if m.end(at) > m.start(at):
                groups = {name: text or "" for name, text in m.groupdict().items()}
                yield Hit(excerpt.span(*m.span(at)), {"found": m[at], **groups})
