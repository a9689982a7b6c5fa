"""Scripts and look-alike letters: what a character is, from the tables beside the rules.

In: characters. Out: the name of their script, the Latin letter they imitate, regular expressions that find them.
Must not know: documents, rules.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LATIN = "Latin"
SPACED = frozenset({"Han", "Kana", "Hangul"})
"""Scripts in which a sentence has few or no blanks, so that a run of letters may be long."""


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table: tab-separated fields; lines that begin with `#` are left out."""
    for line in resources.read_text(name).splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


_ASCII = bytes(range(128))
_NO_LETTERS = bytes([code for code in _ASCII if not chr(code).isalpha()])
_TYPED = bytes([code for code in _ASCII if chr(code).isprintable() or chr(code) in "\t\n\r"])


def beyond_ascii(text: str) -> str:
    """The characters of a text that are not ASCII, in order."""
    return _without(_ASCII, text)


def untyped(text: str) -> str:
    """The characters of a text that are not ASCII, or control characters, in order."""
    return _without(_TYPED, text)


def _without(some: bytes, text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(None, some).decode("utf-8", "surrogatepass")


@cache
def _blocks() -> tuple[tuple[int, int, str], ...]:
    return tuple(
        sorted((int(first, 16), int(last, 16), script) for first, last, script in rows("text/data/scripts.tsv"))
    )


@cache
def foreign_class() -> str:
    """The inside of a character class that holds every letter of another script than Latin."""
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last, _ in _blocks())


@cache
def foreign_run() -> re.Pattern[str]:
    """A run of letters of other scripts, accents and joiners inside it."""
    letters = foreign_class()
    return lazy(f"[{letters}][{letters}\u0300-\u036f\u200c\u200d]*")


@cache
def _starts() -> list[int]:
    return [first for first, _, _ in _blocks()]


@lru_cache(maxsize=4096)
def script(char: str) -> str:
    """The script of a letter; "Latin" for all that the table does not name."""
    code = ord(char)
    if code < 0x370:
        return LATIN
    first, last, name = _blocks()[max(bisect_right(_starts(), code) - 1, 0)]
    return name if first <= code <= last else LATIN


def scripts(text: str) -> Mapping[str, int]:
    """How many letters of each script a text has."""
    found = Counter({LATIN: len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))})
    for char, count in Counter(beyond_ascii(text)).items():
        if char.isalpha():
            found[script(char)] += count
    return found


def _pairs() -> Iterator[tuple[str, str]]:
    return ((letter, latin) for letter, latin in rows("text/data/lookalikes.tsv"))


@cache
def lookalikes() -> Mapping[str, str]:
    """Letters of other scripts that look exactly like a Latin one -> that one."""
    return dict(_pairs())


def latinised(text: str) -> str:
    """The text with every look-alike replaced by the Latin letter it imitates."""
    return text.translate({ord(letter): latin for letter, latin in lookalikes().items()})
