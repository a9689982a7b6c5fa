"""Find words in which one letter comes from another alphabet.

In: the document. Out: hits on the words, with the Latin word as a fix. Must not know: severities.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from techlint import letters
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import Mentions, characters, place
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

ABOUT = lazy(
    r"cyrillic|greek|armenian|homogl|homogra|confusab|look-?alike|unicode|U\+0[345]|keyboard layout|russian|reversed",
    re.IGNORECASE,
)
FOREIGN_SHARE = 0.1
"""Above this share of letters a script is a language of the draft, and its words take Latin endings and prefixes."""


@cache
def _mixed() -> re.Pattern[str]:
    odd = "".join(map(re.escape, letters.lookalikes()))
    return lazy(f"[{odd}](?:(?=[A-Za-z_])|(?<=[A-Za-z_].))")


@cache
def _alone() -> re.Pattern[str]:
    return lazy("[асоехру](?<=[a-z,] .)(?= [a-z])")


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the words."""
    text = doc.source.text
    if letters.lookalikes().keys().isdisjoint(doc.view(characters)):
        return
    spans = {_word(text, match.start()): None for match in _mixed().finditer(text)}
    spans |= {Span(*match.span()): None for match in _alone().finditer(text)}
    if not spans:
        return
    about = doc.view(profile)
    if about.about_letters or about.latin < 1 - FOREIGN_SHARE:
        return
    about_letters = Mentions(ABOUT)
    for span in spans:
        word = text[span.start : span.end]
        if not _imitates(word) or about_letters(place(doc, span.start)):
            continue
        right = letters.latinised(word)
        names = ", ".join(f"{char} is {letters.script(char)}" for char in dict.fromkeys(word) if not char.isascii())
        yield Hit(
            span, {"word": word, "right": right, "letters": names}, fix=Fix(f"write `{right}`", (Edit(span, right),))
        )


def _word(text: str, at: int) -> Span:
    start, end = at, at + 1
    while start and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return Span(start, end)


def _imitates(word: str) -> bool:
    """Whether every foreign letter of the word is a look-alike: `σbar` and `αcτµαlly` are meant as they stand."""
    return all(char.isascii() or char in letters.lookalikes() for char in word)
