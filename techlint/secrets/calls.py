"""Arguments that are secrets by where they stand: `jwt.sign(payload, "...")`, `new PDO(dsn, user, "...")`.

In: a stretch of code. Out: Places. Must not know: whether a literal is worth a word. The callees are
rules/secrets/data/calls.tsv. An argument that is a name is followed one step, to a literal in the same stretch.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.secrets.assignments import LITERAL, WRAPPED
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.secrets.model import Stretch

TOKEN = lazy(r"""\\.|"(?:[^"\\\n]|\\.){0,300}"|'(?:[^'\\\n]|\\.){0,300}'|`[^`\n]{0,300}`|[()\[\]{},\n]""")
OPENING = lazy(r" {0,4}(?:::)?(?:<[^()\n]{0,40})?\(")
SUFFIXED = lazy(r"[\w.]{0,30} {0,4}\(")
RUBY = lazy(r" {0,4}[( ]")
"""Ruby leaves out the parentheses."""
FARTHEST, DEEPEST, MOST_LINES = 700, 6, 12
SPREAD = lazy(r"\s*(?:\w{1,20}\s?=\s?)?" + WRAPPED + LITERAL + r"(?P<rest>[^+%]{0,80})$", re.DOTALL)
IDENTIFIER = lazy(
    r"\s*(?:\w{1,20}\s?=\s?)?(?:\[\]byte\(|new \w+\(|&|\*)?\$?(?P<name>[A-Za-z_]\w{1,60})"
    r"(?:\.\w+\([^()]{0,30}\)|\))?\s*$"
)
DEFINED = lazy(
    r"\s{0,20}(?:\[\d{0,4}\]|:\s{0,5}[&\w<>\[\]' ?;]{1,30}?)?\s{0,20}(?::=|=(?!=))\s{0,20}" + WRAPPED + LITERAL
)
NO_SECRET = lazy(
    r"(?i)(?:hs|rs|es|ps)\d{3}|sha-?\d+|md5|hex|base64|utf-?8|ascii|latin1|aes[-\w]*|[./~][\w./-]*|[\w./-]*\.(?:pem|key|pub|crt|json|jks|p12|txt)"
)
Known = dict[str, "re.Match[str] | None"]
"""Names already followed to the literal that defines them, so that a hostile text does not pay for each use."""
PURPOSES: Mapping[str, Purpose] = {"password": Purpose.PASSWORD, "signing": Purpose.SIGNING, "token": Purpose.TOKEN}


class Callee(NamedTuple):
    """One row of calls.tsv; `word` is its literal in lower case."""

    literal: str
    word: str
    opening: re.Pattern[str]
    arguments: tuple[int, ...]
    purpose: Purpose
    what: str
    name: str
    beside: str


@cache
def callees() -> tuple[Callee, ...]:
    """The rows of calls.tsv."""
    lines = [line for line in resources.read_text("secrets/data/calls.tsv").splitlines() if line[:1] not in ("", "#")]
    return tuple(_callee(*line.split("\t")) for line in lines[1:])


@cache
def words() -> frozenset[str]:
    """Lower-case texts of which code with such a call holds one."""
    return frozenset(callee.word for callee in callees())


def _callee(callee: str, argument: str, purpose: str, *said: str) -> Callee:
    positions = tuple(int(number) for number in argument.split(","))
    opening = SUFFIXED if callee.endswith("*") else RUBY if callee.startswith("JWT.") else OPENING
    what, name, beside = said
    literal = callee.removesuffix("*")
    return Callee(literal, literal.lower(), opening, positions, PURPOSES[purpose], what, name, beside.strip("-"))


@cache
def called(what: str) -> Callee | None:
    """The row of a callee as `Place.name` gives it."""
    return next((callee for callee in callees() if callee.literal == what), None)


def find(stretch: Stretch) -> Iterator[Place]:
    """The literals that stand where a call wants a secret."""
    text = stretch.text
    if "(" not in text and "JWT" not in text:
        return
    known: Known = {}
    for callee in callees():
        at = text.find(callee.literal) if callee.word in stretch.held else -1
        while at >= 0:
            yield from _arguments(text, callee, at, known)
            at = text.find(callee.literal, at + len(callee.literal))


def _arguments(text: str, callee: Callee, at: int, known: Known) -> Iterator[Place]:
    if callee.literal[0].isalnum() and at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return
    opening = callee.opening.match(text, at + len(callee.literal))
    spans = split_arguments(text, opening.end()) if opening else []
    if not spans or callee.beside not in text[spans[0][0] : spans[-1][1]]:
        return
    wanted = (_literal(text, callee, spans[number - 1], known) for number in callee.arguments if number <= len(spans))
    yield from (place for place in wanted if place)


def split_arguments(text: str, start: int) -> list[tuple[int, int]]:
    """Where the arguments of a call stand whose list begins at `start`; looks only so far and so deep."""
    spans: list[tuple[int, int]] = []
    depth, begin, lines = 0, start, 0
    for token in TOKEN.finditer(text, start, start + FARTHEST):
        sign = token[0]
        if sign in "([{":
            depth += 1
        elif sign in ")]}":
            depth -= 1
        elif sign == "\n":
            lines += 1
        if depth < 0:
            return [*spans, (begin, token.start())]
        if depth > DEEPEST or lines > MOST_LINES:
            return spans
        if sign == "," and not depth:
            spans.append((begin, token.start()))
            begin = token.end()
    return spans


def _literal(text: str, callee: Callee, span: tuple[int, int], known: Known) -> Place | None:
    argument = text[span[0] : span[1]]
    match, offset = SPREAD.match(argument), span[0]
    if not match:
        name = IDENTIFIER.match(argument)
        if name and name["name"] not in known:
            known[name["name"]] = _definition(text, name["name"])
        match, offset = known[name["name"]] if name else None, 0
    if not match:
        return None
    start, end = (offset + edge for edge in match.span("literal"))
    value = text[start + 1 : end - 1]
    if NO_SECRET.fullmatch(value):
        return None
    return Place(start + 1, end - 1, "call", callee.literal, callee.purpose, trusted=callee.purpose.chosen)


def _definition(text: str, name: str) -> re.Match[str] | None:
    """The literal that a name is given in this stretch."""
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        alone = not (at and (text[at - 1].isalnum() or text[at - 1] in "_.")) and not text[end : end + 1].isalnum()
        if alone and (match := DEFINED.match(text, end)):
            return match
        at = text.find(name, end)
    return None
