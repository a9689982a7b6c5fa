"""Secrets on command lines: `mysql -pVALUE`, `curl -u user:VALUE`, `--token=VALUE`, `echo VALUE | docker login`.

In: a stretch of code or a code span. Out: Places. Must not know: whether the literal is worth a word. The programs
are rules/secrets/data/commands.tsv.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose, purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.secrets.model import Stretch

BARE = r"""(?P<bare>[^\s'"$<>`|;&(){}\[\]\\-][^\s'"`|;<>()]{0,300})"""
WORD = rf"""(?:'(?P<single>[^'\n]{{1,200}})'|"(?P<double>[^"\n]{{1,200}})"|{BARE})"""
PAIR = r"""["']?(?P<user>[\w.@+\\-]{1,60})[:%](?P<bare>[^\s"'@$<>{}|]{1,120})"""
KEYPASS = r"pass:(?P<bare>[^\s'\"$<>|]{1,120})"
FORMS = {"word": WORD, "pair": PAIR, "pass": KEYPASS}
FLAGS = frozenset(f"--{letter}" for letter in ascii_lowercase)
FLAG = lazy(r"--(?<![-\[|(]--)(?=(?P<name>[a-z][\w-]{2,40})(?:=|[ \t]{1,4})" + WORD + ")")
PIPED = lazy(
    r"[ \t]{1,4}(?:-n[ \t]{1,4})?" + WORD + r"[ \t]{0,4}\|[ \t]{0,4}(?:docker|podman|helm|crane|oras|gh|skopeo|sudo)\b"
)
SECURE = lazy(r"(?i)convertto-securestring[ \t]{1,4}(?:-string[ \t]{1,4})?" + WORD)
NO_VALUE = lazy(r"(?:path|ort|rotocol)\b")
META = frozenset(
    {"cluster-token", "initial-cluster-token", "image-pull-secret", "imagepullsecret", "pull-secret", "dry-run"}
)
REST = lazy(r"(?:[^\n|;&\\]|\\[\s\S]|&(?!&)){0,500}")
"""What belongs to a command."""


class Command(NamedTuple):
    """One row of commands.tsv: find `literals`, then search `pattern` to the end of the command.

    `words` are the literals in lower case, with the blank that must stand behind each.
    """

    literals: tuple[str, ...]
    words: frozenset[str]
    pattern: re.Pattern[str]
    name: str


@cache
def commands() -> tuple[Command, ...]:
    """The rows of commands.tsv."""
    lines = [
        line for line in resources.read_text("secrets/data/commands.tsv").splitlines() if line[:1] not in ("", "#")
    ]
    return tuple(_command(*line.split("\t")) for line in lines[1:])


@cache
def words() -> frozenset[str]:
    """Lower-case texts of which a command that is handed a secret holds one."""
    return FLAGS.union({"login", "convertto-securestring"}, *[row.words for row in commands()])


def _command(command: str, flag: str, value: str, name: str) -> Command:
    attached = [re.escape(part[1:]) for part in flag.split("|") if part.startswith("~")]
    spaced = [re.escape(part) for part in flag.split("|") if not part.startswith("~")]
    flags = [f"(?:{'|'.join(attached)})"] if attached else []
    flags += [f"(?:{'|'.join(spaced)})(?:=|[ \\t]{{1,4}})"] if spaced else []
    literals = tuple(command.split("|"))
    words = frozenset(f"{literal.lower()}{blank}" for literal in literals for blank in " \t")
    return Command(literals, words, lazy(rf"(?<=\s)(?:{'|'.join(flags)}){FORMS[value]}"), name)


@cache
def variable(command: str) -> str:
    """The environment variable that a program reads its password from."""
    return next((row.name for row in commands() if command in row.literals), "")


def find(stretch: Stretch) -> Iterator[Place]:
    """The literals that command lines hand over as secrets."""
    yield from _programs(stretch)
    if not FLAGS.isdisjoint(stretch.held):
        yield from _flags(stretch.text)
    if "login" in stretch.held:
        yield from _piped(stretch.text)
    for at in stretch.finds("convertto-securestring"):
        secure = SECURE.match(stretch.text, at)
        if secure:
            yield _place(secure, "ConvertTo-SecureString", Purpose.PASSWORD)


def _programs(stretch: Stretch) -> Iterator[Place]:
    text = stretch.text
    for row in commands():
        for literal in row.literals if not row.words.isdisjoint(stretch.held) else ():
            end = -1
            for at in _words(text, literal):
                if at >= end:  # else it is named again in the same command
                    end = _end(text, at)
                    found = row.pattern.finditer(text, at, end)
                    yield from (_place(m, literal, Purpose.PASSWORD) for m in found if not NO_VALUE.match(_value(m)))


def _flags(text: str) -> Iterator[Place]:
    """`--password X` of any program whatever."""
    for match in FLAG.finditer(text):
        meant = purpose(match["name"]) if match["name"] not in META else None
        if meant and "=" not in (match["bare"] or ""):  # `--secret id=...` of docker build names one
            yield _place(match, f"--{match['name']}", meant)


def _piped(text: str) -> Iterator[Place]:
    """`echo X | docker login --password-stdin`."""
    if "login" in text:
        for at in _words(text, "echo"):
            match = PIPED.match(text, at)
            if match and "login" in text[match.end() : _end(text, match.end())]:
                yield _place(match, "docker login", Purpose.PASSWORD)


def _value(match: re.Match[str]) -> str:
    return match[match.lastgroup or 0]


def _place(match: re.Match[str], name: str, meant: Purpose) -> Place:
    group = match.lastgroup or "bare"
    return Place(*match.span(group), "command", name, meant, bare=True)


def _words(text: str, literal: str) -> Iterator[int]:
    at = text.find(literal)
    while at >= 0:
        end = at + len(literal)
        if not (at and (text[at - 1].isalnum() or text[at - 1] in "-_.=")) and text[end : end + 1] in {" ", "\t"}:
            yield end
        at = text.find(literal, end)


def _end(text: str, at: int) -> int:
    """Where a command ends: at a pipe, a semicolon, or the end of its line unless a backslash carries it on."""
    found = REST.match(text, at)
    return found.end() if found else at
