"""Whether a grammar takes a piece of code, alone or as a part of something: members of a class, statements, a value.

In: code and its language. Out: yes, no, or None where it cannot be told; the places at which a grammar stumbles.
Must not know: drafts, rules.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from techlint import trees

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ast_grep_py import Config

_PLAIN = ("", "")
_OBJECT = ("x={", "}")
_GRAMMARS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "javascript": ("tsx", (_PLAIN, _OBJECT)),
    "jsx": ("tsx", (_PLAIN, _OBJECT)),
    "tsx": ("tsx", (_PLAIN, _OBJECT)),
    "typescript": ("typescript", (_PLAIN, _OBJECT, ("class X {", "}"))),
    "go": ("go", (_PLAIN, ("package x; var x = []any{", "}"))),
    "java": ("java", (_PLAIN, ("class X {", "}"))),
    "csharp": ("csharp", (_PLAIN, ("class X {", "}"))),
    "rust": ("rust", (_PLAIN, ("fn x(){", "}"), ("struct X {", "}"))),
    "php": ("php", (("<?php ", ""), ("<?php class X {", "}"), ("<?php $x = [", "];"))),
    "c": ("c", (_PLAIN, ("int x[] = {", "};"))),
    "cpp": ("cpp", (_PLAIN, ("class X {", "};"))),
    "swift": ("swift", (_PLAIN, ("func x(){", "}"))),
    "kotlin": ("kotlin", (_PLAIN,)),
    "python": ("python", (_PLAIN,)),
}
"""Language -> its grammar, and what may stand around an excerpt, the likeliest first."""
LANGUAGES = frozenset(_GRAMMARS)
MOST_STUMBLES = 3
"""With more of them alone, no surroundings help: the grammars take statements and members as they are."""


@lru_cache(maxsize=64)
def takes(code: str, lang: str) -> bool | None:
    """Whether the grammar of a language reads some code without a stumble, in one of its surroundings.

    The last answers are kept: one rule asks after another.
    """
    if lang not in _GRAMMARS or not trees.readable(code, _GRAMMARS[lang][0]):
        return None
    alone, *others = around_of(code, lang)
    found = _stumbles(code, lang, alone)
    return not found or (len(found) <= MOST_STUMBLES and any(not _stumbles(code, lang, around) for around in others))


def stumbles(code: str, lang: str) -> tuple[int, ...]:
    """Where the grammar stumbles first, in each of the surroundings."""
    return tuple(sorted({at for around in around_of(code, lang) for at in _stumbles(code, lang, around)[:2]}))


def around_of(code: str, lang: str) -> tuple[tuple[str, str], ...]:
    """What may stand around some code."""
    grammar, around = _GRAMMARS.get(lang, ("", ()))
    if grammar == "tsx" and code.lstrip().startswith("<"):
        return (*around, ("<>", "</>"))  # elements side by side; anything else would pass there for text
    return (_PLAIN,) if lang == "php" and "<?" in code else around


def _stumbles(code: str, lang: str, around: tuple[str, str]) -> tuple[int, ...]:
    before, after = around
    tree = trees.root(f"{before}{code}\n{after}", _GRAMMARS[lang][0])
    if tree is None:
        return ()
    wrong = sorted(node.range().start.index - len(before) for node in tree.find_all(_STUMBLE))
    return tuple(min(max(at, 0), len(code)) for at in wrong)


_STUMBLE: Config = {"rule": {"any": [{"kind": "ERROR"}, {"regex": "^$"}]}}
"""What the parser left out, and what it put in: a node without text."""
