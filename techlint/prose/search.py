"""What proselint's checks find in a text: the same places as proselint gives, found by looking only where they can be.

In: a text. Out: Matches (path of the check, place, replacement), sorted. Must not know: Markdown, rules, severities.

Of some 3,700 patterns few can match in one draft: each needs a word, and one pass tells which words are there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, cached_property
from itertools import zip_longest
from math import ceil
from operator import eq
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy
from techlint.prose.table import table
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

WORD = re.compile("[a-z]+")
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
TOKEN = re.compile(r"\w+|[^\w\s]+|\n(?=\n)")
ILLUSION = lazy(r"(?<![\w'-])(\w{1,60}(?:\s{1,9}\w{1,60}){0,3})(?:\s{1,9}\1)+(?![\w'-])", re.IGNORECASE)
"""A phrase of up to four words that stands twice, bounded: proselint's own pattern is not linear.

Less than proselint finds on purpose: no half words (`Ryzen 7 7700`), nothing across a blank line (a heading and the
first word under it)."""
ILLUSIONS = "lexical_illusions"
HYPERBOLE, LOUD = "typography.punctuation.hyperbole", ("!!", "??", "!?", "?!")
QUOTE = re.compile("[\"'“”‘’](?:(?<!\\w.)|\\B)")
PAIRS = ({"“", "”"}, {"‘", "’"})
SEPARATORS = " ,.!?:;-\r\n"


WINDOW, REACH = 100_000, 400
"""Characters that are asked for words at a time: a long draft holds some word of nearly every pattern, and each of them
would be searched for in all of it. And how far a match may reach beyond its window."""

Windows = list[tuple[int, int]]
"""Stretches of the text, in order, in which something is worth a search."""


class Match(NamedTuple):
    """A place in the text; `use` is what proselint would write there, "" if it has nothing to offer."""

    path: str
    start: int
    end: int
    use: str


class Window:
    """A stretch of a text that is asked for words; `words` are its runs of Latin letters, if they are known."""

    def __init__(self, text: str, start: int, end: int, words: frozenset[str] | None) -> None:
        self.start, self.end = start, end
        self.folded = text[start : end + REACH].lower()
        self.words = words or frozenset(WORD.findall(self.folded))

    @cached_property
    def flat(self) -> str:
        """The text with one blank for any run of them."""
        return " ".join(self.folded.split())

    def items(self, number: int) -> set[int]:
        """The items of a check that may match."""
        words, clues = table().words_of.get(number, {}), table().clues_of.get(number, {})
        found = {
            item
            for word in self.words.intersection(words)
            for item, others, phrase in words[word]
            if not phrase or (self.words.issuperset(others) and phrase in self.flat)
        }
        for clue in clues:
            if clue in self.folded:
                found.update(clues[clue])
        return found


class Search:
    """A text, and what may be found in it. `words` are its runs of Latin letters in lower case, if they are known."""

    def __init__(self, prose: str, words: frozenset[str] | None = None) -> None:
        self.text = f"\n{prose}\n"  # as proselint reads it: some patterns want a line end around the text
        cuts = _windows(self.text)
        self.windows = [Window(self.text, *cut, words if len(cuts) == 1 else None) for cut in cuts]

    @cached_property
    def quoted(self) -> list[tuple[int, int]]:
        """The stretches in quotation marks."""
        return _quoted(self.text)

    def matches(self, paths: tuple[str, ...] = ("",)) -> tuple[Match, ...]:
        """What some checks find, sorted; `paths` are theirs, or beginnings of them up to a dot."""
        found: set[Match] = set()
        for number in table().numbers(paths):
            found.update(self._matches(table().checks[number], self._worth(number)))
        return tuple(sorted(m._replace(start=m.start - 1, end=m.end - 1) for m in found))

    def _worth(self, number: int) -> dict[int, Windows]:
        """The items of a check that are worth a search, and where."""
        found: dict[int, Windows] = {}
        for window in self.windows:
            for item in window.items(number):
                found.setdefault(item, []).append((window.start, window.end))
        return found

    def _matches(self, check: Mapping[str, Any], items: Mapping[int, Windows]) -> list[Match]:
        """What one check finds."""
        if not items or not _worthwhile(check, items.keys(), self.text):
            return []
        matches = list((_illusions if check["path"] == ILLUSIONS else _matches)(check, items, self.text))
        if matches and check["ppm"]:
            wanted = max(ceil(check["ppm"] / 1e6 * max(len(self.text), 1000)), 2)
            matches = matches[wanted - 1 : wanted]
        if matches and not check["quotes"]:
            matches = [match for match in matches if not _within(match.start, self.quoted)]
        return matches


def search(prose: str) -> tuple[Match, ...]:
    """What proselint finds in a text, all of it."""
    return Search(prose).matches()


def _windows(text: str) -> Windows:
    """The text cut at blank lines; in one piece, if it is no book."""
    found, start = [], 0
    while start < len(text):
        cut = text.rfind("\n\n", start, start + WINDOW) + 2 if len(text) > start + WINDOW else len(text)
        end = cut if cut > start + 1 else start + WINDOW
        found.append((start, end))
        start = end
    return found


def _worthwhile(check: Mapping[str, Any], items: Collection[int], text: str) -> bool:
    """Whether a check that is slow to search for, or has a common clue, can find anything."""
    if check["how"] == "pair":
        return len(items) == len(check["items"])  # a text that writes a word one way only is consistent
    if check["how"] == "but":
        return "\nBut" in text
    return check["path"] != HYPERBOLE or any(marks in text for marks in LOUD)


def _matches(check: Mapping[str, Any], worth: Mapping[int, Windows], text: str) -> Iterator[Match]:
    """The matches of one check, in proselint's order."""
    candidates = sorted(worth)
    items, path, (left, right) = check["items"], check["path"], check["offset"]
    folds, fancy, padding = check["folds"], check["fancy"], check["padding"]
    flags = (re.IGNORECASE if folds else 0) | (0 if fancy else re.ASCII) | (re.MULTILINE if check["lines"] else 0)
    if check["how"] == "pair":
        for m, use in _minority(*(list(_compile(item, flags).finditer(text)) for item in items), uses=items):
            yield Match(path, m.start(), m.end(), use)
        return
    if check["how"] == "but":
        for m in _compile(items[0], flags).finditer(text):
            yield Match(path, m.start() + m[0].count("\n", 0, 2), m.end(), "")
        return
    uses = dict(zip(items, check["uses"], strict=False))
    patterns: Iterable[tuple[str, str, Windows]]
    if check["how"] == "set" and fancy:
        whole = padding.format("(?:" + "|".join(items[k] for k in candidates) + ")")
        patterns = [(whole, "", sorted({window for k in candidates for window in worth[k]}))]
    elif check["how"] == "set":
        # A set asks for whole words first, then takes the pattern wherever it stands: proselint's way, kept.
        patterns = [
            (items[k], "", [(0, len(text))])
            for k in candidates
            if any(_found(_compile(padding.replace("{}", items[k]), flags), text, worth[k]))
        ]
    else:
        patterns = [(padding.replace("{}", items[k]), uses.get(items[k], ""), worth[k]) for k in candidates]
    for pattern, use, windows in patterns:
        for m in _found(_compile(pattern, flags), text, windows):
            found = m[0].strip()
            yield Match(path, m.start() + left, m.end() + right, use or uses.get(found.lower() if folds else found, ""))


def _found(pattern: re.Pattern[str], text: str, windows: Windows) -> Iterator[re.Match[str]]:
    """The matches that begin in some windows."""
    done = 0
    for start, end in windows:
        for m in pattern.finditer(text, max(start, done), end + REACH):
            if m.start() >= end:
                break
            done = m.end()
            yield m


@cache
def _compile(pattern: str, flags: int) -> re.Pattern[str]:
    r"""A pattern of proselint for `re`: RE2's `\x{2014}`; a run of digits or letters is looked at once."""
    bounded = re.sub(r"\\x\{(\w+)\}", lambda m: f"\\u{int(m[1], 16):04x}", pattern)
    if bounded.startswith(r"\d+"):
        bounded = r"\d(?<!\d\d)\d*" + bounded[3:]  # begins with a class of characters, which `re` is quick to find
    if bounded.startswith(r"\w*"):
        bounded = r"(?<!\w)\w*+" + bounded[3:]
    return re.compile(bounded, flags)


def _minority(
    first: list[re.Match[str]], second: list[re.Match[str]], *, uses: list[str]
) -> Iterator[tuple[re.Match[str], str]]:
    """Where a text writes a word both ways: the rarer one, as many of them as proselint looks at."""
    taken: list[tuple[re.Match[str] | None, re.Match[str] | None]] = []
    whole = True
    for pair in zip_longest(first, second):
        now = all(pair)
        if not whole and not now:
            break
        taken.append(pair)
        whole = now
    if taken:
        rarer = 1 if taken[-1][1] is None else 0
        yield from ((pair[rarer], uses[1 - rarer]) for pair in taken if pair[rarer] is not None)  # type: ignore[misc]


def _illusions(check: Mapping[str, Any], _worth: Mapping[int, Windows], text: str) -> Iterator[Match]:
    """Phrases that stand twice; only paragraphs in which one to four words come again at once are looked at."""
    if not _repeats(TOKEN.findall(text.lower())):
        return
    meant = re.compile("|".join(check["exceptions"]), re.IGNORECASE)
    for paragraph in PARAGRAPH.finditer(text):
        if _repeats(TOKEN.findall(paragraph[0].lower())):
            for m in ILLUSION.finditer(text, *paragraph.span()):
                if not meant.search(m[0].strip()):
                    yield Match(ILLUSIONS, *m.span(), "")


def _repeats(tokens: list[str]) -> bool:
    """Whether one to four words come again at once, nothing but blanks between them."""
    for size in (1, 2, 3, 4):
        same, run = bytes(map(eq, tokens, tokens[size:])), b"\1" * size
        at = same.find(run)
        while at >= 0:
            if all(token[0].isalnum() or token[0] == "_" for token in tokens[at : at + size]):
                return True
            at = same.find(run, at + 1)
    return False


def _quoted(text: str) -> list[tuple[int, int]]:
    """The stretches in quotation marks, as proselint pairs them: what stands there is somebody else's."""
    found, opened = [], None
    for m in QUOTE.finditer(text):
        at, mark = m.start(), m[0]
        if opened is None:
            opened = at if text[at - 1] in SEPARATORS else None
        elif ((mark in "\"'" and text[opened] == mark) or {text[opened], mark} in PAIRS) and (
            at + 1 < len(text) and text[at + 1] in SEPARATORS
        ):
            found.append((opened, at))
            opened = None
    return found


def _within(at: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether a place stands in one of some stretches, which are in order."""
    before = bisect_left(stretches, (at, 0)) - 1
    return before >= 0 and at <= stretches[before][1]
