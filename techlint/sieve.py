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
    from collections.abc import Iterable, Iterator, Mapping


class Sieve:
    """Patterns by name, each `folded` or without flags, in the order in which they are told.

    `words` are names that stand for no pattern: a text is worth a look for them if it holds one of their words.
    """

    def __init__(
        self, patterns: Mapping[str, Folded | re.Pattern[str]], words: Mapping[str, Iterable[str]] | None = None
    ) -> None:
        self.patterns = patterns
        self.words = words or {}

    @cached_property
    def _needs(self) -> Mapping[str, tuple[str, ...]]:
        """The words that each name asks for; none if it cannot be told which."""
        needs = {name: needles(pattern.pattern) for name, pattern in self.patterns.items()}
        return needs | {name: tuple(words) for name, words in self.words.items()}

    @cached_property
    def _names(self) -> Mapping[str, frozenset[str]]:
        """The names that ask for a word, for each word."""
        words = {word for needs in self._needs.values() for word in needs}
        return {word: frozenset(name for name, needs in self._needs.items() if word in needs) for word in words}

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self._names)

    @cached_property
    def _always(self) -> frozenset[str]:
        return frozenset(name for name, needs in self._needs.items() if not needs)

    def worth(self, low: str) -> frozenset[str]:
        """The names of what a text in lower case (`lazy.lower`) may match."""
        names = self._names
        return self._always.union(*[names[word] for word in within(self._words, low)])

    def found(self, text: str, worth: frozenset[str] | None = None) -> Iterator[str]:
        """The patterns that a text matches; `worth` is what was found of a text around it, if that is known."""
        if worth is not None and worth.isdisjoint(self.patterns):
            return
        low = lower(text)
        worth = self.worth(low) if worth is None else worth
        for name, pattern in self.patterns.items() if worth else ():
            if name in worth and (
                pattern.compiled.search(low) if isinstance(pattern, Folded) else pattern.search(text)
            ):
                yield name
