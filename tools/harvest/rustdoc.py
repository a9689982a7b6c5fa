"""The documentation of Rust's standard library, as rustup installs it -> its deprecated names.

In: a folder of rustdoc pages. Out: a `Surface` of what they call deprecated, with since and note: only that, as a
standard library removes nothing. Must not know where the folder comes from.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from .surface import Mark, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAGE = re.compile(r"(?P<kind>fn|struct|enum|union|trait|type|constant|static|macro|primitive)\.(?P<name>\w+)\.html")
_STAB = re.compile(r'<div class="stab deprecated">.{0,80}?Deprecated since (?P<since>[\d.]+)(?P<note>.{0,400}?)</div>')
_MEMBER = re.compile(
    r'<section id="(?:method|tymethod|variant|associatedconstant)\.(?P<name>\w+)"(?P<rest>(?:(?!<section ).){0,6000})',
    re.DOTALL,
)


def surface(root: Path, crate: str = "std") -> Surface:
    """Return the deprecated names of a crate whose pages are under `root`."""
    names: dict[str, Mark] = {}
    for path in sorted(root.rglob("*.html")):
        text = path.read_text("utf-8")
        if "stab deprecated" in text:
            names |= dict(_page(path.relative_to(root), text, crate))
    return Surface(names)


def _page(path: Path, text: str, crate: str) -> Iterator[tuple[str, Mark]]:
    module = "::".join((crate, *path.parent.parts))
    page = _PAGE.fullmatch(path.name)
    if path.name == "index.html":
        own = module
    elif page:
        own = page["name"] if page["kind"] == "primitive" else f"{module}::{page['name']}"
    else:
        return
    # Above the first heading the page speaks of the item itself; below, of others.
    head = text.partition("<h1>")[2].split("<h2", 1)[0].split("top-doc", 1)[0]
    if told := _STAB.search(head):
        yield own, _mark("item", told)
    if not page:
        return
    # A name that stands twice (one `impl` for each type) is deprecated only if it is so each time.
    members: dict[str, Mark | None] = {}
    for found in _MEMBER.finditer(text.split('id="trait-implementations"', 1)[0]):
        told = _STAB.search(found["rest"])
        old = members.get(found["name"], Mark("unseen"))
        members[found["name"]] = _mark("method", told) if told and old else None
    for name, mark in members.items():
        if mark:
            yield f"{own}::{name}", mark


def _mark(kind: str, told: re.Match[str]) -> Mark:
    note = re.sub(r"</?code>", "`", told["note"])
    return Mark(kind, html.unescape(re.sub(r"<[^>]{1,200}>", "", note)).lstrip(": "), told["since"])
