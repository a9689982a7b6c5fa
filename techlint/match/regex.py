"""Regular expressions of rules: compiled at first use; those of users run on RE2, which no pattern can hang.

In: a pattern as a rule file says it. Out: a compiled pattern with the interface of `re`.
Must not know: what is searched for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from techlint.compiled import compile_pattern
from techlint.lazy import lazy
from techlint.record import NamedTuple


class Regex(NamedTuple):
    """A pattern; `bounded` ones run in linear time whatever they say."""

    pattern: str
    bounded: bool = False

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern, ready to search; raises ValueError with a reason for the author of the rule."""
        return _compile_bounded(self.pattern) if self.bounded else _compile(self.pattern)


MakeRegex = Callable[[str], Regex]
"""How a rule file's patterns are to be read: those of built-in rules by `re`, those of users by RE2."""


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    try:
        return compile_pattern(pattern)
    except re.error as error:
        raise ValueError(str(error)) from None


@cache
def _compile_bounded(pattern: str) -> re.Pattern[str]:
    import re2

    try:
        return re2.compile(pattern)  # type: ignore[return-value]  # has the interface of re.Pattern that is used here
    except re2.error as error:
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else str(error)
        raise ValueError(f"{reason} (patterns of rule packs run on RE2: no look-around, no back references)") from None


def words_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of some words or phrases, as whole words, whatever their case and the blanks between."""
    ordered = sorted(words, key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, word.split())) for word in ordered)
    return lazy(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)
