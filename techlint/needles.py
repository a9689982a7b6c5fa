r"""What a text must hold for a pattern to match: strings that one pass over the text can look for.

In: a pattern. Out: strings in lower case of which every match holds one, or none where that cannot be told.
Must not know: what is searched for.

Read off the pattern itself, so that nobody has to keep a list beside it: `\b(?:we|I) (?:measured|timed)` needs
"we measured", "we timed", "i measured" or "i timed", at the beginning of a word. The parser is an internal of `re`:
where it is not as known, a pattern needs nothing, which is always true.
"""

from __future__ import annotations

import math
from functools import lru_cache
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from techlint.compiled import SURPRISE, compile_pattern, kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    Words = frozenset[str]

EDGE = "\b"
"""At an end of a needle: a word begins or ends there, if the needle has a letter or digit there."""
MOST = 64
"""Strings that one pattern, or a part of it, is read as; of a part with more, shorter pieces are asked for."""
FEW_CHARACTERS = 6
"""A class of characters with more is not spelt out."""
SHORT = 3
"""Letters of a word that not every text has."""
PLAIN = f" {EDGE}"
MARK = compile_pattern(rf"[^\w {EDGE}]|_")
NOTHING: Words = frozenset()
EMPTY: Words = frozenset({""})
AT_EDGE: Words = frozenset({EDGE})


def needles(pattern: str) -> tuple[str, ...]:
    """The strings of which every match of a pattern without flags holds one, in lower case; () if none are known."""
    return kept((pattern, "needles"), lambda: _derive(pattern))


def _derive(pattern: str) -> tuple[str, ...]:
    try:
        from re import _parser  # type: ignore[attr-defined]  # internal, hence unknown to type checkers

        read = _Reader().read(_parser.parse(pattern))[1]
    except SURPRISE:
        return ()
    found = {_marked(word) for word in read}
    return tuple(sorted(word for word in found if not any(other in word and other != word for other in found)))


def _marked(word: str) -> str:
    """A string with marks only where it begins or ends with a letter or digit."""
    bare = word.replace(EDGE, "")
    begins, ends = (word.startswith(EDGE) and of_word(bare[0])), (word.endswith(EDGE) and of_word(bare[-1]))
    return EDGE * begins + bare + EDGE * ends


class _Reader:
    """Reads a parsed pattern: each part is all of the strings it may match, if they are few, and what it needs.

    `begin` is what the part before may match, up to the beginning of this one.
    """

    def read(self, parsed: Iterable[Any], begin: Words = EMPTY) -> tuple[Words | None, Words]:
        """The strings that a row of parts may match, None if not known, and of which every match holds one."""
        whole: Words | None = EMPTY
        run, needs = begin, NOTHING
        for operation, argument in _with_words(parsed):
            exact, need = self._part(str(operation), argument, run)
            needs = _better(needs, need)
            longer = _joined(run, exact)
            if longer is None:
                edge = _parts_words([(operation, argument)])
                edge = edge or (all(word and not of_word(word[-1]) for word in run) and _may_part_words(argument))
                needs = _better(needs, _joined(run, AT_EDGE) or run if edge else run)
                longer = exact or (AT_EDGE if edge else EMPTY)
            run = longer
            whole = _joined(whole, exact)
        return whole, _better(needs, run)

    def _part(self, operation: str, argument: Any, begin: Words) -> tuple[Words | None, Words]:
        found: tuple[Words | None, Words]
        match operation:
            case "WORD":
                found = frozenset({argument}), NOTHING
            case "IN":
                found = _spelt_out(argument), NOTHING
            case "BRANCH":
                found = self._branch(argument[1], begin)
            case "SUBPATTERN":
                found = self.read(argument[-1], begin)
            case "AT":
                found = EMPTY if str(argument) == "AT_NON_BOUNDARY" else AT_EDGE, NOTHING
            case "ASSERT_NOT":
                found = AT_EDGE if _is_word(argument[1]) else EMPTY, NOTHING
            case "ASSERT":
                whole, needs = self.read(argument[1])
                found = AT_EDGE if _parts_words(argument[1]) else EMPTY, _better(needs, whole or EMPTY)
            case "MAX_REPEAT" | "MIN_REPEAT":
                found = self._repeat(*argument)
            case _:
                found = None, NOTHING
        return found

    def _branch(self, parts: list[Any], begin: Words) -> tuple[Words | None, Words]:
        read = [self.read(part, begin) for part in parts]
        needs = [_better(need, _joined(begin, whole) or whole or EMPTY) for whole, need in read]
        known = [whole for whole, _ in read if whole is not None]
        exact = frozenset(chain(*known)) if len(known) == len(read) else None
        if exact and len(exact) > MOST:
            exact = None
        if not all(needs):
            return exact, NOTHING
        if sum(map(len, needs)) > MOST and len(begin) > 1:
            return exact, self._branch(parts, AT_EDGE if all(word.endswith(EDGE) for word in begin) else EMPTY)[1]
        return exact, frozenset(chain(*needs))

    def _repeat(self, least: int, most: int, inner: Any) -> tuple[Words | None, Words]:
        whole, needs = self.read(inner)
        if most == 1 and whole is not None:
            return (whole if least else whole | EMPTY), NOTHING
        return None, _better(needs, whole or EMPTY) if least else NOTHING


def _with_words(parsed: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    """The parts of a row, with one in place of the letters of each word: a word is read as fast as a letter."""
    for literal, parts in groupby(parsed, lambda part: str(part[0]) == "LITERAL"):
        if literal:
            yield "WORD", "".join([chr(code).lower() for _, code in parts])
        else:
            yield from parts


def _spelt_out(characters: Any) -> Words | None:
    """The characters of a class, if they are few."""
    found: set[str] = set()
    for name, value in characters:
        first, last = value if str(name) == "RANGE" else (value, value)
        if str(name) not in ("LITERAL", "RANGE") or last - first > FEW_CHARACTERS:
            return None
        found.update(chr(code).lower() for code in range(first, last + 1))
    return frozenset(found) if len(found) <= FEW_CHARACTERS else None


def _parts_words(parsed: Any) -> bool:
    """Whether a part matches nothing but characters that stand between words, and one at least."""
    if len(parsed) != 1:
        return False
    operation, argument = str(parsed[0][0]), parsed[0][1]
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        return argument[0] > 0 and _parts_words(argument[2])
    if operation == "LITERAL":
        return not of_word(chr(argument))
    return operation == "IN" and all(
        str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD") or (str(name) == "LITERAL" and not of_word(chr(value)))
        for name, value in argument
    )


def _may_part_words(argument: Any) -> bool:
    """Whether a repeated part, if it is there at all, ends between words."""
    last = argument[2][-1] if isinstance(argument, tuple) and len(argument) == 3 else None
    if last and str(last[0]) == "SUBPATTERN":
        last = last[1][-1][-1]
    return last is not None and _parts_words([last])


def _is_word(parsed: Any) -> bool:
    """Whether a part matches any character of a word."""
    return (
        len(parsed) == 1 and str(parsed[0][0]) == "IN" and "CATEGORY_WORD" in {str(value) for _, value in parsed[0][1]}
    )


def of_word(character: str) -> bool:
    """Whether a character, if there is one, stands in words."""
    return character.isalnum() or character == "_"


def _joined(first: Words | None, second: Words | None) -> Words | None:
    """Each string of one set with each of another; None if that is not known, or too many."""
    if first is None or second is None or len(first) * len(second) > MOST:
        return None
    return frozenset([a + b for a in first for b in second])


def _better(first: Words, second: Words) -> Words:
    """The set that fewer texts meet, as far as its letters tell. A set with an empty string says nothing."""
    return min(first, second, key=_met)


@lru_cache(maxsize=4096)
def _met(words: Words) -> float:
    """How many texts may meet one of some strings: a longer one is rarer, and a mark is rarer than a letter."""
    if not words or not all(word.strip(EDGE) for word in words):
        return math.inf
    return sum([3.0 ** -_rarity(word) for word in words])


@lru_cache(maxsize=4096)
def _rarity(word: str) -> int:
    """Letters, as it were: a mark counts as three of them, and a very short word stands anywhere."""
    marks = len(MARK.findall(word))
    return len(word) + 2 * marks if marks or len(word.strip(PLAIN)) >= SHORT else 1
