"""What a post shows of its libraries: dependencies, install commands, names in prose, and the versions it pins.

In: a Document and its fences. Out: Evidence. Must not know what is outdated.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from techlint.api.sighting import version
from techlint.lazy import lazy
from techlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
        rf"<artifactId>(?P<name>[\w.-]{{1,60}})</artifactId>\s{{0,40}}<version>(?P<sign>)(?P<version>{_NUMBER})",
        r"^(?P<name>go) (?P<sign>)(?P<version>1\.\d{1,2})$",
        rf"^\s{{0,20}}FROM (?:\S{{1,60}}/)?(?P<name>python|golang|node|ruby|php|rust):(?P<sign>)(?P<version>{_NUMBER})",
    )
)
_MANIFESTS = frozenset(
    {"toml", "json", "shell", "text", "", "go", "xml", "groovy", "kotlin", "dockerfile", "yaml", "ini", "diff"}
)
_INSTALL = lazy(
    r"\b(?:pip3? install|conda install|poetry add|uv add|cargo (?:add|install)|npm (?:i|install|a"
    r"dd)|yarn add|pnpm (?:add|i)|go get|go install)\b"
    r"(?P<names>[^\n|;&#]{1,300})"
)
_DIGIT = lazy(r"\d")
_LEFT_OUT = 9999


class Evidence(Record):
    """`shown`: lower-case names of packages that manifests or commands name; `pins`: the versions asked for."""

    prose: str
    shown: frozenset[str]
    pins: Mapping[str, tuple[tuple[int, ...], ...]]

    def names(self, library: str) -> bool:
        """Whether the post names a library: in a manifest, in a command, or in its prose."""
        folded = library.lower()
        return _plain(folded) in self.shown or any(
            spoken in self.folded and re.search(rf"(?<![\w./-]){re.escape(spoken)}(?![\w/-])", self.folded)
            for spoken in {folded, _plain(folded)}
        )

    @cached_property
    def folded(self) -> str:
        """The prose in lower case."""
        return self.prose.lower()

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
            told = re.findall(
                rf"(?<![\w-]){spoken}(?:\.js)? (?:version )?v?({_NUMBER})(?![\w%])", self.prose, re.IGNORECASE
            )
            self._prose_pins[name] = max((_padded(version(number)) for number in told), default=())
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


def gather(doc: Document, fences: Iterable[Fence]) -> Evidence:
    """Read what the draft shows."""
    pins: dict[str, list[tuple[int, ...]]] = defaultdict(list)
    shown: set[str] = set()
    for fence in fences:
        if fence.lang not in _MANIFESTS:
            continue
        for pattern in _PINS if _DIGIT.search(fence.text) else ():
            for found in pattern.finditer(fence.text):
                name = _plain(found["name"])
                shown.add(name)
                if pin := _padded(version(found["version"]), found["sign"]):
                    pins[name].append(pin)
        for found in _INSTALL.finditer(fence.text):
            shown.update(_plain(re.split(r"[=<>~\[]|(?<!^)@", name)[0]) for name in found["names"].split())
    prose = " ".join(node.excerpt.text for node in doc.of("prose") if node.excerpt)
    title = doc.front_matter.text("title") if doc.front_matter else ""
    return Evidence(f"{title} {prose}", frozenset(shown), {name: tuple(found) for name, found in pins.items()})
