"""What the words of a block are signs of, and how far its links can back a number: each block is read once.

In: a Scene. Out: sets of names, grades, numbers.
Must not know: claims, distances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.claims.clues import INVENTED, PROSE, SIGNS, STUDIES, SUPPOSE, sieve
from techlint.claims.lexicon import NONE, words_at
from techlint.claims.links import Grade, grade
from techlint.lazy import lazy, lower

if TYPE_CHECKING:
    from techlint.claims.scene import Block
    from techlint.sieve import Clues

NUMBERS = lazy(r"\d\d{0,11}(?:[.,]\d{1,9})?(?:\s?(?:%|[x×]\b|[nµm]?s\b|[KMGT]i?B\b))?")

LONGEST = 4000
"""Characters of a block that are read for signs: no block of prose is longer, and a hostile one must not cost more."""
MOST_LINKS = 100


class Marks:
    """Signs, best link and numbers of the blocks of one scene, read when they are first asked for."""

    def __init__(self) -> None:
        self._clues: dict[int, Clues] = {}
        self._studies: dict[int, frozenset[str]] = {}
        self._signs: dict[int, frozenset[str]] = {}
        self._grades: dict[int, Grade] = {}
        self._numbers: dict[int, frozenset[str]] = {}

    def clues(self, block: Block) -> Clues:
        """What a block may hold and where its words stand, program text none of it: names of `clues.sieve`."""
        if block.index not in self._clues:
            self._clues[block.index] = sieve().worth(lower(block.text)) if block.shape != "code" else {}
        return self._clues[block.index]

    def methods(self, block: Block) -> frozenset[str]:
        """The words of a block that tell how something was measured."""
        read = block.shape in PROSE or block.shape == "table"
        places = self.clues(block).get("method") if read else None
        return words_at(block.text, places, "method") if places else NONE

    def supposes(self, block: Block) -> bool:
        """Whether a block asks to suppose what it tells."""
        return "supposed" in self.clues(block) and SUPPOSE.search(block.text) is not None

    def invents(self, block: Block) -> bool:
        """Whether a block names people or things that are made up."""
        return "invented" in self.clues(block) and INVENTED.search(block.text[:LONGEST]) is not None

    def studies(self, block: Block) -> frozenset[str]:
        """What the words of a block tell of measurements and surveys: names of STUDIES."""
        if block.index not in self._studies:
            self._studies[block.index] = frozenset(STUDIES.found(_words(block), self.clues(block)))
        return self._studies[block.index]

    def signs(self, block: Block) -> frozenset[str]:
        """What the words of a block are signs of: names of STUDIES and SIGNS."""
        if block.index not in self._signs:
            self._signs[block.index] = self.studies(block).union(SIGNS.found(_words(block)))
        return self._signs[block.index]

    def grade(self, block: Block) -> Grade:
        """The grade of a block's best link."""
        if block.index not in self._grades:
            grades = (grade(k, block.text[:LONGEST]) for k in block.links[:MOST_LINKS])
            self._grades[block.index] = max(grades, default=Grade.NONE)
        return self._grades[block.index]

    def numbers(self, block: Block) -> frozenset[str]:
        """The numbers that a block tells, bare and with their unit."""
        if block.index not in self._numbers:
            self._numbers[block.index] = numbers(block.text[:LONGEST])
        return self._numbers[block.index]


def _words(block: Block) -> str:
    return block.text[:LONGEST] if block.shape in PROSE else ""


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, each bare and, where a short unit follows, with it."""
    united = {number.replace(" ", "").replace("×", "x") for number in NUMBERS.findall(text)}
    return frozenset(united).union(map(bare, united))


def bare(number: str) -> str:
    """A number without its unit."""
    return number.rstrip("%xnµmsKMGTiB")
