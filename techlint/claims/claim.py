"""Claims of one sentence, before anyone judges them.

In: a sentence, its block, scene and gate. Out: Draft claims: a quantity with its frame and all features of its context.
Must not know: evidence, weights.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.claims.frames import Frame, frame
from techlint.claims.lexicon import tokens
from techlint.claims.quantity import Quantity, quantities
from techlint.claims.vetoes import vetoes
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.gate import Gate
    from techlint.claims.scene import Block, Scene, Sentence

TITLE_CLASSES = frozenset(
    (
        "perf goal config example price setup hypo definition own survey learn anecdote change comparative source_named"
        " measure"
    ).split()
)
INTRO_CLASSES = frozenset(
    "goal config example hypo setup price you measure own comparative change perf source_named cond".split()
)


class Candidate(NamedTuple):
    """A quantity that may be a claim."""

    sentence: Sentence
    quantity: Quantity
    frame: Frame
    features: frozenset[str]
    vetoes: tuple[str, ...] = ()


def candidates(sentence: Sentence, block: Block, scene: Scene, gate: Gate) -> Iterator[Candidate]:
    """The quantities of a sentence with all that is known of them."""
    found = quantities(sentence.text)
    if not found:
        return
    words = tokens(sentence.text)
    standing = tuple(_standing(block, gate))
    common = frozenset(_common(block, scene, gate)) | {f"quantities {min(len(found), 4)}"}
    for quantity in found:
        read = frame(sentence.text, words, quantity)
        raised = tuple(vetoes(sentence.text, quantity))
        names = {f"frame={read.name}", f"{quantity.kind}/{read.name}", *(f"veto {name}" for name in raised)}
        yield Candidate(sentence, quantity, read, read.features | common | names, (*raised, *standing))


def _common(block: Block, scene: Scene, gate: Gate) -> Iterator[str]:
    yield f"shape={block.shape}"
    yield from (f"veto {name}" for name in _standing(block, gate))
    title = scene.parts[block.part].title
    yield from (f"title:{name}" for name in _classes(title) & TITLE_CLASSES)
    if block.intro >= 0:
        yield from (f"intro:{name}" for name in _classes(scene.blocks[block.intro].text[-160:]) & INTRO_CLASSES)
    yield from (f"draft: {name}" for name in gate.sorts)


def _standing(block: Block, gate: Gate) -> Iterator[str]:
    """The vetoes that hold for a whole block."""
    if block.index in gate.supposed:
        yield "supposed"
    if gate.invented or gate.marks.invents(block):
        yield "invented"


@lru_cache(maxsize=512)
def _classes(text: str) -> frozenset[str]:
    return frozenset(name for word in tokens(text) for name in word.classes)
