"""What a draft shows that may hold a claim's number: figures, tables, output, the same number told elsewhere.

In: a block, the words of a claim. Out: signs.
Must not know: links, weights.
"""

from __future__ import annotations

from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from techlint.claims.gate import OUTPUT
from techlint.claims.links import Grade
from techlint.claims.marks import LONGEST, bare, numbers
from techlint.claims.scene import is_output
from techlint.joined import Joined
from techlint.lazy import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.gate import Gate
    from techlint.claims.marks import Marks
    from techlint.claims.scene import Block, Scene

REACH = 3
"""Blocks to either side in which something shown may belong to a claim."""
HERO = 3
"""A picture among the first blocks of a draft decorates it."""
MOST_PLACES = 20
CHART = folded(
    r"bench|perf|latenc|throughput|graph|chart|plot|result|compar|speed|memory|usage|histogram|percentile|p9\d|qps"
    r"|flame|trace|profil|survey|growth|percent|youtube|vimeo|stat(?:s|istic)|metric|time|improv|before|after|\d\s?(?:%|ms\b|x\b)"
)
"""Words in a picture's name, text or caption that say that it shows numbers."""
TIMED = folded(
    r"@b?time\b|%time|timeit|perf_counter|hyperfine|\bpprof\b|\bbenchmark|instant::now|time\.since|\bwrk\b|elapsed"
    r"|seconds \(|\bpgbench\b|explain analyze"
)
"""Code that measures: a number beside it is most likely what it printed."""
DIAGRAM = folded(
    r"diagram|architect|overview|logo|cover|banner|hero|screenshot|workflow|pipeline|photo|badge|avatar|meme|design"
    r"|structure|layout|team|flow\b"
)
CAPTION = folded(r"^\W{0,4}(?:fig(?:ure|\.)?|chart|graph|image|source)\b|^\*[^*]{5,300}\*$|^_[^_]{5,300}_$")
LONGEST_CAPTION = 300


def beside(block: Block, claim: str, scene: Scene, marks: Marks) -> Iterator[str]:
    """What is shown near a block. A list counts as one block: its first line's neighbours are its own."""
    wanted = _wanted(claim)
    yield from _around(block, wanted, scene, marks)
    if block.intro >= 0 and block.index - block.intro > 1:
        yield from (f"list: {sign}" for sign in _around(scene.blocks[block.intro], wanted, scene, marks))


def _around(block: Block, wanted: frozenset[str], scene: Scene, marks: Marks) -> Iterator[str]:
    for distance, other in scene.near(block, REACH):
        side = "after" if distance > 0 else "before"
        near = "beside" if abs(distance) == 1 else "near"
        if other.shape == "figure" and other.index > HERO:
            yield f"figure {near} {side}"
            yield f"{_figure(other, scene)} figure"
        elif other.shape == "table" and any(c.isdigit() for c in other.text):
            yield f"table {near} {side}"
            if wanted and wanted <= marks.numbers(other):
                yield "number in table"
        elif other.shape == "code" and abs(distance) <= 2:
            yield f"code {near}"
            if TIMED.search(other.text[:LONGEST]):
                yield "timed code"
            if is_output(other.node) and OUTPUT.search(other.text[:LONGEST]):
                yield f"output {near}"
            if wanted and wanted <= marks.numbers(other):
                yield "number in code"


def _figure(figure: Block, scene: Scene) -> str:
    """What a picture seems to show, by its own words and its caption's: "telling", "drawn" or "mute"."""
    text = figure.text[:LONGEST]
    for _, other in scene.near(figure, 1):
        if other.shape in ("prose", "html") and len(other.text) < LONGEST_CAPTION and CAPTION.search(other.text):
            text += f" {other.text}"
    return "telling" if CHART.search(text) else "drawn" if DIAGRAM.search(text) else "mute"


def _wanted(claim: str) -> frozenset[str]:
    """The bare numbers of a claim; none if all are single digits, which stand in every table."""
    found = frozenset(number for number in numbers(claim) if number[-1].isdigit())
    return found if any(len(number) > 1 for number in found) else frozenset()


class Elsewhere:
    """Where else in a draft a number is told."""

    def __init__(self, scene: Scene, gate: Gate, marks: Marks) -> None:
        self.scene, self.gate, self.marks = scene, gate, marks
        self.places: dict[str, list[int]] = {}

    def signs(self, block: Block, claim: str) -> Iterator[str]:
        """The same numbers, with the same units, in other blocks, which may back a claim."""
        told = numbers(claim)
        wanted = {n for n in told if not n[-1].isdigit()} or told
        if not wanted:
            return
        for place in sorted(set.intersection(*(set(self._places(n)) for n in wanted)) - {block.index}):
            other = self.scene.blocks[place]
            if other.shape in ("table", "code"):
                yield f"number in a {other.shape} elsewhere"
            elif other.part != block.part and len(claim) > 3:
                backed = self.marks.grade(other) >= Grade.PAGE or self.gate.shown[other.part]
                yield "number told elsewhere with support" if backed else "number told elsewhere"

    def _places(self, number: str) -> list[int]:
        """The first blocks that tell a number."""
        found = self.places.get(number)
        if found is None:
            found = self.places[number] = list(islice(self._telling(number), MOST_PLACES))
        return found

    def _telling(self, number: str) -> Iterator[int]:
        text = self._all.text
        digits, at = bare(number), 0
        while (at := text.find(digits, at)) >= 0:
            end = at + len(digits)
            if text[at - 1 : at].isdigit() or text[end : end + 1].isdigit():
                at += 1
                continue
            block = self.scene.blocks[self._all.at(at)]
            if number in self.marks.numbers(block):
                yield block.index
            at = self._all.after(block.index)

    @cached_property
    def _all(self) -> Joined:
        """The texts of all blocks as one."""
        return Joined.of([block.text[:LONGEST] for block in self.scene.blocks])
