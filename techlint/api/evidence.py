"""What a post shows of its libraries: dependencies, install commands, names in prose, and the versions it pins.

In: a Document and its fences. Out: Evidence. Must not know what is outdated.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from techlint.api.sighting import version
from techlint.lazy import lazy, lower
from techlint.profile import profile
from techlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from techlint.api.fences import Fence
    from techlint.document import Document

_NUMBER = r"\d{1,5}(?:\.\d{1,6}){0,3}"
_PINS = tuple(
    lazy(pattern, re.MULTILINE)
    for pattern in (
        (
            rf"^\s{{0,40}}\"?(?P<name>[A-Za-z][\w.-]{{0,60}})\"? ?= ?(?:\{{[^}}\n]{{0,80}}\bversion ?="
            rf" ?)?['\"](?P<sign>[\^~=<>]{{0,2}}) ?v?(?P<version>{_NUMBER})"
        ),
        rf"\"(?P<name>[@\w][\w./@-]{{0,80}})\" ?: ?\"(?P<sign>[\^~<>=]{{0,2}}) ?v?(?P<version>{_NUMBER})",
        (
            rf"(?<![\w./-])(?P<name>[A-Za-z][\w.-]{{0,60}})(?:\[[\w,-]{{1,60}}\])? ?(?P<sign>==|~=|<=|"
            rf"<) ?(?P<version>{_NUMBER})"
        ),
        rf"(?<![\w/])(?P<name>@?[A-Za-z][\w./-]{{0,80}})@(?P<sign>[\^~]?)v?(?P<version>{_NUMBER})",
        rf"^\s{{0,40}}(?:require )?(?P<name>[\w-]{{1,30}}\.[\w./-]{{1,80}}) (?P<sign>)v(?P<version>{_NUMBER})",
        rf"[\w.-]{{1,60}}:(?P<name>[\w.-]{{1,60}}):(?P<sign>)(?P<version>{_NUMBER})",
        r"^(?P<name>go) (?P<sign>)(?P<version>1\.\d{1,2})$",
        rf"^\s{{0,20}}FROM (?:\S{{1,60}}/)?(?P<name>python|golang|node|ruby|php|rust):(?P<sign>)(?P<version>{_NUMBER})",
    )
)
"""What pins a version in one line."""
_ARTIFACT = lazy(
    rf"<artifactId>(?P<name>[\w.-]{{1,60}})</artifactId>\s{{0,40}}<version>(?P<sign>)(?P<version>{_NUMBER})"
)
_MANIFESTS = frozenset(
    {"toml", "json", "shell", "text", "", "go", "xml", "groovy", "kotlin", "dockerfile", "yaml", "ini", "diff"}
)
_INSTALL = lazy(
    r"\b(?:pip3? install|conda install|poetry add|uv add|cargo (?:add|install)|npm (?:i|install|a"
    r"dd)|yarn add|pnpm (?:add|i)|go get|go install)\b"
    r"(?P<names>[^\n|;&#]{1,300})"
)
_NUMBERED = lazy(r"^.*\d.*$", re.MULTILINE)
_APART = "\n\0\n"
"""Stands between two pieces of code: nothing that is looked for goes on over it."""
_LEFT_OUT = 9999


class Evidence(Record):
    """What the draft `doc` and the code in it say; read when it is first asked for."""

    doc: Document
    fences: Sequence[Fence]

    def names(self, library: str) -> bool:
        """Whether the post names a library: in a manifest, in a command, or in its prose."""
        folded = library.lower()
        plain = _plain(folded)
        if plain.isalnum() and plain not in self._source:  # a name with a dash may stand there with a backslash
            return False
        return (plain in self._source and plain in self.shown) or any(
            self._spoken(rf"(?<![\w./-]){re.escape(name)}(?![\w/-])", name, self.folded) for name in {folded, plain}
        )

    def _spoken(self, pattern: str, start: str, text: str) -> list[re.Match[str]]:
        """The matches of a pattern in the prose, as it is or in lower case, looked for where its first word stands."""
        compiled, found = re.compile(pattern, re.IGNORECASE), []
        at = self.folded.find(start)
        while at >= 0:
            if match := compiled.match(text, at):
                found.append(match)
            at = self.folded.find(start, at + 1)
        return found

    @cached_property
    def _source(self) -> str:
        """All of the draft: what is not in it, no command names."""
        return self.doc.folded.replace("_", "-")

    @property
    def _title(self) -> str:
        return self.doc.front_matter.text("title") if self.doc.front_matter else ""

    @cached_property
    def prose(self) -> str:
        """The title and the prose."""
        return f"{self._title}\n{self.doc.view(profile).prose}"

    @cached_property
    def folded(self) -> str:
        """The same in lower case, each character where it stood."""
        return f"{lower(self._title)}\n{self.doc.view(profile).folded}"

    @cached_property
    def _manifests(self) -> str:
        """The code that may name packages."""
        return _APART.join([fence.text for fence in self.fences if fence.lang in _MANIFESTS])

    @cached_property
    def shown(self) -> frozenset[str]:
        """The packages that manifests or commands name, in lower case."""
        shown = set(self.pins)
        for found in _INSTALL.finditer(self._manifests):
            shown.update(_plain(re.split(r"[=<>~\[]|(?<!^)@", name)[0]) for name in found["names"].split())
        return frozenset(shown)

    @cached_property
    def pins(self) -> Mapping[str, tuple[tuple[int, ...], ...]]:
        """The packages of manifests, and the versions asked for of each."""
        pins: dict[str, list[tuple[int, ...]]] = {}
        lines = "\n".join(_NUMBERED.findall(self._manifests))
        artifacts = _ARTIFACT.finditer(self._manifests)
        for found in chain(artifacts, *[pattern.finditer(lines) for pattern in _PINS]):
            pin = _padded(version(found["version"]), found["sign"])
            pins.setdefault(_plain(found["name"]), []).extend([pin] if pin else [])
        return {name: tuple(found) for name, found in pins.items()}

    @cached_property
    def _prose_pins(self) -> dict[str, tuple[int, ...]]:
        """What the prose was asked for before."""
        return {}

    def pin(self, names: Iterable[str]) -> tuple[int, ...]:
        """The newest version of a library that the post asks for, () if none. What is left out of it is the latest."""
        found = [pin for name in names for pin in (*self.pins.get(_plain(name), ()), self._told(name)) if pin]
        return max(found, default=())

    def _told(self, name: str) -> tuple[int, ...]:
        """`React 16`, `numpy 1.24` in prose."""
        if name.lower() not in self.folded:
            return ()
        if name not in self._prose_pins:
            spoken = re.escape(name).replace(r"\-", "[ -]?")
            asked = rf"(?<![\w-]){spoken}(?:\.js)? (?:version )?v?({_NUMBER})(?![\w%])"
            told = self._spoken(asked, name.lower().partition("-")[0], self.prose)
            self._prose_pins[name] = max((_padded(version(match[1])) for match in told), default=())
        return self._prose_pins[name]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _padded(numbers: tuple[int, ...], sign: str = "") -> tuple[int, ...]:
    """`0.6` asks for the newest 0.6; `^1.2` for the newest 1; `<2` for something before it."""
    if sign == "<" and numbers:
        *first, last = numbers
        while last == 0 and first:
            *first, last = first
        return (*first, last - 1, _LEFT_OUT) if last else ()
    if sign == "^" and len(numbers) > 1:
        return (*numbers[: 1 if numbers[0] else 2], _LEFT_OUT)
    if sign in {"~", "~="} and len(numbers) > 2:
        return (*numbers[:2], _LEFT_OUT)
    return numbers if len(numbers) > 2 else (*numbers, _LEFT_OUT)
