"""Names in code: what an import binds, which symbols are mentioned, of what class a receiver is.

In: the fences of one language. Out: Mentions, with the symbol written as packs write it.
Must not know what is outdated. Imports of one fence serve all others: a tutorial imports once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.api.syntax import masked
from techlint.api.tables import Table, table
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from techlint.api.fences import Fence


class Binding(NamedTuple):
    """An import: `name` means `symbol` of `library`, at `start:end`; the module's own name stands at `base`.

    `base` is empty where what stands there is the whole name, from its first part on.
    """

    name: str
    library: str
    symbol: str
    start: int
    end: int
    base: tuple[int, int]


class Mention(NamedTuple):
    """A place that names symbols: `written` holds what its parts name, the shortest first, and where each stands."""

    library: str
    written: tuple[tuple[str, int, int], ...]
    statement: tuple[int, int] | None = None
    """Of an import: from its module's name to the name that is taken."""


class Language(NamedTuple):
    """How one language imports and qualifies names."""

    name: str
    ecosystem: str
    separator: str
    bindings: Callable[[str], Iterable[Binding]]
    receivers: tuple[re.Pattern[str], ...]
    """Groups `name` and `made`: the call that makes it, or the class that it is declared to be."""
    derived: re.Pattern[str]
    """Groups `name` and `made`: a class and the one it extends."""
    usual: Mapping[str, tuple[str, str]]
    """Names that need no import in a snippet: `np` is numpy wherever a post shows that it uses numpy."""
    defined: re.Pattern[str]
    """Groups whose value is a name that the code defines itself."""
    factories: Mapping[str, str]
    owner: Callable[[str], str] = str
    """The library of a name written in full, by its first part."""
    clean: Callable[[str], str] = str

    def bound(self, code: str) -> tuple[Binding, ...]:
        """What the imports of some code bind."""
        return _bound(self.bindings, code)


@lru_cache(maxsize=64)  # the symbols of packages and of browsers are looked for in the same fences, one after the other
def _bound(bindings: Callable[[str], Iterable[Binding]], code: str) -> tuple[Binding, ...]:
    return tuple(bindings(code))


def _chain(separator: str) -> re.Pattern[str]:
    gap = r"\s{0,40}\.\s{0,40}" if separator == "." else r"::"
    # an @ before a name makes it a decorator only at the start of a word: not in ada@numpy.org nor "@numpy/x"
    return lazy(rf"(?<![\w.$:/-])(?<!\S@)[A-Za-z_]\w*(?:{gap}[A-Za-z_]\w*){{0,12}}")


_CHAINS = {separator: _chain(separator) for separator in (".", "::")}
_PART = lazy(r"\w+")


class Scope(NamedTuple):
    """What names mean in the fences of a post: imports, receivers and classes derived from known ones."""

    bound: Mapping[str, tuple[str, str]]
    typed: Mapping[str, tuple[str, str]]


def tables(lang: Language, names: Iterable[str]) -> dict[str, Table]:
    """The tables of those libraries that have one."""
    return {name: found for name in sorted(set(names)) if (found := table(lang.ecosystem, name))}


def mentions(fences: Sequence[Fence], lang: Language, shown: Iterable[str]) -> Iterator[tuple[Fence, Mention]]:
    """Yield every place in `fences` that names a symbol of a library that has a table.

    `shown` are the libraries of usual names that the post gives evidence of besides its imports.
    """
    codes = [(fence, lang.clean(fence.text)) for fence in fences]
    imports = {fence: lang.bound(code) for fence, code in codes}
    known = tables(lang, [*(bound.library for found in imports.values() for bound in found), *shown])
    names = [found.names for found in known.values()]
    if any("default" in some for some in names):
        names.append(frozenset({"import"}))  # a default export has the name that the author gives it
    likely = [(fence, code) for fence, code in codes if not all(map(fence.words.isdisjoint, names))]
    if not likely:
        return
    bound = {name: target for name, target in lang.usual.items() if target[0] in known}
    bound |= {b.name: (b.library, b.symbol) for found in imports.values() for b in found if b.name}
    typed = _receivers([code for _, code in codes], lang, bound)
    for fence, code in likely:
        for binding in imports[fence]:
            if binding.library in known:
                yield fence, _imported(binding, lang, code)
        meant = {scope[name] for scope in (bound, typed) for name in scope.keys() & fence.words}
        if not any(library in known and _may_be(symbol, lang, fence, known[library]) for library, symbol in meant):
            continue
        here = {b.name for b in imports[fence]}
        own = {name for found in lang.defined.finditer(code) for name in found.groups() if name} - here
        scope = Scope({name: target for name, target in bound.items() if name not in own}, typed)
        taken = [(_first(b), b.end) for b in imports[fence]]
        for mention in _uses(masked(code, lang.name), lang, scope):
            if not any(start <= mention.written[0][1] < end for start, end in taken):
                yield fence, mention


def _may_be(symbol: str, lang: Language, fence: Fence, known: Table) -> bool:
    """Whether a table knows a symbol, or what the words of a fence may make of it."""
    if symbol.rpartition(lang.separator)[2] not in known.names and known.names.isdisjoint(fence.words):
        return False
    below = _below(known, symbol + lang.separator, lang.separator)
    likely = (parts for last in below.keys() & fence.words for parts in below[last])
    return symbol in known.rows or any(map(fence.words.issuperset, likely))


@lru_cache(maxsize=512)
def _below(known: Table, prefix: str, separator: str) -> Mapping[str, list[list[str]]]:
    """What a table knows below a symbol: by its last word all its words."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for rest in known.below(prefix):
        parts = rest.split(separator)
        found[parts[-1]].append(parts)
    return found


def _first(binding: Binding) -> int:
    base, end = binding.base
    return base if end > base else binding.start


def _imported(binding: Binding, lang: Language, code: str) -> Mention:
    """An import names its module and each package on the way to it, as far as they stand there, and what it takes."""
    first, parts, own = _first(binding), binding.symbol.split(lang.separator), (binding.start, binding.end)
    paths = [lang.separator.join(parts[:k]) for k in range(1, len(parts) + 1)]
    # in `use a::{b::C}` the path a::b stands nowhere as a whole
    places = [(first, first + len(path)) if code.startswith(path, first, binding.end) else own for path in paths]
    there = ((path, *place) for path, place in zip(paths, places, strict=True))
    return Mention(binding.library, tuple(there), (first, binding.end))


def _uses(code: str, lang: Language, scope: Scope) -> Iterator[Mention]:
    for found in _CHAINS[lang.separator].finditer(code):
        parts = list(_PART.finditer(found.group()))
        head, rest = parts[0].group(), parts[1:]
        if head in {"self", "this"} and rest and (rest[0].group() in scope.typed):
            head, rest = rest[0].group(), rest[1:]
        if target := scope.bound.get(head):
            library, symbol = target
            written = [(symbol, found.start(), found.start() + parts[0].end())]
            for part in rest:
                symbol += lang.separator + part.group()
                written.append((symbol, found.start(), found.start() + part.end()))
            yield Mention(library, tuple(written))
        elif rest and (target := scope.typed.get(head)):
            library, symbol = target
            member = symbol + lang.separator + rest[0].group()
            yield Mention(library, ((member, found.start(), found.start() + rest[0].end()),))


def _receivers(
    codes: Sequence[str], lang: Language, bound: Mapping[str, tuple[str, str]]
) -> dict[str, tuple[str, str]]:
    """Names whose class is plain: made by a constructor or factory, or declared, and never made by anything else."""
    made: dict[str, set[tuple[str, str] | None]] = defaultdict(set)
    known = dict(bound)
    for found in (found for code in codes for found in lang.derived.finditer(code)):
        base = _class(found["made"], lang, bound)
        made[found["name"]].add(base)
        made["self"].add(base)
        if base:
            known[found["name"]] = base
    for found in (found for code in codes for pattern in lang.receivers for found in pattern.finditer(code)):
        name, call = found["name"], found["made"]
        if not call.startswith(f"{name}{lang.separator}"):  # df = df.dropna(): still a frame
            made[name].add(_class(call, lang, known))
    return {name: one for name, kinds in made.items() if len(kinds) == 1 and (one := next(iter(kinds))) is not None}


def _class(call: str, lang: Language, bound: Mapping[str, tuple[str, str]]) -> tuple[str, str] | None:
    head, *rest = re.split(r"\s*(?:\.|::)\s*", call.strip())
    if head not in bound:
        return None
    library, symbol = bound[head]
    symbol = lang.separator.join([symbol, *rest])
    if symbol in lang.factories:
        return library, lang.factories[symbol]
    parts = symbol.split(lang.separator)
    if lang.separator == "::" and len(parts) > 2 and parts[-2][:1].isupper():
        return library, lang.separator.join(parts[:-1])
    return (library, symbol) if parts[-1][:1].isupper() else None
