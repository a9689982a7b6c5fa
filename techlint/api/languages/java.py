"""Java: `import a.b.C;`, `import static a.b.C.d;`; a class is used by its last name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint.api.names import Binding, Language
from techlint.api.tables import head, libraries
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STANDARD = "_jdk"
_IMPORT = lazy(
    r"^[ \t]*import[ \t]+(?:static[ \t]+)?(?P<path>[a-z_]\w*(?:\.\w+){1,12})(?P<star>\.\*)?[ \t]*;?[ \t]*(?://.*)?$",
    re.MULTILINE,
)


@cache
def packages() -> Mapping[str, str]:
    """Which pack knows a package: a library's own name is not what code imports."""
    return {
        package: name
        for name in sorted(libraries("java"))
        for package in head("java", name).get("packages", "").split()
    }


def library(path: str) -> str:
    """The pack of a qualified name: the one that knows its package, else the JDK's."""
    package = path
    while package:
        if package in packages():
            return packages()[package]
        package = package.rpartition(".")[0]
    return STANDARD


def bindings(code: str) -> Iterator[Binding]:
    """What imports bind; `a.b.*` binds nothing, but names its package."""
    for found in _IMPORT.finditer(code):
        path = found["path"]
        name = "" if found["star"] else path.rpartition(".")[2]
        place = found.span("path")
        yield Binding(name, library(path), path, *place, (place[0], place[0]))


_LANG = (
    "Boolean Byte Character Class Double Float Integer Long Object Runtime SecurityManager Short String System Thread "
    "ThreadGroup"
)

LANGUAGE = Language(
    name="java",
    ecosystem="java",
    separator=".",
    bindings=bindings,
    receivers=(lazy(r"\b(?P<made>[A-Z]\w*)(?:<[\w<>, ?]{0,80}>)?[ \t]+(?P<name>[a-z]\w*)[ \t]*(?=[=;,):])"),),
    derived=lazy(r"\bclass (?P<name>\w+)(?:<[\w<>, ?]{0,80}>)? extends (?P<made>[A-Z]\w*)"),
    usual={name: (STANDARD, f"java.lang.{name}") for name in _LANG.split()},
    defined=lazy(r"\b(?:class|interface|enum|record)[ \t]+(\w+)"),
    factories={},
)
