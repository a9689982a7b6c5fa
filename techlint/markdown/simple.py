"""Inline markup that can be read in one way only, as most of it can: mistune takes four times as long for the same.

In: the text of a block. Out: its nodes, or None: mistune must read it.
Must not know: mistune, blocks.

Read here are code between single backticks, links and pictures whose target stands beside them, line ends, escapes,
and stars and underscores that pair off. Tags, bare URLs, references and whatever else needs a second look are left to
mistune; a test holds that what both read they read alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.document import Image, Link, Node
from techlint.lazy import lazy
from techlint.markdown.make import ESCAPE
from techlint.markdown.prose import Prose
from techlint.text import OBJECT

if TYPE_CHECKING:
    import re

    from techlint.markdown.make import Maker

    Outer = list[tuple[int, str, list[Node]]]
    """The marks that are open: where each stands, which it is, the nodes before it."""

TARGET = r"\(([^\s()<>\\\x00-\x1f\x7f]+)(?: \"([^\"\\\n]*)\")?\)"
"""The target of a link as most are, and its title: no brackets, escapes or line ends in it."""

SIGN = lazy(
    r"\n\s*"
    r"|\*\**|__*"
    r"|`([^`]+)`(?!`)"
    rf"|{ESCAPE.pattern}"
    rf"|\[((?:[^\[\]`\\<]++|`[^`]+`|{ESCAPE.pattern})*)\]{TARGET}"
    r"|`|\[|\\|<(?=[\w.!#$%&'*+/=?^`{|}~-])|~(?=~)|:(?=//)"
)
"""A line end, marks of emphasis, code, an escape, a link; or a sign of something that is not read here.

Each alternative begins with a character, not a class or a repetition: for those alone `re` looks ten times as fast.
"""

OPENS, CLOSES, EITHER, ITSELF = range(4)
NESTED = 5
"""Marks that may be open at a time; mistune counts to twenty."""


def read(make: Maker, start: int, end: int) -> tuple[Node, ...] | None:
    """The nodes of a stretch of text; None if it might be read in another way."""
    text = make.src
    nodes: list[Node] = []
    outer: Outer = []
    done = escaped = start
    for sign in SIGN.finditer(text, start, end):
        first = text[sign.start()]
        if first == "\\" and sign.end() - sign.start() > 1:
            escaped = sign.end()
            continue
        at, leaf = _begin(sign, max(done, escaped)), first not in "*_"
        turn = EITHER if leaf else _turn(sign, start, end)
        if turn == ITSELF:
            continue
        if at > done:
            nodes.append(make.text(done, at))
        done = sign.end()
        if leaf:
            node = _leaf(make, sign, at)
            if node is None:
                return None
            nodes.append(node)
        elif turn != OPENS and outer and outer[-1][1] == sign[0]:
            at, mark, before = outer.pop()
            kind = "emphasis" if len(mark) == 1 else "strong"
            before.append(Node(kind, make.span(at, done), None, tuple(nodes)))
            nodes = before
        elif turn != CLOSES and _may_open(sign[0], turn, outer):
            outer.append((at, sign[0], nodes))
            nodes = []
        else:
            return None
    if done < end:
        nodes.append(make.text(done, end))
    return None if outer else tuple(nodes)


def _may_open(mark: str, turn: int, outer: Outer) -> bool:
    """Whether a mark that closes nothing opens emphasis for sure."""
    if len(mark) > 2 or len(outer) == NESTED:
        return False
    return turn == OPENS or all(other[1][0] != mark[0] for other in outer)


def _begin(sign: re.Match[str], done: int) -> int:
    """Where the markup begins that a sign belongs to: with the blanks before a line end, the `!` of a picture."""
    text, start = sign.string, sign.start()
    if text[start] == "\n":
        while start > done and text[start - 1] == " ":
            start -= 1
    elif start > done and text[start - 1 : start + 1] == "![":
        start -= 1
    return start


def _turn(sign: re.Match[str], first: int, last: int) -> int:
    """What marks of emphasis may do, by the characters around them."""
    text, (start, end) = sign.string, sign.span()
    before, after = text[start - 1] if start > first else "\n", text[end] if end < last else "\n"
    if before.isspace():
        return ITSELF if after.isspace() else OPENS
    if after.isspace():
        return CLOSES
    if before.isalnum() == after.isalnum():
        return ITSELF if text[start] == "_" and after.isalnum() else EITHER
    return CLOSES if before.isalnum() else OPENS


def _leaf(make: Maker, sign: re.Match[str], start: int) -> Node | None:
    """The node of a line end, code or a link; None if the sign is another."""
    text, end = sign.string, sign.end()
    code, label = sign.group(1, 2)
    if text[sign.start()] == "\n":
        return make.line_break(start, end, soft=not text.startswith("  ", start))
    if code:
        padded = code[0] in " \n" and code[-1] in " \n" and code.strip(" \n")
        return make.code(start, end, 2 if padded else 1)
    if label is None or label[:1] == "^":  # `[^1](` may be a footnote and a bracket
        return None
    return _link(make, sign, start)


def _link(make: Maker, sign: re.Match[str], start: int) -> Link | None:
    """A link or a picture; None if its text might be read in another way."""
    prose, is_image = make.prose, sign.string[start] == "!"
    if is_image:
        make.prose = Prose()
    children = read(make, *sign.span(2))
    alt, make.prose = make.prose, prose
    if children is None:
        return None
    span, target = make.span(start, sign.end()), make.target(*sign.span(3), sign[4])
    if not is_image:
        return Link("link", span, None, children, **target)
    prose.stand_in(OBJECT, span)
    return Image("image", span, alt.excerpt(), children, **target)
