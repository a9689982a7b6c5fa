"""Comments that silence findings, as they stand in a draft.

In: a Document. Out: Silences: which rules, where, why, until when, or what is wrong with the comment.
Must not know: rules beyond their ids, what was found, the day.

    <!-- techlint: ignore[claims/speedup] measured in the appendix -->     the block below, or the line it stands in
    <!-- techlint: ignore-file[titles] the site prints no title -->        the whole draft
    <!-- techlint: off[text] --> ... <!-- techlint: on[text] -->           what lies between
    {/* techlint: ignore[api] until=2027-01-01 pinned on purpose */}       in MDX; `until` is the last day it holds
    conn = connect()  # techlint: ignore[secrets] a test server            in code: this line, or the next
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from techlint.document import BLOCKS, Code
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.ruleset import names
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.document import Document, Node
    from techlint.finding import Finding

WORD = "techlint:"
DIRECTIVE = lazy(r"techlint:[ \t]*(?P<verb>[\w-]*)[ \t]*(?P<rules>\[[^\]\n]*\])?[ \t]*(?P<reason>[^\n]*)")
UNTIL = lazy(r"\buntil=(\S+)")
VERBS = ("ignore", "ignore-file", "off", "on")
WRAPPERS = (
    (lazy(r"<!--\s*\Z"), lazy(r"\s*-->")),
    (lazy(r"\{\s*/\*\s*\Z"), lazy(r"\s*\*/\s*\}")),
    (lazy(r"^\[//\]:[ \t]*#[ \t]*[(\"']\Z", re.MULTILINE), lazy(r"[)\"'][ \t]*$", re.MULTILINE)),
)
IN_CODE = lazy(r"(?P<before>.*?)(?P<mark>//|#|--|;|%|/\*|<!--)[ \t]*\Z")
BARE = lazy(r"[\s>*+-]*(?:\d+[.)]\s*)?\Z")


class Silence(NamedTuple):
    """One comment: the rules it names, where it holds (`scope`), why, and until when."""

    span: Span
    verb: str
    rules: tuple[str, ...]
    scope: Span
    reason: str = ""
    until: dt.date | None = None
    problem: str = ""

    def covers(self, finding: Finding) -> str:
        """The name under which it silences a finding; "" if it does not."""
        if not finding.span.overlaps(self.scope):
            return ""
        return next((name for name in self.rules if names(name, finding.rule)), "")


def read(doc: Document) -> tuple[Silence, ...]:
    """The comments of a draft that speak to techlint, in order."""
    if WORD not in doc.source.text:
        return ()
    return tuple(_close(doc, list(_comments(doc))))


def _comments(doc: Document) -> Iterator[Silence]:
    text = doc.source.text
    codes = [node for node in doc.of("code") if isinstance(node, Code)]
    at = text.find(WORD)
    while at >= 0:
        code = next((node for node in codes if node.span.start <= at < node.span.end), None)
        line = doc.source.line_span(doc.source.position(at).line)
        found = _in_code(doc, code, at, line) if code else _in_markdown(doc, at, line)
        if found:
            yield found
        at = text.find(WORD, at + len(WORD))


def _in_markdown(doc: Document, at: int, line: Span) -> Silence | None:
    text = doc.source.text
    for opening, closing in WRAPPERS:
        head = opening.search(text, max(line.start, at - 40), at)
        tail = closing.search(text, at) if head else None
        if head and tail:
            span = Span(head.start(), tail.end())
            before, after = text[line.start : span.start], text[span.end : text.find("\n", span.end)]
            alone = BARE.match(before) is not None and not after.strip()
            scope = _next_block(doc, span) if alone else line
            return _read_directive(text[at : tail.start()], span, scope)
    return None


def _in_code(doc: Document, code: Code, at: int, line: Span) -> Silence | None:
    text = doc.source.text
    head = IN_CODE.match(text[line.start : at])
    if code.kind == "code_span" or head is None or code.lang in {"markdown", "mdx", "html"}:
        return None  # a draft about techlint shows comments; it does not mean them
    scope = line
    if not head["before"].strip(" \t>"):
        number = doc.source.position(at).line
        scope = doc.source.line_span(min(number + 1, len(doc.source.line_starts)))
    said = text[at : line.end].removesuffix("*/").removesuffix("-->").rstrip()
    return _read_directive(said, Span(line.start + head.start("mark"), line.end), scope)


def _read_directive(said: str, span: Span, scope: Span) -> Silence:
    m = DIRECTIVE.match(" ".join(said.split()))
    verb = m["verb"] if m else ""
    if not m or verb not in VERBS:
        return Silence(span, verb, (), scope, problem=f"'{verb}' is none of {', '.join(VERBS)}")
    rules = tuple(name.strip() for name in (m["rules"] or "").strip("[]").split(",") if name.strip())
    if not rules:
        return Silence(span, verb, (), scope, problem=f"it names no rule: write {verb}[family/rule] and a reason")
    until, problem = None, ""
    if day := UNTIL.search(m["reason"]):
        try:
            until = dt.date.fromisoformat(day[1])
        except ValueError:
            problem = f"'{day[1]}' is no day: write until=YYYY-MM-DD"
    return Silence(span, verb, rules, scope, UNTIL.sub("", m["reason"]).strip(), until, problem)


def _next_block(doc: Document, span: Span) -> Span:
    """The block that follows a comment, the outermost that begins there; empty at the end of the draft."""
    best: Node | None = None
    for kind in BLOCKS - {"document"}:
        for node in doc.of(kind):
            if node.span.start >= span.end and (
                best is None or (node.span.start, -node.span.end) < (best.span.start, -best.span.end)
            ):
                best = node
    return best.span if best else Span(len(doc.source.text), len(doc.source.text))


def _close(doc: Document, silences: list[Silence]) -> Iterator[Silence]:
    """Give `off` its scope, up to the `on` of the same rules, and `ignore-file` the whole draft."""
    whole = Span(0, len(doc.source.text) + 1)
    for number, silence in enumerate(silences):
        if silence.verb == "ignore-file":
            scope = whole
        elif silence.verb == "off":
            later = (s.span.start for s in silences[number + 1 :] if s.verb == "on" and s.rules == silence.rules)
            scope = Span(silence.span.end, next(later, whole.end))
        elif silence.verb == "on":
            scope = Span(silence.span.start, silence.span.start)
        else:
            scope = silence.scope
        yield Silence(silence.span, silence.verb, silence.rules, scope, silence.reason, silence.until, silence.problem)
