"""Regular expressions that are compiled when they are first used.

In: a pattern and flags. Out: something that behaves as `re.compile` of them.
Must not know: what is searched for. A run needs a few of the hundreds of patterns that its modules name, and compiling
one takes longer than importing a module: on a short draft compiling them all would be half of the time.
"""

from __future__ import annotations

import re
from typing import Any, cast


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
        compiled = re.compile(self.pattern, self._flags)
        for method in _Lazy.__slots__[2:]:
            setattr(self, method, getattr(compiled, method))
        return getattr(self, name)


def lazy(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern that is compiled at its first use; a mistake in it shows then, so a test uses them all."""
    return cast("re.Pattern[str]", _Lazy(pattern, int(flags)))
