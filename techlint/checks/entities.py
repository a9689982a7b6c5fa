"""Find HTML entities that readers will see as such: in code, escaped twice in prose, in titles that are escaped again.

In: the document; `params.kind` is code, twice or title. Out: hits with the character as a fix.
Must not know: severities.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import Mentions, around, place
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.document import Document, Node

IN_CODE = lazy(
    r"(?:&(?:amp;)?(?:lt|gt|amp|quot|apos|nbsp|#39|#x27|#x2F|#34|#8217|#8220|#8221|rsquo|ldquo|rdquo);){1,9}"
)
TWICE = lazy(
    r"&amp;(?:amp|lt|gt|quot|apos|nbsp|#\d{2,5}|#x[0-9a-fA-F]{2,5}|rsquo|lsquo|ldquo|rdquo|mdash|ndash|hellip|copy);"
)
IN_TITLE = lazy(r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,5}|amp|quot|apos|lt|gt|rsquo|lsquo|ldquo|rdquo);")

MARKUP = frozenset(
    "html xml svg vue svelte jsx tsx astro php erb hbs handlebars mdx rss atom plist xaml cshtml razor markdown md htm "
    "liquid jinja jinja2 twig ejs xhtml xsl csproj text txt asp aspx blade django ini-html".split()
)
"""Languages in which an entity is part of the program."""

ABOUT = lazy(
    r"escap|htmlspecial|entit|replace|innerHTML|</?(?:p|div|span|a|li|code|pre|td|b|i|script|html|body|br)\b|sanitiz|encod",
    re.IGNORECASE,
)
ABOUT_TWICE = lazy(r"escap|entit", re.IGNORECASE)
MEANT_AS_SIGN = lazy(
    r"\w&lt;[\w&;, <>:'?\[\]]{0,80}&gt;|-&gt;|=&gt;|&amp;&amp;|\s&lt;=?\s|\s&gt;=?\s|\(&quot;|=\s*&quot;|&quot;\)"
    r"|&amp;(?:lt|gt|quot);|\w&#39;\w|#include\s+&lt;|&lt;&lt;|\|\s*&gt;|&lt;/?[A-Za-z]"
)
"""Shapes in which the entity stands for an operator or quote of the program."""

IN_SPAN = lazy(r"\w&lt;[\w, &;:'\[\]?.]{0,80}&gt;|&lt;\w[\w =\"'/-]{0,80}&gt;|-&gt;|=&gt;| &lt; | &gt; |&amp;&amp;")
QUOTED = lazy(r"[\"'`]&(?:lt|gt|amp|quot|#39);[\"'`]")
TITLE_KEYS = ("title", "description", "summary", "excerpt", "subtitle")
PRINTED_RAW = frozenset({"jekyll"})
"""Generators whose themes print the title without escaping it."""


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the entities of one kind."""
    return KINDS[params["kind"]](doc)


def _in_code(doc: Document) -> Iterator[Hit]:
    for node in doc.of("code"):
        if not isinstance(node, Code) or node.lost or not node.excerpt or "&" not in node.excerpt.text:
            continue  # outside a fence an entity is shown as its sign
        text = node.excerpt.text
        meant = (IN_SPAN if node.kind == "code_span" else MEANT_AS_SIGN).search(text)
        if node.lang in MARKUP or not meant or ABOUT.search(text) or QUOTED.search(text):
            continue
        if ABOUT.search(around(place(doc, node.span.start)).replace(text, "")):
            continue
        safe = node.kind == "code_block" and bool(node.lang)
        for match in IN_CODE.finditer(text):
            yield _hit(node.excerpt.span(*match.span()), match[0], safe=safe)


def _twice(doc: Document) -> Iterator[Hit]:
    about_escaping = Mentions(ABOUT_TWICE)
    for match in TWICE.finditer(doc.source.text):
        where = place(doc, match.start())
        if where.kind == "prose" and not about_escaping(where):
            span = Span(*match.span())
            right = match[0].replace("&amp;", "&", 1)
            yield Hit(
                span, {"entity": match[0], "right": right}, fix=Fix(f"write `{right}`", (Edit(span, right),), safe=True)
            )


def _in_title(doc: Document) -> Iterator[Hit]:
    fields = doc.front_matter.fields if doc.front_matter else {}
    for key in TITLE_KEYS:
        if key in fields and isinstance(fields[key].value, str):
            span = fields[key].span
            for match in IN_TITLE.finditer(doc.source.text, span.start, span.end):
                found = _hit(Span(*match.span()), match[0], safe=False)
                fix = None if found.values["right"] in "\"'" else found.fix  # it could end the string it stands in
                yield Hit(found.span, found.values, fix=fix, sure=doc.site not in PRINTED_RAW)


def _hit(span: Span, entity: str, *, safe: bool) -> Hit:
    right = html.unescape(html.unescape(entity)).replace("\u00a0", " ")
    return Hit(span, {"entity": entity, "right": right}, fix=Fix(f"write `{right}`", (Edit(span, right),), safe=safe))


KINDS: Mapping[str, Callable[[Document], Iterator[Hit]]] = {"code": _in_code, "twice": _twice, "title": _in_title}
