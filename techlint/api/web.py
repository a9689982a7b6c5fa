"""HTML, CSS and what browsers give to JavaScript: elements, attributes, properties, members of a plain receiver.

In: fences. Out: Sightings. Must not know libraries: nothing here is imported, so no evidence is asked for.
What browsers have dropped is told for sure, and so are elements and members that are deprecated. Attributes, CSS and
old corners of JavaScript work everywhere and for ever: they are told as `info`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from techlint.api.languages.javascript import LANGUAGE
from techlint.api.sighting import Place, told
from techlint.api.syntax import masked
from techlint.api.tables import table
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.api.fences import Fence
    from techlint.api.sighting import Sighting

    Found = tuple[int, int, str]
    """`start:end` of the text, and the symbol that stands there."""

_PAGES = {
    "html": "HTML/Reference/Elements/{0}",
    "css": "CSS/Reference/Properties/{0}",
    "dom": "API/{0}/{1}",
    "js": "JavaScript/Reference/Global_Objects/{0}/{1}",
}

_OPENER = lazy(r"<(?P<kind>!--|(?:script|style)\b)(?:(?<=!--)|[^<>]{0,400}>)", re.IGNORECASE)
_TAG = lazy(r"(?<![\w$)\]])<(?P<name>[a-z][a-z0-9]{0,20})(?P<attributes>(?:\s[^<>]{0,2000})?)(?=>|/>)")
_ATTRIBUTE = lazy(r"\s(?P<name>[A-Za-z][\w-]{0,40})(?=[\s=]|$)(?:=(?:\"[^\"]*\"|'[^']*'|\{[^{}]*\}|[^\s\"'>]+))?")
_ELSEWHERE = frozenset({"content", "shadow", "param", "dir", "style.scoped"})
"""What other markup uses for its own: `<style scoped>` is Vue's."""


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


def _html(code: str) -> Iterator[Found]:
    """Tags and attributes as `element` and `element.attribute`."""
    for tag in _TAG.finditer(code):
        name = tag["name"]
        if name not in _ELSEWHERE:
            yield tag.start(), tag.end("name"), name
        for attribute in _ATTRIBUTE.finditer(code, *tag.span("attributes")):
            if (symbol := f"{name}.{attribute['name'].lower()}") not in _ELSEWHERE:
                yield *attribute.span("name"), symbol


_PROPERTY = lazy(
    r"(?:^|[{;])\s{0,80}(?P<name>-?[a-z][a-z-]{1,40})\s{0,9}:(?P<value>[^;{}\n]{0,200})(?=[;}\n]|$)", re.MULTILINE
)
_RULE = lazy(r"@(?:document|viewport|-ms-viewport)\b")
_WORD = lazy(r"[a-z][a-z-]{1,40}")


def _css(code: str) -> Iterator[Found]:
    """Declarations as `property` and `property.value`, and rules as `@rule`."""
    for found in _RULE.finditer(code):
        yield *found.span(), found.group()
    for found in _PROPERTY.finditer(code):
        yield *found.span("name"), found["name"]
        for value in _WORD.finditer(code, *found.span("value")):
            yield found.start("name"), value.end(), f"{found['name']}.{value.group()}"


_GLOBALS: Mapping[str, tuple[str, ...]] = {
    "document": ("Document",),
    "window": ("Window",),
    "navigator": ("Navigator",),
    "performance": ("Performance",),
    "screen": ("Screen",),
    "console": ("console",),
    **{name: (name,) for name in ("Array", "Object", "Reflect", "RegExp")},
}
"""What a browser gives, by the names it has everywhere: the interfaces whose members stand behind it."""
_EVENTS = frozenset({"e", "ev", "evt", "event"})
_EVENT_MEMBERS = ("KeyboardEvent", "UIEvent", "Event")
_BASES = {"AudioContext": ("AudioContext", "BaseAudioContext"), "OfflineAudioContext": ("BaseAudioContext",)}
_NAME = r"[A-Za-z_$][\w$]{0,60}"
_MEMBER = lazy(
    rf"(?<![\w$.])(?:(?:window|self|globalThis)\s?\.\s?)?(?P<name>{_NAME})\s{{0,40}}\??\.\s{{0,9}}(?P<member>{_NAME})"
)
_MADE = lazy(rf"\bnew (?P<made>[A-Z]\w{{1,60}})\((?P<query>)[^()\n]{{0,200}}\)\s{{0,40}}\.\s{{0,9}}(?P<member>{_NAME})")
_QUERY = lazy(rf"\bmatchMedia\([^()\n]{{0,200}}\)\s{{0,40}}\.\s{{0,9}}(?P<member>{_NAME})")
_TYPED = lazy(
    rf"\b(?P<name>{_NAME})\s{{0,9}}=\s{{0,9}}(?:new (?P<made>[A-Z]\w{{1,60}})\(|(?:window\.)?(?P<query>matchMedia)\()?"
)
_OLD = ("escape", "unescape", "uneval")
_CALLED = lazy(rf"(?:[=(+:?\[&|!]|\breturn\s)\s{{0,20}}(?P<name>{'|'.join(_OLD)})(?=\()")
_EVENT = lazy(r"\baddEventListener\(\s{0,20}['\"](?P<name>\w{2,40})['\"]")
_TARGETS = ("Element", "Document", "Window", "HTMLElement", "Node")


@cache
def _members() -> Mapping[str, frozenset[str]]:
    """What the tables know of each interface, and of events under ""."""
    found = defaultdict[str, set[str]](set)
    for library in ("dom", "js"):
        for symbol in known.rows if (known := table("web", library)) else ():
            interface, _, member = symbol.partition(".")
            found["" if member.endswith("_event") else interface].add(member.removesuffix("_event"))
    return {interface: frozenset(names) for interface, names in found.items()}


def _may_hold(words: frozenset[str]) -> bool:
    """Whether code made of some words may use what the tables know: most names of members stand behind other things."""
    members = _members()
    interfaces = {interface for name in words & _GLOBALS.keys() for interface in _GLOBALS[name]}
    interfaces.update(words & members.keys(), *[_BASES[made] for made in words.intersection(_BASES)])
    interfaces.update(_EVENT_MEMBERS if words & _EVENTS else ())
    interfaces.update(("MediaQueryList",) if "matchMedia" in words else ())
    interfaces.update(("",) if "addEventListener" in words else ())
    return not words.isdisjoint(_OLD) or any(not words.isdisjoint(members.get(name, ())) for name in interfaces)


def _javascript(text: str, dom: Mapping[str, object]) -> Iterator[Found]:
    """Members as `Interface.member`, events as `Interface.name_event`, and the old global functions."""
    code = masked(text, "js")
    own = {name for found in LANGUAGE.defined.finditer(code) for name in found.groups() if name}
    own |= {bound.name for bound in LANGUAGE.bound(text)}
    typed: dict[str, set[str]] = {}
    for found in _TYPED.finditer(code):
        typed.setdefault(found["name"], set()).add(found["made"] or (found["query"] and "MediaQueryList") or "")
    for found in _MEMBER.finditer(code):
        name, member = found["name"], found["member"]
        made = typed.get(name, set())
        known = "".join(made) if len(made) == 1 else ""
        given = _EVENT_MEMBERS if name in _EVENTS else () if name in own else _GLOBALS.get(name, ())
        for interface in _BASES.get(known, (known,)) if known else given:
            yield found.start("name"), found.end(), f"{interface}.{member}"
    for found in _MADE.finditer(code):
        yield *found.span(), f"{found['made']}.{found['member']}"
    for found in _QUERY.finditer(code):
        yield *found.span("member"), f"MediaQueryList.{found['member']}"
    for found in _CALLED.finditer(code):
        if found["name"] not in own:
            yield *found.span("name"), found["name"]
    for found in _EVENT.finditer(text):
        if code[found.start() : found.start() + 3] == "add":
            symbols = (f"{target}.{found['name']}_event" for target in _TARGETS)
            yield from ((*found.span("name"), symbol) for symbol in symbols if symbol in dom)


def find(code: Iterable[Fence]) -> Iterator[Sighting]:
    """Yield what browsers have dropped or call deprecated."""
    for fence in code:
        if fence.inline:
            continue
        if fence.lang == "html":
            rest, parts = _apart(fence.text)
            yield from _told(fence, "html", _html(rest))
            for kind, start, body in parts:
                yield from _script(fence, start, body) if kind == "script" else _style(fence, start, body)
        elif fence.lang in {"css", "scss"}:
            yield from _style(fence, 0, fence.text)
        elif fence.lang == "js":
            yield from _script(fence, 0, fence.text)
            if "</" in fence.text or "/>" in fence.text:
                yield from _told(fence, "html", _html(masked(fence.text, "js")))


def _apart(text: str) -> tuple[str, list[tuple[str, int, str]]]:
    """A page without its comments, scripts and styles, and these: kind, where the body begins, the body."""
    parts: list[tuple[str, int, str]] = []
    out, at, folded = [], 0, text.lower()
    missing: set[str] = set()  # an end that is nowhere is looked for once
    for found in _OPENER.finditer(text):
        kind = found["kind"].lower()
        closer = "-->" if kind == "!--" else f"</{kind}"
        end = -1 if found.start() < at or closer in missing else folded.find(closer, found.end())
        if end < 0:
            missing.update({closer} if found.start() >= at else ())
            continue
        out += [text[at : found.end()], _blank(text[found.end() : end])]
        at = end
        if kind != "!--":
            parts.append((kind, found.end(), text[found.end() : end]))
    return "".join([*out, text[at:]]), parts


def _style(fence: Fence, shift: int, body: str) -> Iterator[Sighting]:
    code = re.sub(r"/\*.{0,20000}?\*/", lambda found: _blank(found.group()), body, flags=re.DOTALL)
    yield from _told(fence, "css", ((start + shift, end + shift, symbol) for start, end, symbol in _css(code)))


def _script(fence: Fence, shift: int, body: str) -> Iterator[Sighting]:
    dom, js = table("web", "dom"), table("web", "js")
    if dom is None or js is None or not _may_hold(fence.words):
        return
    found = [(start + shift, end + shift, symbol) for start, end, symbol in _javascript(body, dom.rows)]
    yield from _told(fence, "dom", found)
    yield from _told(fence, "js", found)


@cache
def _first(library: str) -> str:
    """The day of the oldest snapshot: what is deprecated in it has been so for longer than anybody noted."""
    if (known := table("web", library)) is None:
        return ""
    days = [row.split("\t")[3] for rows in known.rows.values() for row in rows if "\tdeprecated\t" in row]
    return min(days, default="")


def _told(fence: Fence, library: str, found: Iterable[Found]) -> Iterator[Sighting]:
    known = table("web", library)
    if known is None:
        return
    for start, end, symbol in found:
        if symbol not in known.rows:
            continue
        head, _, member = symbol.partition(".")
        page = _PAGES[library].format(head.lstrip("@"), member.removesuffix("_event")).rstrip("/")
        shown = f"<{head} {member}>".replace(" >", ">") if library == "html" else ""
        for one in told(Place(fence, start, end), known, symbol):
            date = "" if one.said.date == _first(library) else one.said.date
            source = f"https://developer.mozilla.org/docs/Web/{page}"
            yield one._replace(
                name=f"`{shown}`" if shown else one.name,
                said=one.said._replace(library="browsers", date=date, source=source),
                sure=one.kind == "removed" or (library in {"html", "dom"} and not (library == "html" and member)),
                rename="",
            )
