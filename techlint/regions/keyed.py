"""Data of keys and values over several lines: YAML, TOML.

In: lines. Out: whether they are such data, and whether a line of any words may stand in it.
Must not know: how a line is graded, the blocks that grow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Sequence

RECORD = lazy(r"\s*- [a-z_]\w*: \S")
TEXT = lazy(r"\s*(?:- )?[\w.-]+: [|>][-+]?$")
"""A key of YAML whose value is the text below it."""
HEAD = lazy(r"[a-z_][\w-]*:$")
ENTRY = lazy(r"\s+- (?:\"[^\"]+\"|'[^']+'|\S*[=:/@]\S+)$")
"""An entry of a YAML sequence that is no item of a list in prose: quoted, an assignment, a path."""
SECTION = lazy(r"\[{1,2}[a-z][\w.-]*\]{1,2}\n(?:[\w.-]+ ?= ?[\"'\[{\dtf].*(?:\n|$))+")
"""A section of TOML and what is set in it."""
REACH = 60
"""Lines of a text below `key: |` after which it is no longer known for one."""


def indentation(line: str) -> int:
    """Blanks before the text of a line."""
    return len(line) - len(line.lstrip())


def nested(lines: Sequence[str], keys: int) -> bool:
    """Whether lines of keys are data: at least three, one of them only the head of others below it."""
    if keys < 3:
        return False
    lines = [line for line in lines if line.strip(" \t#") and line[0] != "#"]
    heads = sum(line.rstrip().endswith(":") for line in lines)
    deeper = sum(line[0] == " " for line in lines)
    return (heads > 0 and (deeper > 0 or len(lines) > 5)) or (deeper > 0 and RECORD.match(lines[0]) is not None)


def listed(lines: Sequence[str]) -> bool:
    """Whether lines are a key of YAML and its entries, or a section of TOML."""
    if HEAD.match(lines[0]):
        return len(lines) > 1 and all(ENTRY.match(line) for line in lines[1:])
    head = next((k for k, line in enumerate(lines) if line[:1] == "["), None)
    return head is not None and SECTION.match("\n".join(lines[head:])) is not None


def in_text(lines: Sequence[str], line: str) -> bool:
    """Whether a line goes on with the text below a `key: |`, the last of the lines above it that stands further out."""
    deep = indentation(line)
    outer = (above for above in reversed(lines) if above.strip() and indentation(above) < deep)
    head = next(outer, "")
    return TEXT.match(head) is not None
