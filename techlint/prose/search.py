"""What proselint's checks find in a text: the same places as proselint gives, found by looking only where they can be.

In: a text. Out: Matches (path of the check, place, replacement), sorted. Must not know: Markdown, rules, severities.

Of some 3,700 patterns few can match in one draft: each needs a word, and one pass tells which words are there.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import zip_longest
from math import ceil
from operator import eq
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy
from techlint.literals import within
from techlint.prose.table import table
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

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


class Match(NamedTuple):
    """A place in the text; `use` is what proselint would write there, "" if it has nothing to offer."""

    path: str
    start: int
    end: int
    use: str


def search(prose: str, words: frozenset[str] | None = None) -> tuple[Match, ...]:
    """What proselint finds in a text. `words` are its runs of Latin letters in lower case, if they are known."""
    text = f"\n{prose}\n"  # as proselint reads it: some patterns want a line end around the text
    folded = text.lower()
    found: set[Match] = set()
    quoted: list[tuple[int, int]] | None = None
    for number, items in _candidates(folded, words or frozenset(WORD.findall(folded))).items():
        check = table().checks[number]
        if not _worthwhile(check, items, text):
            continue
        matches = list((_illusions if check["path"] == ILLUSIONS else _matches)(check, sorted(items), text))
        if matches and check["ppm"]:
            wanted = max(ceil(check["ppm"] / 1e6 * max(len(text), 1000)), 2)
            matches = matches[wanted - 1 : wanted]
        if matches and not check["quotes"]:
            quoted = _quoted(text) if quoted is None else quoted
            matches = [m for m in matches if not any(start < m.start <= end for start, end in quoted)]
        found.update(matches)
    return tuple(sorted(m._replace(start=m.start - 1, end=m.end - 1) for m in found))


def _candidates(folded: str, present: frozenset[str]) -> dict[int, set[int]]:
    """The items of each check that may match: number of the check -> numbers of its items."""
    found: dict[int, set[int]] = {}
    known, flat = table(), " ".join(folded.split())
    for word in known.words.keys() & present:
        for number, item, others, phrase in known.words[word]:
            if not phrase or (present.issuperset(others) and phrase in flat):
                found.setdefault(number, set()).add(item)
    there = within(known.literals, folded)
    for number, item, clue in known.clues:
        if not clue or clue in there:
            found.setdefault(number, set()).add(item)
    return found


def _worthwhile(check: Mapping[str, Any], items: set[int], text: str) -> bool:
    """Whether a check that is slow to search for, or has a common clue, can find anything."""
    if check["how"] == "pair":
        return len(items) == len(check["items"])  # a text that writes a word one way only is consistent
    if check["how"] == "but":
        return "\nBut" in text
    return check["path"] != HYPERBOLE or any(marks in text for marks in LOUD)


def _matches(check: Mapping[str, Any], candidates: list[int], text: str) -> Iterator[Match]:
    """The matches of one check, in proselint's order."""
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
    patterns: Iterable[tuple[str, str]]
    if check["how"] == "set" and fancy:
        whole = padding.format("(?:" + "|".join(items[k] for k in candidates) + ")")
        patterns = [(whole, "")]
    elif check["how"] == "set":
        # A set asks for whole words first, then takes the pattern wherever it stands: proselint's way, kept.
        patterns = [(items[k], "") for k in candidates if _compile(padding.replace("{}", items[k]), flags).search(text)]
    else:
        patterns = [(padding.replace("{}", items[k]), uses.get(items[k], "")) for k in candidates]
    for pattern, use in patterns:
        for m in _compile(pattern, flags).finditer(text):
            found = m[0].strip()
            yield Match(path, m.start() + left, m.end() + right, use or uses.get(found.lower() if folds else found, ""))


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


def _illusions(check: Mapping[str, Any], _items: list[int], text: str) -> Iterator[Match]:
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
