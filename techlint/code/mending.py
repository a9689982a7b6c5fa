"""Find the one slip for which a block does not parse: a missing comma, quotes that do not match, a bracket too many.

In: code and its language. Out: a Slip that one mark mends, or None. Must not know: drafts, rules.

Most blocks that do not parse are excerpts and meant so. Where one mark makes a grammar take the whole block, the rest
is code as it should be, and the mark is what the author forgot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint import trees
from techlint.code.grammars import LANGUAGES, stumbles, takes
from techlint.joined import starts_of
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 8_000
"""Longer blocks are not judged: each mend that is tried parses the block anew."""
MOST = 40
"""Mends tried on one block."""
WITH_SEMICOLONS = frozenset("java csharp php".split())
"""Languages whose statements end with one; those of C end with a macro as well."""
STATEMENTS = 2
"""So many lines must end with a semicolon before the block is one that sets them."""

MEMBER = lazy(r"[ \t]*(?:[\"'`]?[\w$.-]{1,60}[\"'`]?[ \t]*:(?!:)|[{\[\"'`]|\d)")
"""What a further member of an object, a list or a call begins with."""
REMARK = lazy(r"[ \t]+(?://|#).*$|[ \t]*/\*.*\*/[ \t]*$|[ \t]+$")
UNEQUAL = lazy(r"(?P<open>['\"])[^'\"\n]{0,200}(?P<close>['\"])(?=[,;)\]}\s]|$)")
ELLIPSIS = lazy(r"(?<![\w.)\]])\.\.\.(?![\w($\[{.])|…")


class Slip(NamedTuple):
    """`text[start:end]` is to become `use`; `reason` says why, in a few words."""

    start: int
    end: int
    use: str
    reason: str


def slip(text: str, lang: str) -> Slip | None:
    """The slip in a block of code, if there is just one."""
    if lang not in LANGUAGES or len(text) > LARGEST or ELLIPSIS.search(text):
        return None
    taken = takes(text, lang)
    if taken is not False:
        return _lost_comma(text) if taken and lang == "go" else None
    for tried, mend in enumerate(dict.fromkeys(_mends(text, lang))):
        if tried == MOST:
            break
        if takes(text[: mend.start] + mend.use + text[mend.end :], lang):
            return mend
    return None


def _mends(text: str, lang: str) -> Iterator[Slip]:
    """What might be meant, near the places at which the grammar stumbles."""
    lines = text.split("\n")
    starts = starts_of(lines)
    semicolons = lang in WITH_SEMICOLONS and sum(line.endswith(";") for line in lines) >= STATEMENTS
    near = {max(sum(start <= at for start in starts) - 1, 0) for at in stumbles(text, lang)[:6]}
    for number in sorted({line for first in near for line in (_before(lines, first), first)}):
        line = REMARK.sub("", lines[number])
        if not line.strip():
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        yield from (
            Slip(starts[number] + mend.start, starts[number] + mend.end, mend.use, mend.reason)
            for mend in _of_line(line, following, semicolons=semicolons)
            if mend.use != "," or _open(text[: starts[number]] + line)
        )


def _open(text: str) -> bool:
    """Whether a bracket is open at the end of a text: between statements no comma is missing."""
    return sum(map(text.count, "([{")) > sum(map(text.count, ")]}"))


def _before(lines: list[str], number: int) -> int:
    """The number of the last line with something on it before a line."""
    return next((k for k in range(number - 1, -1, -1) if lines[k].strip()), number)


def _of_line(line: str, following: str, *, semicolons: bool) -> Iterator[Slip]:
    end, last = len(line), line[-1]
    if last not in "{[(,;:" and MEMBER.match(following):
        yield Slip(end, end, ",", "a comma is missing at the end of the line")
    if last == ";" and following.lstrip().startswith((".", "?.")):
        yield Slip(end - 1, end, "", "the semicolon ends the chain that the next line goes on with")
    for found in UNEQUAL.finditer(line):
        if found["open"] != found["close"]:
            yield Slip(*found.span("close"), found["open"], "the quotes do not match")
    goes_on = following.lstrip().startswith((".", "?", "+", "&", "|"))
    if semicolons and not goes_on and (last in "\"')]" or last.isalnum()):
        yield Slip(end, end, ";", "a semicolon is missing at the end of the line")
    closers = re.search(r"[)\]}]+(?=[;,]?$)", line)
    if closers and len(closers[0]) > 1:
        yield Slip(closers.end() - 1, closers.end(), "", "there is one closing bracket too many")
    if (tail := re.search(r"[;{]$", line)) and line.count("(") == line.count(")") + 1:
        yield Slip(tail.start(), tail.start(), ")", "a closing bracket is missing")


def _lost_comma(text: str) -> Slip | None:
    """Go ends a statement at the end of a line: before a bracket on a line of its own, a list needs a comma."""
    if (
        not re.search(r"[\w\"'`)\]}][ \t]*(?://.*)?\n[ \t]*[)}]", text)
        or (tree := trees.root(f"{text}\n", "go")) is None
    ):
        return None
    for found in tree.find_all(any=[{"kind": "argument_list"}, {"kind": "literal_value"}]):
        parts = [part for part in found.children() if part.kind() != "comment"]
        if len(parts) > 2 and parts[-2].kind() != "," and parts[-2].range().end.line < parts[-1].range().start.line:
            at = parts[-2].range().end.index
            return Slip(at, at, ",", "Go wants a comma at the end of the last line of a list")
    return None
