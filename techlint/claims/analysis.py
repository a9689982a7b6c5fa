"""From a draft to its claims: the stages in order.

In: a Document. Out: Analysis, the claims of a draft with their evidence.
Must not know: rules, findings, output.
"""

from __future__ import annotations

from sys import maxsize
from typing import TYPE_CHECKING

from techlint.claims import certain, quantity, scorer, tables, tier, wording
from techlint.claims.claim import Candidate, candidates
from techlint.claims.clues import PROSE
from techlint.claims.evidence import Walk
from techlint.claims.gate import Gate
from techlint.claims.neighbours import neighbours
from techlint.claims.outline import look
from techlint.claims.second import Second
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.reasons import Evidence
    from techlint.claims.scene import Block, Scene, Sentence
    from techlint.document import Document
    from techlint.sieve import Clues
    from techlint.text import Span


MOST_READ = 300
"""Numbers of one draft that are judged, and wordings; a text with more is a listing, and must not cost more."""


class Claim(NamedTuple):
    """A claim: its rule's name, its place and words, what backs it, and how sure we are that nothing does.

    `chance` is that of being a claim which nothing backs. `grade` is "supported", "weak" or "none".
    """

    kind: str
    span: Span
    text: str
    value: str
    evidence: Evidence
    grade: str
    chance: float
    sure: bool
    bare: float = 1.0
    vetoes: tuple[str, ...] = ()
    frame: str = ""
    sentence: str = ""
    unit: str = ""
    claimed: float = 1.0
    at: int = 0
    block: int = -1
    offset: int = 0


class Analysis(NamedTuple):
    """What a draft claims, in source order, and what sort of draft it is."""

    claims: tuple[Claim, ...]
    gate: Gate

    def of(self, kind: str) -> tuple[Claim, ...]:
        """The claims of one kind."""
        return tuple(claim for claim in self.claims if claim.kind == kind)


def analyse(doc: Document) -> Analysis:
    """Find the claims of a draft. A view: several rules share one analysis."""
    scene = doc.view(look)
    gate = Gate(scene)
    found = list(_Reader(scene, gate).claims())
    again = Second(scene)
    settled = [_reconsidered(claim, again) for claim in certain.settle(found, gate)]
    return Analysis(tuple(sorted(settled, key=lambda claim: claim.span)), gate)


def _reconsidered(claim: Claim, again: Second) -> Claim:
    """A claim that would be a warning, looked at once more."""
    why = again.reason(claim) if claim.sure else ""
    return claim._replace(sure=False, vetoes=(*claim.vetoes, why)) if why else claim


class Reading(NamedTuple):
    """A sentence with its quantities, and the clues of its block if it may hold a claim in words."""

    sentence: Sentence
    candidates: tuple[Candidate, ...]
    clues: Clues | None


class _Reader:
    def __init__(self, scene: Scene, gate: Gate) -> None:
        self.scene, self.gate, self.walk = scene, gate, Walk(scene, gate)
        self.collapsed = tables.collapsed(scene.doc)
        self.left, self.told = MOST_READ, 0

    def claims(self) -> Iterator[Claim]:
        """All that may be a claim: each number is judged with the numbers around it in view."""
        read = list(self._read())
        numbered = [reading for reading in read if reading.candidates]
        parts = [self.scene.blocks[reading.sentence.block].part for reading in numbered]
        around = iter(neighbours(parts, [scorer.alone(reading.candidates) for reading in numbered]))
        for reading in read:
            found = list(self._numbers(reading, next(around))) if reading.candidates else []
            yield from found
            if reading.clues:
                bare = not any(claim.kind in ("speedup", "percent") for claim in found)
                yield from self._words(reading.sentence, reading.clues, bare=bare)
        for block in self.scene.blocks:
            if block.shape == "table":
                yield from self._table(block)

    def _read(self) -> Iterator[Reading]:
        """The sentences that may claim something; only blocks with a digit, or with words of some claim, are read."""
        marks = self.gate.marks
        digits = marks.digits
        numbers, words = marks.clues(quantity.IN_WORDS.patterns), marks.clues(wording.sieve().patterns)
        for index in sorted(digits.keys() | numbers.keys() | words.keys()):
            block, clues = self.scene.blocks[index], words.get(index, {})
            if block.shape in PROSE:
                heads = block.shape == "heading"
                counts = [] if heads else quantity.sites(block.text, numbers.get(index, {}), digits.get(index, maxsize))
                if counts or clues:
                    yield from self._sentences(block, counts, clues)

    def _sentences(self, block: Block, counts: list[quantity.Site], clues: Clues) -> Iterator[Reading]:
        """The sentences of a block that meet a site of a quantity, or one of its clues of claims in words."""
        tells = wording.sites(clues)
        spans = self.scene.cut(block)
        for (start, end), counted, told in zip(spans, _meeting(spans, counts), _meeting(spans, tells), strict=True):
            if counted or told:
                sentence = self.scene.sentence(block, start, end)
                found = tuple(candidates(sentence, block, self.scene, self.gate)) if counted and self.left > 0 else ()
                self.left -= len(found)
                if found or told:
                    yield Reading(sentence, found, clues if told else None)

    def _numbers(self, reading: Reading, around: frozenset[str]) -> Iterator[Claim]:
        sentence = reading.sentence
        glued = any(sentence.span.overlaps(span) for span in self.collapsed)
        for candidate in reading.candidates:
            if (chance := scorer.claimed(candidate, around)) >= tier.HARDLY_A_CLAIM:
                evidence = self.walk.evidence(sentence, candidate.quantity.text)
                yield self._claim(candidate, evidence, chance, glued=glued)

    def _claim(self, candidate: Candidate, evidence: Evidence, chance: float, *, glued: bool) -> Claim:
        bare = scorer.bare(candidate, evidence)
        quantity, sentence = candidate.quantity, candidate.sentence
        start, end = tier.words(sentence.text, candidate)
        excerpt = sentence.node.excerpt
        assert excerpt is not None  # noqa: S101 (sentences have prose)
        return Claim(
            kind="benchmark-table" if glued else tier.kind(candidate),
            span=excerpt.span(sentence.start + start, sentence.start + end),
            text=sentence.text[start:end],
            value=quantity.text,
            evidence=evidence,
            grade=tier.grade(evidence, bare),
            chance=chance * bare,
            sure=False,
            bare=bare,
            vetoes=candidate.vetoes,
            frame=candidate.frame.name,
            sentence=sentence.text,
            unit=quantity.kind,
            claimed=chance,
            at=sentence.span.start,
            block=sentence.block,
            offset=start,
        )

    def _table(self, block: Block) -> Iterator[Claim]:
        found = tables.figures(block.node)
        if not found:
            return
        evidence = self.walk.table(block)
        cells = sum(len(row.children) for row in block.node.children)
        chance, sure = tier.table(found, cells, evidence, self.gate)
        span = found[0].span._replace(end=found[-1].span.end)
        grade = "supported" if chance < tier.BACKED else "none"
        yield Claim(
            "benchmark-table", span, found[0].text, found[0].text, evidence, grade, chance, sure, block=block.index
        )

    def _words(self, sentence: Sentence, clues: Clues, *, bare: bool) -> Iterator[Claim]:
        """The claims in words of a sentence; comparisons only of one that is `bare` of numbers, and no heading."""
        found = list(wording.wordings(sentence.text, clues))
        bare = bare and self.scene.blocks[sentence.block].shape != "heading"
        bare = bare and not any(w.sort == "superlative" for w in found)
        if compared := wording.comparison(sentence.text, clues) if bare else None:
            found.append(compared)
        excerpt = sentence.node.excerpt
        if not found or excerpt is None:
            return
        self.told += len(found)
        for told in found if self.told < MOST_READ else ():
            words = sentence.text[told.start : told.end]
            evidence = self.walk.evidence(sentence, words)
            sure = tier.wording_sure(told, evidence, self.gate)
            span = excerpt.span(sentence.start + told.start, sentence.start + told.end)
            grade, chance = ("supported", 0.1) if tier.words_backed(evidence) else ("none", 0.9 if sure else 0.4)
            yield Claim(
                *(told.sort, span, words, words, evidence, grade, chance, sure),
                sentence=sentence.text,
                block=sentence.block,
                offset=told.start,
            )


def _meeting(spans: list[tuple[int, int]], sites: list[tuple[int, int]]) -> Iterator[bool]:
    """Whether each of some spans, in order, meets one of some sites, which are in the order of their beginnings."""
    k = 0
    for start, end in spans:
        while k < len(sites) and sites[k][1] <= start:
            k += 1
        yield k < len(sites) and sites[k][0] < end
