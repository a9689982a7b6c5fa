"""Regular expressions that are compiled when they are first used, and those that ask in lower case.

In: a pattern and flags. Out: something that behaves as `re.compile` of them.
Must not know: what is searched for. A run needs a few of the hundreds of patterns that its modules name, and compiling
one takes longer than importing a module: on a short draft compiling them all would be half of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from techlint.compiled import compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator


class _Lazy:
    """Stands for a pattern; its slots are empty until one of them is asked for."""

    __slots__ = (
        *("_flags", "pattern"),
        *("findall", "finditer", "flags", "fullmatch", "groupindex", "groups", "match"),
        *("scanner", "search", "split", "sub", "subn"),
    )

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern, self._flags = pattern, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _Lazy.__slots__:
            raise AttributeError(name)
        compiled = compile_pattern(self.pattern, self._flags)
        for method in _Lazy.__slots__[2:]:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled at its first use; a mistake in it shows then, so a test uses them all."""
    return cast("re.Pattern[str]", _Lazy(pattern, int(flags)))


CAPITAL = lazy(r"(\\.|\(\?P[<=]\w+)|[A-Z]+")
"""A capital of a pattern, or, as its group, what must stay as it is: an escape, the name of a group."""


def lower(text: str) -> str:
    """A text in lower case, each character where it stood: only `İ` would become two."""
    return text.replace("İ", "i").lower()


class Folded:
    """A pattern that matches whatever the case. What it finds says where; the words of it are in lower case.

    `re` compares letter by letter where case does not matter: asking for `word` in the text in lower case takes a
    third of the time of asking for `word` with IGNORECASE.
    """

    __slots__ = ("_compiled", "pattern")

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self._compiled: re.Pattern[str] | None = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The pattern for texts in lower case."""
        if self._compiled is None:
            self._compiled = compile_pattern(CAPITAL.sub(lambda m: m[1] or m[0].lower(), self.pattern))
        return self._compiled

    def search(self, text: str) -> re.Match[str] | None:
        """The first match."""
        return self.compiled.search(lower(text))

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the beginning."""
        return self.compiled.match(lower(text))

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """All matches."""
        return self.compiled.finditer(lower(text))


def folded(pattern: str) -> Folded:
    """A pattern that asks whether and where words occur, whatever their case; compiled at its first use."""
    return Folded(pattern)
