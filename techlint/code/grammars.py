"""Whether a grammar takes a piece of code, alone or as a part of something: members of a class, statements, a value.

In: code and its language. Out: yes, no, or None where it cannot be told; the places at which a grammar stumbles.
Must not know: drafts, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint import trees

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ast_grep_py import Config

_PLAIN = ("", "")
_SCRIPT = (_PLAIN, ("(", ")"), ("x={", "}"), ("x=[", "]"), ("class X {", "}"), ("async function* x(){", "}"))
_GRAMMARS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "javascript": ("tsx", _SCRIPT),
    "jsx": ("tsx", _SCRIPT),
    "tsx": ("tsx", _SCRIPT),
    "typescript": ("typescript", (*_SCRIPT, ("interface X {", "}"))),
    "go": (
        "go",
        (_PLAIN, ("package x; func x(){", "}"), ("package x; var x = []any{", "}"), ("type x struct {", "}")),
    ),
    "java": ("java", (_PLAIN, ("class X {", "}"), ("class X { void x() {", "}}"), ("class X { Object x = ", ";}"))),
    "csharp": ("csharp", (_PLAIN, ("class X {", "}"), ("class X { void x() {", "}}"))),
    "rust": (
        "rust",
        (
            _PLAIN,
            ("fn x(){", "}"),
            ("impl X {", "}"),
            ("struct X {", "}"),
            ("enum X {", "}"),
            ("fn x(){ match x {", "}}"),
        ),
    ),
    "php": ("php", (("<?php ", ""), ("<?php class X {", "}"), ("<?php $x = [", "];"))),
    "c": ("c", (_PLAIN, ("void x(){", "}"), ("int x[] = {", "};"))),
    "cpp": ("cpp", (_PLAIN, ("void x(){", "}"), ("class X {", "};"))),
    "swift": ("swift", (_PLAIN, ("class X {", "}"), ("func x(){", "}"))),
    "kotlin": ("kotlin", (_PLAIN, ("class X {", "}"), ("fun x(){", "}"))),
    "python": ("python", (_PLAIN,)),
}
"""Language -> its grammar, and what may stand around an excerpt, the likeliest first."""
LANGUAGES = frozenset(_GRAMMARS)


def takes(code: str, lang: str) -> bool | None:
    """Whether the grammar of a language reads some code without a stumble, in one of its surroundings."""
    if lang not in _GRAMMARS or not trees.readable(code, _GRAMMARS[lang][0]):
        return None
    return any(not _stumbles(code, lang, around) for around in around_of(code, lang))


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
