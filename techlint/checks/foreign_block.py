"""Find a paragraph in another language in an English draft: the footer of the page it was copied from.

In: the document. Out: hits on the paragraphs; unsure ones where nothing but the language is odd.
Must not know: severities.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from techlint import letters, resources
from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.profile import WORD, language_shares, profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

FOREIGN_SHARE = 0.6
FEWEST_LETTERS = 6
MANY = 3
"""So many foreign paragraphs are no slip but a bilingual post."""

LABEL = 3
EDGE = 2
"""Footers and banners stand among the first or last two blocks."""

LANGUAGE = lazy(
    r"\b(?:Chinese|Japanese|Korean|Russian|Arabic|Hebrew|Greek|Thai|Hindi|Ukrainian|Persian|Vietnamese|Spanish|Portuguese"
    r"|French|German|Italian|Turkish|Polish|translat\w+|language|prompt|input|output|unicode|tokeni\w+)\b",
    re.IGNORECASE,
)


@cache
def _phrases() -> frozenset[str]:
    return frozenset(resources.read_words("text/data/footer-phrases.txt"))


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the paragraphs."""
    if doc.source.text.isascii():
        return
    blocks = [
        node for node in doc.root.children if node.kind not in ("thematic_break", "html_block", "link_definition")
    ]
    begging = {node for node, _ in doc.view(profile).holding(doc.held(_phrases()))}
    last = len(blocks) - EDGE
    found = [at for at, node in enumerate(blocks) if (at < EDGE or at >= last or node in begging) and _foreign(node)]
    if not found or not _in_english(doc):
        return
    many = len(list(islice(filter(_foreign, blocks), MANY))) == MANY
    for at in found:
        node = blocks[at]
        begs = node in begging
        announced = at > 0 and _introduces(blocks[at - 1], begging=begs)
        linked = any(child.kind in ("link", "image") for child in node.walk())
        if not announced and not linked and (begs or not many):
            yield Hit(node.span, {"text": _text(node)[:40]}, sure=begs)


def _in_english(doc: Document) -> bool:
    about = doc.view(profile)
    return about.english and about.latin >= 0.5 and not about.about_letters


def _text(node: Node) -> str:
    return node.excerpt.text if node.excerpt else ""


def _introduces(node: Node, *, begging: bool) -> bool:
    """Whether a block announces the next one: it ends with a colon, or speaks of languages.

    A footer that begs is announced by a sentence only, not by the label of a lost section (`References:`).
    """
    text = _text(node)
    if text.rstrip().endswith((":", "：")):
        return not begging or len(text.split()) > LABEL
    return not begging and LANGUAGE.search(text) is not None


def _foreign(node: Node) -> bool:
    text = _text(node)
    if node.kind != "paragraph" or text.isascii():
        return False
    scripts = letters.scripts(text)
    latin = scripts[letters.LATIN]
    other = sum(scripts.values()) - latin
    if other >= FEWEST_LETTERS and other / (latin + other) >= FOREIGN_SHARE:
        return True
    return latin > other and _other_language(text)


def _other_language(text: str) -> bool:
    """Whether Latin letters spell another language: few English function words and many of one other."""
    counts = Counter(word.lower() for word in WORD.findall(text))
    if counts.total() < 6:
        return False
    shares = dict(language_shares(counts))
    english = shares.pop("en", 0.0)
    best = max(shares.values(), default=0.0)
    return english <= 0.1 and best >= 0.2 and best >= 2 * english + 0.1
