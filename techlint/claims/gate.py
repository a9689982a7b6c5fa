"""What sort of document a draft is: decided once, when first asked, from its titles, its blocks and its words.

In: a Scene. Out: Gate: the sort of draft, what it says of its own measurements, where it is hypothetical.
Must not know: single claims, weights.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from techlint.claims.clues import INVENTED, SETUP
from techlint.claims.marks import Marks
from techlint.claims.scene import is_output
from techlint.lazy import folded, lazy
from techlint.record import Record
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from techlint.claims.scene import Block, Scene

OUTPUT = lazy(
    r"\d(?:\.\d+)?\s?(?:ns|µs|us|ms|s|sec|secs|seconds|MB|KB|GB|%|ops/s|ops|req/s|MiB|KiB|bytes"
    r"|B/op|rps|x)(?:\W|$)|\breal\s+\d|Benchmark\w*\s|Latency|Requests/sec"
)
TITLES = Sieve(
    {
        "benchmark": folded(
            r"\bbenchmark\w*|\bperformance (?:test|comparison|evaluation|results|analysis)|\bmeasur\w+"
            r"|\bvs\.?\b|\bfaster\b|\bcomparison\b"
        ),
        "survey": folded(r"\bsurvey\b|\bstate of\b|\breport\b"),
        "incident": folded(r"\bincident|\btroubleshoot\w*|\bpost-?mortem|\boutage|\bcase study|\broot cause"),
        "tutorial": folded(
            r"\bhow to|\btutorial|\bguide|\bbuild(?:ing)? (?:a|an|your)|\bgetting started|\bintroduction"
            r"|\bstep[- ]by[- ]step|\blearn\b"
        ),
        "pricing": folded(r"\bpric(?:e|es|ing)|\bcost of|\bcheap|\bplans?\b|\balternatives\b|\breview\b|\bbest\b"),
        "release": folded(
            r"\brelease[ds]?\b|\bannounc\w+|\bwhat['’]?s new|\bchangelog|\bhighlights|\bv?\d+\.\d+\b"
            r"|\bintroducing|\bnow available"
        ),
        "news": folded(r"\bthis (?:week|month)|\bweekly|\bmonthly|\bnewsletter|\brecap|\bupdate\b|\broundup"),
    }
)
PERFORMANCE = folded(
    r"\b(?:benchmark\w*|performance|results?|evaluation|experiments?|measur\w*|numbers|comparison"
    r"|speed|throughput|latency)\b"
)
MEASURED = lazy(r"\d[\d.,]{0,12}\s?(?:k|M)?\s?(?:%|ms|µs|s\b|x\b|×|MB|KB|GB|rows|req|ops)")
AUTHOR = lazy(r"\b(?:I|we|our|my|We|Our|My)\b")
SHOWN = frozenset({"figure", "table", "code"})
LONG_SUPPOSITION = 12
"""Blocks after which a supposition ends even if no heading does."""


class Gate(Record):
    """What holds for a whole draft. Each answer is found when it is first asked for: most drafts claim nothing."""

    scene: Scene

    @cached_property
    def marks(self) -> Marks:
        """What its blocks say, read as far as anybody asks."""
        return Marks(self.scene.blocks)

    @cached_property
    def sorts(self) -> frozenset[str]:
        """What sort of draft it is, by its title: names of TITLES."""
        return frozenset(TITLES.found(self.scene.title))

    @cached_property
    def supposed(self) -> frozenset[int]:
        """The blocks that stand under a supposition: it holds until the next title."""
        blocks = self.scene.blocks
        rows = [(blocks[k], blocks[k : k + LONG_SUPPOSITION]) for k in self.marks.supposing()]
        return frozenset([block.index for first, row in rows for block in row if block.part == first.part])

    @cached_property
    def invented(self) -> bool:
        """Whether the draft tells of people and things that are made up."""
        texts = [self.scene.blocks[k].text for k in self.marks.held["invented"]]
        return sum(len(INVENTED.findall(text)) for text in texts) >= 6

    @cached_property
    def method_sets(self) -> dict[int, frozenset[str]]:
        """The words that tell how something was measured, of the blocks that have any."""
        return self.marks.methods()

    @cached_property
    def methods(self) -> tuple[int, ...]:
        """For each part how many such words it has."""
        told: dict[int, set[str]] = defaultdict(set)
        for index, words in self.method_sets.items():
            told[self.scene.blocks[index].part] |= words
        return tuple([len(told[part.index]) for part in self.scene.parts])

    @cached_property
    def method_words(self) -> int:
        """How many such words the draft has."""
        return len(frozenset().union(*self.method_sets.values()))

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """For each part how many figures, tables and outputs it shows."""
        shown = Counter([block.part for block in self.scene.blocks if block.shape in SHOWN and _shows(block)])
        return tuple([shown[part.index] for part in self.scene.parts])

    @cached_property
    def has_setup(self) -> bool:
        """Whether a title stands over a measurement's machine and method."""
        heads = [k for k in self.marks.held["set-up"] if self.scene.blocks[k].shape == "heading"]
        return any(SETUP.compiled.search(self.marks.low[k]) for k in heads)

    @cached_property
    def own_numbers(self) -> int:
        """How many blocks tell a measured number in the author's own voice."""
        return sum([_own_number(self.scene.blocks[k], at) for k, at in self.marks.digits.items()])

    @cached_property
    def answered(self) -> bool:
        """Whether the author names the sources in the front matter."""
        matter = self.scene.doc.front_matter
        return bool(matter and {"sources", "benchmark"} & set(matter.fields))

    @cached_property
    def measured(self) -> bool:
        """Whether the draft reports measurements of its own and says how they were made."""
        enough = self.has_setup and (sum(self.shown) >= 1 or self.method_words >= 3)
        return enough or (sum(self.shown) >= 2 and self.method_words >= 4 and self.own_numbers >= 2)


def _shows(block: Block) -> bool:
    """Whether a block of a shape of SHOWN shows numbers: a picture, a table with digits, the output of a program."""
    if block.shape == "figure":
        return True
    if block.shape == "table":
        return any(map(str.isdigit, block.text))
    return is_output(block.node) and OUTPUT.search(block.text[:4000]) is not None


def _own_number(block: Block, digit: int) -> bool:
    """Whether a block whose first digit is known tells a measured number in the author's own voice."""
    if block.shape not in ("prose", "item"):
        return False
    return MEASURED.search(block.text, digit) is not None and AUTHOR.search(block.text) is not None
