"""proselint's checks as plain data, read from the installed proselint once and kept in the cache directory.

In: the proselint that is installed. Out: a Table: its patterns, and the words without which none of them can match.
Must not know: drafts, rules. proselint's word lists are its own: they are kept on the user's disk, never in techlint.

Importing proselint takes longer than checking ten drafts; with the cache it is not imported at all.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.lazy import lazy
from techlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

FORMAT = 6
"""Goes up when the shape of the stored table changes."""
SHAPE = ("checks", "words", "clues")

AROUND = lazy(r"\(\?<?[!=][^()]*\)")
CHOICE = lazy(r"\(\?:(\w+(?:\|\w+)+)\)(?![?*+{])")
GROUP = lazy(r"\((?:[^()\\]|\\.){0,200}\)(?:[?*]|\{\d*,?\d*\})?")
OPTIONAL = lazy(r"(?:\[[^\]]*\]|\\[A-Za-z](?:\{\w+\})?|\\.|.)(?:[?*]|\{0,\d*\})\??")
CLASS = lazy(
    r"\[[^\]]*\](?:\+|\{[\d,]+\})?|\\[A-Za-z](?:\{\w+\})?\+?(?:\{[\d,]+\})?|\.?(?:[+]|\{[\d,]+\})|(?<!\\)[\^$]"
)
LETTERS = lazy("[a-z]+")
META = frozenset("()[]{}|*+?^$.\\")


class Table(Record):
    """`checks` say how to search; the others which item (check, number) is worth a search.

    `words` is asked with the words of a draft: an item of several words says the others, and the phrase they make.
    `clues` are substrings that must occur.
    """

    checks: Sequence[Mapping[str, Any]]
    words: Mapping[str, Sequence[tuple[int, int, Sequence[str], str]]]
    clues: Sequence[tuple[int, int, str]]

    @cached_property
    def _named(self) -> dict[tuple[str, ...], tuple[int, ...]]:
        """What `numbers` was asked for before."""
        return {}

    def numbers(self, paths: tuple[str, ...]) -> tuple[int, ...]:
        """The checks with one of some paths, or with beginnings of them up to a dot."""
        if paths not in self._named:
            own = [f"{check['path']}." for check in self.checks]
            self._named[paths] = tuple(
                number
                for number, name in enumerate(own)
                if any(not path or name.startswith(f"{path}.") for path in paths)
            )
        return self._named[paths]

    @cached_property
    def words_of(self) -> Mapping[int, Mapping[str, Sequence[tuple[int, Sequence[str], str]]]]:
        """`words` by the number of their check."""
        found: dict[int, dict[str, list[tuple[int, Sequence[str], str]]]] = {}
        for word, rows in self.words.items():
            for number, item, others, phrase in rows:
                found.setdefault(number, {}).setdefault(word, []).append((item, others, phrase))
        return found

    @cached_property
    def clues_of(self) -> Mapping[int, Mapping[str, Sequence[int]]]:
        """`clues` by the number of their check, each with its items."""
        found: dict[int, dict[str, list[int]]] = {}
        for number, item, clue in self.clues:
            found.setdefault(number, {}).setdefault(clue, []).append(item)
        return found


@cache
def table() -> Table:
    """The table of the installed proselint, from the cache if it is there."""
    key = _key()
    stored = resources.read_cache("proselint.json")
    if not (isinstance(stored, dict) and stored.get("key") == key and stored.keys() == {"key", *SHAPE}):
        stored = {"key": key, **_index(list(_read()))}
        resources.write_cache("proselint.json", stored)
    return Table(*(stored[name] for name in SHAPE))


def _key() -> list[object]:
    """What the stored table depends on; finding a package imports nothing of it."""
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("proselint")
    state = Path(spec.origin).with_name("version.py").stat() if spec and spec.origin else None
    return [FORMAT, spec.origin if spec else "", state.st_mtime_ns if state else 0]


def _index(checks: list[dict[str, Any]]) -> dict[str, Any]:
    """The checks, and their items by the word or the substring that each needs."""
    words: dict[str, list[tuple[int, int, list[str], str]]] = {}
    clues = []
    for number, check in enumerate(checks):
        for item, (word, clue) in enumerate(check.pop("gates")):
            parts = LETTERS.findall(clue)
            if word:
                others = sorted({*parts} - {word})
                words.setdefault(word, []).append((number, item, others, "" if clue == word else clue))
            else:
                clues.append((number, item, clue))
    return {"checks": checks, "words": words, "clues": clues}


def _read() -> Iterator[dict[str, Any]]:
    """The checks of proselint as plain data."""
    __register__ = import_module("proselint.checks").__register__

    for check in __register__:
        if not check.path.startswith("restricted"):  # words a child knows: a toy, off in proselint too
            yield from _spec(check)


def _spec(check: Any) -> Iterator[dict[str, Any]]:
    types = import_module("proselint.registry.checks").types

    kind: Any = check.check_type
    padding = getattr(getattr(kind, "padding", None), "value", "{}")
    spec = {
        "path": check.path,
        "how": "set" if isinstance(kind, types.Existence | types.PreferredFormsSimple) else "each",
        "fancy": type(check.engine).__name__ == "Fancy",
        "folds": check.engine.opts.case_insensitive,
        "lines": check.engine.opts.multi_line,
        "padding": padding,
        "offset": list(check.offset),
        "ppm": check.flags.ppm_threshold,
        "quotes": check.flags.allow_quotes,
        "exceptions": list(getattr(kind, "exceptions", ())),
        "items": [],
        "uses": [],
    }
    if isinstance(kind, types.Consistency):
        for pair in kind.term_pairs:
            yield _gated({**spec, "how": "pair", "items": list(pair), "uses": list(pair)})
        return
    if isinstance(kind, types.Existence):
        spec["items"] = list(kind.items)
    elif isinstance(kind, types.PreferredFormsSimple | types.PreferredForms):
        spec["items"], spec["uses"] = list(kind.items), list(kind.items.values())
    elif isinstance(kind, types.ExistenceSimple):
        choice = CHOICE.match(kind.pattern)  # of months: each is a clue of its own
        spec["items"] = (
            [name + kind.pattern[choice.end() :] for name in choice[1].split("|")] if choice else [kind.pattern]
        )
    elif check.path == "misc.greylist":
        spec["items"] = list(import_module("proselint.checks.misc.greylist").GREYLISTED_TERMS)
    elif check.path == "misc.but":
        spec["items"], spec["how"] = [r"\n(?:(?<=\A\n)|\n)But\b"], "but"
    else:
        spec.update(_recorded(check))
    yield _gated(spec)


def _recorded(check: Any) -> dict[str, Any]:
    """What a check that is a function asks its engine for: its patterns, as they come by."""
    asked: list[tuple[str, list[str]]] = []

    class Silent:
        """A set that is there and finds nothing."""

        def exists_in(self, _text: str) -> bool:
            return True

        def finditer(self, _text: str) -> Iterator[Any]:
            return iter(())

    class Recorder:
        opts = check.engine.opts

        def make_set(self, padding: Any, patterns: Iterable[str], _anchor: Any = None) -> Silent:
            asked.append((padding.value, list(patterns)))
            return Silent()

        def finditer(self, pattern: str, _text: str) -> Iterator[Any]:
            asked.append(("{}", [pattern]))
            return iter(())

        def exists_in(self, _pattern: str, _text: str) -> bool:
            return True

        search = fullmatch = exists_in

    list(check._replace(engine=Recorder()).check("waxed poetic"))
    padding, items = max(asked, key=lambda entry: len(entry[1]))
    return {"how": "set" if len(items) > 1 else "each", "padding": padding, "items": items}


def _gated(spec: dict[str, Any]) -> dict[str, Any]:
    """Add to each item the word, or else the substring, without which it cannot match."""
    gates = []
    for item in spec["items"]:
        simple = AROUND.sub("", item).replace(r"\b", "").replace(r"\s+", " ")
        bounded = "\\b" in spec["padding"] or spec["fancy"]
        plain = bounded and META.isdisjoint(simple) and simple == simple.strip()
        literal = simple.lower() if plain else clue(item)
        gates.append([max(LETTERS.findall(literal), key=len, default="") if plain else "", literal])
    return {**spec, "gates": gates}


def clue(pattern: str) -> str:
    """A text, in lower case, that every match of a pattern holds; "" if none is certain."""
    rest = pattern.replace(r"\b", "").replace(r"\B", "").replace(r"\s+", "\0")
    for _ in range(6):
        rest = GROUP.sub("\0", rest)
    if "|" in rest:
        return ""
    rest = CLASS.sub("\0", OPTIONAL.sub("\0", rest))
    rest = re.sub(r"\\(.)", r"\1", rest.replace("\\.", "\1").replace(".", "\0").replace("\1", "."))
    return max(rest.lower().split("\0"), key=len)
