"""Curated facts: what no symbol table can say - routes, keyword arguments, shell, YAML, SQL, flags.

In: `rules/api/facts/*.facts`, blocks of `key: value` lines. Out: Facts and where they match.
Must not know gates or rules. The format is plain so that a run reads it in a millisecond and needs no escaping.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.api.sighting import Said, Sighting
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from techlint.api.sighting import Place

STATUSES = frozenset("removed deprecated renamed eol unmaintained superseded model".split())

_CONTINUED = lazy(r"\\[ \t]{0,20}\n(?:[ \t>]{0,20}\n)?(?:\\?> )?")
"""A command goes on behind a backslash; converters put blank lines and prompts in between."""
_SKETCHED = lazy(r"\n(id|lang|word|inline): (.*)")


class FactError(ValueError):
    """A fact that cannot be used; says file, line and key."""


class Fact(NamedTuple):
    """One fact: `pattern` runs over fences in one of `lang` that hold one of `word`, if the post holds one of `needs`.

    Words are parted by ` | `; `lang` is `any` for all. `inline` facts are as plain in a code span as in a fence.
    `sure` is "no" where nobody opened the source; `checked` is the day on which somebody did.
    """

    id: str
    library: str
    lang: str
    status: str
    pattern: str
    word: str
    source: str
    evidence: str
    checked: str
    bad: str
    good: str
    since: str = ""
    date: str = ""
    until: str = ""
    name: str = ""
    use: str = ""
    needs: str = ""
    unless: str = ""
    inline: str = ""
    sure: str = ""
    fix: str = ""
    instead: str = ""

    def said(self, found: str = "") -> Said:
        """What it says of what it finds; where it stands for several names, `instead` has the successor of each."""
        pairs = (pair.split(" => ", 1) for pair in self.instead.split(" | ") if pair)
        use = next((use for part, use in pairs if part in found), self.use)
        return Said(self.status, self.library, self.since, self.date, self.until, use, self.source)

    @property
    def langs(self) -> frozenset[str]:
        """The languages of the fences that may hold it."""
        return frozenset(self.lang.split())

    @property
    def words(self) -> tuple[str, ...]:
        """Literals of which the code must hold one."""
        return tuple(self.word.split(" | "))

    @property
    def wanted(self) -> tuple[str, ...]:
        """Lower-case words of which the post must hold one."""
        return tuple(self.needs.split(" | ")) if self.needs else ()

    @property
    def fixes(self) -> Mapping[str, str]:
        """What to write instead of what was found, where that is all: `egrep => grep -E`."""
        return dict(pair.split(" => ", 1) for pair in self.fix.split(" | ")) if self.fix else {}

    @property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when a draft first holds one of the words."""
        return _pattern(self.pattern)

    @property
    def exception(self) -> re.Pattern[str] | None:
        """Code that holds this is fine."""
        return _pattern(self.unless) if self.unless else None

    def places(self, code: str) -> Iterator[tuple[int, int]]:
        """Where the outdated thing stands: the named group of each match, if one took part, or all of it."""
        if self.exception and self.exception.search(code):
            return
        if "shell" in self.langs and "\\" in code:
            code = _CONTINUED.sub(lambda found: " " * len(found.group()), code)
        for found in self.regex.finditer(code):
            start, end = next(
                (found.span(group) for group in self.regex.groupindex if found[group] is not None), found.span()
            )
            text = code[start:end]
            yield start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


KEYS = Fact._fields
REQUIRED = tuple(key for key in KEYS if key not in Fact._field_defaults)


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    return lazy(pattern, re.MULTILINE)


def parse(text: str, name: str, line: int = 1) -> Iterator[Fact]:
    """Read the facts of a file, or of a part of it that begins at a line; FactError names the line that is wrong."""
    for block in text.split("\n\n"):
        cells: dict[str, str] = {}
        first = line
        for row in block.split("\n"):
            if row and not row.startswith("#"):
                key, colon, value = row.partition(": ")
                if not colon or key not in KEYS:
                    raise FactError(f"{name}:{line}: {key!r} is no key of a fact")
                cells[key] = f"{cells[key]}\n{value}" if key in cells else value
            line += 1
        line += 1
        if cells:
            if missing := [key for key in REQUIRED if key not in cells]:
                raise FactError(f"{name}:{first}: {cells.get('id', 'a fact')} has no {missing[0]!r}")
            if cells["status"] not in STATUSES:
                raise FactError(f"{name}:{first}: {cells['id']}: unknown status {cells['status']!r}")
            yield Fact(**cells)


def files() -> tuple[Path, ...]:
    """The files of facts."""
    return tuple(sorted(path for path in resources.path("api/facts").iterdir() if path.suffix == ".facts"))


@cache
def facts() -> tuple[Fact, ...]:
    """All facts."""
    return tuple(fact for path in files() for fact in parse(path.read_text(encoding="utf-8"), path.name))


class Sketch(NamedTuple):
    """What tells whether a fact is worth reading: most drafts need none of them."""

    id: str
    langs: frozenset[str]
    words: tuple[str, ...]
    inline: bool
    path: Path


@cache
def sketches() -> tuple[Sketch, ...]:
    """The sketches of all facts."""
    return tuple(sketch for path in files() for sketch in _sketches(path))


def _sketches(path: Path) -> Iterator[Sketch]:
    cells: dict[str, str] = {}
    for key, value in (*_SKETCHED.findall("\n" + _read(path)), ("id", "")):
        if key == "id" and cells:
            langs, words = frozenset(cells["lang"].split()), tuple(cells["word"].split(" | "))
            yield Sketch(cells["id"], langs, words, "inline" in cells, path)
            cells = {}
        cells[key] = value


@cache
def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def fact_at(number: int) -> Fact:
    """The fact of a sketch."""
    sketch = sketches()[number]
    text = _read(sketch.path)
    start = text.index(f"id: {sketch.id}\n")
    end = text.find("\n\n", start)
    block = text[start : end if end >= 0 else len(text)]
    return next(parse(block, sketch.path.name, text.count("\n", 0, start) + 1))


@cache
def _by_word() -> Mapping[str, list[int]]:
    found = defaultdict[str, list[int]](list)
    for number, sketch in enumerate(sketches()):
        for word in sketch.words:
            found[word].append(number)
    return dict(found)


@cache
def literals() -> frozenset[str]:
    """The words of all facts."""
    return frozenset(_by_word())


def likely(words: Iterable[str], langs: Iterable[str], *, inline: bool) -> list[int]:
    """The numbers of the facts that a fence in one of some languages may hold, by the literals that it holds."""
    known, langs = sketches(), ("any", *langs)
    numbers = {number for word in literals().intersection(words) for number in _by_word()[word]}
    return sorted(n for n in numbers if (known[n].inline or not inline) and not known[n].langs.isdisjoint(langs))


def sighting(fact: Fact, place: Place) -> Sighting:
    """Put a fact that was found into a Sighting."""
    text = place.text
    name = fact.name.replace("{}", text) if fact.name else f"`{text.strip('`')}`"
    return Sighting(place, name, fact.said(text), fact.sure != "no", fact.fixes.get(text, ""), certain=True)
