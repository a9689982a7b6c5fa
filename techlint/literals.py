"""Which of many words a text holds, found in one pass over it.

In: words, a text. Out: those of the words that occur. Must not know: what the words are for.

The machine of Aho and Corasick reads ten thousand characters in a twentieth of a millisecond, however many words it
knows; asking `word in text` for each of four hundred takes two milliseconds.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ahocorasick_rs import AhoCorasick

    Find = Callable[[str], list[tuple[int, int, int]]]

FEW = 8
"""So many words, or fewer, are asked for one by one: that is as fast, and needs no machine."""
MOST_ASKED = 40
"""Sets of words that are looked for together."""


def within(words: tuple[str, ...] | frozenset[str], text: str) -> frozenset[str]:
    """Those of some words that occur in a text, be it inside of others. The machine for a set of words is made once."""
    return _found(machine(words) if len(words) > FEW else None, words, text)


def _found(made: AhoCorasick | None, words: Iterable[str], text: str) -> frozenset[str]:
    if made is not None:
        with suppress(UnicodeEncodeError):  # a lone surrogate, of bytes that are no text
            return frozenset(made.find_matches_as_strings(text, overlapping=True))
    return frozenset([word for word in words if word in text])


class Held:
    """Which words a text holds, for many who ask: one pass looks for the words of all who asked of an earlier text."""

    _asked: ClassVar[frozenset[frozenset[str]]] = frozenset()
    """The sets of words asked for so far. What is found does not depend on it, only how fast."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._known, words = self._asked, _union(self._asked)
        self._found = _found(machine(words), words, text)
        self._answers: dict[frozenset[str], frozenset[str]] = {}

    def __call__(self, words: frozenset[str]) -> frozenset[str]:
        """Those of some words that occur in the text; to be asked for the same few sets of words in every text."""
        if words in self._known:
            return self._found & words
        if words not in self._answers:
            self._answers[words] = within(words, self.text)
            if len(self._asked) < MOST_ASKED:
                Held._asked |= {words}
        return self._answers[words]


@lru_cache(maxsize=4)
def _union(sets: frozenset[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def finder(words: tuple[str, ...]) -> Find:
    """What finds some words in a text: the number of each with the start and end of each place, be it inside of others.

    For who keeps it and reads many texts: `within` asks for the machine each time, and hashes all words to find it.
    """
    made = machine(words)

    def find(text: str) -> list[tuple[int, int, int]]:
        if made is None:
            return [(k, m.start(), m.end()) for k, w in enumerate(words) for m in re.finditer(re.escape(w), text)]
        try:
            return made.find_matches_as_indexes(text, overlapping=True)
        except UnicodeEncodeError:  # lone surrogates, of bytes that are no text: no word has them
            return made.find_matches_as_indexes(re.sub("[\ud800-\udfff]", "\0", text), overlapping=True)

    return find


def places(words: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    """Each word with each offset at which it occurs, not counting where it overlaps itself."""
    order = tuple(words)
    found = machine.__wrapped__(order) if len(order) > FEW else None  # words of one draft: not to be remembered
    if found is not None:
        with suppress(UnicodeEncodeError):
            ends: dict[int, int] = {}
            for number, start, end in found.find_matches_as_indexes(text, overlapping=True):
                if start >= ends.get(number, 0):
                    ends[number] = end
                    yield order[number], start
            return  # not so with a lone surrogate, of bytes that are no text
    for word in order:
        at = text.find(word)
        while at >= 0:
            yield word, at
            at = text.find(word, at + len(word))


@lru_cache(maxsize=128)
def machine(words: tuple[str, ...] | frozenset[str]) -> AhoCorasick | None:
    """What finds the words, each by its number in their order; None where there is no machine for this Python.

    It has no table of all transitions: that took up to twelve times as long to make, and read no faster.
    """
    try:
        from ahocorasick_rs import AhoCorasick, Implementation
    except ImportError:
        return None
    if not all(words):
        return None
    return AhoCorasick(words, store_patterns=True, implementation=Implementation.ContiguousNFA)
