"""Tables of phrases that give a leftover away, and where each counts.

In: a TSV file below the rules folder. Out: Phrases with compiled patterns.
Must not know: documents.

Columns: scope, literals (lower case, `|` between; the text must hold one: speed only), pattern, what it is, `sure` or
`unsure`.
scopes: prose (the text of a block), text (the same, tables left out), line (a whole line of prose), own (a line that is
a paragraph of its own), first and last (a block near the top or the
end), end (the last line), credit (a line, where no picture is near), url (the target of a link or picture), alt (all
of the alternative text of a picture), html (raw HTML and comments), source (anywhere but in code and quotations).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from techlint.literals import Held


class Phrase(NamedTuple):
    """One row of a table; `what` tells the author what it is.

    `literals` are lower-case texts of which one must stand where the phrase stands; the group `at` of the pattern,
    if any, is the place.
    """

    scope: str
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    what: str
    sure: bool


@cache
def read(name: str) -> tuple[Phrase, ...]:
    """The phrases of a table, in the order of the file."""
    return tuple(_phrase(row.split("\t")) for row in resources.read_words(name))


def near(name: str, held: Held) -> list[Phrase]:
    """The phrases of a table that a draft may hold, in the order of the file."""
    by_word = _by_word(name)
    numbers = by_word[""].union(*[by_word[word] for word in held(_literals(name))])
    return [read(name)[number] for number in sorted(numbers)]


@cache
def _literals(name: str) -> frozenset[str]:
    return frozenset(_by_word(name)) - {""}


@cache
def _by_word(name: str) -> Mapping[str, set[int]]:
    """The numbers of the phrases that need a literal, for each; "" for those that need none."""
    found: dict[str, set[int]] = {"": set()}
    for number, phrase in enumerate(read(name)):
        for literal in phrase.literals:
            found.setdefault(literal, set()).add(number)
    return found


def _phrase(row: list[str]) -> Phrase:
    scope, literal, source, what, sure = row
    return Phrase(scope, tuple(literal.split("|")), lazy(source), what, sure == "sure")
