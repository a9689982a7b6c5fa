"""Inline markup that can be read in one way only, as most of it can: mistune takes four times as long for the same.

In: the text of a block. Out: the tokens that mistune makes of it, or None: mistune must read it.
Must not know: places, nodes, blocks.

Read here are code between single backticks, links and pictures whose target stands beside them, line ends, and stars
and underscores that can only open or only close. Escapes, tags, bare URLs, references and whatever else needs a second
look are left to mistune; a test holds that what both read they read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy

if TYPE_CHECKING:
    import re

    Token = dict[str, Any]

TARGET = r"\(([^\s()<>\\\x00-\x1f\x7f]+)(?: \"([^\"\\\n]*)\")?\)"
"""The target of a link as most are, and its title: no brackets, escapes or line ends in it."""

SIGN = lazy(
    r"\n\s*"
    r"|\*\**|__*"
    r"|`([^`]+)`(?!`)"
    r"|\[((?:[^\[\]`\\<]|`[^`]+`)*+)\]" + TARGET + r"|`|\[|\\|<|~(?=~)|:(?=//)"
)
"""A line end, marks of emphasis, code, a link; or a sign of something that is not read here.

Each alternative begins with a character, not a class or a repetition: for those alone `re` looks ten times as fast.
"""

OPENS, CLOSES, ITSELF, UNSURE = range(4)
NESTED = 5
"""Marks that may be open at a time; mistune counts to twenty."""

SOFT_BREAK, LINE_BREAK = {"type": "softbreak"}, {"type": "linebreak"}


def read(text: str) -> list[Token] | None:
    """The tokens of a text; None if it might be read in another way."""
    tokens: list[Token] = []
    outer: list[tuple[str, list[Token]]] = []  # the marks that are open, each with the tokens before it
    done = 0
    for sign in SIGN.finditer(text):
        start, end = sign.span()
        leaf, turn = None, UNSURE
        if text[start] not in "*_":
            leaf, start = _leaf(sign, done)
        elif (turn := _turn(text, start, end)) == ITSELF:
            continue
        if start > done:
            tokens.append({"type": "text", "raw": text[done:start]})
        done = end
        if leaf:
            tokens.append(leaf)
        elif turn == OPENS and end - start < 3 and len(outer) < NESTED:
            outer.append((sign[0], tokens))
            tokens = []
        elif turn == CLOSES and outer and outer[-1][0] == sign[0]:
            mark, before = outer.pop()
            before.append({"type": "emphasis" if len(mark) == 1 else "strong", "children": tokens})
            tokens = before
        else:
            return None
    if done < len(text):
        tokens.append({"type": "text", "raw": text[done:]})
    return None if outer else tokens


def _turn(text: str, start: int, end: int) -> int:
    """What marks of emphasis do, by the characters around them; UNSURE if they might open as well as close."""
    before, after = text[start - 1 : start] or "\n", text[end : end + 1] or "\n"
    if before.isspace():
        return ITSELF if after.isspace() else OPENS
    if after.isspace():
        return CLOSES
    if before.isalnum():
        within = ITSELF if text[start] == "_" else UNSURE
        return within if after.isalnum() else CLOSES
    return OPENS if after.isalnum() else UNSURE


def _leaf(sign: re.Match[str], done: int) -> tuple[Token | None, int]:
    """The token of a line end, code or a link, and where it begins: not before `done`. None if it is another sign."""
    text, start = sign.string, sign.start()
    code, label, url, title = sign.groups()
    if text[start] == "\n":
        while start > done and text[start - 1] == " ":
            start -= 1
        return LINE_BREAK if text.startswith("  ", start) else SOFT_BREAK, start
    if code:
        return {"type": "codespan", "raw": _unpadded(code.replace("\n", " "))}, start
    children = read(label) if label and label[0] != "^" else None  # `[^1](` may be a footnote and a bracket
    if children is None:
        return None, start
    image = start > done and text[start - 1] == "!"
    token = {"type": "image" if image else "link", "children": children, "attrs": {"url": url, "title": title}}
    return token, start - image


def _unpadded(code: str) -> str:
    """Code without the one space that may stand around it."""
    return code[1:-1] if code[0] == code[-1] == " " and code.strip(" ") else code
