"""`structure`: what a node is rather than what it says: `{url: "TODO|#", level: 1, lang: ""}`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from techlint.finding import Hit
from techlint.match.regex import Regex
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Node
    from techlint.match.regex import MakeRegex
    from techlint.text import Excerpt


class Structure(NamedTuple):
    """Every attribute must hold: a string is a pattern for the whole value, others are compared. Value: `text`."""

    wanted: Mapping[str, Regex | int]

    @classmethod
    def read(cls, raw: Any, regex: MakeRegex) -> Self:
        """Read `structure: {url: 'TODO|#'}`."""
        return cls({name: regex(value) if isinstance(value, str) else value for name, value in raw.items()})

    @property
    def literals(self) -> frozenset[str]:
        """None: what a node is cannot be seen from its words."""
        return frozenset()

    def find(self, node: Node, excerpt: Excerpt) -> Iterator[Hit]:
        """Yield the node itself, if it is as wanted."""
        for name, value in self.wanted.items():
            actual = excerpt.text if name == "text" else getattr(node, name, None)
            if isinstance(value, Regex):
                if not isinstance(actual, str) or not value.compiled.fullmatch(actual):
                    return
            elif actual != value:
                return
        yield Hit(node.span, {"text": excerpt.text})
