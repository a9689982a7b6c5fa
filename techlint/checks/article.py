"""Find "a" before a vowel sound and "an" before a consonant sound, where the sound is certain.

In: an English draft. Out: a hit on the article, with the right one as a fix.
Must not know: which rule asks, how words sound: that is a table in which the first row that fits decides.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

ARTICLE = lazy(
    r"(?P<article>a(?=[n \u00a0])(?<![\w.'’*/\\(=\"“`&+-].)n?)[ \u00a0]"
    r"(?P<word>[a-z]+\d*|\d[\d,.]*)(?![\w.'’]*[/@_:=&]\w|[\w'’]*['’.]\w)"
)
"""In lower case: it begins with one letter, which `re` is quick to find."""
NAMED = lazy(
    r"(?:\b(?:vitamin|plan|option|class|grade|type|team|point|series|case|part|step|side|variable|and|or|vs)|[=+<>,])"
    r"\s*\Z",
    re.IGNORECASE,
)
"""Before these "a" is a name."""
AFTER_NAME = frozenset(
    "a an and or is in as at of on if are was with to i it us am be by do go has he me no so up".split()
)
"""After "a" these show that it is a name, or that a word is missing: another rule's business."""


@cache
def _sounds() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (line.split("\t") for line in resources.read_text("prose/data/sounds.tsv").splitlines())
    return tuple((lazy(row[0]), row[1]) for row in rows if len(row) == 2 and not row[0].startswith("#"))


@cache
def _article_of(word: str) -> str:
    """The article a word takes: "a", "an", or "?" if readers differ."""
    return next(article for pattern, article in _sounds() if pattern.fullmatch(word))


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield every article that its word's sound forbids."""
    written = doc.view(profile)
    prose = written.prose
    for m in ARTICLE.finditer(written.folded):
        article, word = prose[m.start() : m.end("article")], prose[m.start("word") : m.end()]
        use = _article_of(word)
        if use in {"?", article.lower()} or not word.isascii():  # `İ` has become `i`
            continue
        node, excerpt = written.blocks[number := written.joined.at(m.start())]
        start = m.start() - written.joined.starts[number]
        near = prose[max(m.start() - AROUND, 0) : m.end() + AROUND]
        before = excerpt.text[max(start - AROUND, 0) : start]
        if not _is_article(article, word, before, near) or not written.english:
            continue
        use = article[0] + use[1:]
        span = excerpt.span(start, start + len(article))
        plain = node.exact and excerpt.literal(start, start + len(article))
        fix = Fix(f"write {use}", (Edit(span, use),), safe=True) if plain else None
        yield Hit(span, {"found": article, "use": use, "word": word}, fix=fix)


FOREIGN = lazy(r"\b(?:la|el|los|las|va|que|del|al|una|por|che|il|di|da|um|uma|le|les|du|est)\b", re.IGNORECASE)
AROUND = 40


def _is_article(article: str, word: str, before: str, near: str) -> bool:
    """Whether the letter is an article: not a name ("option a"), a grade, a letter in a title of capitals.

    Nor a word of the title of a book that is not English: "La casa va a arder".
    """
    if len(FOREIGN.findall(near)) > 1:
        return False
    if article == "A" and before.strip() and not before.rstrip().endswith((".", "!", "?", ":")):
        return False
    return word.lower() not in AFTER_NAME and not NAMED.search(before[-20:])
