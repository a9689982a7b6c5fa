"""What the words of a block are signs of, and how far its links can back a number: each block is read once.

In: the blocks of a scene. Out: sets of names, grades, numbers.
Must not know: claims, distances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.claims.clues import INVENTED, PROSE, SIGNS, STUDIES, SUPPOSE, sieve
from techlint.claims.lexicon import words_at
from techlint.claims.links import Grade, grade
from techlint.joined import Joined
from techlint.lazy import lazy, lower

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.claims.scene import Block
    from techlint.sieve import Clues

NUMBERS = lazy(r"\d\d{0,11}(?:[.,]\d{1,9})?(?:\s?(?:%|[x×]\b|[nµm]?s\b|[KMGT]i?B\b))?")
WITH_DIGIT = lazy(r"\d[^\n]*")
"""The rest of a line from its first digit on."""

LONGEST = 4000
"""Characters of a block that are read for signs: no block of prose is longer, and a hostile one must not cost more."""
MOST_LINKS = 100


class Marks:
    """Signs, best link and numbers of the blocks of one scene, read when they are first asked for."""

    def __init__(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.low = [lower(block.text) if block.shape != "code" else "" for block in blocks]
        joined = Joined.of(self.low)
        self.held = sieve().spread(joined)
        """For each name of `clues.sieve` the blocks that may hold it, and where its words stand; no program text."""
        digits = [line.start() for line in WITH_DIGIT.finditer(joined.text)]
        self.digits = {k: at - joined.starts[k] for at in reversed(digits) for k in (joined.at(at),)}
        """The blocks with a digit, and where the first of it stands."""
        self._telling: dict[str, frozenset[int]] = {}
        self._signs: dict[int, frozenset[str]] = {}
        self._grades: dict[int, Grade] = {}
        self._numbers: dict[int, frozenset[str]] = {}

    def clues(self, names: Iterable[str]) -> dict[int, Clues]:
        """The blocks that may hold some of some names of `clues.sieve`, and where the words of those stand."""
        found: dict[int, Clues] = {}
        for name in names:
            for index, places in self.held[name].items():
                found.setdefault(index, {})[name] = places
        return found

    def methods(self) -> dict[int, frozenset[str]]:
        """The words that tell how something was measured, of the blocks that have any."""
        rows = self.held["method"].items()
        read = {k: places for k, places in rows if self.blocks[k].shape in PROSE or self.blocks[k].shape == "table"}
        return {k: words_at(self.low[k], places, "method") for k, places in read.items()}

    def supposing(self) -> list[int]:
        """The blocks that ask to suppose what they tell."""
        read = [k for k in self.held["supposed"] if self.blocks[k].shape in ("prose", "item")]
        return [k for k in read if SUPPOSE.compiled.search(self.low[k])]

    def invents(self, block: Block) -> bool:
        """Whether a block names people or things that are made up."""
        return block.index in self.held["invented"] and INVENTED.search(block.text[:LONGEST]) is not None

    def telling(self, name: str) -> frozenset[int]:
        """The blocks whose words tell of measurements or surveys: `name` is one of STUDIES."""
        if name not in self._telling:
            search = STUDIES[name].compiled.search
            read = [k for k in self.held[name] if self.blocks[k].shape in PROSE]
            self._telling[name] = frozenset([k for k in read if search(self.low[k][:LONGEST])])
        return self._telling[name]

    def studies(self, block: Block) -> frozenset[str]:
        """What the words of a block tell of measurements and surveys: names of STUDIES."""
        return frozenset([name for name in STUDIES if block.index in self.telling(name)])

    def signs(self, block: Block) -> frozenset[str]:
        """What the words of a block are signs of: names of STUDIES and SIGNS."""
        if block.index not in self._signs:
            words = block.text[:LONGEST] if block.shape in PROSE else ""
            self._signs[block.index] = self.studies(block).union(SIGNS.found(words))
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


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, each bare and, where a short unit follows, with it."""
    united = {number.replace(" ", "").replace("×", "x") for number in NUMBERS.findall(text)}
    return frozenset(united).union(map(bare, united))


def bare(number: str) -> str:
    """A number without its unit."""
    return number.rstrip("%xnµmsKMGTiB")
