"""Which of several patterns a text matches: one pass over it says which of them are worth a search at all.

In: patterns with names, a text. Out: names. Must not know: what is searched for.

A search takes time for every character, whether it finds something or not; of twenty patterns a text seldom holds the
words of two.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from techlint.lazy import Folded, lower
from techlint.literals import within
from techlint.needles import needles

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping


class Sieve:
    """Patterns by name, each `folded` or without flags, in the order in which they are told."""

    def __init__(self, patterns: Mapping[str, Folded | re.Pattern[str]]) -> None:
        self.patterns = patterns

    @cached_property
    def _needs(self) -> Mapping[str, tuple[str, ...]]:
        return {name: needles(pattern.pattern) for name, pattern in self.patterns.items()}

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """The patterns that need a word, for each word."""
        words = {word for needs in self._needs.values() for word in needs}
        return {word: frozenset(name for name, needs in self._needs.items() if word in needs) for word in words}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _always(self) -> frozenset[str]:
        return frozenset(name for name, needs in self._needs.items() if not needs)

    def worth(self, low: str) -> frozenset[str]:
        """The patterns that a text in lower case (`lazy.lower`) may match."""
        return self._always.union(*[self._names[word] for word in within(self._words, low)])

    def found(self, text: str, low: str = "") -> Iterator[str]:
        """The patterns that a text matches."""
        low = low or lower(text)
        worth = self.worth(low)
        for name, pattern in self.patterns.items() if worth else ():
            if name in worth and (
                pattern.compiled.search(low) if isinstance(pattern, Folded) else pattern.search(text)
            ):
                yield name
