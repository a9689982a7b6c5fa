"""Which of several patterns a text matches: one pass over it says which of them are worth a search at all.

In: patterns with names, a text. Out: names. Must not know: what is searched for.

A search takes time for every character, whether it finds something or not; of twenty patterns a text seldom holds the
words of two.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from techlint.lazy import Folded, lower
from techlint.literals import finder
from techlint.needles import EDGE, needles

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.joined import Joined
    from techlint.literals import Find

    Clues = dict[str, list[int]]


class Sieve:
    """Patterns by name, each `folded` or minding case, in the order in which they are told.

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
    def _asking(self) -> tuple[Find, list[tuple[list[str], bool, bool]]]:
        """What finds the words, and for each who asks for it, and whether a word must begin and end there."""
        asking: dict[str, list[str]] = {}
        for name, needs in self._needs.items():
            for need in needs:
                asking.setdefault(need, []).append(name)
        find = finder(tuple([need.strip(EDGE) for need in asking]))
        return find, [(names, need[0] == EDGE, need[-1] == EDGE) for need, names in asking.items()]

    @cached_property
    def _always(self) -> frozenset[str]:
        return frozenset(name for name, needs in self._needs.items() if not needs)

    def worth(self, low: str) -> Clues:
        """The names of what a text in lower case (`lazy.lower`) may match, each with the places of its words.

        No places are told of what may match anywhere, since nobody knows its words.
        """
        found: Clues = {name: [] for name in self._always}
        for names, start in self._places(low):
            for name in names:
                found.setdefault(name, []).append(start)
        return found

    def spread(self, low: Joined) -> dict[str, dict[int, list[int]]]:
        """The same of many texts at once: for each name the numbers of the texts, each with the places of its words."""
        found: dict[str, dict[int, list[int]]] = {name: {} for name in self._needs}
        found |= {name: {number: [] for number in range(len(low.starts))} for name in self._always}
        for names, start in self._places(low.text):
            number = low.at(start)
            for name in names:
                found[name].setdefault(number, []).append(start - low.starts[number])
        return found

    def _places(self, low: str) -> Iterator[tuple[list[str], int]]:
        """Where the words of some names stand in a text."""
        find, asking = self._asking
        for number, start, end in find(low):
            names, begins, ends = asking[number]
            if not (begins and low[start - 1 : start].isalnum()) and not (ends and low[end : end + 1].isalnum()):
                yield names, start

    def found(self, text: str) -> Iterator[str]:
        """The patterns that a text matches."""
        low = lower(text)
        worth = self.worth(low)
        for name in [name for name in self.patterns if name in worth] if worth else ():
            pattern = self.patterns[name]
            if pattern.compiled.search(low) if isinstance(pattern, Folded) else pattern.search(text):
                yield name
