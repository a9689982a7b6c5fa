"""Names of secrets with a quoted literal: `password = "..."`, `"apiKey": "..."`, `define('DB_PASSWORD', '...')`.

In: a stretch of code. Out: Places. Must not know: whether the literal is worth a word (judge.py says).

Names are found by `str.find` and what follows is matched only there, so the cost is linear and small.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.secrets.model import Place
from techlint.secrets.names import LITERALS, Purpose, purpose

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from techlint.secrets.model import Stretch

LITERAL = r"""(?P<literal>"(?:[^"\\\n]|\\.){0,400}"|'(?:[^'\\\n]|\\.){0,400}'|`[^`\n]{0,400}`)"""
WRAPPED = (
    r"(?:(?:new\s+\w{1,30}|\[\]byte|Some|SecretStr|Secret|Buffer\.from|bytes|String::from|SecretString::from|str\.encode|Redacted|"
    r"(?:System\.)?(?:Text\.)?Encoding\.\w{1,10}\.GetBytes)\(|ConvertTo-SecureString\s+(?:-String\s+)?){0,2}(?:[rbfuRBFU@$&]{0,2})"
)
CLOSED = r"""["'`]?\s?\]?["']?\)?"""
TYPED = r"(?:[ \t]{0,20}:[ \t]{0,5}[&\w<>\[\]' ?|.:]{1,30}?|[ \t][a-z]{1,8}|\[\d{0,4}\])[ \t]{0,30}=(?![=~>])"
"""An annotation is followed by `=` alone: in `password: pw, role: "x"` the literal belongs to another name."""
GIVEN = r"[ \t]{0,30}(?:=>|:=|\?\?=|\|\|=|<-|=(?![=~>])|:(?![:=]))"
ASSIGNED = lazy(CLOSED + rf"(?:{GIVEN}|{TYPED})\s{{0,60}}" + WRAPPED + LITERAL)
FALLBACK = lazy(r"""["']?[\])]?\s{0,8}(?:\|\||\?\?|\?:|\bor\b)\s{0,8}""" + WRAPPED + LITERAL)
SECOND = lazy(r"""["'`]\s?,\s{0,30}""" + WRAPPED + LITERAL)
"""The second argument after a quoted name."""
DEFINED = lazy(r"[ \t]{1,30}" + LITERAL)
ATTRIBUTE = lazy(r"""["']\s{1,30}value\s?=\s?""" + LITERAL)
ELEMENT = lazy(r">(?P<literal>[^<>\s]{1,120})</")
SETTER = lazy(
    r"(?i)\b(?:define|set_?env|put_?env|set_?property|set_?var|set|put|header|add_?header|set_?header|append|add|option|setx|"
    r"get_?env|environ\.get|env|fetch|env_or|get_?env_?or_?default|getOrDefault|unwrap_or)\s?\(\s{0,30}[\"'`]$"
)
FETCHER = lazy(
    r"(?i)(?:get_?env|environ\.get|\benv|fetch|env_or|get_?env_?or_?default|getOrDefault)\s?\(\s{0,30}[\"'`]$"
)
NAME = lazy(r"\w{0,60}(?:[.\-][A-Za-z_]\w{0,60}){0,6}")
BEFORE = frozenset("_.$@-")
LONGEST = 60
LISPS = frozenset({"clojure", "clj", "edn"})


class Name(NamedTuple):
    """An identifier at `start:end` that names a secret."""

    start: int
    end: int
    text: str
    purpose: Purpose


@lru_cache(maxsize=1)
def names(stretch: Stretch) -> tuple[Name, ...]:
    """The identifiers of a stretch that name a secret, in order; two finders ask one after the other."""
    return tuple(_names(stretch))


def _names(stretch: Stretch) -> Iterator[Name]:
    text, reached = stretch.text, -1
    for at in sorted(stretch.finds(*stretch.held & LITERALS)):
        if at < reached:
            continue
        start = at
        while start > max(at - LONGEST, reached, 0) and (text[start - 1].isalnum() or text[start - 1] in BEFORE):
            start -= 1
        found = NAME.match(text, at)
        reached = found.end() if found else at + 1
        name = text[start:reached].lstrip("-.")
        meant = purpose(name)
        if meant:
            yield Name(reached - len(name), reached, name, meant)


def find(stretch: Stretch) -> Iterator[Place]:
    """The quoted literals given to names of secrets."""
    for name in names(stretch):
        match, position = _given(stretch, name)
        if match:
            start, end = match.span("literal")
            quoted = stretch.text[start] in "\"'`"
            yield Place(start + quoted, end - quoted, position, name.text, name.purpose)


def _given(stretch: Stretch, name: Name) -> tuple[re.Match[str] | None, str]:
    """The literal that a name is given, and how."""
    text, end = stretch.text, name.end
    if match := ASSIGNED.match(text, end):
        return match, "assignment"
    if match := FALLBACK.match(text, end):
        return match, "fallback"
    before = text[max(name.start - 40, 0) : name.start]
    if (match := SECOND.match(text, end)) and SETTER.search(before):
        return match, "fallback" if FETCHER.search(before) else "assignment"
    return _juxtaposed(stretch, name, before), "assignment"


def _juxtaposed(stretch: Stretch, name: Name, before: str) -> re.Match[str] | None:
    """`#define NAME "..."`, `:password "..."` of Clojure, and the two ways of XML."""
    text, end = stretch.text, name.end
    if before.endswith("#define ") or (before.endswith(":") and stretch.lang in LISPS):
        return DEFINED.match(text, end)
    if before.endswith(('name="', "name='", 'key="', "key='")):
        return ATTRIBUTE.match(text, end)
    return ELEMENT.match(text, end) if before.endswith("<") else None
