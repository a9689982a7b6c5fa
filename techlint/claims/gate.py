"""What sort of document a draft is: decided once, when first asked, from its titles, its blocks and its words.

In: a Scene. Out: Gate: the sort of draft, what it says of its own measurements, where it is hypothetical.
Must not know: single claims, weights.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from techlint.claims.clues import INVENTED
from techlint.claims.lexicon import NONE
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
SETUP = folded(
    r"\b(?:test|testing|benchmark\w*|experiment\w*|evaluation|measurement)s?[- ](?:environment"
    r"|set-?up|hardware|config\w*|method\w*|bed|details)\b"
    r"|\bhow (?:we|i) (?:tested|measured|benchmarked)\b|\bmethodology\b|\bthe experiment\b|\breproduc\w+"
    r"|^\W{0,3}(?:(?:the|our|my) ){0,1}(?:(?:hardware|software|system|machine|server)\b[ &,and]{0,5}){1,2}"
    r"(?:used|set-?up|environment|config\w*|spec\w*)?\W{0,3}$"
    r"|\b(?:our|my) (?:set-?up|environment|hardware|machine)\b"
)
"""Titles over a measurement's machine and method: a tutorial's "Project setup" and "Hardware acceleration" are none."""
MEASURED = lazy(r"\d[\d.,]{0,12}\s?(?:k|M)?\s?(?:%|ms|µs|s\b|x\b|×|MB|KB|GB|rows|req|ops)")
AUTHOR = lazy(r"\b(?:I|we|our|my|We|Our|My)\b")
LONG_SUPPOSITION = 12
"""Blocks after which a supposition ends even if no heading does."""


class Gate(Record):
    """What holds for a whole draft. Each answer is found when it is first asked for: most drafts claim nothing."""

    scene: Scene

    @cached_property
    def marks(self) -> Marks:
        """What its blocks say, read as far as anybody asks."""
        return Marks()

    @cached_property
    def sorts(self) -> frozenset[str]:
        """What sort of draft it is, by its title: names of TITLES."""
        return frozenset(TITLES.found(self.scene.title))

    @cached_property
    def supposed(self) -> frozenset[int]:
        """The blocks that stand under a supposition: it holds until the next title."""
        found: set[int] = set()
        part, left = -1, 0
        for block in self.scene.blocks:
            if block.part != part:
                part, left = block.part, 0
            if block.shape in ("prose", "item") and self.marks.supposes(block):
                left = LONG_SUPPOSITION
            if left:
                found.add(block.index)
                left -= 1
        return frozenset(found)

    @cached_property
    def invented(self) -> bool:
        """Whether the draft tells of people and things that are made up."""
        texts = [block.text for block in self.scene.blocks if "invented" in self.marks.clues(block)]
        return sum(len(INVENTED.findall(text)) for text in texts) >= 6

    @cached_property
    def method_sets(self) -> tuple[frozenset[str], ...]:
        """For each block its words that tell how something was measured."""
        return tuple(map(self.marks.methods, self.scene.blocks))

    @cached_property
    def methods(self) -> tuple[int, ...]:
        """For each part how many such words it has."""
        sets = self.method_sets
        return tuple(len(NONE.union(*[sets[block.index] for block in row])) for row in self.scene.by_part)

    @cached_property
    def method_words(self) -> int:
        """How many such words the draft has."""
        return len(NONE.union(*self.method_sets))

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """For each part how many figures, tables and outputs it shows."""
        return tuple(sum(map(_shows, row)) for row in self.scene.by_part)

    @cached_property
    def has_setup(self) -> bool:
        """Whether a title stands over a measurement's machine and method."""
        return any(SETUP.search(part.title) for part in self.scene.parts)

    @cached_property
    def own_numbers(self) -> int:
        """How many blocks tell a measured number in the author's own voice."""
        return sum(map(_own_number, self.scene.blocks))

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
    """Whether a block shows numbers: a picture, a table with digits, the output of a program."""
    if block.shape == "figure":
        return True
    if block.shape == "table":
        return any(c.isdigit() for c in block.text)
    return block.shape == "code" and is_output(block.node) and OUTPUT.search(block.text[:4000]) is not None


def _own_number(block: Block) -> bool:
    return (
        block.shape in ("prose", "item")
        and MEASURED.search(block.text) is not None
        and AUTHOR.search(block.text) is not None
    )
