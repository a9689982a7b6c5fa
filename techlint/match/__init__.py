"""The vocabulary of `match:`: what a rule can say without Python. One word, one file; WORDS is the register.

In: the `match:` part of a rule file, already validated. Out: a Check.
Must not know: rule ids, severities, files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from techlint.document import Code, expand
from techlint.match.conditions import Condition, condition
from techlint.match.count import Count
from techlint.match.pattern import Pattern
from techlint.match.structure import Structure
from techlint.match.swap import Swap
from techlint.match.symbol import Symbol
from techlint.match.terms import Terms
from techlint.text import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.finding import Hit
    from techlint.match.regex import MakeRegex
    from techlint.match.word import Word

WORDS: dict[str, type[Word]] = {
    "pattern": Pattern,
    "terms": Terms,
    "swap": Swap,
    "symbol": Symbol,
    "structure": Structure,
    "count": Count,
}


class Match(NamedTuple):
    """A check said in YAML: in these nodes, find this, but not where that holds."""

    word: Word
    kinds: frozenset[str]
    needs: frozenset[str]
    langs: frozenset[str] = frozenset()
    unless: tuple[Condition, ...] = ()

    def __call__(self, node: Node, doc: Document) -> Iterator[Hit]:
        """Yield the hits in `node`."""
        if self.langs and not (isinstance(node, Code) and node.lang in self.langs):
            return
        excerpt = node.excerpt or Excerpt.verbatim(doc.source, node.span)
        for hit in self.word.find(node, excerpt):
            if not any(acquits(hit, node, doc) for acquits in self.unless):
                yield hit


def build(raw: Mapping[str, Any], regex: MakeRegex) -> Match:
    """Make a check of a `match:` mapping."""
    name = next(key for key in raw if key in WORDS)
    word = WORDS[name].read(raw[name], regex)
    return Match(
        word=word,
        kinds=expand(raw["in"]),
        needs=frozenset(raw.get("needs", ())) or word.literals,
        langs=frozenset(raw.get("lang", ())),
        unless=tuple(condition(entry, regex) for entry in raw.get("unless", ())),
    )
