"""Rust: `use a::{self, B as C, d::{E}}`; a path may be written in full without any `use`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.api.names import Binding, Language
from techlint.api.tables import libraries
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_USE = lazy(r"^[ \t]*(?:pub(?:\([a-z]{1,9}\))? )?use[ \t]+(?:::)?([a-z_]\w*)\s*::\s*([^;]{1,1500});", re.MULTILINE)
_EXTERN = lazy(r"^[ \t]*extern crate (\w+)(?: as (\w+))?;", re.MULTILINE)
_PATH = lazy(r"\b([a-z_]\w*)::\w")
_TOKEN = lazy(r"[{},]|(?P<name>[A-Za-z_]\w*)(?:\s{1,9}as\s{1,9}(?P<alias>\w+))?")
_STANDARD = frozenset({"std", "core", "alloc"})
_DEEPEST = 16


def library(root: str) -> str:
    """The pack of a crate, by the name under which code imports it."""
    return "std" if root in _STANDARD else root


def bindings(code: str) -> Iterator[Binding]:
    """What `use` and `extern crate` bind, and every crate that is named in a path."""
    for found in _USE.finditer(code):
        yield from _leaves(found)
    for found in _EXTERN.finditer(code):
        root = found[1]
        yield Binding(found[2] or root, library(root), root, *found.span(1), (found.start(1), found.start(1)))
    for root in {found[1] for found in _PATH.finditer(code)} & (libraries("rust") | _STANDARD):
        yield Binding(root, library(root), root, 0, 0, (0, 0))


def _leaves(found: re.Match[str]) -> Iterator[Binding]:
    """Walk the tree of one `use`, token by token, without recursion."""
    root, shift = found[1], found.start(2)
    stack, path, place, name = [[root]], [root], found.span(1), ""
    origin = found.span(1)
    for token in _TOKEN.finditer(f"{found[2]},"):
        word = token[0]
        if word == "{":
            if len(stack) > _DEEPEST:
                return
            stack.append(list(path))
            origin, name = (found.start(1), place[1]), ""
        elif word in ",}":
            if name:
                base = origin if len(stack) > 1 else (found.start(1), place[0])
                yield Binding(name, library(root), "::".join(path), *place, base)
            if word == "}" and len(stack) > 1:
                stack.pop()
            path, name = list(stack[-1]), ""
        elif token["name"]:
            if token["name"] != "self":
                path.append(token["name"])
            place = (token.start("name") + shift, token.end("name") + shift)
            name = token["alias"] or path[-1]


_CHAIN = r"[A-Za-z_]\w*(?:::[A-Za-z_]\w*){0,8}"

LANGUAGE = Language(
    name="rust",
    ecosystem="rust",
    separator="::",
    bindings=bindings,
    receivers=(
        lazy(rf"\blet (?:mut )?(?P<name>\w+)(?:[ \t]*:[^=\n]{{1,80}})?[ \t]*=\s{{0,40}}&?(?P<made>{_CHAIN})\("),
        lazy(rf"[(,]\s{{0,40}}(?:mut )?(?P<name>\w+): ?&?(?:mut )?(?P<made>{_CHAIN})\s{{0,40}}(?=[,)])"),
    ),
    derived=lazy(r"(?P<name>(?!))(?P<made>)"),
    usual={},
    defined=lazy(r"\b(?:struct|enum|trait|fn|mod|type|union)[ \t]+(\w+)|\bmacro_rules!\s{0,9}(\w+)"),
    factories={},
    owner=library,
)
