"""Texts one below the other: searched at once, and known apart.

In: texts. Out: where each begins, if a line end stands between two, and which of them holds a place.
Must not know: what the texts are.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def starts_of(texts: Sequence[str]) -> tuple[int, ...]:
    """Where each of some texts begins; of none, where the first would."""
    return tuple(map(add, accumulate(map(len, texts[:-1]), initial=0), count()))


class Joined(NamedTuple):
    """Some texts as one; `starts` are the offsets at which they begin in it."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Joined:
        """Join the texts."""
        return cls("\n".join(texts), starts_of(texts))

    def at(self, offset: int) -> int:
        """The number of the text that holds an offset."""
        return bisect_right(self.starts, offset) - 1

    def holding(self, words: Collection[str]) -> list[int]:
        """The numbers of the texts that hold one of some words, in order; all, if one of the words is empty."""
        if "" in words:
            return list(range(len(self.starts)))
        found = set()
        for word in words:
            at = self.text.find(word)
            while at >= 0:
                number = self.at(at)
                found.add(number)
                at = self.text.find(word, self.after(number))
        return sorted(found)

    def after(self, number: int) -> int:
        """Where the text after one begins, or all of them end."""
        return self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
