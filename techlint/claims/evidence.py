"""The walk from a claim to whatever may back it.

In: the place of a claim, the scene, its gate. Out: Evidence: the best thing found and all signs on the way.
Must not know: weights, rules. It reports; scorer.py decides.

The order is that of an editor: the sentence, its paragraph, the list's first line, the titles, what is shown beside it,
the author's own measurement, the same number told elsewhere, the draft as a whole.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from techlint.claims import reasons, shown
from techlint.claims.clues import EXPERIMENT, OWN, OWN_DID, SIGNS, STUDIES
from techlint.claims.gate import PERFORMANCE
from techlint.claims.links import Grade, grade
from techlint.claims.marks import LONGEST, MOST_LINKS
from techlint.lazy import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.gate import Gate
    from techlint.claims.reasons import Evidence
    from techlint.claims.scene import Block, Scene, Sentence, Target

BESIDE = 200
"""Characters between a sentence and a link of its paragraph that stands beside it."""
METHOD_REACH = 8
"""Blocks to either side in which a method may be told: pasted drafts are one section from end to end."""
SOURCE_LINE = 260
"""A line no longer than this that points to a source may be the source line of its neighbour."""
POINTS = folded(
    r"\b(?:source|sources|see|details|read|according|references?|via|benchmarks?|results|report\w*|data|study)\b"
)
CLOSING = folded(r"\b(?:conclusion|summary|wrap|takeaways?|tl;?dr|overview|introduction|closing)\b")


class Walk:
    """Looks for evidence in one scene."""

    def __init__(self, scene: Scene, gate: Gate) -> None:
        self.scene, self.gate, self.marks = scene, gate, gate.marks
        self.elsewhere = shown.Elsewhere(scene, gate, self.marks)
        self.linked: dict[int, list[tuple[Grade, int]]] = {}

    def evidence(self, sentence: Sentence, claim: str) -> Evidence:
        """Look around a sentence for what backs the number `claim` in it."""
        block = self.scene.blocks[sentence.block]
        found: list[str] = []
        found.extend(self._sentence(sentence, block))
        found.extend(self._paragraph(sentence, block))
        found.extend(self._titles(block))
        found.extend(shown.beside(block, claim, self.scene, self.marks))
        found.extend(self._voice(sentence, block))
        found.extend(self._section(block))
        found.extend(self.elsewhere.signs(block, claim))
        found.extend(self._document)
        return reasons.evidence(found)

    def table(self, block: Block) -> Evidence:
        """Look around a table."""
        found: list[str] = ["in a table"]
        found.extend(_best("link in table", [self.marks.grade(block)] if block.links else []))
        for distance, other in self.scene.near(block, 2):
            side = "after" if distance > 0 else "before"
            if other.links and other.shape in ("prose", "item", "heading"):
                found.extend(_best(f"link beside table {side}", [self.marks.grade(other)]))
            signs = self.marks.signs(other)
            if other.shape in ("prose", "item") and "own measurement" in signs:
                found.append("own measurement beside table")
            if other.shape in ("prose", "item") and "named" in signs:
                found.append("source named beside table")
            if other.answer:
                found.append("source given")
        if block.answer:
            found.append("source given")
        found.extend(self._titles(block))
        found.extend(shown.beside(block, "", self.scene, self.marks))
        found.extend(self._section(block))
        found.extend(self._document)
        return reasons.evidence(found)

    def _sentence(self, sentence: Sentence, block: Block) -> Iterator[str]:
        yield from _best("link in sentence", [grade(k, sentence.text) for k in _links_in(block, sentence)])
        begin, end = sentence.span.start, sentence.span.end + 3
        signs = frozenset(SIGNS.found(sentence.text))
        if "citation" in signs or any(begin <= note.start <= end for note in block.notes[:MOST_LINKS]):
            yield "citation in sentence"
        if "named" in signs:
            yield "source named in sentence"
        if "refers" in signs:
            yield "sentence points to something"
        if block.answer:
            yield "source given"

    def _paragraph(self, sentence: Sentence, block: Block) -> Iterator[str]:
        others = [k for k in block.links[:MOST_LINKS] if not k.span.overlaps(sentence.span)]
        near = [k for k in others if _gap(k, sentence) < BESIDE]
        yield from _best("link beside sentence", [grade(k, block.text[:LONGEST]) for k in near])
        yield from _best("link in paragraph", [self.marks.grade(block)] if others else [])
        signs = self.marks.signs(block)
        if block.notes or "citation" in signs:
            yield "citation in paragraph"
        if "named" in signs:
            yield "source named in paragraph"
        if "refers" in signs:
            yield "paragraph points to something"
        if block.intro >= 0:
            yield from self._list_intro(self.scene.blocks[block.intro])
        yield from self._neighbours(block)

    def _list_intro(self, intro: Block) -> Iterator[str]:
        opens = self.marks.signs(intro)
        yield from _best("link in list intro", [self.marks.grade(intro)] if intro.links else [])
        if "own measurement" in opens:
            yield "own measurement in list intro"
        if "experiment" in opens:
            yield "experiment in list intro"
        if opens & {"named", "citation"}:
            yield "source named in list intro"
        if intro.answer:
            yield "source given"

    def _neighbours(self, block: Block) -> Iterator[str]:
        for distance, other in self.scene.near(block, 1):
            if other.answer:
                yield "source given"
            if other.links and other.shape in ("prose", "item"):
                best = self.marks.grade(other)
                yield from _best(f"link in block {'after' if distance > 0 else 'before'}", [best])
                if best >= Grade.ENTITY and len(other.text) < SOURCE_LINE and POINTS.search(other.text):
                    yield "source line beside"

    def _titles(self, block: Block) -> Iterator[str]:
        heads = [b for b in self.scene.by_part[block.part][:1] if b.shape == "heading"]
        if any(self.marks.grade(head) >= Grade.ENTITY for head in heads):
            yield "link in heading"
        if PERFORMANCE.search(self.scene.path(block.part)):
            yield "title of a measurement"
        if PERFORMANCE.search(self.scene.parts[block.part].title):
            yield "own title of a measurement"
        if CLOSING.search(self.scene.parts[block.part].title):
            yield "in a summary"

    def _voice(self, sentence: Sentence, block: Block) -> Iterator[str]:
        signs = self.marks.signs(block)
        if "own" in signs:
            yield "own voice in sentence" if OWN.search(sentence.text) else "own voice in paragraph"
        if "own measurement" in signs:
            yield "own measurement in sentence" if OWN_DID.search(sentence.text) else "own measurement in paragraph"
        if "experiment" in signs:
            yield "experiment in sentence" if EXPERIMENT.search(sentence.text) else "experiment in paragraph"

    def _section(self, block: Block) -> Iterator[str]:
        gate, part = self.gate, block.part
        row = self.scene.by_part[part]
        first, last = max(row[0].index, block.index - METHOD_REACH), min(row[-1].index, block.index + METHOD_REACH)
        near = [gate.method_sets[index] for index in range(first, last + 1) if index in gate.method_sets]
        yield f"method words {min(len(frozenset().union(*near)), 4)}"
        if self._beside[part] >= 3:
            yield "method in a section beside"
        if gate.shown[part]:
            yield f"shown in section {min(gate.shown[part], 3)}"
        if part not in self.linked:
            rows = ((self.marks.grade(other), other.index) for other in self.scene.by_part[part] if other.links)
            self.linked[part] = sorted(rows, reverse=True)[:2]
        yield from _best("link in section", [best for best, index in self.linked[part] if index != block.index])
        yield from [f"{sign} in section" for sign, parts in self._told.items() if part in parts]
        above = self.scene.parts[part].parent
        if above > 0:
            signs = ("own measurement", "experiment")
            yield from [f"{sign} in section above" for sign in signs if above in self._told[sign]]

    @cached_property
    def _told(self) -> dict[str, frozenset[int]]:
        """For each name of STUDIES the parts with blocks that are signs of it."""
        blocks, telling = self.scene.blocks, self.marks.telling
        return {name: frozenset([blocks[index].part for index in telling(name)]) for name in STUDIES}

    @cached_property
    def _beside(self) -> tuple[int, ...]:
        return _methods_beside(self.scene, self.gate)

    @cached_property
    def _document(self) -> tuple[str, ...]:
        return tuple(self._of_draft())

    def _of_draft(self) -> Iterator[str]:
        gate, marks = self.gate, self.marks
        yield from (f"draft: {name}" for name in gate.sorts)
        if gate.answered:
            yield "source given"
        if gate.measured:
            yield "draft: measured"
        if gate.has_setup:
            yield "draft: has set-up"
        sources = sum([grade(k, "") >= Grade.SOURCE for b in self.scene.blocks for k in b.links[:MOST_LINKS]])
        yield f"draft: shown {min(sum(gate.shown), 6) // 2}"
        yield f"draft: method {min(gate.method_words, 12) // 3}"
        yield f"draft: own numbers {min(gate.own_numbers, 6) // 2}"
        yield f"draft: sources {min(sources, 6) // 2}"
        yield f"draft: experiments {min(len(marks.telling('experiment')), 6) // 2}"
        yield f"draft: own measurements {min(len(marks.telling('own measurement')), 6) // 2}"
        yield f"draft: asked {min(len(marks.telling('asked')), 6) // 2}"
        if PERFORMANCE.search(self.scene.title):
            yield "draft: titled by a measurement"


def _gap(link: Target, sentence: Sentence) -> int:
    """Characters between a link and a sentence of the same paragraph."""
    return min(abs(link.span.start - sentence.span.end), abs(link.span.end - sentence.span.start))


def _links_in(block: Block, sentence: Sentence) -> Iterator[Target]:
    """The links of a block that stand in one of its sentences."""
    first = bisect_left(block.links, sentence.span.start, key=lambda link: link.span.end)
    for link in block.links[first : first + MOST_LINKS]:
        if link.span.start >= sentence.span.end:
            break
        yield link


def _methods_beside(scene: Scene, gate: Gate) -> tuple[int, ...]:
    """For each part the most words of a method in a part beside it, under the same title."""
    best: dict[int, list[tuple[int, int]]] = {}
    for part in scene.parts:
        row = best.setdefault(part.parent, [])
        row.append((gate.methods[part.index], part.index))
        row.sort(reverse=True)
        del row[2:]
    return tuple(max((n for n, index in best[part.parent] if index != part.index), default=0) for part in scene.parts)


def _best(place: str, grades: list[Grade]) -> Iterator[str]:
    if grades:
        yield f"{place}: {max(grades).name.lower()}"
