"""What the words of a block are signs of, and how far its links can back a number: each block is read once.

In: a Scene. Out: sets of names, grades, numbers.
Must not know: claims, distances.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.claims.links import Grade, grade
from techlint.claims.scene import CITATION
from techlint.lazy import folded, lazy
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from techlint.claims.scene import Block

OWN = lazy(
    r"\b(?:we|our|us|I|my|We|Our|My)\b|\bin (?:our|my|these|this) (?:tests?|benchmarks?"
    r"|experiments?|measurements?|runs?|setup|cluster|evaluation)\b"
)
OWN_DID = folded(
    r"\b(?:we|I)(?:['’]ve| have|['’]re)?\s+(?:\w+ly\s+)?(?:measured|saw|seen|see|observed|found"
    r"|got|ran|tested|benchmarked|reduced|cut|improved|achieved|reached"
    r"|noticed|managed|brought|dropped|sped|recorded|report|profiled|watched)|\b(?:our"
    r"|my) (?:tests?|benchmarks?|experiments?|measurements?|results?|numbers?|evaluation"
    r"|profil\w+)"
)
EXPERIMENT = folded(
    r"\b(?:in|for|during|of) (?:our|the|this|these|my|each|all) (?:\w{2,20} )?(?:experiment|benchmark|evaluation"
    r"|measurement|load test|test run)s?\b"
    r"|\b(?:we|I) (?:\w+ly )?(?:benchmark(?:ed)?|measured?|compared?|profiled|timed|ran|reran)\b"
    r"|\b(?:benchmark|experiment|measurement|test)s? (?:was|were|is|are) (?:run|performed|executed|conducted|done"
    r"|repeated)\b"
    r"|\b(?:the|these|our|following) (?:benchmark |test )?results? (?:show|are|were|of|for|below|above|indicate)"
)
REFERS = folded(
    r"\b(?:fig(?:ure|\.)?|graph|chart|table|plot|diagram|screenshot|below|above|following|as shown"
    r"|shown|illustrat\w+|results|here|output|see)\b"
)
NAMED = lazy(
    r"\b(?:according to|reported by|report(?:s|ed)? that|data (?:from|shows)|stud(?:y|ies) (?:by"
    r"|from)|survey (?:by|from)|research (?:by|from)|per (?:the )?[A-Z]"
    r"|published by|cited by|estimates? (?:by|from|that)|says|said|found that)\b"
)
ASKED = folded(r"\b(?:respondents?|responded|responses|surveyed|the survey|participants?)\b")
NUMBERS = lazy(r"\d{1,12}(?:[.,]\d{1,9})?(?:\s?(?:%|[x×]\b|[nµm]?s\b|[KMGT]i?B\b))?")

LONGEST = 4000
"""Characters of a block that are read for signs: no block of prose is longer, and a hostile one must not cost more."""
MOST_LINKS = 100
STUDIES = Sieve({"own measurement": OWN_DID, "experiment": EXPERIMENT, "asked": ASKED})
"""Signs that the whole draft is asked for; the others are asked of the blocks around a claim."""
SIGNS = Sieve({"own": OWN, "named": NAMED, "refers": REFERS, "citation": CITATION})


class Marks:
    """Signs, best link and numbers of the blocks of one scene, read when they are first asked for."""

    def __init__(self) -> None:
        self._studies: dict[int, frozenset[str]] = {}
        self._signs: dict[int, frozenset[str]] = {}
        self._grades: dict[int, Grade] = {}
        self._numbers: dict[int, frozenset[str]] = {}

    def studies(self, block: Block) -> frozenset[str]:
        """What the words of a block tell of measurements and surveys: names of STUDIES."""
        if block.index not in self._studies:
            self._studies[block.index] = frozenset(STUDIES.found(_words(block)))
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
    return block.text[:LONGEST] if block.shape in ("prose", "item", "heading") else ""


def numbers(text: str) -> frozenset[str]:
    """The numbers of a text, each bare and, where a short unit follows, with it."""
    found: set[str] = set()
    for number in NUMBERS.findall(text):
        united = number.replace(" ", "").replace("×", "x")
        found.update((united, united.rstrip("%xnµmsKMGTiB")))
    return frozenset(found)
