"""Go: an import path, its package's name or alias, `name.Symbol`. The standard library is often left unimported."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.api.names import Binding, Language
from techlint.api.tables import libraries
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = "_std"

_IMPORT = lazy(r"^[ \t]*import[ \t]*(?:\((?P<many>[^)]{0,6000})\)|(?P<one>[^\n]{1,300}))", re.MULTILINE)
_SPEC = lazy(r"(?P<name>[\w.]+[ \t]{1,9})?\"(?P<path>[^\"\s]{1,200})\"")
_VERSION = lazy(r"v\d+")


def library(path: str) -> str:
    """The module of an import path: the longest one that has a pack; paths without a dot are Go's own."""
    if "." not in path.partition("/")[0]:
        return STANDARD
    parts = path.split("/")
    known = libraries("go")
    return next((name for k in range(len(parts), 0, -1) if (name := "/".join(parts[:k])) in known), "/".join(parts[:3]))


def bindings(code: str) -> Iterator[Binding]:
    """What import declarations bind."""
    for block in _IMPORT.finditer(code):
        group = "many" if block["many"] is not None else "one"
        for spec in _SPEC.finditer(re.sub(r"//[^\n]*", lambda m: " " * len(m.group()), block[group])):
            path, shift = spec["path"], block.start(group)
            parts = [part for part in path.split("/") if not _VERSION.fullmatch(part)]
            name = (spec["name"] or "").strip() or parts[-1].removeprefix("go-").removesuffix("-go").partition(".")[0]
            place = (shift + spec.start("path"), shift + spec.end("path"))
            yield Binding("" if name in {"_", "."} else name, library(path), path, *place, (place[0], place[0]))


_USUAL = {
    "ioutil": "io/ioutil",
    "strings": "strings",
    "rand": "math/rand",
    "http": "net/http",
    "os": "os",
    "reflect": "reflect",
}

LANGUAGE = Language(
    name="go",
    ecosystem="go",
    separator=".",
    bindings=bindings,
    receivers=(),
    derived=lazy(r"(?P<name>(?!))(?P<made>)"),
    usual={name: (STANDARD, path) for name, path in _USUAL.items()},
    defined=lazy(
        r"\b(\w+)[ \t]*(?:,[ \t]*\w+[ \t]*)?:=|\b(?:func|type|var)[ \t]+(\w+)|[(,][ \t]*(\w+)[ \t"
        r"]+[*\[\]]?\w+(?:\.\w+)?(?=[,)])"
    ),
    factories={},
)
