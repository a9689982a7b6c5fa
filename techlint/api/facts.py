"""Curated facts: what no symbol table can say - routes, keyword arguments, shell, YAML, SQL, flags.

In: `rules/api/facts/*.facts`, blocks of `key: value` lines. Out: Facts and where they match.
Must not know gates or rules. The format is plain so that a run reads it in a millisecond and needs no escaping.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from techlint import resources
from techlint.api.sighting import KINDS, Sighting

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from techlint.api.sighting import Place

KEYS = frozenset(
    "id library lang status since date until name use pattern word needs unless source evidence checked bad good "
    "inline sure fix".split()
)
STATUSES = frozenset("removed deprecated renamed eol unmaintained superseded model".split())
REQUIRED = ("id", "library", "lang", "status", "pattern", "word", "source", "evidence", "checked", "bad", "good")


_CONTINUED = re.compile(r"\\[ \t]{0,20}\n(?:[ \t>]{0,20}\n)?(?:\\?> )?")
"""A command goes on behind a backslash; converters put blank lines and prompts in between."""


class FactError(ValueError):
    """A fact that cannot be used; says file, line and key."""


@dataclass(frozen=True, eq=False)
class Fact:
    """One fact. `pattern` runs over fences of `langs` that hold one of `words`, if the post holds one of `needs`."""

    fields: Mapping[str, str]
    place: str

    def __getattr__(self, key: str) -> str:
        if key not in KEYS:
            raise AttributeError(key)
        return self.fields.get(key, "")

    @cached_property
    def langs(self) -> tuple[str, ...]:
        """Languages whose fences may hold it; `any` for all."""
        return tuple(self.fields["lang"].split())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Literals of which the code must hold one; several are parted by ` | `."""
        return tuple(self.fields["word"].split(" | "))

    @cached_property
    def wanted(self) -> tuple[str, ...]:
        """Lower-case words of which the post must hold one."""
        return tuple(self.fields.get("needs", "").split(" | ")) if self.fields.get("needs") else ()

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The pattern, compiled when a draft first holds one of the words."""
        return re.compile(self.fields["pattern"], re.MULTILINE)

    @cached_property
    def exception(self) -> re.Pattern[str] | None:
        """Code that holds this is fine."""
        return re.compile(self.fields["unless"], re.MULTILINE) if "unless" in self.fields else None

    def places(self, code: str) -> Iterator[tuple[int, int]]:
        """Where the outdated thing stands: the named group of each match, if one took part, or all of it."""
        if not any(word in code for word in self.words) or (self.exception and self.exception.search(code)):
            return
        if "shell" in self.langs and "\\" in code:
            code = _CONTINUED.sub(lambda found: " " * len(found.group()), code)
        for found in self.regex.finditer(code):
            yield next((found.span(group) for group in self.regex.groupindex if found[group] is not None), found.span())


def parse(text: str, name: str) -> Iterator[Fact]:
    """Read the facts of a file; FactError names the line that is wrong."""
    line = 1
    for block in text.split("\n\n"):
        fields: dict[str, str] = {}
        first = line
        for row in block.split("\n"):
            if row and not row.startswith("#"):
                key, colon, value = row.partition(": ")
                if not colon or key not in KEYS:
                    raise FactError(f"{name}:{line}: {key!r} is no key of a fact")
                fields[key] = f"{fields[key]}\n{value}" if key in fields else value
            line += 1
        line += 1
        if fields:
            if missing := [key for key in REQUIRED if key not in fields]:
                raise FactError(f"{name}:{first}: {fields.get('id', 'a fact')} has no {missing[0]!r}")
            if fields["status"] not in STATUSES:
                raise FactError(f"{name}:{first}: {fields['id']}: unknown status {fields['status']!r}")
            yield Fact(fields, f"{name}:{first}")


def files() -> tuple[Path, ...]:
    """The files of facts."""
    return tuple(sorted(resources.path("api/facts").glob("*.facts")))


@cache
def facts() -> Mapping[str, tuple[Fact, ...]]:
    """All facts by the language of the fences that they are for."""
    found: dict[str, list[Fact]] = {}
    for path in files():
        for fact in parse(path.read_text(encoding="utf-8"), path.name):
            for lang in fact.langs:
                found.setdefault(lang, []).append(fact)
    return {lang: tuple(listed) for lang, listed in found.items()}


def sighting(fact: Fact, place: Place) -> Sighting:
    """Put a fact that was found into a Sighting."""
    text = place.text
    return Sighting(
        place=place,
        name=fact.name.replace("{}", text) if fact.name else f"`{text.strip().strip('`')}`",
        kind=KINDS.get(fact.status, fact.status),
        library=fact.library,
        since=fact.since,
        date=fact.date,
        until=fact.until,
        instead=fact.use,
        source=fact.source,
        sure=fact.sure != "no",
        rename=fact.fix,
    )
