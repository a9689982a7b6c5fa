"""Line parsers for what tree-sitter does not read: images, Kubernetes manifests, GitHub Actions, model names.

In: fences. Out: Sightings. Must not know other languages' symbols.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from techlint.api.sighting import Place, told
from techlint.api.tables import Table, libraries, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.api.fences import Fence
    from techlint.api.sighting import Sighting

    Reader = Callable[[Fence], Iterator[tuple[tuple[int, int], Iterable[str]]]]

_REF = r"(?P<image>(?:[\w.-]{1,60}(?::\d{1,5})?/){0,3}[a-z0-9][\w.-]{0,60}):(?P<tag>[\w][\w.-]{0,80})"
_FROM = re.compile(rf"^[ \t]{{0,20}}FROM[ \t]+(?:--platform=\S{{1,40}}[ \t]+)?{_REF}", re.MULTILINE)
_IMAGE = re.compile(rf"^[ \t-]{{0,40}}image:[ \t]{{0,9}}['\"]?{_REF}['\"]?[ \t]{{0,9}}(?:#.{{0,200}})?$", re.MULTILINE)
_RUN = re.compile(rf"\bdocker (?:run|pull|create)\b(?:[^\n|;&]|\\\n){{0,400}}?[ \t]{_REF}(?=[\s\\]|$)")
_NUMBER = re.compile(r"v?(\d{1,5}(?:\.\d{1,5}){0,2})")
_CODENAMES = re.compile(
    r"(?:^|-)(?P<name>jessie|stretch|buster|bullseye|bookworm|xenial|bionic|focal|jammy|alpine\d\.\d{1,2})(?=-|$)"
)
_HOMES = {"library", "docker.io", "docker.io/library"}


def _images(fence: Fence) -> Iterator[tuple[tuple[int, int], Iterable[str]]]:
    """`FROM image:tag`, `image: name:tag`, `docker run name:tag`."""
    patterns = (_FROM,) if fence.lang == "dockerfile" else (_IMAGE, _RUN) if fence.lang in {"yaml", "shell"} else ()
    for found in (found for pattern in patterns for found in pattern.finditer(fence.text)):
        home, _, name = found["image"].rpartition("/")
        image = name if home in _HOMES else found["image"]
        yield (found.start("image"), found.end("tag")), _cycles(image, found["tag"])


def _cycles(image: str, tag: str) -> Iterator[str]:
    """The release cycles a tag may belong to, the most exact first: `python:3.9.1-slim` is of `3.9.1`, `3.9`, `3`."""
    yield f"{image}:{tag}"
    if number := _NUMBER.match(tag):
        parts = number[1].split(".")
        yield from (f"{image}:{'.'.join(parts[:k])}" for k in range(len(parts), 0, -1))
    word = tag.partition("-")[0]
    if word != tag and not word[:1].isdigit():
        yield f"{image}:{word}"
    if (base := _CODENAMES.search(tag)) and image not in {"debian", "ubuntu"}:
        name = base["name"]
        yield f"alpine:{name.removeprefix('alpine')}" if name.startswith("alpine") else f"debian:{name}"


_API = re.compile(r"^(?P<indent>[ \t]{0,40}(?:- )?)apiVersion:[ \t]{0,9}['\"]?(?P<api>[\w./-]{1,100})", re.MULTILINE)
_KIND = re.compile(r"^[ \t]{0,40}(?:- )?kind:[ \t]{0,9}['\"]?(?P<kind>[A-Z]\w{1,60})", re.MULTILINE)
_NEXT = re.compile(r"^---", re.MULTILINE)


def _manifests(fence: Fence) -> Iterator[tuple[tuple[int, int], Iterable[str]]]:
    """The apiVersion and kind of each Kubernetes object."""
    if fence.lang not in {"yaml", "shell", "json"} or "apiVersion" not in fence.text:
        return
    cuts = [0, *(found.start() for found in _NEXT.finditer(fence.text)), len(fence.text)]
    for found in _API.finditer(fence.text):
        first = max(cut for cut in cuts if cut <= found.start())
        last = min(cut for cut in cuts if cut > found.start())
        depth = len(found["indent"].replace("-", " "))
        kinds = [k for k in _KIND.finditer(fence.text, first, last) if len(_lead(k.group())) == depth]
        near = min(kinds, key=lambda k: abs(k.start() - found.start()), default=None)
        if near:
            yield found.span("api"), (f"{found['api']}/{near['kind']}", f"{found['api']}:{near['kind']}", found["api"])


def _lead(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t-"))]


_USES = re.compile(r"\buses:[ \t]{0,9}['\"]?(?P<action>[\w.-]{1,60}/[\w./-]{1,100})@(?P<ref>[\w.-]{1,60})")
_RUNNER = re.compile(
    r"\b(?:runs-on:[ \t]{0,9}\[?|os:[ \t]{0,9}\[.{0,100})['\"]?(?P<label>(?:ubuntu|macos|windows)-[\w.]{2,20})"
)


def _actions(fence: Fence) -> Iterator[tuple[tuple[int, int], Iterable[str]]]:
    """`uses: owner/name@v1` and the runner a job asks for."""
    if fence.lang != "yaml":
        return
    for found in _USES.finditer(fence.text):
        action, ref = found["action"], found["ref"]
        owner = "/".join(action.split("/")[:2])
        major = ref.partition(".")[0]
        yield (
            (found.start("action"), found.end("ref")),
            tuple(dict.fromkeys(f"{name}@{at}" for at in (ref, major) for name in (action, owner))),
        )
    for found in _RUNNER.finditer(fence.text):
        yield found.span("label"), (found["label"], f"runs-on:{found['label']}")


_MODEL = re.compile(r"(?<![\w./@-])[a-z][a-z0-9]{1,20}(?:[-.:/_]\w{1,24}){1,8}(?![\w/])|\bdavinci\b")


def _models(fence: Fence) -> Iterator[tuple[tuple[int, int], Iterable[str]]]:
    """Names of hosted models, wherever code holds one."""
    return ((found.span(), (found.group(),)) for found in _MODEL.finditer(fence.text))


_READERS: Mapping[str, tuple[str, Reader]] = {
    "docker": ("end-of-life", _images),
    "kubernetes": ("kubernetes-version", _manifests),
    "actions": ("action-version", _actions),
    "models": ("retired-model", _models),
}
_TELLS = {
    "docker": ("FROM", "image:", "docker"),
    "kubernetes": ("apiVersion",),
    "actions": ("uses:", "runs-on"),
    "models": ("-",),
}


@cache
def index(ecosystem: str) -> dict[str, Table]:
    """Every symbol of an ecosystem and the table that knows it: these packs are small and few."""
    tables = (table(ecosystem, name) for name in sorted(libraries(ecosystem)))
    return {symbol: known for known in tables if known for symbol in known.rows}


def find(code: Iterable[Fence]) -> Iterator[Sighting]:
    """Yield outdated images, API versions, actions and models."""
    for fence in code:
        for ecosystem, (kind, read) in _READERS.items():
            if (fence.inline and ecosystem != "models") or not any(word in fence.text for word in _TELLS[ecosystem]):
                continue
            known = index(ecosystem)
            for place, symbols in read(fence):
                if symbol := next((one for one in symbols if one in known), ""):
                    sightings = told(Place(fence, *place), known[symbol], symbol)
                    yield from (replace(one, kind=kind) for one in sightings)
