"""Find a paragraph that stands in the draft twice, word for word or nearly so.

In: the document. Out: hits on the second one; unsure where it is only nearly the same. Must not know: severities.
"""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

from techlint.finding import Hit, Label
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node

FEWEST_WORDS = 15
SHINGLE = 3
"""Paragraphs are compared by their runs of so many words."""

CERTAIN = 30
"""Shorter ones may be two captions or two steps that happen to say the same."""

CLUE = 4
"""So many words at the beginning or the end must be the same."""

NEARLY = 0.9
NEARLY_LONG, LONG = 0.7, 22
"""Long paragraphs may differ more and still be the same."""

FEW, MANY = 2, 6
"""More repetitions than this are boilerplate that the author may repeat, or surely repeats, on purpose."""

WORD = lazy(r"\w+")
EDGE = lazy(r"\W*+" + r"\W++".join([r"(\w++)"] * CLUE))


class Paragraph(NamedTuple):
    """A paragraph and its words, in lower case."""

    node: Node
    words: tuple[str, ...]

    @property
    def shingles(self) -> set[tuple[str, ...]]:
        """All runs of a few words."""
        return set(zip(*(self.words[at:] for at in range(SHINGLE)), strict=False))


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the repeated paragraphs."""
    pairs = list(_pairs(list(_paragraphs(doc))))
    for first, second, exact in pairs if len(pairs) <= MANY else ():
        sure = exact and len(pairs) <= FEW and len(second.words) >= CERTAIN and not _announces(second)
        yield Hit(
            second.node.span,
            {"text": " ".join(second.words[:6])},
            (Label(first.node.span, "the first one"),),
            sure=sure,
        )


def _announces(paragraph: Paragraph) -> bool:
    """Whether it ends with a colon: steps of a tutorial are announced in the same words again and again."""
    return paragraph.node.excerpt is not None and paragraph.node.excerpt.text.rstrip().endswith(":")


def _paragraphs(doc: Document) -> Iterator[Paragraph]:
    """The paragraphs that begin or end as another one does: in most drafts there are none."""
    long = [
        (node, node.excerpt.text.lower())
        for node in doc.root.children
        if node.kind == "paragraph" and node.excerpt and len(node.excerpt.text) > 3 * FEWEST_WORDS
    ]
    edges = [_edges(text) for _, text in long]
    twice = {end for end, count in Counter(chain(*edges)).items() if count > 1}
    for (node, text), ends in zip(long, edges, strict=True):
        if not twice.isdisjoint(ends):
            words = tuple(WORD.findall(text))
            if len(words) >= FEWEST_WORDS:
                yield Paragraph(node, words)


def _edges(text: str) -> list[tuple[str, ...]]:
    """The first words of a text and the last ones, read backwards; none of a text with fewer."""
    return [match.groups() for match in map(EDGE.match, (text, text[::-1])) if match]


def _pairs(paragraphs: list[Paragraph]) -> Iterator[tuple[Paragraph, Paragraph, bool]]:
    """Pairs of an earlier and a later paragraph, and whether they are the same word for word.

    A paragraph is looked up by its first and last words: to compare all with all would be quadratic.
    """
    seen: dict[tuple[str, ...], Paragraph] = {}
    for later in paragraphs:
        ends = (later.words[:CLUE], later.words[-CLUE:])
        found = next((seen[end] for end in ends if end in seen and _same(seen[end], later)), None)
        if found:
            yield found, later, found.words == later.words
        for end in ends:
            seen.setdefault(end, later)


def _same(earlier: Paragraph, later: Paragraph) -> bool:
    if earlier.words == later.words:
        return True
    one, two = earlier.shingles, later.shingles
    common = len(one & two) / (len(one | two) or 1)
    return common >= NEARLY or (common >= NEARLY_LONG and len(later.words) >= LONG)
