"""What a release of a Python library offers, from its sources alone: for those too large or too old to run.

In: a wheel or source archive. Out: what `inside.py` would have stored, and answers to its questions.
A name is `missing` only where nothing can make it: its module is read in full, or no file of the release has the word.
"""

from __future__ import annotations

import re
import tarfile
import zipfile
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tools.harvest.inside import SKIP
from tools.harvest.pythonsource import Bound, Class, Module, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tools.harvest.releases import Library

_TESTS = re.compile(r"(^|/)(tests?|_vendor|vendored|externals|benchmarks?)/")
_COMPILED = re.compile(r"^([\w/]+)(?:\.[\w-]+)*\.(?:so|pyd|dylib)$|^([\w/]+_pb2)\.py$")
_BUILTIN = frozenset(
    "object Exception ValueError TypeError RuntimeError KeyError AttributeError UserWarning DeprecationWarning Warning "
    "ABC abc.ABC Protocol Generic NamedTuple str int float enum.Enum Enum".split()
)
_WORD = re.compile(rb"[A-Za-z_]\w+")
_PROSE = re.compile(rb"#[^\n]*|\"\"\".*?\"\"\"|'''.*?'''", re.DOTALL)
_CHAIN = 40  # imports of imports that are followed


def unpack(archive: Path) -> tuple[dict[str, bytes], list[str]]:
    """Return the Python files of a wheel or a source archive by their import paths, and the paths of all files."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            paths = wheel.namelist()
            return {path: wheel.read(path) for path in paths if path.endswith((".py", ".pyi"))}, paths
    with tarfile.open(archive) as tar:
        inner = {name.partition("/")[2].removeprefix("src/"): name for name in tar.getnames()}
        texts = {path: tar.extractfile(name) for path, name in inner.items() if path.endswith((".py", ".pyi"))}
        return {path: text.read() for path, text in texts.items() if text}, list(inner)


class Sources:
    """The modules of one release: `archive` is its wheel or source archive, `library` says what is looked at."""

    def __init__(self, archive: Path, library: Library) -> None:
        """Take in the files; of compiled modules only the paths are known."""
        self.library = library
        files, paths = unpack(archive)
        self.texts: dict[str, list[bytes]] = {}
        self.packages: set[str] = set()
        for path, text in sorted(files.items()):
            if self._ours(path.partition("/")[0]) and not _TESTS.search(path):
                stem = path.rpartition(".")[0]
                name = stem.removesuffix("/__init__").replace("/", ".")
                self.texts.setdefault(name, []).append(text)
                if stem.endswith("/__init__"):
                    self.packages.add(name)
        self.compiled = {(m[1] or m[2]).replace("/", ".") for path in paths if (m := _COMPILED.match(path))}
        self._read: dict[str, Module] = {}

    def module(self, name: str) -> Module | None:
        """Return a module, read when it is first asked for: most are private, and nobody asks."""
        if name not in self._read:
            if name not in self.texts:
                return None
            first, *stubs = (read(text, name, package=name in self.packages) for text in self.texts[name])
            for stub in stubs:  # a stub beside a source adds names; what both bind is as the source says
                first.binds = stub.binds | first.binds
                first.stars += stub.stars
                first.classes = stub.classes | first.classes
            self._read[name] = first
        return self._read[name]

    # -- resolving -----------------------------------------------------------------------------------------------

    def resolve(self, module: str, name: str, depth: int = 0) -> tuple[str, str] | None:
        """Return (kind, `module:name` of the definition); kind `module` for modules, `foreign` for other libraries."""
        known = self.module(module)
        if known is None or depth > _CHAIN:
            return None if self._ours(module) and module not in self.compiled else ("foreign", f"{module}:{name}")
        head, _, rest = name.partition(".")
        bound = known.binds.get(head)
        if bound is None:
            found = self._from_stars(known, head, depth) or self._submodule(module, head)
        elif bound.kind == "from":
            found = self._follow(bound, (module, head), depth)
        else:
            found = (bound.kind, f"{module}:{head}")
        if rest and found:
            inner = found[1].rstrip(":")
            return self.resolve(inner, rest, depth + 1) if found[0] == "module" else ("value", f"{inner}.{rest}")
        return found

    def _follow(self, bound: Bound, where: tuple[str, str], depth: int) -> tuple[str, str] | None:
        base, _, name = bound.target.partition(":")
        if (base, name) == where:
            return self._submodule(*where)
        if not name:
            return ("module", f"{base}:") if base in self.texts else ("foreign", bound.target)
        found = self.resolve(base, name, depth + 1)
        return found or (("value", ":".join(where)) if base == where[0] else None)

    def _from_stars(self, module: Module, name: str, depth: int) -> tuple[str, str] | None:
        for star in module.stars:
            deep = depth >= _CHAIN or star not in self.texts
            if not deep and name in self.names(star) and (found := self.resolve(star, name, depth + 1)):
                return found
        return None

    def _submodule(self, module: str, name: str) -> tuple[str, str] | None:
        full = f"{module}.{name}"
        return ("module", f"{full}:") if full in self.texts or full in self.compiled else None

    def _ours(self, module: str) -> bool:
        return module.partition(".")[0] in (*self.library.roots, *self.library.kin)

    def names(self, module: str, seen: frozenset[str] = frozenset()) -> set[str]:
        """Return the names a star import takes from a module."""
        known = self.module(module)
        if known is None:
            return set()
        found = set(known.offered())
        if known.exported is None or known.more:
            for star in known.stars:
                if star not in seen:
                    found |= self.names(star, seen | {module})
        return found

    # -- what is offered -----------------------------------------------------------------------------------------

    def surface(self) -> dict[str, Any]:
        """Return what `inside.py` stores after a walk, and the notices."""
        symbols: dict[str, tuple[str, str, bool, str]] = {}
        for module in self._public():
            # torch.nn.utils.weight_norm is a function, though a module has the same name
            symbols.setdefault(module.name, ("module", module.name, True, ""))
            for name in sorted(self.names(module.name) | set(module.binds)):
                if not name.startswith("_") and name.isidentifier() and (fact := self._fact(module, name)):
                    symbols[f"{module.name}.{name}"] = fact
        places = sorted({fact[1] for fact in symbols.values() if fact[0] == "class"})
        chains = {place: dict(self._ancestors(place)) for place in places}
        return {
            "symbols": symbols,
            "classes": {place: _members(place, chain) for place, chain in chains.items()},
            "fields": {
                place: sorted(set().union(*(c.fields for c in chain.values()))) for place, chain in chains.items()
            },
            "dynamic": [place for place, chain in chains.items() if any(c.dynamic for c in chain.values())],
            "notes": {},
            "failed": {},
            "notices": self._notices(),
        }

    def _public(self) -> Iterator[Module]:
        for name in self.texts:
            root, _, inner = name.partition(".")
            skipped = any(name == s or name.startswith(f"{s}.") for s in self.library.skip)
            private = any(SKIP.search(f".{part}") for part in inner.split(".") if part)
            deep = name.count(".") > self.library.depth
            if root in self.library.roots and not (skipped or private or deep):
                module = self.module(name)
                assert module
                yield module

    def _fact(self, module: Module, name: str) -> tuple[str, str, bool, str] | None:
        found = self.resolve(module.name, name)
        if found is None or found[0] in ("foreign", "module"):
            return None
        kind, place = found
        home = place.partition(":")[0]
        listed = module.exported
        exported = listed is not None and name in listed
        if listed is None or module.more:
            exported = exported or (module.package and self._ours(home))
        parent, _, leaf = module.name.rpartition(".")
        lives = home in (module.name, f"{parent}._{leaf}") or (module.package and home.startswith(f"{module.name}."))
        return (kind, place, exported, "") if exported or (lives and kind != "value") else None

    def _class(self, place: str) -> Class | None:
        module, _, name = place.partition(":")
        return known.classes.get(name) if (known := self.module(module)) else None

    def _ancestors(self, place: str) -> Iterator[tuple[str, Class]]:
        """Yield a class and the bases that are in this library, nearest first."""
        todo, seen = [place], set()
        while todo:
            one = todo.pop(0)
            if one not in seen and (known := self._class(one)):
                seen.add(one)
                yield one, known
                todo[:0] = [found[1] for base in known.bases if (found := self._base(one, base))]

    def _base(self, place: str, base: str) -> tuple[str, str] | None:
        return self.resolve(place.partition(":")[0], base)

    def _notices(self) -> dict[str, Any]:
        """Return what the modules that were read say; the documentation of a C function stands in another one."""
        found: dict[str, Any] = {}
        for name, texts in self.texts.items():
            known = self.module(name) if name in self._read or any(b"add_docstr(" in text for text in texts) else None
            for symbol, notice in known.documented.items() if known else ():
                root, _, rest = symbol.partition(".")
                if rest and (place := self.resolve(root, rest)):
                    found[place[1]] = notice
        return {place: notice for known in self._read.values() for place, notice in known.notices.items()} | found

    # -- answering -----------------------------------------------------------------------------------------------

    @cached_property
    def words(self) -> Mapping[str, frozenset[bytes]]:
        """Every word of every module, but for comments and documentation."""
        plain = {name: _PROSE.sub(b"", b"\n".join(texts)) for name, texts in self.texts.items()}
        return {name: frozenset(_WORD.findall(text)) for name, text in plain.items()}

    def answer(self, symbol: str) -> tuple[str, str]:
        """Return (fate, "") as `inside.py` does: ok, missing, dynamic, or unknown."""
        parts = symbol.split(".")
        cut = next((k for k in range(len(parts), 0, -1) if ".".join(parts[:k]) in self.texts), 0)
        module, rest = ".".join(parts[:cut]), parts[cut:]
        if not cut or module in self.compiled:
            return "unknown", ""
        if not rest:
            return "ok", ""
        found = self.resolve(module, rest[0])
        if found is None:
            return ("missing" if self._closed(module, rest[0]) else "unknown"), ""
        kind, place = found
        if place.rstrip(":") in self.texts and len(rest) > 1:
            return self.answer(".".join([place.rstrip(":"), *rest[1:]]))
        if kind == "class" and len(rest) == 2:
            return self._member(place, rest[1]), ""
        return ("ok" if len(rest) == 1 else "unknown"), ""

    def _closed(self, module: str, name: str) -> bool:
        """Tell whether nothing can make a name: airflow.hooks keeps postgres_hook alive by a table of strings."""
        known = self.module(module)
        foreign = known is None or known.open or any(star not in self.texts for star in known.stars)
        return not any(name.encode() in self.words[one] for one in (self.words if foreign else (module,)))

    def _member(self, place: str, name: str) -> str:
        chain = dict(self._ancestors(place))
        if any(name in one.members or name in one.fields for one in chain.values()):
            return "ok"
        bases = [(place, base) for place, one in chain.items() for base in one.bases if base not in _BUILTIN]
        outside = any(not (found := self._base(*pair)) or not self._class(found[1]) for pair in bases)
        return "dynamic" if outside or any(one.dynamic for one in chain.values()) else "missing"


def _members(place: str, chain: Mapping[str, Class]) -> dict[str, str]:
    """Members of a class and of its private bases: what a public base has is told there."""
    own = {one: known for one, known in chain.items() if one == place or re.search(r"(?:^|[.:])_", one)}
    return {m: f"{one}.{m}" for one in reversed(own) for m in sorted(own[one].members) if m[0] != "_"}
