"""Parse data and code of fences with the parser of their language, if they look complete.

In: the text of a block. Out: a Fault (offset and reason), or None where it parses or cannot be judged.
Must not know: nodes, rules. A block with an ellipsis, a placeholder, a template, a diff or a prompt is an excerpt or an
illustration, not a file: it is not judged.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST = 100_000
"""Longer blocks are not judged: a parser of trees takes its time."""

ILLUSTRATION = lazy(
    r"\.\.\.|…|\{\{|\{%|<%|\$\{[^}\n]*\}|<[\w .:/-]{2,40}>|^[ \t]*(?:\+ |\+\+\+|@@|>>>|\$ |In \[)|\betc\b|\bYOUR"
    r"|\[\s*snip",
    re.MULTILINE,
)


class Fault(NamedTuple):
    """Where a parser gives up, and what it says, in a few words."""

    offset: int
    reason: str


def fault(lang: str, text: str) -> Fault | None:
    """The first fault of a complete block in a language that can be judged."""
    parse = PARSERS.get(lang)
    if parse is None or len(text) > LARGEST or ILLUSTRATION.search(text):
        return None
    try:
        return parse(text)
    except (RecursionError, MemoryError):
        return None


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
        return Fault(text.index(body[0]) + min(error.pos, len(body) - 1), error.msg[0].lower() + error.msg[1:])
    return None


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

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        for _ in yaml.parse(text, loader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None or not error.problem:
            return None
        return Fault(_offset(text, mark.line + 1, mark.column + 1), error.problem)
    except (yaml.YAMLError, ValueError):
        return None
    return None


def _python(text: str) -> Fault | None:
    import ast
    import warnings
    from textwrap import dedent

    body = dedent(text)
    if NOT_PYTHON_3.search(body):
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(body, "<draft>", "exec", ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        if "invalid character" in str(error.msg) or "non-printable" in str(error.msg):
            return None  # typographic quotes and no-break spaces have rules of their own
        if error.lineno is None or isinstance(error, IndentationError) or _is_excerpt(body, error):
            return None
        return Fault(_offset(text, error.lineno, error.offset or 1), str(error.msg))
    except ValueError:
        return None
    return None


def _is_excerpt(body: str, error: SyntaxError) -> bool:
    """Whether a block ends or begins in the middle of something: a `return` outside, a decorator without function."""
    said = str(error.msg)
    last = len(body.rstrip().splitlines())
    return "outside" in said or "was never closed" in said or "EOF" in said or (error.lineno or 0) >= last


def _offset(text: str, line: int, column: int) -> int:
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    start = starts[min(line, len(starts)) - 1]
    return min(start + column - 1, max(len(text) - 1, 0))


NOT_PYTHON_3 = lazy(r"^[ \t]*(?:[%!?]|print[ \t]+[^(\s=]|exec[ \t]+[^(\s=])|\bexcept [\w., ()]+, \w+:|`", re.MULTILINE)
"""Notebooks and Python 2."""
PARSERS: dict[str, Callable[[str], Fault | None]] = {"json": _json, "toml": _toml, "yaml": _yaml, "python": _python}
"""The languages that can be judged, and how."""
