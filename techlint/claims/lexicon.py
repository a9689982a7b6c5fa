"""Words and the classes they belong to.

In: `claims/data/words.tsv`. Out: the tokens of a text with their classes.
Must not know: quantities, documents.
"""

from __future__ import annotations

from functools import cache, lru_cache

from techlint import resources
from techlint.lazy import lazy
from techlint.needles import EDGE
from techlint.record import NamedTuple

TOKEN = lazy(r"[^\W_][\w'’.+/#-]{0,40}|[%$€£]|￼")
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
    spans = [(m.start(), m.end(), m[0].lower().replace("’", "'").rstrip(".'-/")) for m in TOKEN.finditer(text)]
    heads = lexicon().phrase_heads
    found = []
    for k, (start, end, word) in enumerate(spans):
        names = classes(word)
        if word in heads:
            for size in range(2, LONGEST_PHRASE + 1):
                names |= classes(" ".join(part[2] for part in spans[k : k + size]))
        found.append(Token(start, end, word, names))
    return found


@cache
def _entries_of(name: str) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...]]:
    """The words, the beginnings of words and the phrases of a class."""
    words = lexicon()
    whole = frozenset(word for word, names in words.whole.items() if name in names)
    stems = tuple(word for word, names in words.stems.items() if name in names)
    return whole, stems, tuple(entry for entry in (*whole, *stems) if " " in entry)


@cache
def needles(name: str) -> tuple[str, ...]:
    """Strings, marked as those of `techlint.needles`, of which a text holds one if it has a word of a class."""
    whole, stems, _ = _entries_of(name)
    found = set()
    for entry in (*whole, *stems):
        word = max(reversed(entry.split()), key=len)
        ends = entry in stems and entry.endswith(word)
        found.add(f"{EDGE}{word}" if ends else f"{EDGE}{word}{EDGE}")
    return tuple(found)


def words_of(text: str, name: str) -> frozenset[str]:
    """The words of a text that have a class: as `tokens` says, at a fraction of the cost where places do not matter."""
    whole, stems, phrases = _entries_of(name)
    words = [word.rstrip(".'-/") for word in TOKEN.findall(text.lower().replace("’", "'"))]
    different = set(words)
    found = (different & whole) | {word for word in different if word.startswith(stems)}
    joined = " ".join(words)
    if any(phrase in joined for phrase in phrases):
        for k, word in enumerate(words):
            if word in lexicon().phrase_heads and any(
                name in classes(" ".join(words[k : k + size])) for size in range(2, LONGEST_PHRASE + 1)
            ):
                found.add(word)
    return frozenset(found)
