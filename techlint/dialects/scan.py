"""One pass over a draft from sign to sign, which steps over code and hides what is no Markdown.

In: a text. Out: the text with stretches hidden, what they are, and the code between tags.
Must not know: front matter, files.

What fills its lines turns into blanks, so that the prose around it parses as it stands; all else turns into a run of
U+FFFC, so that a link whose target is a shortcode stays a link. Every search is bounded or made once, so that no text
takes more than linear time.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.document import Mask
from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.text import OBJECT, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


REACH = 2000
"""No tag, expression or code span is longer than that."""

TRIGGER = lazy(r"``*|~~~+|<!--|\{|\$|:::|\[!")
"""Signs to look at. Each begins with a character, not with a repetition: so `re` finds them ten times as fast."""

CONTAINER = lazy(r"(?:[ \t>*+-]|\d{1,9}[.)])*\Z")
QUOTE = lazy(r"[ \t]*>[ \t>]*\Z")
BLANK_LINE = lazy(r"\n[ \t]*(?=\n)")
LINE_REST = lazy(r"[^\n]*")

CODE_TAGS = frozenset({"highlight", "code", "codeblock", "code-block", "prism"})
HIDDEN_TAGS = frozenset(
    "rawhtml html svg math katex latex mermaid graphviz goat plantuml chart comment csv-table".split()
)
TAG = lazy(r"\{(?:\{[<%]|%)-?\s*([\w-]+)([^%>}]*)")
LANGUAGE = lazy(r"\s*(?:lang(?:uage)?[:=]\s*)?[\"']?([A-Za-z][\w+#.-]{0,30})")
LANGUAGE_KEY = lazy(r"\blang(?:uage)?[:=]\s*[\"']?([A-Za-z][\w+#.-]{0,30})")

ATTACHED = lazy(r"\{[ \t]*(?:[#.:](?!\s)|:\s)[^{}\n]{0,300}\}")  # *x*{.cls}, [x](y){: .cls}
BLANKED = frozenset({"front_matter", "esm"})
"""Kinds of mask that are never part of a line of prose."""

OWN_LINE = lazy(r"\{(?:::?|[ \t]*(?:[#.]|[A-Za-z][\w-]{0,50}=))[^{}\n]{0,300}\}[ \t]*$", re.MULTILINE)
AT_END = lazy(r"\{[ \t]*(?:[#.:]|[A-Za-z][\w-]{0,50}=)[^{}\n]{0,300}\}[ \t]*$", re.MULTILINE)  # ## Heading {#id}
DISPLAY_MATH = lazy(r"\$\$[^$]{1,5000}\$\$")
INLINE_MATH = lazy(r"\$(?=\S)(?=[^$\n]{0,300}[\\^_{}=])[^$\n]{1,300}(?<=\S)\$(?![\w$])")  # no prices
ALERT = lazy(r"\[![\w-]{1,30}\][+-]?")


class Block(NamedTuple):
    """Code between two tags: where all of it stands, the code alone, and what the first tag says of its language."""

    span: Span
    code: Span
    info: str


class Masked(NamedTuple):
    """A draft ready for the Markdown parser."""

    text: str
    masks: tuple[Mask, ...]
    code: tuple[Block, ...]


class Scan:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.done = 0  # up to where `out` reaches
        self.line = 0  # where the line begins
        self.masks: list[Mask] = []
        self.code: list[Block] = []
        self.unclosed: set[str] = set()
        self.blank = -1  # the next blank line, once looked for
        self.mdx = False
        self.body = 0  # where it begins

    def run(self, pos: int, *, mdx: bool) -> None:
        """Look at every sign from `pos` on."""
        self.mdx = mdx
        self.body = self.line = pos
        pattern = TRIGGER
        if mdx:
            from techlint.dialects import mdx as patterns

            pattern = re.compile(TRIGGER.pattern + patterns.TRIGGER)
        seen = pos
        while found := pattern.search(self.text, pos):
            start = found.start()
            self.line = self.text.rfind("\n", seen, start) + 1 or self.line
            seen = start
            pos = max(READERS[found[0][0]](self, start, found.end()), start + 1)

    def result(self) -> Masked:
        """What came of it."""
        return Masked("".join([*self.out, self.text[self.done :]]), tuple(self.masks), tuple(self.code))

    def hide(self, kind: str, start: int, end: int) -> int:
        """Mask a stretch, and return where it ends."""
        rest = LINE_REST.match(self.text, end, end + 200)
        alone = self._opens(start, " \t>*+-") and not (rest and rest[0].strip())
        fill = " " if alone or kind in BLANKED else OBJECT
        hidden = "\n".join([fill * len(line) for line in self.text[start:end].split("\n")])
        self.out += [self.text[self.done : start], hidden]
        self.masks.append(Mask(kind, Span(start, end)))
        self.done = end
        return end

    def _opens(self, pos: int, marks: str) -> bool:
        """Whether nothing but some marks of containers stands before `pos` on its line."""
        return pos - self.line < 100 and not self.text[self.line : pos].strip(marks)

    def ticks(self, start: int, end: int) -> int:
        """Backticks or tildes: step over a fence or a code span."""
        size = end - start
        if size >= 3 and CONTAINER.match(self.text, self.line, start):
            return self._fence(start, end)
        if self.text[start] == "~":
            return end
        limit = min(self._next_blank(end), end + REACH)
        pos = end
        while True:
            pos = self.text.find("`" * size, pos, limit)
            if pos < 0:
                return end
            stop = pos + size
            while stop < limit and self.text[stop] == "`":
                stop += 1
            if stop - pos == size:
                return stop
            pos = stop

    def _fence(self, start: int, end: int) -> int:
        """Step over a fenced block; one left open runs to the end."""
        char, size = self.text[start], end - start
        line_end = self.text.find("\n", end)
        if line_end < 0 or (char == "`" and "`" in self.text[end:line_end]):
            return end
        close = _closing(char, size).search(self.text, line_end)
        return close.end() if close else len(self.text)

    def _next_blank(self, pos: int) -> int:
        if self.blank < pos:
            found = BLANK_LINE.search(self.text, pos)
            self.blank = found.start() if found else len(self.text)
        return self.blank

    def comment(self, start: int, end: int) -> int:
        """Step over a comment; in MDX also a tag of a component."""
        if self.text.startswith("<!--", start):
            close = self.text.find("-->", end) if "-->" not in self.unclosed else -1
            if close < 0:
                self.unclosed.add("-->")
                return end
            return close + 3
        from techlint.dialects import mdx

        return self._pattern("jsx", mdx.TAG, start) or end

    def _pattern(self, kind: str, pattern: re.Pattern[str], start: int) -> int:
        """Hide what a pattern matches; 0 if it does not."""
        found = pattern.match(self.text, start, start + REACH)
        return self.hide(kind, *found.span()) if found else 0

    def brace(self, start: int, end: int) -> int:
        """A tag, an expression or attributes."""
        text = self.text
        if text.startswith(("{{", "{%"), start):
            return self._tag(start) or end
        before = text[start - 1] if start > self.line else ""
        if self._opens(start, " \t>"):
            found = OWN_LINE.match(text, start)
        elif before in " \t":
            found = AT_END.match(text, start)
        else:
            found = ATTACHED.match(text, start)
        if found:
            return self.hide("attributes", start, start + len(found[0].rstrip()))
        if not self.mdx:
            return end
        from techlint.dialects import mdx

        return self._pattern("expression", mdx.EXPRESSION, start) or end

    def _tag(self, start: int) -> int:
        """A shortcode, a Liquid tag or a template expression, with its body if that is no prose; 0 if it is none."""
        text = self.text
        opener = text[start : start + 3]
        closer = "%}" if opener.startswith("{%") else "}}"
        end = text.find(closer, start + 2, start + REACH) + 2
        if end < 2 or end > self._next_blank(start) or opener == "{%>":
            return 0  # `{%>` is the end of a tag of EJS after a brace
        kind = "liquid" if closer == "%}" else "shortcode" if opener in ("{{<", "{{%") else "template"
        tag = TAG.match(text, start, end)
        if tag and (tag[1] in CODE_TAGS or tag[1] in HIDDEN_TAGS) and tag[1] not in self.unclosed:
            close = _end_tag(tag[1]).search(text, end)
            if not close:
                self.unclosed.add(tag[1])
            else:
                if tag[1] in CODE_TAGS:
                    code = _lines(text, end, close.start())
                    self.code.append(Block(Span(start, close.end()), code, _language(tag[1], tag[2])))
                return self.hide(kind, start, close.end())
        return self.hide(kind, start, end)

    def dollar(self, start: int, end: int) -> int:
        """Maths."""
        before = self.text[start - 1 : start]
        if before in ("\\", "$"):
            return end
        if found := DISPLAY_MATH.match(self.text, start):
            return self.hide("math", *found.span())
        found = None if before.isalnum() or before == "_" else INLINE_MATH.match(self.text, start)
        return self.hide("math", *found.span()) if found else end

    def colons(self, start: int, end: int) -> int:
        """A line like `::: note`."""
        if not self._opens(start, " \t>"):
            return end
        line = LINE_REST.match(self.text, start)
        return self.hide("directive", start, line.end() if line else end)

    def alert(self, start: int, end: int) -> int:
        """`> [!NOTE]`."""
        if not QUOTE.match(self.text, self.line, start):
            return end
        return self._pattern("alert", ALERT, start) or end

    def esm(self, start: int, end: int) -> int:
        """An import or export of MDX: it runs to the next blank line."""
        before = self.text.rfind("\n", 0, max(start - 1, 0))
        if start != self.line or (start > self.body and self.text[before + 1 : start].strip()):
            return end
        from techlint.dialects import mdx

        found = mdx.ESM.match(self.text, start)
        return self.hide("esm", *found.span()) if found else end

    def leading_esm(self, start: int) -> int:
        """The imports right below the front matter of a `.md` that Docusaurus or Astro reads as MDX."""
        from techlint.dialects import mdx

        found = mdx.IMPORTS.match(self.text, start)
        return self.hide("esm", start, found.end()) if found else start


READERS: Mapping[str, Callable[[Scan, int, int], int]] = {
    "`": Scan.ticks,
    "~": Scan.ticks,
    "<": Scan.comment,
    "{": Scan.brace,
    "$": Scan.dollar,
    ":": Scan.colons,
    "[": Scan.alert,
    "i": Scan.esm,
    "e": Scan.esm,
}
"""Who reads on from a sign, by its first character; each returns where to go on."""


def _closing(char: str, size: int) -> re.Pattern[str]:
    return re.compile(rf"\n[ \t>]*{char}{{{size},}}[ \t]*$", re.MULTILINE)


def _end_tag(name: str) -> re.Pattern[str]:
    """`{{< /name >}}`, `{% endname %}` and their like; Zola ends all with `{% end %}`."""
    return re.compile(rf"\{{\{{[<%]-?\s*/\s*{name}\s*-?[%>]\}}\}}|\{{%-?\s*end(?:{name})?\s*-?%\}}")


def _lines(text: str, start: int, end: int) -> Span:
    """The lines between two tags, less the blank ones around them."""
    first = text.find("\n", start, end)
    if first >= 0 and not text[start:first].strip():
        start = first + 1
    return Span(start, max(start, start + len(text[start:end].rstrip(" \t\n"))))


def _language(tag: str, said: str) -> str:
    """The language that an opening tag names; `{% codeblock %}` has a title in its first place."""
    found = LANGUAGE_KEY.search(said) or (LANGUAGE.match(said) if tag != "codeblock" else None)
    return found[1] if found else ""
