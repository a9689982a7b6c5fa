"""The block and inline syntax that mistune lacks, or has in a way that loses text or places.

In: a mistune parser. Out: the same, knowing tables, footnotes, admonitions and bare URLs.
Must not know: places, nodes; a container only says where its first line begins.

mistune's own footnotes drop definitions nobody refers to and move the rest to the end; its tables give up on a row that
is a cell short and count a missing outer pipe as a cell; its bare URLs swallow `**` and slow every `h` down.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mistune.plugins.formatting import strikethrough
from mistune.util import unikey

from techlint.lazy import lazy
from techlint.markdown.blocks import INDENT, Blocks, State, Token

if TYPE_CHECKING:
    from mistune import InlineParser, InlineState, Markdown

FOOTNOTE = r"^ {0,3}\[\^(?P<note_key>[^\[\]\s]{1,500})\]:(?P<note_text>[^\n]*)(?:\n|$)"
FOOTNOTE_REFERENCE = r"!?\[\^(?P<note_ref>[^\[\]\s]{1,500})\]"  # with a `!` lest it be read as an image
OPENING = lazy(r"!?\[")
ADMONITION = r"^ {0,3}(?:!!!|\?\?\?\+?|===[+!]?)[ \t]+(?P<admonition_title>[^\n]+)\n(?= {4}|\t|[ \t]*\n)"
ADMONITION_TITLE = lazy(r"[^\"\n]*\"(?P<title>[^\"\n]*)\"[ \t]*$")
BLOCK_INDENT = lazy(r" {4}| {0,3}\t")
BREAKS = ["fenced_code", "atx_heading", "thematic_break", "block_quote", "list", "block_html", "blank_line"]

_DASHES = r"[ \t]*:?-+:?[ \t]*"
TABLE = (
    r"^ {0,3}(?=\S)(?P<table_head>[^\n]*)\n"
    r" {0,3}(?=[^\n]*[|:])(?P<table_align>\|?" + _DASHES + r"(?:\|" + _DASHES + r")*(?:\|[ \t]*)?)(?:\n|$)"
)
CELL = lazy(r"[ \t]*(?P<text>(?:\\.|[^|\n])*)(?P<pipe>\|?)")

BARE_URL = r":(?=//[^\s<])"
URL_TAIL = lazy(r"[^\s<]*")
SCHEME = lazy(r"(?<![^\W_])(?:https?|ftp)\Z", re.IGNORECASE)
ENTITY_END = lazy(r"&[A-Za-z0-9]{1,32}\Z")


def install(md: Markdown) -> None:
    """Add everything to a parser."""
    strikethrough(md)
    for name, pattern, parse in (
        ("table", TABLE, parse_table),
        ("footnote_def", FOOTNOTE, parse_footnote),
        ("admonition", ADMONITION, parse_admonition),
    ):
        md.block.register(name, pattern, parse, before="ref_link")  # type: ignore[arg-type]
        for rules in (md.block.list_rules, md.block.block_quote_rules):
            md.block.insert_rule(rules, name, before="ref_link")
    md.inline.register("footnote", FOOTNOTE_REFERENCE, parse_footnote_reference, before="link", start_chars=("!", "["))
    md.inline.register("bare_url", BARE_URL, parse_bare_url, start_chars=":")


def _indented(block: Blocks, state: State, pos: int, *, lazy: bool) -> tuple[list[str], int]:
    """The lines from `pos` on that are blank or indented by four, less that indentation, and where they end."""
    lines: list[str] = []
    end, may_go_on = pos, lazy
    breaks = block.compile_sc([*BREAKS, "footnote_def"])
    while pos < state.cursor_max:
        line = state.get_line(pos)
        indent = BLOCK_INDENT.match(line)
        if line.strip() and not indent and not (may_go_on and not breaks.match(state.src, pos)):
            break
        may_go_on = lazy and bool(line.strip())
        lines.append(line[indent.end() if indent else 0 :].rstrip("\n"))
        pos += len(line)
        if line.strip():
            end = pos
    while lines and not lines[-1].strip():
        lines.pop()
    return lines, end


def parse_footnote(block: Blocks, m: re.Match[str], state: State) -> int | None:
    """`[^key]: text`, in its place."""
    if state.depth() >= block.max_nested_level:
        return None
    lines, end = _indented(block, state, m.end(), lazy=True)
    state.env.setdefault("notes", set()).add(unikey(m["note_key"]))
    child = state.child_state("\n".join([m["note_text"].lstrip(" \t"), *lines]) + "\n")
    block.parse(child, block.list_rules)
    state.append_token({"type": "footnote_def", "children": child.tokens})
    return end


def parse_admonition(block: Blocks, m: re.Match[str], state: State) -> int | None:
    """`!!! note "Title"` and the indented lines under it, as Python-Markdown has them."""
    if state.depth() >= block.max_nested_level:
        return None
    lines, end = _indented(block, state, m.end(), lazy=False)
    state.child_at = m.end()
    child = state.child_state("\n".join(lines) + "\n")
    block.parse(child, block.list_rules)
    children = child.tokens
    if title := ADMONITION_TITLE.match(state.src, m.start("admonition_title"), m.end("admonition_title")):
        at = title.start("title")
        children.insert(0, {"type": "paragraph", "text": title["title"], "origin": (state, at)})
    state.append_token({"type": "admonition", "children": children})
    return end


def parse_footnote_reference(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    """`[^key]`, if there is such a note; else it may still open a link."""
    if unikey(m["note_ref"]) not in state.env.get("notes", ()):
        bracket = OPENING.match(state.src, m.start())
        return inline.parse_link(bracket, state) if bracket else None
    if m[0].startswith("!"):
        inline.process_text("!", state)
    state.append_token({"type": "footnote_ref", "raw": m["note_ref"]})
    return m.end()


def parse_bare_url(inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    """`https://...` in running text. Its colon is the rare sign in it, so the scheme is taken back from the text."""
    before = state.tokens[-1] if state.tokens else None
    if before is None or before["type"] != "text" or state.in_link or state.depth >= inline.max_nested_level:
        return None
    scheme = SCHEME.search(before["raw"], max(0, len(before["raw"]) - 6))
    if not scheme:
        return None
    tail = URL_TAIL.match(state.src, m.end())
    rest = _url(tail[0] if tail else "", in_brackets=bool(state.brackets))
    if len(rest) < 3:
        return None
    url = scheme[0] + ":" + rest
    before["raw"] = before["raw"][: scheme.start()]
    if not before["raw"]:
        state.tokens.pop()
    attrs = {"url": url}
    state.append_token({"type": "link", "children": [{"type": "text", "raw": url}], "attrs": attrs, "_autolink": url})
    return m.end() + len(rest)


def _url(text: str, *, in_brackets: bool) -> str:
    """A bare URL ends before punctuation that belongs to the sentence, as GitHub has it."""
    if in_brackets:
        text = text.partition("]")[0]
    end, surplus = len(text), text.count(")") - text.count("(")
    while end:
        last = text[end - 1]
        if last in "?!.,:*_~'\"];":
            end -= 1
            if last == ";" and (entity := ENTITY_END.search(text, max(0, end - 33), end)):
                end = entity.start()
        elif last == ")" and surplus > 0:
            end -= 1
            surplus -= 1
        else:
            break
    return text[:end]


def _row(state: State, pos: int, width: int) -> tuple[Token, int]:
    """The cells of the line at `pos`: `width` of them at most in a body row, all of them in the head (width 0)."""
    end = state.find_line_end_at(pos)
    cells: list[Token] = []
    stop = pos + len(state.src[pos:end].rstrip())
    row = {"type": "table_row", "children": cells, "span": state.trim(pos, end)}
    indent = INDENT.match(state.src, pos)
    pos = indent.end() if indent else pos
    pos += state.src.startswith("|", pos)
    while pos < stop:
        m = CELL.match(state.src, pos, stop)
        if not m or m.end() == pos:
            break
        attrs: dict[str, Any] = {"head": not width, "column": len(cells)}
        text = m["text"].rstrip(" \t")
        cells.append({"type": "table_cell", "text": text, "origin": (state, m.start("text")), "attrs": attrs})
        pos = m.end()
    if width:
        del cells[width:]
    return row, end


def parse_table(block: Blocks, m: re.Match[str], state: State) -> int | None:
    """A table as GitHub has it: rows may be short or long, outer pipes are free."""
    head, pos = _row(state, m.start(), 0)
    width = len(head["children"])
    if width != len(m["table_align"].strip(" \t").strip("|").split("|")):
        return None
    pos, rows = m.end(), []
    breaks = block.compile_sc(BREAKS)
    while pos < state.cursor_max and not breaks.match(state.src, pos):
        row, pos = _row(state, pos, width)
        rows.append(row)
    state.append_token({"type": "table", "children": [head, *rows]})
    return pos
