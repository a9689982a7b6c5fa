"""What can only be seen across the drafts of a repository: two with one title, or with one address.

In: the text of each draft, for a Summary. Out: for each summary the Clashes with the others.
Must not know: files, configuration, rules, how runs are spread over processes.

How to run it: read every draft of the repository once and keep its `Summary` (`to_json` for a cache keyed by content);
build one `Collection` of all of them; ask `clashes` for the drafts that are being checked. Summaries are cheap: no
Markdown is parsed, so the drafts that did not change cost a read. Both sides of a clash are told, each at its own
title, because either may be the one that is being checked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any

from techlint import frontmatter, titles
from techlint.lazy import lazy
from techlint.record import NamedTuple, Record
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from techlint.document import FrontMatter

HEADINGS = {
    "#": lazy(r" {0,3}#[ \t]{1,8}(\S[^\n]{0,300})"),
    "\n=": lazy(r"([^\s#>|<`~{-][^\n]{0,200})\n=+ *$", re.MULTILINE),
}
FENCES = {mark: lazy(rf" {{0,3}}{mark}") for mark in ("```", "~~~")}
"""By what a line must hold, or be followed by, what it must look like."""
LANGUAGE = lazy(r"^[a-z]{2}(?:[-_][a-z]{2,4})?$", re.IGNORECASE)
LANGUAGES = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv ms nb nl no pl pt ro ru sk sl sr sv th tr "
    "uk vi zh".split()
)
DATED = lazy(r"^\d{4}-\d{1,2}-\d{1,2}-?")
NUMBER = lazy(r"\d[\w.]*")
SMALL_WORDS = frozenset(
    "a an and as at by for from how in into is it of on or our the to using via we what why with your".split()
)

SERIES = 3
"""A title that so many drafts carry is the name of a series."""

LONG_TITLE = 7
"""In a title of so many words one more word hardly makes another title."""

TYPO = 0.85
"""How alike two words are, from 0 to 1, that are one word and a slip."""


class Summary(NamedTuple):
    """A draft in a few words.

    `folder` is where its kind lives, without dates, bundles and language; `address` what it asks to be reached at, ""
    if it does not say; `told` is whether its first heading repeats the title of its front matter, None without one.
    """

    path: str
    title: str
    span: tuple[int, int]
    folder: str
    lang: str
    address: str
    told: bool | None

    def to_json(self) -> list[Any]:
        """Plain data for a cache."""
        return [self.path, self.title, list(self.span), self.folder, self.lang, self.address, self.told]

    @classmethod
    def from_json(cls, data: Iterable[Any]) -> Summary:
        """The inverse of `to_json`."""
        path, title, span, folder, lang, address, told = data
        return cls(path, title, (span[0], span[1]), folder, lang, address, told)


class Clash(NamedTuple):
    """Something two drafts share. `kind` is same-title, near-title or same-address; `others` are their paths."""

    kind: str
    span: Span
    value: str
    others: tuple[str, ...]


class Surroundings(NamedTuple):
    """What a draft's check must know of the drafts around it: their site ("" if unknown), and what it shares."""

    site: str = ""
    clashes: tuple[Clash, ...] = ()


def summarise(path: str, text: str) -> Summary:
    """Sum a draft up. `path` is relative to the repository, with slashes; offsets are those of `text`."""
    front = frontmatter.read(text)
    body = front.span.end if front else 0
    heading = _first_heading(text, body)
    declared = front.text("title") if front else ""
    title, span = declared, (body, body)
    if front and declared:
        span = (front.fields["title"].span.start, front.fields["title"].span.end)
    elif heading:
        title, span = heading
    folder, lang = _shelf(path)
    if front:
        lang = front.text("lang") or front.text("language") or lang
    told = (heading is not None and titles.same(title, heading[0])) if declared else None
    return Summary(path, title, span, folder, lang.lower(), _address(path, front), told)


def _first_heading(text: str, start: int) -> tuple[str, tuple[int, int]] | None:
    fence = _first_line(FENCES, text, start, len(text))
    match = _first_line(HEADINGS, text, start, fence.start() if fence else len(text))
    if not match:
        return None
    title = match[1].rstrip()
    bare = title.rstrip("#")
    if bare.endswith((" ", "\t")):  # closing marks
        title = bare.rstrip()
    return title, (match.start(1), match.start(1) + len(title))


def _first_line(kinds: Mapping[str, re.Pattern[str]], text: str, start: int, end: int) -> re.Match[str] | None:
    """The first line between two places that is of one of the kinds."""
    first = None
    for mark, pattern in kinds.items():
        at = text.find(mark, start, end)
        while at >= 0:
            if found := pattern.match(text, max(text.rfind("\n", 0, at) + 1, start), end):
                first, end = found, found.start()
                break
            next_line = text.find("\n", at + 1, end)
            at = text.find(mark, next_line, end) if next_line >= 0 else -1
    return first


def _shelf(path: str) -> tuple[str, str]:
    """The folder of a path without dates, bundles and language, and the language."""
    *folders, name = path.replace("\\", "/").split("/")
    stem = name.rsplit(".", 1)[0]
    lang = next((part.lower() for part in reversed(folders) if _is_language(part)), "")
    if "." in stem and _is_language(stem.rsplit(".", 1)[1]):
        lang = stem.rsplit(".", 1)[1].lower()
    if stem.split(".")[0] in ("index", "_index", "README", "readme") and folders:
        folders = folders[:-1]
    return "/".join(part for part in folders if not (part.isdigit() or DATED.match(part) or _is_language(part))), lang


def _is_language(part: str) -> bool:
    return LANGUAGE.match(part) is not None and part[:2].lower() in LANGUAGES


def _address(path: str, front: FrontMatter | None) -> str:
    """What the front matter says about the address; a slug counts within the folder of its kind."""
    if not front:
        return ""
    for key in ("permalink", "url"):
        if front.text(key) and ":" not in front.text(key):
            return front.text(key).strip().strip("/").lower()
    slug = front.text("slug").strip().strip("/").lower()
    return f"{path.rsplit('/', 1)[0] if '/' in path else ''}//{slug}" if slug else ""


class Collection(Record):
    """All drafts of a repository, by what they may share."""

    summaries: tuple[Summary, ...]

    def clashes(self, summary: Summary) -> Iterator[Clash]:
        """What a draft shares with others of its folder and language."""
        if summary.title:
            same = self._others(self._by_title[_scope(summary), titles.key(summary.title)], summary)
            if same and len(same) + 1 < SERIES:
                yield Clash("same-title", Span(*summary.span), summary.title, same)
            near = () if same else tuple(dict.fromkeys(self._near(summary)))
            if near:
                yield Clash("near-title", Span(*summary.span), summary.title, near)
        if summary.address:
            others = self._others(self._by_address[summary.lang, summary.address], summary)
            if others:
                yield Clash("same-address", Span(*summary.span), summary.address.rpartition("//")[2], others)

    @staticmethod
    def _others(found: Iterable[Summary], summary: Summary) -> tuple[str, ...]:
        return tuple(other.path for other in found if other.path != summary.path)

    @cached_property
    def _by_title(self) -> Mapping[Hashable, list[Summary]]:
        return _index(
            self.summaries, lambda summary: [(_scope(summary), titles.key(summary.title))] if summary.title else []
        )

    @cached_property
    def _by_address(self) -> Mapping[Hashable, list[Summary]]:
        return _index(self.summaries, lambda summary: [(summary.lang, summary.address)] if summary.address else [])

    @cached_property
    def _by_gap(self) -> Mapping[Hashable, list[Summary]]:
        """Summaries by what their title says, whole and with each word left out."""
        return _index(self.summaries, lambda summary: [(_scope(summary), *gap) for gap, _ in _gaps(summary.title)])

    def _near(self, summary: Summary) -> Iterator[str]:
        """Drafts whose titles have the same words in another form or order, or differ by a slip or a small word."""
        mine = dict(_gaps(summary.title))
        for gap, left_out in mine.items():
            for other in self._by_gap[(_scope(summary), *gap)]:
                if other.path != summary.path and titles.key(other.title) != titles.key(summary.title):
                    theirs = dict(_gaps(other.title))[gap]
                    if _one_title(left_out, theirs, len(gap[1])):
                        yield other.path


def _index(
    summaries: Iterable[Summary], keys: Callable[[Summary], Iterable[Hashable]]
) -> Mapping[Hashable, list[Summary]]:
    found: defaultdict[Hashable, list[Summary]] = defaultdict(list)
    for summary in summaries:
        for key in keys(summary):
            found[key].append(summary)
    return found


def _scope(summary: Summary) -> tuple[str, str]:
    return summary.folder, summary.lang


def _gaps(title: str) -> list[tuple[tuple[tuple[str, ...], tuple[str, ...]], str]]:
    """((numbers, words without one), the word left out) for no word and for each; words lose their endings."""
    key = titles.key(title)
    numbers = tuple(NUMBER.findall(key))
    words = tuple(sorted({_stem(word) for word in key.split() if word not in SMALL_WORDS and not NUMBER.match(word)}))
    if len(words) < 2:
        return []
    return [((numbers, words), "")] + [
        ((numbers, words[:at] + words[at + 1 :]), word) for at, word in enumerate(words) if len(words) > 2
    ]


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "es", "ed", "s", "y", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _one_title(mine: str, theirs: str, common: int) -> bool:
    """Whether two titles that share all words but these are one: no word, a slip of one, one more in a long title."""
    if not mine or not theirs:
        return (not mine and not theirs) or common >= LONG_TITLE
    from difflib import SequenceMatcher

    return SequenceMatcher(None, mine, theirs).ratio() >= TYPO


def habit(summaries: Iterable[Summary]) -> str:
    """Which kind of site the drafts are written for, by their habit.

    `body-heading` if most repeat the title of the front matter as a heading, `prints-title` if few do, "" if they are
    too few or undecided.
    """
    told = [summary.told for summary in summaries if summary.told is not None]
    if len(told) < FEWEST_POSTS:
        return ""
    share = sum(told) / len(told)
    return "body-heading" if share >= CONVENTION else "prints-title" if share <= EXCEPTION else ""


FEWEST_POSTS = 10
CONVENTION, EXCEPTION = 0.6, 0.4
