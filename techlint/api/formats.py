"""Line parsers for what tree-sitter does not read: images, Kubernetes manifests, GitHub Actions, model names.

In: fences. Out: Sightings. Must not know other languages' symbols.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint.api.sighting import Place, told
from techlint.api.tables import libraries, table
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.api.fences import Fence
    from techlint.api.sighting import Sighting

    Found = tuple[tuple[int, int], Iterable[tuple[str, str]]]
    """Where a name stands, and the (library, symbol) pairs that it may be, the most exact first."""
    Reader = Callable[[Fence], Iterator[Found]]

_REF = r"(?P<image>(?:[\w.-]{1,60}(?::\d{1,5})?/){0,3}[a-z0-9][\w.-]{0,60}):(?P<tag>[\w][\w.-]{0,80})"
_FROM = lazy(rf"^[ \t]{{0,20}}FROM[ \t]+(?:--platform=\S{{1,40}}[ \t]+)?{_REF}", re.MULTILINE)
_IMAGE = lazy(rf"^[ \t-]{{0,40}}image:[ \t]{{0,9}}['\"]?{_REF}['\"]?[ \t]{{0,9}}(?:#.{{0,200}})?$", re.MULTILINE)
_RUN = lazy(rf"\bdocker (?:run|pull|create)\b(?:[^\n|;&]|\\\n){{0,400}}?[ \t]{_REF}(?=[\s\\]|$)")
_NUMBER = lazy(r"v?(\d{1,5}(?:\.\d{1,5}){0,2})")
_CODENAMES = lazy(
    r"(?:^|-)(?P<name>jessie|stretch|buster|bullseye|bookworm|xenial|bionic|focal|jammy|alpine\d\.\d{1,2})(?=-|$)"
)
_HOMES = {"library", "docker.io", "docker.io/library"}


def _images(fence: Fence) -> Iterator[Found]:
    """`FROM image:tag`, `image: name:tag`, `docker run name:tag`."""
    patterns = (_FROM,) if fence.lang == "dockerfile" else (_IMAGE, _RUN) if fence.lang in {"yaml", "shell"} else ()
    for found in (found for pattern in patterns for found in pattern.finditer(fence.text)):
        home, _, name = found["image"].rpartition("/")
        image = name if home in _HOMES else found["image"]
        yield (found.start("image"), found.end("tag")), _cycles(image, found["tag"])


def _cycles(image: str, tag: str) -> Iterator[tuple[str, str]]:
    """The release cycles a tag may belong to, the most exact first: `python:3.9.1-slim` is of `3.9.1`, `3.9`, `3`."""
    yield image, f"{image}:{tag}"
    if number := _NUMBER.match(tag):
        parts = number[1].split(".")
        yield from ((image, f"{image}:{'.'.join(parts[:k])}") for k in range(len(parts), 0, -1))
    word = tag.partition("-")[0]
    if word != tag and not word[:1].isdigit():
        yield image, f"{image}:{word}"
    if (base := _CODENAMES.search(tag)) and image not in {"debian", "ubuntu"}:
        name = base["name"]
        system = "alpine" if name.startswith("alpine") else "debian"
        yield system, f"{system}:{name.removeprefix('alpine')}"


_API = lazy(r"^(?P<indent>[ \t]{0,40}(?:- )?)apiVersion:[ \t]{0,9}['\"]?(?P<api>[\w./-]{1,100})", re.MULTILINE)
_KIND = lazy(r"^[ \t]{0,40}(?:- )?kind:[ \t]{0,9}['\"]?(?P<kind>[A-Z]\w{1,60})", re.MULTILINE)
_NEXT = lazy(r"^---", re.MULTILINE)


def _manifests(fence: Fence) -> Iterator[Found]:
    """The apiVersion and kind of each Kubernetes object; where a whole version or group is gone, any kind of it is."""
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
            api = found["api"]
            symbols = dict.fromkeys((f"{api}/{near['kind']}", api, api.partition("/")[0]))
            yield found.span("api"), [(name, symbol) for symbol in symbols for name in sorted(libraries("kubernetes"))]


def _lead(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t-"))]


_USES = lazy(r"\buses:[ \t]{0,9}['\"]?(?P<action>[\w.-]{1,60}/[\w./-]{1,100})@(?P<ref>[\w./-]{1,60})")
_RUNNER = lazy(
    r"\b(?:runs-on:[ \t]{0,9}\[?|os:[ \t]{0,9}\[.{0,100})['\"]?(?P<label>(?:ubuntu|macos|windows)-[\w.]{2,20})"
)


def _actions(fence: Fence) -> Iterator[Found]:
    """`uses: owner/name@v1` and the runner a job asks for."""
    if fence.lang != "yaml":
        return
    for found in _USES.finditer(fence.text):
        action, ref = found["action"], found["ref"]
        names = dict.fromkeys(_spelt(name) for name in (action, "/".join(action.split("/")[:2])))
        ats = dict.fromkeys((ref, ref.partition(".")[0]))
        yield (found.start("action"), found.end("ref")), [(name, f"{name}@{at}") for at in ats for name in names]
    for found in _RUNNER.finditer(fence.text):
        yield found.span("label"), (("_runners", found["label"]), ("_runners", f"runs-on:{found['label']}"))


def _spelt(action: str) -> str:
    """GitHub does not tell `Azure/login` from `azure/login`; packs spell it as its owner does."""
    return next((name for name in libraries("actions") if name.lower() == action.lower()), action)


_MODEL = lazy(r"(?<![\w@-])[a-z][a-z0-9]{1,20}(?:[-.:_]\w{1,24}){1,8}(?![\w-])")


_REPOSITORY = lazy(r"git(?:hub|lab)\.com/[\w.-]{1,60}/\Z")
"""What stands before the name of a repository, which may be that of a model."""


def _models(fence: Fence) -> Iterator[Found]:
    """Names of hosted models, wherever code holds one."""
    vendors = sorted(libraries("models"))
    for found in _MODEL.finditer(fence.text):
        if _REPOSITORY.search(fence.text[max(found.start() - 80, 0) : found.start()]):
            continue
        yield found.span(), [(vendor, found.group()) for vendor in vendors]


_VERSION_OF = {"node": "nodejs", "python": "python", "go": "go", "ruby": "ruby", "php": "php", "dotnet": "dotnet"}
_SETUP = lazy(
    r"^[ \t-]{0,40}(?P<name>node|python|go|ruby|php|dotnet)-version:[ \t]{0,9}"
    r"['\"]?(?P<version>\d{1,3}(?:\.\d{1,3}){0,2})(?:\.x)?['\"]?[ \t]{0,9}$",
    re.MULTILINE,
)
_LAMBDA = lazy(r"\b[Rr]untime['\"]?[ \t]{0,3}[:=][ \t]{0,3}['\"]?(?P<name>[a-z]{2,10}\d{1,3}[\w.]{0,12})")


def _runtimes(fence: Fence) -> Iterator[Found]:
    """`node-version: 12` in a workflow, `Runtime: python3.7` of a function."""
    if fence.lang not in {"yaml", "json", "hcl", "toml"}:
        return
    for found in _SETUP.finditer(fence.text):
        product = _VERSION_OF[found["name"]]
        parts = found["version"].split(".")
        cycles = [(product, f"{product}:{'.'.join(parts[:k])}") for k in range(len(parts), 0, -1)]
        yield (found.start("name"), found.end("version")), cycles
    for found in _LAMBDA.finditer(fence.text):
        yield found.span("name"), (("aws-lambda", f"aws-lambda:{found['name']}"),)


_READERS: Mapping[str, tuple[str, Reader]] = {
    "docker": ("end-of-life", _images),
    "kubernetes": ("kubernetes-version", _manifests),
    "actions": ("action-version", _actions),
    "models": ("retired-model", _models),
    "runtimes": ("end-of-life", _runtimes),
}
"""Ecosystem -> the rule that tells it, and its reader."""


@cache
def words() -> Mapping[str, frozenset[str]]:
    """Ecosystem -> words of which code must hold one."""
    models = [known.rows for vendor in libraries("models") if (known := table("models", vendor))]
    return {
        "docker": frozenset({"FROM", "image:", "docker"}),
        "kubernetes": frozenset({"apiVersion"}),
        "actions": frozenset({"uses:", "runs-on", "os:"}),
        "models": frozenset().union(*models),
        "runtimes": frozenset({"-version:", "untime"}),
    }


_RUNNING = frozenset({"node20"})
"""Runtimes of actions that GitHub has announced the end of, and whose actions its runners still run with a notice."""


def find(code: Iterable[tuple[Fence, set[str]]]) -> Iterator[Sighting]:
    """Yield outdated images, API versions, actions, models and runtimes of code, given with the words that it holds."""
    for fence, held in code:
        for ecosystem, (kind, read) in _READERS.items():
            if (fence.inline and ecosystem != "models") or words()[ecosystem].isdisjoint(held):
                continue
            for place, names in read(fence):
                for library, symbol in names:
                    known = table(ecosystem, library)
                    if known and symbol in known.rows:
                        for one in told(Place(fence, *place), known, symbol):
                            sure = one.said.since not in _RUNNING
                            yield one._replace(said=one.said._replace(status=kind), sure=sure)
                        break
