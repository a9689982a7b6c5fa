r"""What a text must hold for a pattern to match: strings that one pass over the text can look for.

In: a pattern. Out: strings in lower case of which every match holds one, or none where that cannot be told.
Must not know: what is searched for.

Read off the pattern itself, so that nobody has to keep a list beside it: `\b(?:we|I) (?:measured|timed)\b` needs
"we measured", "we timed", "i measured" or "i timed". The parser is an internal of `re`: where it is not as known, a
pattern needs nothing, which is always true.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from techlint.compiled import SURPRISE, kept

if TYPE_CHECKING:
    from collections.abc import Iterable

    Words = frozenset[str]

MOST = 64
"""Strings that one pattern, or a part of it, is read as; of a part with more, only its pieces are asked for."""
FEW_CHARACTERS = 4
"""A class of characters with more is not spelt out."""
EMPTY: Words = frozenset({""})


def needles(pattern: str) -> tuple[str, ...]:
    """The strings of which every match of a pattern without flags holds one, in lower case; () if none are known."""
    return kept((pattern, "needles"), lambda: _derive(pattern))


def _derive(pattern: str) -> tuple[str, ...]:
    try:
        from re import _parser  # type: ignore[attr-defined]  # internal, hence unknown to type checkers

        found = _Reader().read(_parser.parse(pattern))[1]
    except SURPRISE:
        return ()
    return tuple(sorted(word for word in found if not any(other in word for other in found - {word})))


class _Reader:
    """Reads a parsed pattern: each part is all of the strings it may match, if they are few, and what it needs."""

    def read(self, parsed: Iterable[Any]) -> tuple[Words | None, Words]:
        """The strings that a row of parts may match, None if not known, and of which every match holds one."""
        whole: Words | None = EMPTY
        run, needs = EMPTY, frozenset[str]()
        for operation, argument in parsed:
            exact, need = self._part(str(operation), argument)
            needs = _better(needs, need)
            longer = _joined(run, exact)
            if longer is None:
                needs = _better(needs, run)
                longer = exact or EMPTY
            run = longer
            whole = _joined(whole, exact)
        return whole, _better(needs, run)

    def _part(self, operation: str, argument: Any) -> tuple[Words | None, Words]:
        nothing: Words = frozenset()
        found: tuple[Words | None, Words]
        match operation:
            case "LITERAL":
                found = frozenset({chr(argument).lower()}), nothing
            case "IN" if len(argument) <= FEW_CHARACTERS and all(str(name) == "LITERAL" for name, _ in argument):
                found = frozenset(chr(code).lower() for _, code in argument), nothing
            case "BRANCH":
                found = self._branch(argument[1])
            case "SUBPATTERN":
                found = self.read(argument[-1])
            case "AT" | "ASSERT_NOT":
                found = EMPTY, nothing
            case "ASSERT":
                whole, needs = self.read(argument[1])
                found = EMPTY, _better(needs, whole or EMPTY)
            case "MAX_REPEAT" | "MIN_REPEAT":
                found = self._repeat(*argument)
            case _:
                found = None, nothing
        return found

    def _branch(self, parts: Iterable[Any]) -> tuple[Words | None, Words]:
        read = [self.read(part) for part in parts]
        needs = [_better(need, whole or EMPTY) for whole, need in read]
        known = [whole for whole, _ in read if whole is not None]
        exact = frozenset(chain(*known)) if len(known) == len(read) else None
        if exact and len(exact) > MOST:
            exact = None
        return exact, frozenset(chain(*needs)) if all(needs) else frozenset()

    def _repeat(self, least: int, most: int, inner: Any) -> tuple[Words | None, Words]:
        whole, needs = self.read(inner)
        if most == 1 and whole is not None:
            return (whole if least else whole | EMPTY), frozenset()
        return None, _better(needs, whole or EMPTY) if least else frozenset()


def _joined(first: Words | None, second: Words | None) -> Words | None:
    """Each string of one set with each of another; None if that is not known, or too many."""
    if first is None or second is None or len(first) * len(second) > MOST:
        return None
    return frozenset(a + b for a in first for b in second)


def _better(first: Words, second: Words) -> Words:
    """The set that fewer texts meet: whose shortest string is longer. A set with an empty string says nothing."""
    return max(first, second, key=_worth)


def _worth(words: Words) -> tuple[int, int]:
    return (min(map(len, words)), -len(words)) if words and "" not in words else (0, 0)
