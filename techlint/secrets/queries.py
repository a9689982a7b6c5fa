"""Passwords in SQL: `IDENTIFIED BY '...'`, `CREATE USER ... PASSWORD '...'`.

In: a stretch. Out: Places. Must not know: whether the literal is worth a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.secrets.model import Stretch

WORDS = frozenset({"identified", "password"})
CLAUSE = lazy(
    r"""(?ix)
      \bidentified \s{1,20} (?:with \s{1,20} \w{1,40} \s{1,20})? by \s{1,20} (?:password\s{1,20})?
    | \b(?:user|role|login)\b [^;'\n]{0,120} (?:\n[^;'\n]{0,80})? \bpassword (?:\s{0,10}=)? \s{0,20}
    | \bset \s{1,20} password \b [^;=\n]{0,80} = \s{0,20} (?:password\()?
    """
)
QUOTED = lazy(r"'(?P<value>[^'\n]{1,100})'|\"(?P<other>[^\"\n]{1,100})\"|(?P<bare>[A-Za-z0-9_#$]{4,60})(?=[\s;])")


def find(stretch: Stretch) -> Iterator[Place]:
    """The literals that statements set as passwords; `password` alone is a column's name as often."""
    for start, end in stretch.lines(*WORDS):
        above = stretch.line(start - 1)[0] if start else 0
        for clause in CLAUSE.finditer(stretch.text, max(above, start - 200), end):
            literal = QUOTED.match(stretch.text, clause.end())
            if literal and literal.lastgroup and not (literal["bare"] and "identified" not in clause[0].lower()):
                bare = literal.lastgroup == "bare"
                yield Place(
                    *literal.span(literal.lastgroup), "sql", "PASSWORD", Purpose.PASSWORD, bare=bare, trusted=not bare
                )
