"""Rust sources of one crate -> its public names.

In: {path: text} of a crate's `src/`. Out: a `Surface` of paths as a user writes them, through modules, `pub use`,
glob re-exports and the `cfg_x! { ... }` macros that wrap items. Must not know crates.io.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ast_grep_py import SgRoot

from .surface import MAYBE, Mark, Surface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

KINDS = {
    "function_item": "function",
    "struct_item": "type",
    "enum_item": "type",
    "union_item": "type",
    "trait_item": "type",
    "type_item": "type",
    "const_item": "const",
    "static_item": "const",
    "macro_definition": "macro",
}
_CFG_MACRO = re.compile(r"(?:[\w:]+::)?\w+!\s*[{(](.*)[})]\s*;?", re.DOTALL)
_DEFINED = re.compile(r"\b(?:fn|struct|enum|union|trait|type|const|static|mod)\s+(\w+)")
# A crate of procedural macros: what its glob brings are macros, never functions or types.
_MACRO_CRATE = re.compile(r"_(?:codegen|macros?|derive)$")
_PATH_LEAVES = ("identifier", "crate", "self", "super", "metavariable", "type_identifier")


@dataclass(frozen=True)
class Notice:
    """An attribute `#[deprecated]`."""

    since: str = ""
    note: str = ""


@dataclass
class Item:
    """A named thing in a module; `members` are variants, trait methods."""

    kind: str
    public: bool
    notice: Notice | None
    members: dict[str, tuple[str, Notice | None]] = field(default_factory=dict)


@dataclass
class Module:
    """One module as it is written; `uses` are public re-exports (path, name, notice)."""

    items: dict[str, Item] = field(default_factory=dict)
    modules: dict[str, tuple[bool, Notice | None, Module]] = field(default_factory=dict)
    uses: list[tuple[list[str], str, Notice | None]] = field(default_factory=list)
    private_uses: list[tuple[list[str], str, Notice | None]] = field(default_factory=list)
    globs: list[list[str]] = field(default_factory=list)
    methods: dict[str, dict[str, tuple[str, Notice | None]]] = field(default_factory=lambda: defaultdict(dict))
    macros: dict[str, set[str]] = field(default_factory=dict)  # macro_rules name -> names its body defines
    dark: bool = False  # generated code: names we cannot see
    maybe: set[str] = field(default_factory=set)  # words of macros that may define names here


def surface(files: Mapping[str, str], crate: str, root: str = "src/lib.rs") -> Surface:
    """Return the public names of a crate; empty if there is no root file."""
    if root not in files:
        return Surface({})
    top = Module()
    _Reader(files).module(top, files[root], root.rpartition("/")[0], 0)
    return _Exports(top, crate).surface()


def leaves(node: Any, prefix: Sequence[str] = ()) -> Iterator[tuple[list[str], str]]:
    """Yield (path, alias) for each name a `use` tree brings in; a glob ends in `*`."""
    kind = node.kind()
    if kind in _PATH_LEAVES:
        yield [*prefix, node.text()], ""
    elif kind == "scoped_identifier":
        yield [*prefix, *_split(node.text())], ""
    elif kind == "use_as_clause":
        yield [*prefix, *_split(node.field("path").text())], node.field("alias").text()
    elif kind == "use_wildcard":
        yield [*prefix, *_split(node.text().rstrip("* ").rstrip(":")), "*"], ""
    elif kind == "scoped_use_list":
        path = node.field("path")
        inner = [*prefix, *(_split(path.text()) if path else [])]
        yield from leaves(node.field("list"), inner)
    elif kind == "use_list":
        for child in node.children():
            if child.is_named():
                yield from leaves(child, prefix)


def _split(path: str) -> list[str]:
    return [part for part in re.sub(r"\s+", "", path).split("::") if part]


def _notice(attributes: Iterable[str]) -> Notice | None:
    for attribute in attributes:
        # clap says it behind a feature: `#[cfg_attr(feature = "deprecated", deprecated(...))]`.
        if re.match(r"#!?\[\s*(?:deprecated\b|cfg_attr\b.{1,200}?\bdeprecated\s*[(=])", attribute, re.DOTALL):
            since = re.search(r'since\s*=\s*"([^"]*)"', attribute)
            note = re.search(r'(?:note|deprecated)\s*=\s*"((?:[^"\\]|\\.)*)"', attribute, re.DOTALL)
            text = re.sub(r"\s*(?:\\\s*\n)?\s+", " ", note[1]) if note else ""
            return Notice(since[1] if since else "", text[:400])
    return None


def _public(node: Any) -> bool:
    return any(child.kind() == "visibility_modifier" and child.text() == "pub" for child in node.children())


def _hidden(attributes: Iterable[str]) -> bool:
    return any(re.search(r"doc\s*\(\s*hidden|cfg\s*\(\s*(?:test|doctest)\s*\)", attribute) for attribute in attributes)


class _Reader:
    """Fills modules from source files."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files

    def module(self, module: Module, text: str, folder: str, depth: int) -> None:
        self.body(module, SgRoot(text, "rust").root(), folder, depth)

    def body(self, module: Module, node: Any, folder: str, depth: int) -> None:
        attributes: list[str] = []
        for child in node.children():
            kind = child.kind()
            if kind == "attribute_item":
                attributes.append(child.text())
                continue
            if kind in ("line_comment", "block_comment", "inner_attribute_item"):
                continue
            if not _hidden(attributes):
                self.one(module, child, attributes, (folder, depth))
            attributes = []

    def one(self, module: Module, node: Any, attributes: list[str], place: tuple[str, int]) -> None:
        kind = node.kind()
        if kind in KINDS:
            _add_item(module, node, attributes)
        elif kind == "impl_item":
            _add_impl(module, node)
        elif kind == "use_declaration":
            _add_use(module, node, attributes)
        elif kind == "mod_item":
            self.submodule(module, node, attributes, place)
        elif kind in ("macro_invocation", "expression_statement"):
            self.macro(module, node, place)

    def submodule(self, module: Module, node: Any, attributes: list[str], place: tuple[str, int]) -> None:
        folder, depth = place
        name = node.field("name").text()
        public, notice, inner = module.modules.get(name, (False, _notice(attributes), Module()))
        # Twice under two `cfg`s: tokio declares `pub mod mpsc` with a feature and `mod mpsc` without it.
        module.modules[name] = (public or _public(node), notice and _notice(attributes), inner)
        if body := node.field("body"):
            self.body(inner, body, f"{folder}/{name}", depth + 1)
            return
        explicit = next((found[1] for a in attributes if (found := re.search(r'path\s*=\s*"([^"]+)"', a))), None)
        for file in [f"{folder}/{explicit}"] if explicit else [f"{folder}/{name}.rs", f"{folder}/{name}/mod.rs"]:
            if file in self.files:
                self.module(inner, self.files[file], f"{folder}/{name}", depth + 1)
                return
        # A file that is generated or chosen by a macro: what it holds cannot be listed.
        inner.dark = True

    def macro(self, module: Module, node: Any, place: tuple[str, int]) -> None:
        """Read items wrapped in a macro (`cfg_rt! { pub mod x; }`); any other macro may define names unseen."""
        folder, depth = place
        found = _CFG_MACRO.fullmatch(node.text())
        if not found or depth > 8:
            return
        inside = SgRoot(found[1], "rust").root()
        if any(child.kind() in KINDS or child.kind() in ("mod_item", "use_declaration") for child in inside.children()):
            self.body(module, inside, folder, depth + 1)
        else:
            # We do not expand it, but what it defines is named in its arguments or in its definition.
            module.maybe.update(re.findall(r"\w+", found[1]))
            module.maybe.add(f"{node.text().split('!')[0].rpartition(':')[2].strip()}!")


def _add_item(module: Module, node: Any, attributes: list[str]) -> None:
    kind, name = node.kind(), node.field("name").text()
    exported = any("macro_export" in attribute for attribute in attributes)
    if kind == "macro_definition":
        module.macros[name] = set(_DEFINED.findall(node.text()))
    item = Item(KINDS[kind], exported if kind == "macro_definition" else _public(node), _notice(attributes))
    body = node.field("body") if kind in ("enum_item", "trait_item") else None
    if body:
        wanted = {"enum_variant": "variant", "function_item": "method", "function_signature_item": "method"}
        for child, notices in _with_attributes(body):
            if member := wanted.get(child.kind()):
                item.members[child.field("name").text()] = (member, _notice(notices))
    old = module.items.get(name)
    # Two of one name under different `cfg`s: deprecated only if both are.
    if old is None or not old.public or (item.public and item.notice is None):
        module.items[name] = item


def _add_impl(module: Module, node: Any) -> None:
    if node.field("trait") is not None or not node.field("body"):
        return
    methods = module.methods[node.field("type").text().split("<")[0].split("::")[-1].strip()]
    for child, attributes in _with_attributes(node.field("body")):
        if child.kind() in ("function_item", "const_item") and _public(child) and not _hidden(attributes):
            name, notice = child.field("name").text(), _notice(attributes)
            if name not in methods or notice is None:
                methods[name] = ("method", notice)
        elif child.kind() == "macro_invocation":
            methods["*"] = ("macro", None)


def _add_use(module: Module, node: Any, attributes: list[str]) -> None:
    target = module.uses if _public(node) else module.private_uses
    for path, alias in leaves(node.field("argument")):
        if path[-1] == "*":
            if target is module.uses:
                module.globs.append(path[:-1])
        else:
            if path[-1] == "self":
                path.pop()
            if path and alias != "_":
                target.append((path, alias or path[-1], _notice(attributes)))


def _with_attributes(body: Any) -> Iterator[tuple[Any, list[str]]]:
    attributes: list[str] = []
    for child in body.children():
        if child.kind() == "attribute_item":
            attributes.append(child.text())
        elif child.kind() not in ("line_comment", "block_comment"):
            yield child, attributes
            attributes = []


class _Exports:
    """Walks modules from the crate's root and lists every public path."""

    def __init__(self, top: Module, crate: str) -> None:
        self.top, self.crate = top, crate
        self.names: dict[str, Mark] = {}
        self.open: set[str] = set()
        self.done: set[tuple[int, str]] = set()
        self.methods: dict[str, dict[str, tuple[str, Notice | None]]] = defaultdict(dict)
        self.active: list[int] = []
        self.macros: dict[str, set[str]] = defaultdict(set)
        self._gather(top)

    def _gather(self, module: Module) -> None:
        """Collect inherent methods by type name (`impl` blocks may stand in any module) and what macros define."""
        for name, words in module.macros.items():
            self.macros[f"{name}!"] |= words
        for name, methods in module.methods.items():
            for method, (kind, notice) in methods.items():
                if method not in self.methods[name] or notice is None:
                    self.methods[name][method] = (kind, notice)
        for _, _, inner in module.modules.values():
            self._gather(inner)

    def surface(self) -> Surface:
        self.walk([self.top], self.crate)
        self._macros(self.top)
        return Surface(self.names, frozenset(self.open))

    def _macros(self, module: Module) -> None:
        for name, item in module.items.items():
            if item.kind == "macro" and item.public:
                self.put(f"{self.crate}::{name}", "macro", item.notice)
        for _, _, inner in module.modules.values():
            self._macros(inner)

    def put(self, name: str, kind: str, notice: Notice | None) -> None:
        name = name.replace("r#", "")
        mark = Mark(kind) if notice is None else Mark(kind, notice.note, notice.since)
        # The same path twice (a type and a macro, two cfgs): deprecated only if both are.
        if mark.note is None or self.names.get(name, MAYBE) == MAYBE:
            self.names[name] = mark

    def walk(self, chain: list[Module], path: str) -> None:
        module = chain[-1]
        # A module may re-export one that holds it: `pub use crate as me`.
        if path.count("::") > 8 or (id(module), path) in self.done or self.active.count(id(module)) > 1:
            return
        self.done.add((id(module), path))
        self.active.append(id(module))
        self.contents(chain, path)
        self.active.pop()

    def contents(self, chain: list[Module], path: str) -> None:
        module = chain[-1]
        if module.dark:
            self.open.add(path)
        for word in module.maybe:
            for name in self.macros.get(word, ()) if word.endswith("!") else (word,):
                self.names.setdefault(f"{path}::{name}", MAYBE)
        for name, item in module.items.items():
            if item.public and item.kind != "macro":
                self.item(f"{path}::{name}", name, item, None)
        for name, (public, notice, inner) in module.modules.items():
            if public:
                self.put(f"{path}::{name}", "module", notice)
                self.walk([*chain, inner], f"{path}::{name}")
        for target, name, notice in module.uses:
            self.use(chain, (path, name), target, notice)
        for target in module.globs:
            self.glob(chain, path, target)

    def use(self, chain: list[Module], place: tuple[str, str], target: list[str], notice: Notice | None) -> None:
        path, name = f"{place[0]}::{place[1]}", place[1]
        found = self.resolve(chain, target, set())
        match found:
            case Item():
                self.item(path, target[-1], found, notice)
            case [*modules]:
                self.put(path, "module", notice)
                self.walk(modules, path)
            case _:
                self.put(path, "reexport", notice)
                self.open.add(path)
        if name == "prelude":
            self.open.add(path)

    def glob(self, chain: list[Module], path: str, target: list[str]) -> None:
        found = self.resolve(chain, target, set())
        match found:
            case Item():
                for name, (kind, notice) in found.members.items():
                    self.put(f"{path}::{name}", kind, notice)
            case [*modules]:
                self.walk(modules, path)
            case _ if not _MACRO_CRATE.search(target[0]):
                self.open.add(path)

    def item(self, path: str, name: str, item: Item, notice: Notice | None) -> None:
        self.put(path, item.kind, item.notice or notice)
        if item.kind == "type":
            members = {**item.members, **self.methods.get(name, {})}
            if members.pop("*", None):
                self.open.add(path)
            for member, (kind, told) in members.items():
                self.put(f"{path}::{member}", kind, told)

    def resolve(self, chain: list[Module], path: list[str], seen: set[tuple[int, str]]) -> Item | list[Module] | None:
        """Return the item or the chain of modules a path leads to; None if it leaves the crate.

        `seen` holds what this look-up has tried: crates of globs on globs take for ever without it.
        """
        here, rest = chain, list(path)
        if rest and rest[0] in ("crate", "$crate"):
            here, rest = [self.top], rest[1:]
        elif rest and rest[0] == "self":
            rest = rest[1:]
        while rest and rest[0] == "super":
            here, rest = here[:-1] or [self.top], rest[1:]
        while rest:
            step = self.step(here, rest, seen)
            if not isinstance(step, list):
                return step if len(rest) == 1 else None
            here, rest = step, rest[1:]
        return here

    def step(self, here: list[Module], rest: list[str], seen: set[tuple[int, str]]) -> Item | list[Module] | None:
        module, head = here[-1], rest[0]
        inner = module.modules.get(head)
        if inner and len(rest) > 1:
            return [*here, inner[2]]
        if head in module.items:
            return module.items[head]
        for target, name, _ in (*module.uses, *module.private_uses):
            # `mod x; pub use self::x::x;`: from outside, x is what the `use` says.
            if name == head and (id(module), head) not in seen and target != [head]:
                seen.add((id(module), head))
                return self.resolve(here, target, seen)
        if inner:
            return [*here, inner[2]]
        for target in module.globs:
            mark = (id(module), "*" + "::".join(target) + head)
            if mark not in seen:
                seen.add(mark)
                if found := self.resolve(here, [*target, head], seen):
                    return found
        return None
