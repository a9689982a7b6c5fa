"""Parse data and code of fences with the parser of their language, if they look complete.

In: the text of a block. Out: a Fault (offset and reason), or None where it parses or cannot be judged.
Must not know: nodes, rules. A block with an ellipsis, a placeholder, a template, a diff or a prompt is an excerpt or an
illustration, not a file: it is not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.code.mending import slip
from techlint.joined import starts_of
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    import json
    from collections.abc import Callable

LARGEST = 100_000
"""Longer blocks are not judged: a parser of trees takes its time."""

ILLUSTRATION = lazy(
    r"\.\.\.|…|\{\{|\{%|<%|\$\{[^}\n]*\}|<[\w .:/-]{2,40}>|^[ \t]*(?:\+ |\+\+\+|@@|>>>|> \w|\$ |In \[)|\betc\b|\bYOUR"
    r"|\[\s*snip",
    re.MULTILINE,
)


class Fault(NamedTuple):
    """Where a parser gives up, and what it says, in a few words; `mend` is (start, end, what to write there)."""

    offset: int
    reason: str
    mend: tuple[int, int, str] | None = None


def fault(lang: str, text: str) -> Fault | None:
    """The first fault of a complete block in a language that can be judged."""
    parse = PARSERS.get(lang)
    if parse is None:
        return _slip(text, lang)
    if len(text) > LARGEST or ILLUSTRATION.search(text):
        return None
    try:
        return parse(text)
    except (RecursionError, MemoryError):
        return None


def _slip(text: str, lang: str) -> Fault | None:
    found = slip(text, lang)
    return Fault(found.start, found.reason, (found.start, found.end, found.use)) if found else None


def _json(text: str) -> Fault | None:
    import json

    body = text.strip()
    if body[:1] not in "{[" or body[-1:] not in "}]" or re.search(r"(?:^|[\s,])(?://|#|/\*)", body):
        return None
    try:
        json.loads(body)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data"):
            return None  # several values, as logs and JSON Lines have them
        said, at = _as_ever(error)
        if said.startswith("Expecting value") and STAND_IN.match(body, at):
            return None
        if said.startswith("Invalid control") and WRAPPED.match(body, body.rfind('"', 0, at)):
            return None
        return Fault(text.index(body[0]) + min(at, len(body) - 1), said[0].lower() + said[1:])
    return None


def _as_ever(error: json.JSONDecodeError) -> tuple[str, int]:
    """What is wrong and where, in the words of Python 3.11: since 3.13 it points to a comma, not to what follows."""
    if not error.msg.startswith("Illegal trailing comma"):
        return error.msg, error.pos
    rest = error.doc[error.pos + 1 :].lstrip()
    said = "Expecting value" if rest[:1] == "]" else "Expecting property name enclosed in double quotes"
    return said, len(error.doc) - len(rest)


def _toml(text: str) -> Fault | None:
    import tomllib

    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        m = re.search(r"^(.*) \(at line (\d+), column (\d+)\)$", str(error))
        if not m or "overwrite" in m[1] or "twice" in m[1] or "Cannot declare" in m[1]:
            return None  # two excerpts of files in one block
        return Fault(_offset(text, int(m[2]), int(m[3])), m[1][0].lower() + m[1][1:])
    return None


def _yaml(text: str) -> Fault | None:
    import yaml

    try:
        _read_yaml(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None or not error.problem:
            return None
        return _lost_colon(text, mark.line) or Fault(_offset(text, mark.line + 1, mark.column + 1), error.problem)
    except (yaml.YAMLError, ValueError):
        return None
    return None


def _read_yaml(text: str) -> None:
    import yaml

    for _ in yaml.parse(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass


def _lost_colon(text: str, line: int) -> Fault | None:
    """A key that stands alone above the keys that belong to it, without its colon: YAML complains a line later."""
    import yaml

    lines = text.split("\n")
    key = BARE_KEY.fullmatch(lines[line - 1]) if 0 < line < len(lines) else None
    if key is None:
        return None
    at = _offset(text, line, 1) + key.end("key")
    try:
        _read_yaml(f"{text[:at]}:{text[at:]}")
    except (yaml.YAMLError, ValueError):
        return None
    return Fault(at, f"the colon after `{key['key']}` is missing", (at, at, ":"))


def _python(text: str) -> Fault | None:
    import warnings
    from textwrap import dedent

    body = dedent(text)
    if NOT_PYTHON_3.search(body):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _compile(body)
    except SyntaxError as error:
        if error.lineno is not None and not _is_excused(body, error):
            return Fault(_offset(text, error.lineno, error.offset or 1), str(error.msg))
    except ValueError:
        return None
    return None


def _is_excused(body: str, error: SyntaxError) -> bool:
    """Whether what does not parse is an excerpt, a sketch, or the business of another rule."""
    if "invalid character" in str(error.msg) or "non-printable" in str(error.msg):
        return True  # typographic quotes and no-break spaces have rules of their own
    foreign = str(error.msg).startswith(("invalid syntax", "invalid decimal literal", "leading zeros"))
    sketch = foreign and not _else_whole(body, error.lineno or 1)
    return isinstance(error, IndentationError) or sketch or _is_excerpt(body, error)


def _compile(body: str) -> None:
    from _ast import PyCF_ALLOW_TOP_LEVEL_AWAIT, PyCF_ONLY_AST  # of which `ast` is a large wrapper

    compile(body, "<draft>", "exec", PyCF_ONLY_AST | PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)


def _is_excerpt(body: str, error: SyntaxError) -> bool:
    """Whether a block ends or begins in the middle of something: a `return` outside, a decorator without function."""
    said = str(error.msg)
    last = len(body.rstrip().splitlines())
    cut = "was never closed" in said or "unterminated triple-quoted" in said or "EOF" in said
    return "outside" in said or cut or (error.lineno or 0) >= last


def _else_whole(body: str, line: int) -> bool:
    """Whether a block parses but for one line: else it is no Python at all, or a sketch of it."""
    lines = body.split("\n")
    bare = lines[line - 1].lstrip()
    lines[line - 1] = lines[line - 1].removesuffix(bare) + ("" if bare.startswith("@") else "pass")
    try:
        _compile("\n".join(lines))
    except (SyntaxError, ValueError):
        return False
    return True


def _offset(text: str, line: int, column: int) -> int:
    starts = starts_of(text.split("\n"))
    start = starts[min(line, len(starts)) - 1]
    return min(start + column - 1, max(len(text) - 1, 0))


STAND_IN = lazy(r"[A-Z][A-Z\d_]{0,30}\s{0,10}[,}\]]")
"""A letter or a name in capitals where a value belongs: `{"id": N}`."""
WRAPPED = lazy(r'"(?:[\w.~+/=-]{20,}\s{1,40}){1,100}[\w.~+/=-]+"')
"""A token broken over lines for the page, as standards print them."""
NOT_PYTHON_3 = lazy(r"^[ \t]*(?:[%!?]|print[ \t]+[^(\s=]|exec[ \t]+[^(\s=])|\bexcept [\w., ()]+, \w+:|`", re.MULTILINE)
"""Notebooks and Python 2."""
PARSERS: dict[str, Callable[[str], Fault | None]] = {"json": _json, "toml": _toml, "yaml": _yaml, "python": _python}
"""The languages that can be judged, and how."""
BARE_KEY = lazy(r"[ -]{0,80}(?P<key>[A-Za-z][\w.-]{0,80})[ \t]{0,80}")
NAMES = {
    **{name.lower(): name for name in "JSON TOML YAML PHP Python Go Java Rust Kotlin Swift C JSX TSX".split()},
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "csharp": "C#",
    "cpp": "C++",
}
"""What the languages are called."""
