"""Which of many words a text holds, found in one pass over it.

In: words, a text. Out: those of the words that occur. Must not know: what the words are for.

The machine of Aho and Corasick reads ten thousand characters in a twentieth of a millisecond, however many words it
knows; asking `word in text` for each of four hundred takes two milliseconds.
"""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Find = Callable[[str, bool], list[tuple[int, int, int]]]

FEW = 8
"""So many words, or fewer, are asked for one by one: that is as fast, and needs no machine."""


def within(words: tuple[str, ...] | frozenset[str], text: str) -> frozenset[str]:
    """Those of some words that occur in a text, be it inside of others. The machine for a set of words is made once."""
    found = machine(words) if len(words) > FEW else None
    if found is not None:
        order, find = found
        try:
            return frozenset([order[number] for number, _, _ in find(text, True)])  # noqa: FBT003 - its own signature
        except UnicodeEncodeError:  # a lone surrogate, of bytes that are no text
            pass
    return frozenset([word for word in words if word in text])


def places(words: Iterable[str], text: str) -> Iterator[tuple[str, int]]:
    """Each word with each offset at which it occurs, not counting where it overlaps itself."""
    order = tuple(words)
    found = machine.__wrapped__(order) if len(order) > FEW else None  # words of one draft: not to be remembered
    if found is not None:
        with suppress(UnicodeEncodeError):
            ends: dict[int, int] = {}
            for number, start, end in found[1](text, True):  # noqa: FBT003 - its own signature
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
def machine(words: tuple[str, ...] | frozenset[str]) -> tuple[tuple[str, ...], Find] | None:
    """The words in an order, and what finds their numbers; None where there is no machine for this Python."""
    try:
        from ahocorasick_rs import AhoCorasick
    except ImportError:
        return None
    order = tuple(words)
    return (order, AhoCorasick(order).find_matches_as_indexes) if all(order) else None
