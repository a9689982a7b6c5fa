"""mistune's block parser, made to say where each block stands.

In: Markdown text. Out: mistune's tokens with `span`, inline text still unparsed: `text`, and `origin` to find it.
Must not know: inline markup, nodes.

Spans come from the seams that mistune leaves open: a block begins where its rule matched and ends where its method says
the next one begins; what stands in a container is parsed from a child state, whose map to the source `align` finds.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.block_parser import BlockParser
from mistune.core import BlockState
from mistune.helpers import HTML_ATTRIBUTES

from techlint.lazy import lazy
from techlint.markdown import definitions, lines, lists
from techlint.markdown.places import Lost, OffsetMap, align
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable

Token = dict[str, Any]

EMPTY_ITEM = lazy(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[^\S\n]*$", re.MULTILINE)
BLANK_LINES = lazy(r"(?:[ \t\v\f]*\n)*")
LONE_TAG = lazy(
    " {0,3}<(?!pre|script|style|textarea)[A-Za-z][A-Za-z0-9-]*" + HTML_ATTRIBUTES + r"[ \t]*/>[ \t]*(?:\n|$)"
)
INDENT = lazy(r"[ \t]*")


class State(BlockState):
    """A block state that knows where its text stands in the source."""

    tokens: list[Token]

    def __init__(self, parent: State | None = None) -> None:
        super().__init__(parent)
        self.places = OffsetMap()
        self.exact: bool = parent.exact if parent else True
        self.child_at = 0  # where the first line of the next child begins
        self.in_list = False
        self.child_spans: list[Span] = []

    def add_paragraph(self, text: str) -> None:
        """Begin a paragraph, or go on with it."""
        if self.after_text():
            self.tokens[-1]["text"] += text
        else:
            self.tokens.append({"type": "paragraph", "text": text, "origin": (self, self.cursor)})

    def after_text(self) -> bool:
        """Whether a paragraph stands right above."""
        return bool(self.tokens) and self.tokens[-1]["type"] == "paragraph"

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> State:
        """A state for the text of a container whose first line begins at `child_at`."""
        child = super().child_state(src, lazy_line_starts)
        assert isinstance(child, State)  # noqa: S101 - for the type checker
        start = pos = self.child_at
        if self.in_list and EMPTY_ITEM.match(self.src, start):  # its text begins on the next line
            pos = self.find_line_end_at(start)
        if src:
            try:
                child.places, pos = align(src, self.src, pos, self.places)
            except Lost:
                pos = max(pos, self.cursor)
                child.exact = False
                child.places = OffsetMap([0, len(src)], [self.places(start), self.places(pos)])
        self.child_spans.append(self.trim(start, pos))
        self.child_at = _end(BLANK_LINES, self.src, pos)  # where the next item of a list begins
        return child

    def trim(self, start: int, end: int) -> Span:
        """The source span of a block, less its indentation and the blank lines after it."""
        start = _end(INDENT, self.src, start)
        last = start + len(self.src[start:end].rstrip(" \t\n"))
        line_end = self.src.find("\n", last, end)
        return self.places.span(start, end if line_end < 0 else line_end)


def _end(pattern: re.Pattern[str], text: str, pos: int) -> int:
    """Where a pattern that always matches ends."""
    found = pattern.match(text, pos)
    return found.end() if found else pos


class Blocks(BlockParser):
    """mistune's grammar, with three slips of 3.4 mended that would hide or move prose.

    A blank line of five spaces is no code; a tag like `</div>` ends a list item; and a list that ends a quote must not
    be taken to go on with the paragraph before that quote.
    """

    state_cls = State
    SPECIFICATION = {  # noqa: RUF012 - as in mistune
        **BlockParser.SPECIFICATION,
        "indent_code": "^(?=[ \\t]*\\S)" + BlockParser.SPECIFICATION["indent_code"].removeprefix("^"),
        "block_html": BlockParser.SPECIFICATION["block_html"].replace(r"(?:[ \t]+|\n|$)", r"(?=[ \t/>]|\n|$)"),
    }

    def parse(self, state: BlockState, rules: list[str] | None = None) -> None:
        """Parse all blocks of a state. Most lines need no rule: they are blank, or begin as no block does."""
        assert isinstance(state, State)  # noqa: S101 - for the type checker
        starts = self.compile_sc(self.rules if rules is None else rules)
        src = state.src
        while state.cursor < state.cursor_max:
            if text := lines.TEXT.match(src, state.cursor):
                state.add_paragraph(text[0])
                state.cursor = text.end()
            elif blank := lines.BLANK.match(src, state.cursor):
                state.append_token({"type": "blank_line"})
                state.cursor = blank.end()
            elif heading := lines.HEADING.match(src, state.cursor):
                state.append_token(lines.heading(heading, state))
                state.cursor = heading.end()
            elif found := lines.fence(state) or definitions.read(state):
                state.append_token(found[0])
                state.cursor = found[1]
            else:
                state.cursor = self._block(state, starts)

    def _block(self, state: BlockState, starts: re.Pattern[str]) -> int:
        """Parse the block that begins at the cursor, else a line of a paragraph; returns where the next begins."""
        end = self._parse_indent_code_fast(state)
        if end is None and (m := starts.match(state.src, state.cursor)):
            end = self.parse_method(m, state)
        if not end:
            end = state.find_line_end()
            state.add_paragraph(state.get_text(end))
        return end

    def parse_block_quote(self, m: re.Match[str], state: BlockState) -> int:
        """Parse a quote, with a barrier before it."""
        state.tokens.append({"type": "barrier"})
        return super().parse_block_quote(m, state)

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        """Parse a list, without mistune if it is as most are."""
        assert isinstance(state, State)  # noqa: S101 - for the type checker
        if found := lists.read(self, m["list_2"], state):
            state.append_token(found[0])
            return found[1]
        return super().parse_list(m, state)

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse what a rule matched, and place it."""
        return self._track(state, m.start(), super().parse_method, m)

    def parse_raw_html(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse HTML; also a line that is one self-closing tag, which mistune passes over."""
        assert isinstance(state, State)  # noqa: S101 - for the type checker
        if state.after_text() or not LONE_TAG.match(state.src, m.start(), state.find_line_end()):
            return super().parse_raw_html(m, state)
        blank = self.BLANK_LINE.search(state.src, m.end())
        end = blank.start() if blank else state.cursor_max
        state.append_token({"type": "block_html", "raw": state.get_text(end)})
        return end

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        # mistune has this shortcut past `parse_method`, and tries it on every line.
        if not state.src.startswith((" ", "\t"), state.cursor) or not state.get_line(state.cursor).strip():
            return None
        parse = super()._parse_indent_code_fast
        return self._track(state, state.cursor, lambda _, state: parse(state))

    def parse_atx_heading(self, m: re.Match[str], state: BlockState) -> int:
        """Parse a heading as mistune does, whose own pattern takes quadratic time on a run of spaces."""
        assert isinstance(state, State)  # noqa: S101 - for the type checker
        text = m["atx_2"].strip(" \t\n\r\f\v")
        bare = text.rstrip("#")
        if not bare or bare[-1] in " \t":
            text = bare.rstrip()
        at = m.start("atx_2") + m["atx_2"].index(text) if text else m.end("atx_1")
        token = {"type": "heading", "text": text, "attrs": {"level": len(m["atx_1"])}, "style": "atx"}
        state.append_token({**token, "span": state.trim(m.start(), m.end()), "origin": (state, at)})
        return m.end() + 1

    def _track(
        self, state: BlockState, start: int, parse: Callable[[Any, BlockState], int | None], m: Any = None
    ) -> int | None:
        """Run a parse method and give what it appended its span."""
        assert isinstance(state, State)  # noqa: S101 - for the type checker
        tokens, known, spans = state.tokens, len(state.tokens), len(state.child_spans)
        outer = state.child_at, state.in_list
        state.child_at, state.in_list = start, bool(m) and m.lastgroup == "list"
        end = parse(m, state)
        if end and len(tokens) > known:
            for token in tokens[max(known - 1, 0) :]:  # a block that ends a list or quote has its span already
                if "span" not in token and "origin" not in token:
                    _place(token, state, Span(start, min(end, len(state.src))), state.child_spans[spans:])
        elif end and known and tokens[-1]["type"] == "heading" and not tokens[-1].keys() & {"span", "underline"}:
            tokens[-1]["underline"] = state.trim(start, end).end  # a paragraph that became a heading
        elif end and m and m.lastgroup == "ref_link" and not (known and tokens[-1]["type"] == "paragraph"):
            tokens.append(definitions.defined(m, state, end))
        state.child_at, state.in_list = outer
        del state.child_spans[spans:]
        return end


def _place(token: Token, state: State, span: Span, children: list[Span]) -> None:
    """Give a token its span: that of `span`, counted in the state, or from its children."""
    kind = token["type"]
    start, end = span
    if kind in ("block_quote", "footnote_def"):
        token["span"] = children[-1]
    elif kind == "admonition":
        token["span"] = Span(state.trim(start, end).start, children[-1].end)
    elif kind == "list":
        for item, item_span in zip(token["children"], children, strict=True):
            item["span"] = item_span
        token["span"] = Span(children[0].start, children[-1].end)
    else:
        token["span"] = state.trim(start, end)
    if kind == "block_code":
        _place_code(token, state, span)


def _place_code(token: Token, state: State, span: Span) -> None:
    """Map the lines of a code block, and see whether its fence was closed."""
    start, end = span
    fenced = token["style"] == "fenced"
    first = min(state.find_line_end_at(start), len(state.src)) if fenced else start
    token["exact"] = state.exact
    try:
        code: str = token["raw"]
        token["places"] = align(code, state.src, first, state.places)[0] if code else state.places.part(first, first)
    except Lost:
        token["places"], token["exact"] = OffsetMap([0, len(token["raw"])], token["span"]), False
    if fenced:
        last = state.src[first:end].rstrip(" \t\n").rpartition("\n")[2].strip(" \t")
        token["closed"] = last.startswith(token["marker"]) and not last.strip(token["marker"][0])
