"""Words and the classes they belong to.

In: `claims/data/words.tsv`. Out: the tokens of a text with their classes.
Must not know: quantities, documents.
"""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.needles import EDGE
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

TOKEN = lazy(r"[^\W_][\w'’.+/#-]{0,40}|[%$€£]|￼")
INNER = "'.+/#-_"
"""Marks that stand inside of words."""
LONGEST_PHRASE = 3
NONE: frozenset[str] = frozenset()


class Token(NamedTuple):
    """A word of a text: where it stands, itself in lower case, and its classes."""

    start: int
    end: int
    word: str
    classes: frozenset[str]


class Lexicon(NamedTuple):
    """Entries as written, and entries of which only the beginning is given; phrases are joined by one blank."""

    whole: dict[str, frozenset[str]]
    stems: dict[str, frozenset[str]]
    phrase_heads: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Read the word list, once a process."""
    whole: dict[str, frozenset[str]] = {}
    stems: dict[str, frozenset[str]] = {}
    for line in resources.read_words("claims/data/words.tsv"):
        name, _, entries = line.partition("\t")
        alone = frozenset((name,))  # the classes of most words
        for entry in entries.split(", "):
            known, word = (stems, entry[:-1]) if entry[-1] == "*" else (whole, entry)
            known[word] = known[word] | alone if word in known else alone
    return Lexicon(whole, stems, frozenset(word.split(" ")[0] for word in (*whole, *stems) if " " in word))


@lru_cache(maxsize=50_000)
def classes(word: str) -> frozenset[str]:
    """The classes of a word or phrase in lower case."""
    words = lexicon()
    found = words.whole.get(word, NONE)
    for size in range(3, len(word) + 1):
        found |= words.stems.get(word[:size], NONE)
    return found


def tokens(text: str) -> list[Token]:
    """The words of a text; the first word of a known phrase has the phrase's classes too."""
    spans = [m.span() for m in TOKEN.finditer(text)]
    words = [text[start:end].lower().replace("’", "'").rstrip(".'-/") for start, end in spans]
    heads = lexicon().phrase_heads
    found = []
    for k, ((start, end), word) in enumerate(zip(spans, words, strict=True)):
        names = classes(word)
        if word in heads:
            for size in range(2, LONGEST_PHRASE + 1):
                names |= classes(" ".join(words[k : k + size]))
        found.append(Token(start, end, word, names))
    return found


@cache
def needles(name: str) -> tuple[str, ...]:
    """Strings, marked as those of `techlint.needles`, with one of which each word or phrase of a class begins."""
    words = lexicon()
    whole = (f"{EDGE}{entry.split()[0]}{EDGE}" for entry, names in words.whole.items() if name in names)
    stems = (
        f"{EDGE}{head}{EDGE}" if rest else f"{EDGE}{head}"
        for entry, names in words.stems.items()
        if name in names
        for head, _, rest in [entry.partition(" ")]
    )
    return tuple({*whole, *stems})


def words_at(low: str, places: Iterable[int], name: str) -> frozenset[str]:
    """The words of a text in lower case that have a class, as `tokens` says; its needles stand at `places`."""
    low = low.replace("’", "'")
    words = [(at, word) for at in places if (word := _word_at(low, at))]
    return frozenset([word for at, word in words if name in classes(word) or name in _of_phrases(low, at, word)])


def _word_at(low: str, at: int) -> str:
    """The word that begins at a place; "" if that is inside of one."""
    before = at
    while before and low[before - 1] in INNER:
        before -= 1
    token = TOKEN.match(low, at)
    return "" if token is None or (before and low[before - 1].isalnum()) else token[0].rstrip(".'-/")


def _of_phrases(low: str, at: int, word: str) -> frozenset[str]:
    """The classes of the phrases that begin with a word."""
    if word not in lexicon().phrase_heads:
        return NONE
    row = [m[0].rstrip(".'-/") for m in islice(TOKEN.finditer(low, at), LONGEST_PHRASE)]
    return NONE.union(*(classes(" ".join(row[:size])) for size in range(2, LONGEST_PHRASE + 1)))
