"""A second look at what would be a warning: why an editor would let it pass all the same.

In: a claim that seems sure, the scene it stands in. Out: the name of the first reason to tell it as info, "" if none.
Must not know: weights, rules. It is asked of would-be warnings alone, so it may read widely: the titles above, the
blocks around, what the draft shows elsewhere.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from techlint.claims import certain, shown, titles
from techlint.claims.boasts import boasted
from techlint.claims.clues import CITATION, EXPERIMENT
from techlint.claims.links import Grade, grade
from techlint.claims.marks import LONGEST, MOST_LINKS
from techlint.claims.said import ABSOLUTE, said
from techlint.lazy import folded, lazy
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.analysis import Claim
    from techlint.claims.scene import Block, Scene

RESULTS = frozenset({"percent", "metric"})
"""Kinds of which, in 150 warnings read on fresh posts, three in ten told a result that the post itself shows."""
OUTPUT = frozenset({"output near", "output beside", "own measurement in section", "own measurement in section above"})
SEEN = ("shown in section", "number in a table elsewhere")
"""Signs that a result is shown: the first always, the second where the draft tells of its author's own numbers."""
OWNED = lazy(r"own |draft: (?:own measurements|own numbers|experiments) [1-9]")
NEAR_TABLE = 2
"""Blocks to either side of a table in which it is said how it was measured."""
REACH = 3
"""Blocks around a ratio in which the numbers may stand that it was worked out from, or the code that measured it."""
EXPERIMENTS = 2
"""Blocks that tell of experiments of the author's own, from which on a draft's tables are theirs."""
SHOWN = ("table", "figure")
BACK = folded(
    r"^\W{0,3}(?:(?:according to|based on|as per|per|in) )?(?:his|her|their|its|this|that|these|those|the same)"
    r" (?:[\w-]{1,20} ){0,2}(?:research|stud(?:y|ies)|survey|report|paper|results?|numbers?|findings?|benchmarks?"
    r"|analysis|measurements?|tests?|data)\b|^\W{0,3}(?:he|she|they) (?:also )?(?:found|measured|reports?|says?|said)\b"
)
"""A sentence that goes on with the source that the paragraph before it named."""
MEASURED_HERE = folded(
    r"\b(?:we|i) (?:have |had )?(?:chosen|chose|decided|ran|re-?ran|benchmark\w*|measured?|tested|timed|compared"
    r"|profiled)\b|\bbenchmark(?:ing)? (?:config\w*|set-?up|environment)\b"
    r"|\bmeasured (?:as|on|with|in|using|by)\b"
    r"|\bhere (?:are|is) (?:\S{1,20} ){0,4}(?:benchmarks?|results?|numbers|timings?|measurements?)\b"
    r"|\b(?:running|ran|rerunning) (?:the|this) (?:[\w-]{1,20} )?(?:again|command|benchmark|tests?|script)\b"
)
"""Words beside a table that say how its numbers came about."""
BESIDE = frozenset({"source line beside", "link in block before: source", "link in block after: source"})
PAPER = folded(r"\b(?:the|this|their) (?:[\w-]{1,20} )?(?:paper|study|report|authors|researchers)\b")
TITLED_PAPER = folded(r"\bpaper\b|\bstudy\b|\breport\b|arxiv|\.pdf\b|doi\.org")
ON = lazy(
    r"\b(?:on|using) (?:an? |the |our |\d{1,4} ?[x×]? ?)?(?:NVIDIA|AMD|Intel|Apple M\d|M\d (?:Pro|Max|Ultra)|Xeon|EPYC"
    r"|Raspberry|[AHLBV]\d{2,3}s?\b|EC2|[a-z]\d[a-z]{0,3}\.\w{2,9})"
)
"""A machine that something ran on."""
INTRO = 160
"""Characters of what introduces a list that may make wishes of its items."""
CELL = lazy(r"\|\s{0,3}\d")
"""A cell of a table, or of lines with bars that are none to Markdown."""
TIMED = folded(r"time\.time\(|process_time|benchmark")
"""Code that measures, besides that of shown.py."""
OWN_STUDY = folded(r"benchmark|statistics|\btests?\b")


class Second:
    """Looks again at the claims of one draft. What holds for the whole draft is read once."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    def reason(self, claim: Claim) -> str:
        """Why a claim is told as info after all; "" if nothing speaks for it."""
        return next(self._reasons(claim, self.scene.blocks[claim.block]), "")

    def _reasons(self, claim: Claim, block: Block) -> Iterator[str]:
        """The reasons, the cheapest to find first."""
        if self.scene.doc.view(profile).not_english:
            yield "another language"  # a supposition, an example, a goal are known by English words
            return
        if claim.kind == "benchmark-table":
            yield from self._of_table(block)
            return
        if claim.unit:
            if self._in_quote(block):
                yield "quoted"
            yield from said(claim, block.text)
            yield from self._of_titles(claim, block)
            yield from self._of_blocks(claim, block)
            yield from self._of_draft(claim, block)
        elif claim.kind == "superlative":
            if self._in_quote(block):
                yield "mentioned"
            intro = self.scene.blocks[block.intro].text[-INTRO:] if block.intro >= 0 else ""
            yield from boasted(claim, block, (intro, titles.above(block, self.scene)))
        elif self._own_study(claim, block):
            yield "the draft's own study"
        if claim.kind != "attribution" and self._recorded(block):
            yield "recorded"

    def _own_study(self, claim: Claim, block: Block) -> bool:
        """Whether the benchmarks or the survey that words point to are those of the draft itself."""
        if "survey" in claim.value.lower():
            return titles.ASKED_HERE.search(self.scene.title) is not None
        if OWN_STUDY.search(claim.value) is None:
            return False
        charted = any(other.shape == "figure" for _, other in self.scene.near(block, REACH))
        return charted or bool(self._studies) or any(titles.BENCHMARKED.search(p.title) for p in self.scene.parts)

    def _in_quote(self, block: Block) -> bool:
        """Whether a block is part of what somebody else said."""
        return any(node.kind == "block_quote" for node in self.scene.doc.ancestors(block.node))

    def _of_table(self, block: Block) -> Iterator[str]:
        over = titles.above(block, self.scene)
        yield from titles.named(over, ("a plan", "a specification", "made-up numbers"))
        near = [other for _, other in self.scene.near(block, NEAR_TABLE) if other.shape in ("prose", "item")]
        texts = [other.text[:LONGEST] for other in near]
        if any(MEASURED_HERE.search(text) or EXPERIMENT.search(text) or ON.search(text) for text in texts):
            yield "measured here"
        if len(self._studies) >= EXPERIMENTS or titles.BENCHMARKED.search(titles.above(block, self.scene)):
            yield "draft of experiments"

    def _of_titles(self, claim: Claim, block: Block) -> Iterator[str]:
        """What the titles above say of the numbers below them."""
        over = titles.above(block, self.scene)
        yield from titles.named(over, ("made-up numbers",))
        if claim.kind in ("metric", "percent", "cost"):
            yield from titles.named(over, ("a specification",))
        if claim.kind in ("share", "metric"):
            intro = self.scene.blocks[block.intro].text[-160:] if block.intro >= 0 else ""
            if titles.OWN_CASE.search(intro) or titles.OWN_CASE.search(self.scene.parts[block.part].title):
                yield "own case"

    def _of_blocks(self, claim: Claim, block: Block) -> Iterator[str]:
        """What stands in the blocks around."""
        above = self.scene.blocks[block.index - 1] if block.index else block
        if BACK.search(claim.sentence) and any(
            grade(link, above.text[:LONGEST]) >= Grade.PAGE for link in above.links[:MOST_LINKS]
        ):
            yield "source before it"
        if claim.evidence.features & BESIDE or claim.evidence.reason.startswith("link in"):
            yield "source beside it"
        if PAPER.search(block.text[:LONGEST]) and self._cites_paper:
            yield "told of a paper"
        if claim.unit in ("ratio", "percent"):
            yield from self._worked_out(block)

    def _worked_out(self, block: Block) -> Iterator[str]:
        """Whether the absolute numbers of a ratio, or the code that measured them, stand around it."""
        sides: dict[bool, int] = {True: 0, False: 0}
        for distance, other in self.scene.near(block, REACH):
            text = other.text[:LONGEST]
            if other.shape == "code" and (TIMED.search(text) or shown.TIMED.search(text)):
                yield "measured by the code beside it"
            elif other.shape != "heading":
                sides[distance > 0] += len(ABSOLUTE.findall(text)) + len(CELL.findall(text))
        if max(sides.values()) >= 3:
            yield "worked out from numbers beside it"

    def _own_result(self, claim: Claim, block: Block) -> Iterator[str]:
        """Whether a share or a metric may be a result of the author's own, which is shown or told of elsewhere.

        Ratios are rarely told so: what is 10x faster than something else is claimed of all the world.
        """
        if certain.doubtful(claim):
            yield "doubtful"
        signs = claim.evidence.features
        own = any(OWNED.match(sign) for sign in signs)
        if signs & OUTPUT or (own and any(sign.startswith(SEEN) for sign in signs)):
            yield "shown in its section"
        if "in a summary" in signs:
            yield "told again"
        if titles.BENCHMARKED.search(titles.above(block, self.scene)):
            yield "title of a measurement"

    def _of_draft(self, claim: Claim, block: Block) -> Iterator[str]:
        """What the draft is, and what it shows elsewhere."""
        if self._lists_sources:
            yield "list of sources"
        if self._story:
            yield "incident or career"
        if claim.kind in certain.WORLD:
            return
        if claim.kind in RESULTS:
            yield from self._own_result(claim, block)
        if block.part in self._benchmarked:
            yield "shown in its section"
        if block.part <= 1 and max(self._studies, default=-1) > block.part and self._shows > block.part:
            yield "own measurement elsewhere"

    def _recorded(self, block: Block) -> bool:
        """Whether a claim tells what was said at a talk, or its section shows or links a recording."""
        if titles.OCCASION.search(self.scene.path(block.part)):
            return True
        if block.part not in self._recordings:
            self._recordings[block.part] = any(map(_records, self.scene.by_part[block.part]))
        return self._recordings[block.part]

    @cached_property
    def _recordings(self) -> dict[int, bool]:
        return {}

    @cached_property
    def _lists_sources(self) -> bool:
        """Whether the draft ends in a list of its sources: a report or a study among them, not the manual alone."""
        parts = [part.index for part in self.scene.parts if titles.SOURCES.search(part.title)]
        links = [link for part in parts for b in self.scene.by_part[part] for link in b.links[:MOST_LINKS]]
        return len(links) >= 2 and any(grade(link, "") == Grade.SOURCE for link in links)

    @cached_property
    def _cites_paper(self) -> bool:
        """Whether the draft cites or links a paper or a report."""
        if any(CITATION.search(b.text[:LONGEST]) for b in self.scene.blocks if b.shape in ("prose", "item")):
            return True
        links = (link for b in self.scene.blocks for link in b.links[:MOST_LINKS])
        return any(grade(link, "") == Grade.SOURCE and TITLED_PAPER.search(link.text + link.url) for link in links)

    @cached_property
    def _story(self) -> bool:
        return titles.tells_a_story(self.scene)

    @cached_property
    def _benchmarked(self) -> frozenset[int]:
        """The parts under the title of a measurement that show something, in the parts right below them too."""
        shows = {b.part for b in self.scene.blocks if b.shape in SHOWN}
        shows |= {self.scene.parts[part].parent for part in shows}
        return frozenset(
            part for part in shows if part >= 0 and titles.BENCHMARKED.search(self.scene.parts[part].title)
        )

    @cached_property
    def _studies(self) -> tuple[int, ...]:
        """The part of each block that tells of a measurement of the author's own."""
        prose = (b for b in self.scene.blocks if b.shape in ("prose", "item"))
        return tuple(b.part for b in prose if EXPERIMENT.search(b.text[:LONGEST]))

    @cached_property
    def _shows(self) -> int:
        """The last part that has a table or a figure."""
        return max((b.part for b in self.scene.blocks if b.shape in SHOWN), default=-1)


def _records(block: Block) -> bool:
    """Whether a block shows or links a recording."""
    shown = block.text[:LONGEST] if block.shape in ("figure", "html") else ""
    return bool(titles.RECORDING.search(shown)) or any(
        titles.RECORDING.search(link.url) for link in block.links[:MOST_LINKS]
    )
