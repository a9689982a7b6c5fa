"""Word: what every entry of the vocabulary can do.

In: the text of one node. Out: hits in it. Must not know: which nodes, rules or drafts it is used for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Node
    from techlint.finding import Hit
    from techlint.match.regex import MakeRegex
    from techlint.text import Excerpt


class Word(Protocol):
    """Finds places in the text of one node."""

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Make the word of what the rule file says behind its name."""

    @property
    def literals(self) -> frozenset[str]:
        """Lower-case words of which a text must hold one to be worth searching; empty: unknown."""

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield the places in `excerpt`, the text of `node`."""
