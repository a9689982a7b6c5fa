"""Errors whose words are for the author of a file or a command: one line, with place and advice.

In: a place and what is wrong there. Out: a line such as `rules/a/b.yaml:14: unknown key 'patern' (did you mean
'pattern'?)`. Must not know: who catches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class UsageError(Exception):
    """Bad input from a user: the message is the whole story; the run ends with exit code 2."""


class FileError(UsageError):
    """Something wrong in a file; `line` counts from 1, 0 if no line is to blame."""

    def __init__(self, path: str, line: int, problem: str) -> None:
        super().__init__(f"{path}:{line}: {problem}" if line else f"{path}: {problem}")
        self.path, self.line, self.problem = path, line, problem


def suggest(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` with the nearest known word; empty if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{near[0]}'?)" if near else ""
