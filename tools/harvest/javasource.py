"""Java sources -> the public names of a library.

In: {path: text} of .java files. Out: a `Surface`: packages, `package.Class`, `package.Class.member`; a constructor is
`package.Class.<init>`. A member is deprecated only if all its overloads are. Must not know Maven.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ast_grep_py import SgRoot

from .surface import MAYBE, Mark, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

TYPES = {
    "class_declaration",
    "interface_declaration",
    "enum_declaration",
    "record_declaration",
    "annotation_type_declaration",
}
MEMBERS = {
    "method_declaration": "method",
    "annotation_type_element_declaration": "method",
    "constructor_declaration": "constructor",
    "field_declaration": "field",
    "constant_declaration": "field",
    "enum_constant": "field",
}
_SINCE = re.compile(r'since\s*=\s*"([^"]+)"')
_SAID = re.compile(
    r"(?:as of|since|in)(?: (?:version|release|jdk|java|spring(?: boot| security)?|jackson|log4j|the))* ?"
    r"v?(\d+(?:\.\d+){0,2})",
    re.IGNORECASE,
)
_TAG = re.compile(r"@deprecated\b(.{0,600}?)(?=\n\s*\*?\s*@\w|\*/|\Z)", re.DOTALL)


class Library:
    """Collects the names of all files; base classes are looked up among them at the end."""

    def __init__(self) -> None:
        self.names: dict[str, Mark] = {}
        self.bases: dict[str, list[str]] = {}
        self.imports: dict[str, dict[str, str]] = {}

    def put(self, name: str, mark: Mark) -> None:
        """Note a name; of two declarations the one that is not deprecated counts."""
        if name not in self.names or mark.note is None:
            self.names[name] = mark

    def file(self, text: str) -> None:
        """Read one compilation unit."""
        root = SgRoot(text, "java").root()
        package, imports = "", {}
        for node in root.children():
            if node.kind() == "package_declaration":
                package = re.sub(r"^(?:@\S+\s+)*package\s+|[;\s]", "", node.text())
            elif node.kind() == "import_declaration":
                path = re.sub(r"^import\s+(?:static\s+)?|[;\s]", "", node.text())
                imports[path.rpartition(".")[2]] = path
        if package:
            self.put(package, Mark("package"))
            self.types(root, package, imports, inside_interface=False)

    def types(self, node: Any, path: str, imports: dict[str, str], *, inside_interface: bool) -> None:
        """Read the types declared directly in a node."""
        for child in node.children():
            if child.kind() == "enum_body_declarations":
                self.types(child, path, imports, inside_interface=inside_interface)
            elif child.kind() in TYPES and child.field("name"):
                modifiers = _modifiers(child)
                if not inside_interface and not re.search(r"\b(?:public|protected)\b", modifiers):
                    continue
                name = f"{path}.{child.field('name').text()}"
                self.put(name, _mark(child, "class", modifiers))
                self.imports[name] = imports
                self.bases[name] = list(_bases(child))
                if body := child.field("body"):
                    implicit = child.kind() in ("interface_declaration", "annotation_type_declaration")
                    self.members(body, name, implicit=implicit)
                    self.types(body, name, imports, inside_interface=implicit)

    def members(self, body: Any, owner: str, *, implicit: bool) -> None:
        """Read methods, fields and constructors of a type."""
        for child in body.children():
            kind = MEMBERS.get(child.kind())
            if child.kind() == "enum_body_declarations":
                self.members(child, owner, implicit=implicit)
            if not kind:
                continue
            modifiers = _modifiers(child)
            visible = implicit or (kind == "field" and child.kind() == "enum_constant")
            if not visible and not re.search(r"\b(?:public|protected)\b", modifiers):
                continue
            declarator = child.field("declarator")
            named = declarator.field("name") if declarator else child.field("name")
            if named:
                name = "<init>" if kind == "constructor" else named.text()
                self.put(f"{owner}.{name}", _mark(child, kind, modifiers))

    def inherit(self) -> None:
        """Note what a type inherits from types of the same library: it is there, and told at its owner."""
        own: dict[str, list[str]] = {}
        for name in self.names:
            own.setdefault(name.rpartition(".")[0], []).append(name.rpartition(".")[2])
        for name in self.bases:
            for above in self.above(name, 0):
                for member in own.get(above, ()):
                    if member != "<init>":
                        self.names.setdefault(f"{name}.{member}", MAYBE)

    def above(self, name: str, depth: int) -> Iterator[str]:
        """Yield all base types of a type that the library itself declares."""
        package = name.rpartition(".")[0]
        for base in self.bases.get(name, ()):
            simple = base.partition(".")[0]
            for full in (f"{package}.{base}", self.imports[name].get(simple, "") + base.removeprefix(simple), base):
                if full in self.bases:
                    yield full
                    if depth < 8:
                        yield from self.above(full, depth + 1)
                    break


def surface(files: Mapping[str, str]) -> Surface:
    """Return the public names declared in these sources."""
    library = Library()
    for path, text in files.items():
        if not path.endswith(("package-info.java", "module-info.java")):
            library.file(text)
    library.inherit()
    return Surface(library.names)


def _modifiers(node: Any) -> str:
    return next((str(child.text()) for child in node.children() if child.kind() == "modifiers"), "")


def _bases(node: Any) -> Iterator[str]:
    for child in node.children():
        if child.kind() in ("superclass", "super_interfaces", "extends_interfaces"):
            text = re.sub(r"^\s*(?:extends|implements)\s+", "", child.text())
            while "<" in text and (plain := re.sub(r"<[^<>]*>", "", text)) != text:
                text = plain
            yield from (part.strip() for part in text.split(",") if part.strip())


def _mark(node: Any, kind: str, modifiers: str) -> Mark:
    annotation = re.search(r"@(?:java\.lang\.)?Deprecated\b(\([^)]*\))?", modifiers)
    before = node.prev()
    comment = before.text() if before is not None and before.kind() == "block_comment" else ""
    tag = _TAG.search(comment) if comment.startswith("/**") else None
    if not annotation and not tag:
        return Mark(kind)
    note = re.sub(r"\s*\n\s*\*?\s*", " ", tag[1]).strip() if tag else ""
    since = _SINCE.search(annotation[1] or "") if annotation else None
    said = _SAID.search(note)
    return Mark(kind, note[:400], since[1] if since else said[1].rstrip(".") if said else "")
