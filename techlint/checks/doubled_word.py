"""Find a word that stands twice in a row.

In: an English draft. Out: a hit on the second one, with a fix that takes it out.
Must not know: which rule asks, which words English doubles: those are word lists.
"""

from __future__ import annotations

from itertools import compress
from operator import eq
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from techlint.document import Document, Node
    from techlint.text import Excerpt

TWICE = lazy(r"(?<![\w'’.-])(?P<word>[A-Za-z]{2,20}) +(?P<again>(?P=word))(?![\w'’]|-\w|\.\w)")


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield every second word of the draft."""
    about = doc.view(profile)
    doubled = _doubled(about.tokens)
    if doubled and about.english:
        for node, excerpt in about.holding(map(str.lower, doubled)):
            yield from _in_block(node, excerpt)


def _doubled(words: Sequence[str]) -> set[str]:
    """The words that may stand twice: in most drafts none does, and no block need be read."""
    return {word for word in compress(words, map(eq, words, words[1:])) if word.isalpha()}


def _in_block(node: Node, excerpt: Excerpt) -> Iterable[Hit]:
    """Unsure where the word is no function word: it may be a name, or meant."""
    for m in TWICE.finditer(excerpt.text) if _doubled(excerpt.text.split()) else ():
        word = m["word"].lower()
        if word in resources.read_words("prose/data/doubled-on-purpose.txt"):
            continue
        first, span = excerpt.span(*m.span("word")), excerpt.span(*m.span("again"))
        plain = node.exact and excerpt.literal(m.start(), m.end())
        fix = Fix(f"take out one {m['again']}", (Edit(Span(first.end, span.end), ""),), safe=True) if plain else None
        certain = word in resources.read_words("prose/data/function-words.txt")
        yield Hit(span, {"found": m["again"]}, fix=fix, sure=certain)
