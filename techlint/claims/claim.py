"""Claims of one sentence, before anyone judges them.

In: a sentence, its block, scene and gate. Out: Draft claims: a quantity with its frame and all features of its context.
Must not know: evidence, weights.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.claims.frames import Frame, frame
from techlint.claims.grammar import manner, role, spoken
from techlint.claims.lexicon import tokens
from techlint.claims.quantity import Quantity, quantities
from techlint.claims.vetoes import of_sentence, vetoes
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.gate import Gate
    from techlint.claims.scene import Block, Scene, Sentence

TITLE_CLASSES = frozenset(
    (
        "perf goal config example price setup hypo definition own survey learn anecdote change comparative source_named"
        " measure world loss market used closing howto feature story"
    ).split()
)
INTRO_CLASSES = frozenset(
    "goal config example hypo setup price you measure own comparative change perf source_named cond".split()
)
SHORT = 70
EARLY, LATE = 0.08, 0.9
"""Bounds of the share of a draft that comes before a block."""


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
    standing = (*of_sentence(sentence.text), *_standing(block, gate))
    about = _classes(scene.parts[block.part].title) & TITLE_CLASSES
    common = {*_place(sentence, block, scene), *(f"veto {name}" for name in standing), *manner(sentence.text, words)}
    common |= {f"quantities {min(len(found), 4)}", *(f"title:{name}" for name in about)}
    classes = spoken(words)
    for quantity in found:
        read = frame(sentence.text, words, quantity)
        raised = tuple(vetoes(sentence.text, quantity))
        names = {f"{quantity.kind}/{read.name}", *(f"veto {name}" for name in raised)}
        names.update(role(sentence.text, words, quantity), [f"{quantity.kind}+{name}" for name in classes])
        yield Candidate(sentence, quantity, read, read.features | common | names, (*raised, *standing))


def _place(sentence: Sentence, block: Block, scene: Scene) -> Iterator[str]:
    """Where in the draft a sentence stands."""
    yield f"shape={block.shape}"
    if block.shape == "item" and len(sentence.text) < SHORT:
        yield "short item"
    yield f"speaks to you {min(2, block.text.lower().count('you'))}"
    yield "opens its block" if sentence.start == 0 else "inside its block"
    at = block.index / len(scene.blocks)
    if not EARLY <= at <= LATE:
        yield "early in the draft" if at < EARLY else "late in the draft"
    if block.intro >= 0:
        yield from (f"intro:{name}" for name in _classes(scene.blocks[block.intro].text[-160:]) & INTRO_CLASSES)


def _standing(block: Block, gate: Gate) -> Iterator[str]:
    """The vetoes that hold for a whole block."""
    if block.index in gate.supposed:
        yield "supposed"
    if gate.invented or gate.marks.invents(block):
        yield "invented"


@lru_cache(maxsize=512)
def _classes(text: str) -> frozenset[str]:
    return frozenset(name for word in tokens(text) for name in word.classes)
