"""Secrets told in sentences: "the password is `...`".

In: a stretch of prose as it stands in the draft, with its markup. Out: Places.
Must not know: whether the literal is worth a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.secrets.model import Stretch

WORDS: Mapping[str, Purpose] = {
    "password": Purpose.PASSWORD,
    "passwd": Purpose.PASSWORD,
    "passphrase": Purpose.PASSWORD,
    "token": Purpose.TOKEN,
    "api key": Purpose.TOKEN,
    "api-key": Purpose.TOKEN,
    "secret key": Purpose.SIGNING,
    "secret": Purpose.SIGNING,
    "credentials": Purpose.PASSWORD,
    "密码": Purpose.PASSWORD,
    "口令": Purpose.PASSWORD,
}
TOLD = lazy(
    r"""(?i)\*{0,2}(?:[ ]\w{1,15}){0,4}?[ ]{0,3}(?:\b(?:is|are|was|will\sbe)\b|=|:|：|为|是|\bset\sto\b)\*{0,2}[ ]{0,3}
        (?:`(?P<code>[^`\n]{3,120})`|"(?P<quoted>[^"\n]{3,120})"|“(?P<curly>[^”\n]{3,120})”|\*\*(?P<bold>[^*\n]{3,120})\*\*|'(?P<single>[^'\n]{3,120})')""",
    re.VERBOSE,
)


def find(stretch: Stretch) -> Iterator[Place]:
    """The literals that a sentence calls a secret."""
    for word in stretch.held & WORDS.keys():
        for at in stretch.finds(word):
            told = TOLD.match(stretch.text, at + len(word))
            if told and told.lastgroup:
                yield Place(*told.span(told.lastgroup), "prose", word, WORDS[word])
