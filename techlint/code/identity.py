"""What language a block of code is in, where that is beyond doubt.

In: its text. Out: the canonical name, "" where it could be something else. Must not know: fences, rules.

A sign alone is not enough (`import x` is Python, Go and more): the block must also parse in the language it shows.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.code.grammars import LANGUAGES, takes
from techlint.code.mending import ELLIPSIS
from techlint.lazy import lazy
from techlint.regions.lines import grade
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

SAMPLE = 20_000
"""Longer blocks are not named."""

_INSTRUCTION = lazy(
    r"(?:FROM|RUN|COPY|ADD|CMD|ENTRYPOINT|WORKDIR|EXPOSE|ENV|ARG|USER|LABEL|VOLUME|HEALTHCHECK|SHELL|ONBUILD|STOPSIGNAL"
    r"|MAINTAINER)\s"
)
_BRANCH = lazy(r"[\s│|]*[├└]─")
_LISTED = lazy(r"\btree(?: -[\w -]+| [\w./~-]+)*$")
_PROMPT = lazy(r"\$ (?:sudo )?[a-z.~/][\w./-]*(?:\s|$)")
_ASSIGNED = lazy(r"^[\w.]+ = ")
"""`df` is a command, and `df = df.head()` is none."""
_TABLE = lazy(r"\[{1,2}[\w.\"-]+\]{1,2}")
_PAIR = lazy(r"[\w.\"-]+ = (?:[\"'\[{(]|[-+]?\d|(?:true|false)\b).*")


def identify(text: str) -> str:
    """The language of a block, canonical as after a fence; "tree" for a listing of files, "" if it is not certain."""
    return next((lang for lang in _shown(text) if lang in _SHAPES or _parses(text, lang)), "")


def _shown(text: str) -> Iterator[str]:
    """The one that all lines of a block show together; else those of which it has a sign, the likeliest first."""
    if len(text) > SAMPLE or not text.strip():
        return
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    shape = next((lang for lang, looks in _SHAPES.items() if looks(text, lines)), "")
    yield from (shape,) if shape else _signs().found(text)


@cache
def _signs() -> Sieve:
    """The signs of languages."""
    rows = (row.split("\t") for row in resources.read_words("code/data/signs.tsv"))
    return Sieve({lang: lazy(sign, re.MULTILINE) for lang, sign in rows})


def suspect(text: str) -> str:
    """The data language that a block without a name is meant to be in, whether it parses or not; "" if none."""
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    if len(text) > SAMPLE or not lines:
        return ""
    if _is_toml(text, lines):
        return "toml"
    return "yaml" if _signs().patterns["yaml"].search(text) else ""


def _parses(text: str, lang: str) -> bool:
    if lang == "yaml":
        return _reads_as_yaml(text)
    if lang == "dockerfile":
        body = [line for line in re.sub(r"\\\n", " ", text).splitlines() if line.strip() and line.lstrip()[0] != "#"]
        return len(body) > 1 and all(_INSTRUCTION.match(line) for line in body)
    return lang not in LANGUAGES or (takes(text, lang) is True and not ELLIPSIS.search(text))


def _reads_as_yaml(text: str) -> bool:
    import yaml

    try:
        return all(True for _ in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
    except (yaml.YAMLError, ValueError, RecursionError):
        return False


def _is_json(text: str, lines: list[str]) -> bool:
    import json

    body = text.strip()
    if body[0] not in "{[" or body[-1] not in "}]" or len(lines) < 2 or '":' not in body.replace('" :', '":'):
        return False
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return False
    return True


def _is_tree(text: str, lines: list[str]) -> bool:
    if "─" not in text or _LISTED.search(lines[0]):
        return False  # or a session: the command and what it printed
    return len(lines) > 2 and 2 * sum(_BRANCH.match(line) is not None for line in lines) >= len(lines)


def _is_session(_text: str, lines: list[str]) -> bool:
    return _PROMPT.match(lines[0]) is not None


def _is_toml(text: str, lines: list[str]) -> bool:
    if " = " not in text:
        return False
    body = [line for line in lines if not line.startswith("#")]
    return (
        any(_TABLE.fullmatch(line) for line in body)
        and any(_PAIR.match(line.lstrip()) for line in body)
        and all(_TABLE.fullmatch(line) or _PAIR.match(line) or line[0] in ' ]}"' for line in body)
    )


def _is_commands(_text: str, lines: list[str]) -> bool:
    body = [line for line in lines if not line.lstrip().startswith("#")]
    return bool(body) and all(_is_command(line) for line in body)


def _is_command(line: str) -> bool:
    found = grade(line)
    return found.kind in ("strong", "sure") and found.langs == ("bash",) and not _ASSIGNED.search(line)


_SHAPES: Mapping[str, Callable[[str, list[str]], bool]] = {
    "json": _is_json,
    "tree": _is_tree,
    "console": _is_session,
    "toml": _is_toml,
    "bash": _is_commands,
}
"""What is known by all its lines together."""

_SCRIPTS = frozenset("javascript jsx tsx typescript html".split())
_SHELLS = frozenset("bash console".split())
_JUDGED = LANGUAGES | frozenset("bash json yaml toml dockerfile sql css nginx".split())
"""The names after a fence that say enough to be wrong."""
_BY_GRAMMAR = LANGUAGES - {"python"}
"""Languages in which a grammar reads each block for its syntax, so that asking it first costs nothing."""


def contradicts(label: str, text: str) -> str:
    """The language of a block if it is certainly not what stands after its fence, else ""."""
    if label not in _JUDGED or (label in _BY_GRAMMAR and takes(text, label) is not False):
        return ""
    if all(_agree(lang, label) for lang in _shown(text)) or (label in LANGUAGES and takes(text, label) is not False):
        return ""
    found = identify(text)
    return "" if _agree(found, label) else found


def _agree(found: str, label: str) -> bool:
    """Whether what a block shows is no contradiction to what stands after its fence."""
    same = found == label or {found, label} <= _SCRIPTS or {found, label} <= _SHELLS or {found, label} <= {"c", "cpp"}
    # JSON is YAML; what a post shows of SQL is often what a shell of the database prints
    return same or (found, label) in {("json", "yaml"), ("console", "sql"), ("php", "css")}
