"""The walk from a claim to whatever may back it.

In: the place of a claim, the scene, its gate. Out: Evidence: the best thing found and all signs on the way.
Must not know: weights, rules. It reports; scorer.py decides.

The order is that of an editor: the sentence, its paragraph, the list's first line, the titles, what is shown beside it,
the author's own measurement, the same number told elsewhere, the draft as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from techlint.claims.gate import OUTPUT, PERFORMANCE
from techlint.claims.links import Grade, grade
from techlint.claims.scene import CITATION, is_output
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.gate import Gate
    from techlint.claims.scene import Block, Scene, Sentence, Target

REACH = 3
"""Blocks to either side in which something shown may belong to a claim."""
HERO = 3
"""A picture among the first blocks of a draft decorates it."""
METHOD_REACH = 8
"""Blocks to either side in which a method may be told: pasted drafts are one section from end to end."""
OWN = lazy(
    r"\b(?:we|our|us|I|my|We|Our|My)\b|\bin (?:our|my|these|this) (?:tests?|benchmarks?"
    r"|experiments?|measurements?|runs?|setup|cluster|evaluation)\b"
)
OWN_DID = lazy(
    r"\b(?:we|I)(?:['’]ve| have|['’]re)?\s+(?:\w+ly\s+)?(?:measured|saw|seen|see|observed|found"
    r"|got|ran|tested|benchmarked|reduced|cut|improved|achieved|reached"
    r"|noticed|managed|brought|dropped|sped|recorded|report|profiled|watched)|\b(?:our"
    r"|my) (?:tests?|benchmarks?|experiments?|measurements?|results?|numbers?|evaluation"
    r"|profil\w+)",
    re.IGNORECASE,
)
REFERS = lazy(
    r"\b(?:fig(?:ure|\.)?|graph|chart|table|plot|diagram|screenshot|below|above|following|as shown"
    r"|shown|illustrat\w+|results|here|output|see)\b",
    re.IGNORECASE,
)
POINTS = lazy(
    r"\b(?:source|sources|see|details|read|according|references?|via|benchmarks?|results|report\w*|data|study)\b",
    re.IGNORECASE,
)
NAMED = lazy(
    r"\b(?:according to|reported by|report(?:s|ed)? that|data (?:from|shows)|stud(?:y|ies) (?:by"
    r"|from)|survey (?:by|from)|research (?:by|from)|per (?:the )?[A-Z]"
    r"|published by|cited by|estimates? (?:by|from|that)|says|said|found that)\b"
)
NUMBERS = lazy(r"\d{1,12}(?:[.,]\d{1,9})?")


LONGEST = 4000
"""Characters of a block that are read for signs: no block of prose is longer, and a hostile one must not cost more."""
MOST_LINKS, MOST_PLACES = 100, 20
SIGNS = (("own", OWN), ("own measurement", OWN_DID), ("named", NAMED), ("refers", REFERS), ("citation", CITATION))


class Evidence(NamedTuple):
    """What was found for a claim. `reason` names the nearest thing, "" if nothing; `features` are all signs seen."""

    reason: str
    features: frozenset[str]
    weak: bool = False


class Walk:
    """Looks for evidence in one scene."""

    def __init__(self, scene: Scene, gate: Gate) -> None:
        self.scene, self.gate = scene, gate
        self.told: dict[str, list[int]] | None = None
        self.signs: dict[int, frozenset[str]] = {}
        self.graded: dict[int, Grade] = {}
        self.linked: dict[int, list[tuple[Grade, int]]] = {}
        self.sources = -1
        self.beside = _methods_beside(scene, gate)

    def evidence(self, sentence: Sentence, claim: str) -> Evidence:
        """Look around a sentence for what backs the number `claim` in it."""
        block = self.scene.blocks[sentence.block]
        found: list[str] = []
        found.extend(self._sentence(sentence, block))
        found.extend(self._paragraph(sentence, block))
        found.extend(self._titles(sentence, block))
        found.extend(self._shown(block, claim))
        found.extend(self._voice(sentence, block))
        found.extend(self._section(block))
        found.extend(self._elsewhere(block, claim))
        found.extend(self._document())
        return Evidence(*reason(found))

    def table(self, block: Block) -> Evidence:
        """Look around a table."""
        found: list[str] = ["in a table"]
        found.extend(_best("link in table", [self._grade(block)] if block.links else []))
        for distance, other in self.scene.near(block, 2):
            if other.links and other.shape in ("prose", "item", "heading"):
                found.extend(_best(f"link beside table {'after' if distance > 0 else 'before'}", [self._grade(other)]))
            if other.shape in ("prose", "item") and "own measurement" in self._signs(other):
                found.append("own measurement beside table")
            if other.shape in ("prose", "item") and "named" in self._signs(other):
                found.append("source named beside table")
            if other.answer:
                found.append("source given")
        if block.answer:
            found.append("source given")
        found.extend(self._titles(None, block))
        found.extend(self._shown(block, ""))
        found.extend(self._section(block))
        found.extend(self._document())
        return Evidence(*reason(found))

    def _sentence(self, sentence: Sentence, block: Block) -> Iterator[str]:
        yield from _best("link in sentence", [grade(k, sentence.text) for k in _links_in(block, sentence)])
        notes = block.notes[:MOST_LINKS]
        if CITATION.search(sentence.text) or any(
            sentence.span.start <= n.start <= sentence.span.end + 3 for n in notes
        ):
            yield "citation in sentence"
        if NAMED.search(sentence.text):
            yield "source named in sentence"
        if REFERS.search(sentence.text):
            yield "sentence points to something"
        if block.answer:
            yield "source given"

    def _paragraph(self, sentence: Sentence, block: Block) -> Iterator[str]:
        others = [k for k in block.links[:MOST_LINKS] if not k.span.overlaps(sentence.span)]
        beside = [
            k
            for k in others
            if abs(k.span.start - sentence.span.end) < 200 or abs(k.span.end - sentence.span.start) < 200
        ]
        yield from _best("link beside sentence", [grade(k, block.text[:LONGEST]) for k in beside])
        yield from _best("link in paragraph", [self._grade(block)] if others else [])
        signs = self._signs(block)
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
        opens = self._signs(intro)
        yield from _best("link in list intro", [self._grade(intro)] if intro.links else [])
        if "own measurement" in opens:
            yield "own measurement in list intro"
        if opens & {"named", "citation"}:
            yield "source named in list intro"
        if intro.answer:
            yield "source given"

    def _neighbours(self, block: Block) -> Iterator[str]:
        for distance, other in self.scene.near(block, 1):
            if other.answer:
                yield "source given"
            if other.links and other.shape in ("prose", "item"):
                best = self._grade(other)
                yield from _best(f"link in block {'after' if distance > 0 else 'before'}", [best])
                if best >= Grade.ENTITY and len(other.text) < 260 and POINTS.search(other.text):
                    yield "source line beside"

    def _signs(self, block: Block) -> frozenset[str]:
        """What a block's words are signs of, read once."""
        if block.index not in self.signs:
            text = block.text[:LONGEST]
            self.signs[block.index] = frozenset(name for name, pattern in SIGNS if pattern.search(text))
        return self.signs[block.index]

    def _grade(self, block: Block) -> Grade:
        """The best link of a block, graded once."""
        if block.index not in self.graded:
            self.graded[block.index] = max(
                (grade(k, block.text[:LONGEST]) for k in block.links[:MOST_LINKS]), default=Grade.NONE
            )
        return self.graded[block.index]

    def _titles(self, sentence: Sentence | None, block: Block) -> Iterator[str]:
        del sentence
        part = self.scene.parts[block.part]
        heads = [b for b in self.scene.by_part[part.index][:1] if b.shape == "heading"]
        if any(self._grade(head) >= Grade.ENTITY for head in heads):
            yield "link in heading"
        if PERFORMANCE.search(self.scene.path(block.part)):
            yield "title of a measurement"

    def _shown(self, block: Block, claim: str) -> Iterator[str]:
        numbers = NUMBERS.findall(claim)
        for distance, other in self.scene.near(block, REACH):
            side = "after" if distance > 0 else "before"
            near = "beside" if abs(distance) == 1 else "near"
            if other.shape == "figure" and other.index > HERO:
                yield f"figure {near} {side}"
            elif other.shape == "table" and any(c.isdigit() for c in other.text):
                yield f"table {near} {side}"
                if numbers and all(number in other.text for number in numbers):
                    yield "number in table"
            elif other.shape == "code" and abs(distance) <= 2:
                text = other.text[:4000]
                yield f"code {near}"
                if is_output(other.node) and OUTPUT.search(text):
                    yield f"output {near}"
                if numbers and all(number in text for number in numbers):
                    yield "number in code"

    def _voice(self, sentence: Sentence, block: Block) -> Iterator[str]:
        signs = self._signs(block)
        if "own" in signs:
            yield "own voice in sentence" if OWN.search(sentence.text) else "own voice in paragraph"
        if "own measurement" in signs:
            yield "own measurement in sentence" if OWN_DID.search(sentence.text) else "own measurement in paragraph"

    def _section(self, block: Block) -> Iterator[str]:
        gate, part = self.gate, block.part
        near = {block.index, *(other.index for _, other in self.scene.near(block, METHOD_REACH))}
        own = len(frozenset().union(*(gate.method_sets[index] for index in near)))
        yield f"method words {min(own, 4)}"
        if self.beside[part] >= 3:
            yield "method in a section beside"
        if gate.shown[part]:
            yield f"shown in section {min(gate.shown[part], 3)}"
        if part not in self.linked:
            rows = ((self._grade(other), other.index) for other in self.scene.by_part[part] if other.links)
            self.linked[part] = sorted(rows, reverse=True)[:2]
        yield from _best("link in section", [best for best, index in self.linked[part] if index != block.index])

    def _elsewhere(self, block: Block, claim: str) -> Iterator[str]:
        """The same numbers told in another part of the draft, which backs them."""
        numbers = set(NUMBERS.findall(claim))
        if not numbers:
            return
        if self.told is None:
            self.told = {}
            for other in self.scene.blocks:
                for number in set(NUMBERS.findall(other.text[:LONGEST])):
                    places = self.told.setdefault(number, [])
                    if len(places) < MOST_PLACES:
                        places.append(other.index)
        shared = set.intersection(*(set(self.told.get(number, ())) for number in numbers)) - {block.index}
        for place in sorted(shared):
            other = self.scene.blocks[place]
            if other.shape in ("table", "code"):
                yield f"number in a {other.shape} elsewhere"
            elif other.part != block.part and len(claim) > 3:
                backed = self._grade(other) >= Grade.PAGE or self.gate.shown[other.part]
                yield "number told elsewhere with support" if backed else "number told elsewhere"

    def _document(self) -> Iterator[str]:
        gate = self.gate
        yield from (f"draft: {name}" for name in gate.sorts)
        if gate.answered:
            yield "source given"
        if gate.measured:
            yield "draft: measured"
        if gate.has_setup:
            yield "draft: has set-up"
        yield f"draft: shown {min(sum(gate.shown), 6) // 2}"
        yield f"draft: method {min(gate.method_words, 12) // 3}"
        yield f"draft: own numbers {min(gate.own_numbers, 6) // 2}"
        if self.sources < 0:
            self.sources = sum(grade(k, "") >= Grade.SOURCE for b in self.scene.blocks for k in b.links[:MOST_LINKS])
        yield f"draft: sources {min(self.sources, 6) // 2}"


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


REASONS = (
    ("source given", "source given by the author"),
    ("link in sentence: source", "link in its sentence"),
    ("link in sentence: page", "link in its sentence"),
    ("citation in sentence", "citation in its sentence"),
    ("link in table: source", "link in the table"),
    ("link beside table", "link beside the table"),
    ("link in list intro: source", "link in the list's first line"),
    ("link in list intro: page", "link in the list's first line"),
    ("link beside sentence: source", "link in its paragraph"),
    ("link beside sentence: page", "link in its paragraph"),
    ("link in paragraph: source", "link in its paragraph"),
    ("link in paragraph: page", "link in its paragraph"),
    ("citation in paragraph", "citation in its paragraph"),
    ("source line beside", "source line beside it"),
    ("link in heading", "link in its heading"),
    ("number in table", "table that holds the number"),
    ("number in code", "output that holds the number"),
    ("output", "output beside it"),
    ("figure", "figure beside it"),
    ("table beside", "table beside it"),
    ("table near", "table beside it"),
    ("own measurement in sentence", "own measurement"),
    ("own measurement beside table", "own measurement"),
    ("number told elsewhere with support", "told again with support"),
    ("draft: measured", "the draft reports its own measurements"),
)
WEAK = (
    ("link in sentence: ", "link that is no source for a number"),
    ("link in paragraph: ", "link that is no source for a number"),
    ("source named", "source named but not linked"),
)


def reason(found: list[str]) -> tuple[str, frozenset[str], bool]:
    """The nearest evidence in words, all signs, and whether what was found is weak."""
    signs = frozenset(found)
    for begin, words in REASONS:
        if any(sign.startswith(begin) for sign in signs):
            return words, signs, False
    for begin, words in WEAK:
        if any(sign.startswith(begin) for sign in signs):
            return words, signs, True
    return "", signs, False
