"""Where program text could stand: each line of a draft and what Markdown already makes of it.

In: the draft's text, dialects masked. Out: lines, their starts and a state for each; one linear pass.
Must not know: programming languages.
"""

from __future__ import annotations

import re

from techlint.joined import starts_of
from techlint.lazy import lazy
from techlint.record import NamedTuple


class State:
    """What a line is before anyone asks whether it is code; numbers, in order, since an Enum is slow to ask."""

    BLANK = 0
    OPEN = 1  # a paragraph's line, a heading
    ITEM = 2  # opens a list item, or looks so: YAML sequences do
    LISTED = 3  # stands inside a list item
    INDENTED = 4  # indented code: fine as it is, unless a lost block goes through it
    MARKUP = 5  # HTML or JSX: fine as it is, unless it stands between the brackets of a lost block
    CLOSED = 6  # fences, comments, quotes: never lost
    ROW = 7  # a row of a table
    OTHER = 8  # not looked at yet


class Layout(NamedTuple):
    """The lines of a draft without their ends; `starts[k]` is the offset of line k, `states[k]` its State."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]
    states: bytes


FENCE = lazy(r"(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+){0,9}(`{3,}(?=[^`]*$)|~{3,})")
BULLET = lazy(r"(?:[-*+]|\d{1,9}[.)])(?:[ \t]{1,4}|$)")
VERBATIM = lazy(r"<(pre|script|style|textarea|svg|math)\b", re.IGNORECASE)
LISTS = frozenset("-*+0123456789")
OPENERS = frozenset("`~>-*+0123456789<{|")
TAG = lazy(r"</?[A-Za-z]|<[!>]|</>")


def read(text: str) -> Layout:
    """Give every line its state."""
    lines = tuple(text.split("\n"))
    return Layout(lines, starts_of(lines), _Scan().states(lines))


class _Scan:
    """The little that a line inherits from those above it."""

    def __init__(self) -> None:
        self.until = ""  # what ends the verbatim block we are in
        self.offsets: list[int] = []  # where the text of the open list items begins
        self.before: int = State.BLANK

    def states(self, lines: tuple[str, ...]) -> bytes:
        first = [State.OPEN if line[:1].isalpha() else State.OTHER if line else State.BLANK for line in lines]
        found = bytearray(first)
        at = found.find(State.OTHER)
        while 0 <= at < len(lines):
            self.before = found[at - 1] if at else State.BLANK
            found[at] = here = self._state(lines[at])
            at += 1
            while self.until and at < len(lines) and self.until not in lines[at].lower():
                found[at] = State.CLOSED
                at += 1
            if not (self.until or self.offsets or here == State.MARKUP):  # what was seen first holds
                at = found.find(State.OTHER, at)
        return bytes(found)

    def _state(self, line: str) -> int:
        if self.until:
            return self._verbatim(line.strip())
        bare = line.strip()
        if not bare:
            return State.BLANK
        quoted = bare[0] == ">" and self._indented(line, bare)
        if (bare[0] not in OPENERS and self.before != State.MARKUP) or quoted:
            return self._block(line, bare)
        return self._opened(bare) or self._block(line, bare)

    def _indented(self, line: str, bare: str) -> bool:
        """Whether a line outside lists is indented code: a prompt such as `> node` in it is no quote."""
        blank = self.before in (State.BLANK, State.INDENTED)
        return blank and not self.offsets and len(line.expandtabs(4).rstrip()) - len(bare) > 3

    def _opened(self, bare: str) -> int | None:
        """The state of a line that opens something other than a paragraph or list; None if it does not."""
        first = bare[0]
        if ("```" in bare or "~~~" in bare) and (fence := FENCE.match(bare)):
            self.until = fence[1]
            return State.CLOSED
        if (first == "<" and TAG.match(bare)) or self.before == State.MARKUP:
            return self._markup(bare)
        if bare[:2] in ("{{", "{%"):
            return self._template(bare)
        quote = first == ">" and bare[:3] != ">>>"
        row = first == "|" and bare.count("|") > 1 and bare[:2] not in ("||", "|>")
        if quote:
            return State.CLOSED
        return State.ROW if row else None

    def _verbatim(self, bare: str) -> int:
        if self.until[0] in "`~":
            if (mark := bare.lstrip("> \t")).startswith(self.until) and not mark.strip(self.until[0]):
                self.until = ""
        elif (end := bare.lower().rfind(self.until)) >= 0:
            again = VERBATIM.search(bare, end)  # `</pre></td><td><pre>`
            self.until = f"</{again[1].lower()}" if again else ""
        return State.CLOSED

    def _markup(self, bare: str) -> int:
        if bare.startswith("<!--"):
            if "-->" not in bare:
                self.until = "-->"
            return State.CLOSED
        if (block := VERBATIM.search(bare)) and f"</{block[1].lower()}" not in bare[block.end() :].lower():
            self.until = f"</{block[1].lower()}"
            return State.CLOSED
        return State.MARKUP

    def _template(self, bare: str) -> int:
        """A tag of a template language; what it quotes is its own: Go's blog has {{raw ` above its code."""
        end = "}}" if bare[1] == "{" else "%}"
        if end not in bare:
            self.until = end
        return State.CLOSED

    def _block(self, line: str, bare: str) -> int:
        if line[0] not in " \t":
            indent = 0
            if not self.offsets and bare[0] not in LISTS:
                return State.OPEN
        else:
            indent = len(line.expandtabs(4).rstrip()) - len(bare)
        fresh = self.before in (State.BLANK, State.INDENTED)
        while self.offsets and indent < self.offsets[-1]:
            self.offsets.pop()
        base = self.offsets[-1] if self.offsets else 0
        if fresh and indent >= base + 4:
            return State.INDENTED
        if bare[0] in LISTS and (item := BULLET.match(bare)):
            self.offsets.append(indent + item.end())
            return State.ITEM
        return State.LISTED if self.offsets else State.OPEN
