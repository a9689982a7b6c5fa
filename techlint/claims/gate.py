"""What sort of document a draft is: decided once, from its titles, its blocks and its words.

In: a Scene. Out: Gate: the sort of draft, what it says of its own measurements, where it is hypothetical.
Must not know: single claims, weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from techlint.claims.lexicon import NONE, needles, words_of
from techlint.claims.scene import is_output
from techlint.lazy import folded, lazy
from techlint.literals import within
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from techlint.claims.scene import Block, Scene

SUPPOSE = folded(
    r"\b(?:let['’]?s (?:say|imagine|assume|suppose|take an example)|imagine|suppose (?:you|we|that"
    r"|the|a)|consider (?:this|the following) (?:scenario|example)|consider an? (?:simple |typical |single )?"
    r"(?:service|system|team|company|user|request|workload|case|scenario|server|query|situation|product|shop)"
    r"|picture (?:this|a)|hypothetical|for the sake of|here['’]?s an (?:analogy|example)"
    r"|worked example|toy example|in this (?:hypothetical|scenario)"
    r"|fictional|say (?:you|we) have|assume (?:we|you))\b"
)
INVENTED = lazy(
    r"\b(?:(?:[Ss]ervice|[Uu]ser|[Nn]ode|[Ss]erver|[Tt]eam|[Hh]ost|[Cc]lient|[Vv]ariant|[Cc]ompany"
    r"|[Pp]rocess) [A-E]|Acme|Alice|Bob)\b(?!/)"
)
LETTERED = lazy(r"[A-E](?:(?<=[a-z] .)|cme|lice|ob)")
"""Stands in whatever INVENTED matches; capitals are found sooner than words."""
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


class Gate(NamedTuple):
    """What holds for a whole draft.

    `supposed` are the blocks that stand under a supposition; `methods` counts, for each part, the words of a
    measurement's method (`method_sets` has them for each block); `shown` counts its figures, tables and outputs.
    """

    sorts: frozenset[str]
    supposed: frozenset[int]
    invented: bool
    methods: tuple[int, ...]
    method_sets: tuple[frozenset[str], ...]
    shown: tuple[int, ...]
    has_setup: bool
    own_numbers: int
    answered: bool
    method_words: int

    @property
    def measured(self) -> bool:
        """Whether the draft reports measurements of its own and says how they were made."""
        enough = self.has_setup and (sum(self.shown) >= 1 or self.method_words >= 3)
        return enough or (sum(self.shown) >= 2 and self.method_words >= 4 and self.own_numbers >= 2)


def judge(scene: Scene) -> Gate:
    """Read a draft once. A view on its scene."""
    sets = tuple(_method_words(block) for block in scene.blocks)
    methods = tuple(len(frozenset().union(*(sets[b.index] for b in row))) for row in scene.by_part)
    matter = scene.doc.front_matter
    return Gate(
        sorts=frozenset(TITLES.found(scene.title)),
        supposed=frozenset(_supposed(scene)),
        invented=_invented(scene),
        methods=methods,
        method_sets=sets,
        shown=tuple(sum(_shows(block) for block in row) for row in scene.by_part),
        has_setup=any(SETUP.search(part.title) for part in scene.parts),
        own_numbers=sum(_own_number(block) for block in scene.blocks),
        answered=bool(matter and {"sources", "benchmark"} & set(matter.fields)),
        method_words=len(frozenset().union(*sets)),
    )


def _invented(scene: Scene) -> bool:
    """Whether a draft tells of people and things that are made up."""
    texts = [block.text for block in scene.blocks if block.shape != "code" and LETTERED.search(block.text)]
    return sum(len(INVENTED.findall(text)) for text in texts) >= 6


def tells_of_invented(text: str) -> bool:
    """Whether a text names people or things that are made up."""
    return LETTERED.search(text) is not None and INVENTED.search(text) is not None


def _method_words(block: Block) -> frozenset[str]:
    """The words of a block that tell how something was measured."""
    if block.shape not in ("prose", "item", "table", "heading"):
        return NONE
    return words_of(block.text, "method") if within(needles("method"), block.text.lower()) else NONE


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


def _supposed(scene: Scene) -> set[int]:
    """A supposition holds until the next title."""
    found: set[int] = set()
    part, left = -1, 0
    for block in scene.blocks:
        if block.part != part:
            part, left = block.part, 0
        opens = block.shape in ("prose", "item") and SUPPOSE.search(block.text) is not None
        left = LONG_SUPPOSITION if opens else left
        if left:
            found.add(block.index)
            left -= 1
    return found
