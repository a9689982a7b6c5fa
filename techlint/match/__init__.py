"""The vocabulary of `match:`: what a rule can say without Python. One word, one file; WORDS is the register.

In: the `match:` part of a rule file, already validated. Out: a Check.
Must not know: rule ids, severities, files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from techlint.document import Code, expand
from techlint.match.conditions import Condition, condition
from techlint.record import NamedTuple
from techlint.text import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.finding import Hit
    from techlint.match.regex import MakeRegex
    from techlint.match.word import Word

WORDS: dict[str, str] = {
    "pattern": "techlint.match.pattern:Pattern",
    "terms": "techlint.match.terms:Terms",
    "swap": "techlint.match.swap:Swap",
    "symbol": "techlint.match.symbol:Symbol",
    "structure": "techlint.match.structure:Structure",
    "count": "techlint.match.count:Count",
}
"""A word of the vocabulary -> the class that reads it, imported when a rule uses the word."""


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
    word = _class(name).read(raw[name], regex)
    return Match(
        word=word,
        kinds=expand(raw["in"]),
        needs=frozenset(raw.get("needs", ())) or word.literals,
        langs=frozenset(raw.get("lang", ())),
        unless=tuple(condition(entry, regex) for entry in raw.get("unless", ())),
    )


def _class(name: str) -> type[Word]:
    module, _, inside = WORDS[name].partition(":")
    found: type[Word] = getattr(import_module(module), inside)
    return found
