"""How text looks in a terminal: its width in columns, characters that must not reach it, colour.

In: text of a draft. Out: text that is safe to print and lines up.
Must not know: findings.
"""

from __future__ import annotations

import unicodedata

from techlint.record import NamedTuple

TAB = "    "
JOINER = "\u200d"  # joins emoji to one picture: part of what people see
STYLES = {"error": "1;31", "warning": "1;33", "info": "1;36", "bold": "1", "frame": "1;34", "help": "1;32", "dim": "2"}


class Paint(NamedTuple):
    """Colours words, if the terminal wants them."""

    color: bool

    def __call__(self, text: str, style: str) -> str:
        """Wrap a text in the codes of a style."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.color and text else text


def visible(char: str) -> str:
    """A character as a frame may show it: what is invisible or would command the terminal becomes visible."""
    if char.isprintable() or char == JOINER:
        return char
    if char == "\t":
        return TAB
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return f"<{code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def columns(text: str) -> int:
    """How many terminal columns a printable text takes."""
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if char.isascii():
        return 1
    if char == JOINER or unicodedata.category(char) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
